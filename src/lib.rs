//! gongkai turns China's government-information annual reports (政府信息公开工作年度报告) into data.
//!
//! ```text
//! bytes ─source→ Content ─layout→ Document ─section→ Sections ─grid→ Tables ─identity→ Report ─check→ Report with findings
//! ```
//!
//! | module | what it does |
//! |---|---|
//! | [`model`] | the types that flow; no logic beyond constructors |
//! | [`form`] | the forms of the notices, as data |
//! | [`source`] | bytes → pages or blocks, one reader a format |
//! | [`layout`] | glyphs and rulings → lines, paragraphs, tables |
//! | [`section`] | the six sections, by heading and by what stands below |
//! | [`grid`] | the reconstructor: recognise, align, solve |
//! | [`identity`] | who reports, on which year, whom to ask |
//! | [`narrative`] | numbers stated in prose |
//! | [`region`] | which division of the country an agency belongs to |
//! | [`check`] | findings, never repairs |
//! | [`pipeline`] | the stages in order, pure: bytes → [`model::Report`] |
//! | [`batch`] | many files: threads, outcomes, atomic writing |
//! | [`export`] | an archive as tables: CSV, Excel, Parquet, SQLite, JSON lines |
//! | [`archive`] | a finished run: reports by agency and year |
//!
//! # Invariants
//! 1. Stages only look down this table's arrows.
//! 2. Nothing after `layout` knows the file format.
//! 3. Only `batch` and the command line touch files, threads, clocks and stdout; [`pipeline::extract`] is pure.
//! 4. What was published is never changed.
//! 5. Blank, dash and zero are different.
//! 6. Every cell has a place or says it is absent.
//! 7. One file's failure is a value.
//! 8. Same bytes, same options: same output, whatever the thread count.

pub mod archive;
pub mod batch;
pub mod check;
pub mod export;
pub mod form;
pub mod grid;
pub mod identity;
pub mod json;
pub mod layout;
pub mod model;
pub mod narrative;
pub mod pipeline;
pub mod region;
pub mod section;
pub mod source;
