//! The stages in order; pure: no file, thread or clock.

use crate::model::{
    Content, Document, Failure, FailureKind, Format, Limits, Report, Sections, Source, Stage, Tables,
    Warning, WarningKind,
};
use crate::{check, grid, identity, layout, narrative, region, section, source};
use sha2::{Digest, Sha256};

/// What a caller may set for one input.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Path to print in the report; also the hint for the format.
    pub path: String,
    /// The format, where the caller knows better than the content.
    pub format: Option<Format>,
    /// What the file may cost.
    pub limits: Limits,
}

/// Every stage's result, for `gongkai explain`.
#[derive(Debug, Clone)]
pub struct Stages {
    /// What the source read.
    pub content: Content,
    /// Lines and tables in reading order.
    pub document: Document,
    /// The document cut at its headings.
    pub sections: Sections,
    /// The reconstructor's steps.
    pub trace: grid::Trace,
    /// The report, or why there is none.
    pub report: Result<Report, Failure>,
}

/// Extracts one report from the bytes of one file.
///
/// # Errors
/// A [`Failure`] that names stage, kind and what to do.
pub fn extract(bytes: &[u8], options: &Options) -> Result<Report, Failure> {
    Ok(interpret(bytes, options)?.into_report(&options.path))
}

/// A file that has been read as far as its name plays no part; copies under other names share it.
#[derive(Debug, Clone)]
pub struct Interpreted {
    sections: Sections,
    /// Without a path, without a region, without findings.
    nameless: Report,
}

impl Interpreted {
    /// SHA-256 of the file's bytes, hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.nameless.source.sha256
    }

    /// The report of the file under its only name.
    pub fn into_report(self, path: &str) -> Report {
        named(self.nameless, &self.sections, path)
    }

    /// The report of the file under one of its names.
    pub fn report(&self, path: &str) -> Report {
        named(self.nameless.clone(), &self.sections, path)
    }
}

/// Reads the bytes of one file; of its path only the extension counts.
///
/// # Errors
/// A [`Failure`] where it cannot be read, or holds no report.
pub fn interpret(bytes: &[u8], options: &Options) -> Result<Interpreted, Failure> {
    let (format, content) = read(bytes, options)?;
    let document = layout::compose(content, &options.limits)?;
    let sections = section::split(&document);
    let (tables, _) = grid::reconstruct(&sections);
    let nameless = assemble(&sections, tables, &document.warnings, || source_of(bytes, format, &document))?;
    Ok(Interpreted { sections, nameless })
}

/// As [`extract`], keeping every intermediate, also where they make no report.
///
/// # Errors
/// A [`Failure`] where the bytes could not be read at all.
pub fn stages(bytes: &[u8], options: &Options) -> Result<Stages, Failure> {
    let (format, content) = read(bytes, options)?;
    let document = layout::compose(content.clone(), &options.limits)?;
    let sections = section::split(&document);
    let (tables, trace) = grid::reconstruct(&sections);
    let nameless = assemble(&sections, tables, &document.warnings, || source_of(bytes, format, &document));
    let report = nameless.map(|report| named(report, &sections, &options.path));
    Ok(Stages { content, document, sections, trace, report })
}

fn read(bytes: &[u8], options: &Options) -> Result<(Format, Content), Failure> {
    let format = options.format.or_else(|| source::detect(&options.path, bytes)).ok_or_else(|| {
        Failure::new(
            Stage::Source,
            FailureKind::Unsupported,
            "unknown format; gongkai reads PDF, OFD, HTML, MHTML, DOCX, DOC, RTF, XLSX, XLS, ODS, text, and with -o OUT \
             the files in a ZIP archive, but no archive in an archive",
        )
    })?;
    Ok((format, source::read(bytes, format, &options.limits)?))
}

fn assemble(
    sections: &Sections,
    mut tables: Tables,
    warnings: &[Warning],
    source: impl FnOnce() -> Source,
) -> Result<Report, Failure> {
    let identity = identity::identify(sections);
    if !is_report(&tables, &identity) && warnings.iter().any(|w| w.kind == WarningKind::Damaged) {
        return Err(Failure::new(
            Stage::Extract,
            FailureKind::Unreadable,
            "the file is damaged, and no annual report was found in what is left of it; fetch it again",
        ));
    }
    if !is_report(&tables, &identity) {
        return Err(Failure::new(
            Stage::Extract,
            FailureKind::NotAReport,
            "no annual report found: neither a title nor any of the form's tables; check that this is the right file",
        ));
    }
    let texts = section::texts(sections);
    let narrative = narrative::read(&texts, identity.year);
    narrative::settle(&mut tables, &narrative);
    Ok(Report {
        source: source(),
        title: identity.title,
        year: identity.year,
        agency: identity.agency,
        period: identity.period,
        contact: identity.contact,
        narrative,
        sections: texts,
        tables,
        warnings: warnings.to_vec(),
        findings: Vec::new(),
    })
}

/// The report with what its path helps to tell: the region, and what is checked with it.
fn named(mut report: Report, sections: &Sections, path: &str) -> Report {
    path.clone_into(&mut report.source.path);
    let context = region::Context {
        year: report.year,
        path,
        contact: &report.contact,
        letterhead: &|| identity::letterhead(sections),
    };
    report.agency = region::locate(report.agency.name.take(), &context);
    report.findings = check::run(&report);
    report
}

fn is_report(tables: &Tables, identity: &identity::Identity) -> bool {
    tables.template.is_some() || identity.title.is_some()
}

fn source_of(bytes: &[u8], format: Format, document: &Document) -> Source {
    Source {
        path: String::new(),
        sha256: sha256(bytes),
        bytes: bytes.len() as u64,
        format,
        // The columns of a text file are laid out on pages of our own making.
        pages: document.pages.filter(|_| matches!(format, Format::Pdf | Format::Ofd)),
    }
}

/// SHA-256 of the bytes, hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
