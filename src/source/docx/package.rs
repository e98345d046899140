//! Where a Word document keeps what.

use crate::model::{Failure, Limits};
use crate::source::package::{Archive, Event, Xml, encrypted};

/// The parts of a document.
pub(super) struct Package<'a> {
    archive: Archive<'a>,
    limits: &'a Limits,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Failure> {
        // Office wraps a document with a password in a compound file.
        if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            return Err(encrypted());
        }
        Ok(Package { archive: Archive::open(bytes, limits)?, limits })
    }

    /// The name of the main document, as the package's relationships state it.
    pub(super) fn main_part(&mut self) -> Result<String, Failure> {
        const USUAL: &str = "word/document.xml";
        let Some(relations) = self.archive.part("_rels/.rels")? else { return Ok(USUAL.to_owned()) };
        let mut xml = Xml::new(&relations, self.limits);
        while let Some(event) = xml.next()? {
            if let Event::Open(element) = event
                && element.attr("Type").is_some_and(|t| t.ends_with("/officeDocument"))
                && let Some(target) = element.attr("Target")
            {
                return Ok(target.trim_start_matches('/').to_owned());
            }
        }
        Ok(USUAL.to_owned())
    }

    /// A part in the folder of another.
    pub(super) fn sibling(&mut self, part: &str, name: &str) -> Result<Option<String>, Failure> {
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.archive.part(&format!("{folder}/{name}"))
    }

    /// The text of a part, where there is one.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Failure> {
        self.archive.part(name)
    }
}
