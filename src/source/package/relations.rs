//! How the parts of an Office document refer to each other (ECMA-376 part 2, 6.5).

use super::{Archive, Event, Xml};
use crate::model::{Failure, Limits};

/// One reference of a part to another.
#[derive(Debug)]
pub(in crate::source) struct Relation {
    id: String,
    /// The last step of its type, which is the same in both dialects of the format.
    pub(in crate::source) kind: String,
    /// The name of the other part, from the root of the archive.
    pub(in crate::source) target: String,
}

/// The references of one part.
#[derive(Debug, Default)]
pub(in crate::source) struct Relations(Vec<Relation>);

impl Relations {
    /// Those of a part, or with `""` those of the whole archive.
    pub(in crate::source) fn of(archive: &mut Archive, part: &str, limits: &Limits) -> Result<Self, Failure> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let text = archive.part(&format!("{folder}/_rels/{name}.rels"))?.unwrap_or_default();
        let mut xml = Xml::new(&text, limits);
        let mut relations = Relations::default();
        while let Some(event) = xml.next()? {
            if let Event::Open(element) = event
                && let (Some(id), Some(kind), Some(target)) =
                    (element.attr("Id"), element.attr("Type"), element.attr("Target"))
            {
                let kind = kind.rsplit('/').next().unwrap_or(kind).to_owned();
                let target = match target.strip_prefix('/') {
                    Some(absolute) => absolute.to_owned(),
                    None => format!("{folder}/{target}"),
                };
                relations.0.push(Relation { id: id.to_owned(), kind, target });
            }
        }
        Ok(relations)
    }

    /// The part to which the first reference of a kind leads.
    pub(in crate::source) fn target(&self, kind: &str) -> Option<&str> {
        self.0.iter().find(|r| r.kind == kind).map(|r| r.target.as_str())
    }

    /// The reference of a name.
    pub(in crate::source) fn get(&self, id: &str) -> Option<&Relation> {
        self.0.iter().find(|r| r.id == id)
    }
}
