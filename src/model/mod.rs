//! The plain types that flow from stage to stage; no logic beyond constructors and accessors.
//!
//! ```text
//! bytes ─source→ Content ─layout→ Document ─section→ Sections ─grid→ Tables ─narrative, identity→ Report ─check→ findings
//! ```

mod content;
mod document;
mod failure;
mod geometry;
mod limits;
mod report;
mod section;
mod table;
mod warning;

pub use content::{Axis, Content, Direction, Glyph, Page, Ruling};
pub use document::{Block, Document, Line, RawCell, RawTable, TableOrigin};
pub use failure::{Failure, FailureKind, Stage};
pub use geometry::{Place, Rect};
pub use limits::Limits;
pub use report::{
    Agency, Contact, ExtraRow, Finding, Format, Narrative, Period, Report, ReportSection, SCHEMA, Severity,
    Source,
};
pub use section::{Part, SectionKind, Sections};
pub use table::{Cell, FieldId, Method, Status, Tables};
pub use warning::{Warning, WarningKind};
