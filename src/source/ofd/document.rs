//! From `OFD.xml` to the documents of a file, and from a document's root to its pages.

use super::page::{Page, Spent};
use super::resources::Resources;
use super::values::{flag, rect};
use crate::model::{Failure, Limits, Rect};
use crate::source::drawing::Canvas;
use crate::source::package::{Archive, Node, damaged};
use crate::source::within;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// The paths of the root parts of all documents in the file, in order.
pub(super) fn roots(archive: &mut Archive, limits: &Limits) -> Result<Vec<String>, Failure> {
    const ENTRY: &str = "OFD.xml";
    let entry = node(archive, ENTRY, limits)?;
    let mut roots = Vec::new();
    for body in entry.all("DocBody") {
        let first = body.text_of("DocRoot").map(|root| join(ENTRY, root));
        roots.extend(current_version(archive, body, limits)?.or(first));
    }
    if roots.is_empty() { Err(damaged()) } else { Ok(roots) }
}

/// The root of the version that is to be shown, where a document has been changed in versions.
fn current_version(archive: &mut Archive, body: &Node, limits: &Limits) -> Result<Option<String>, Failure> {
    let mut versions = body.child("Versions").into_iter().flat_map(|v| v.all("Version"));
    let current = versions.find(|version| flag(version, "Current", false));
    let Some(place) = current.and_then(|version| version.attr("BaseLoc")) else { return Ok(None) };
    let path = join("", place);
    let version = node(archive, &path, limits)?;
    Ok(version.text_of("DocRoot").map(|root| join(&path, root)))
}

/// The tree of a part that must be there.
fn node(archive: &mut Archive, path: &str, limits: &Limits) -> Result<Node, Failure> {
    Node::parse(&archive.part(path)?.ok_or_else(damaged)?, limits)
}

/// Where a location written in the part `from` leads: from the root of the archive with a leading slash, else
/// from the folder of that part.
pub(super) fn join(from: &str, location: &str) -> String {
    let location = location.trim().replace('\\', "/");
    match (location.strip_prefix('/'), from.rsplit_once('/')) {
        (Some(absolute), _) => absolute.to_owned(),
        (None, Some((folder, _))) => format!("{folder}/{location}"),
        (None, None) => location,
    }
}

/// A document: what its pages share.
pub(super) struct Document {
    path: String,
    pages: Vec<(Option<SmolStr>, String)>,
    resources: Resources,
    templates: FxHashMap<SmolStr, Node>,
    /// Where the annotations of a page are, by the page's number.
    annotations: Vec<(SmolStr, String)>,
    /// In millimetres, for pages that say nothing of their own.
    area: Option<Rect>,
}

impl Document {
    /// Reads the root part and what it refers to, but for the pages.
    pub(super) fn read(archive: &mut Archive, path: &str, limits: &Limits) -> Result<Self, Failure> {
        let root = node(archive, path, limits)?;
        let common = root.child("CommonData");
        let parts = |name| common.into_iter().flat_map(move |common| common.all(name));
        let mut resources = Resources::default();
        for res in parts("PublicRes").chain(parts("DocumentRes")) {
            resources.add(archive, &locate(archive, path, &res.text), limits)?;
        }
        let mut templates = FxHashMap::default();
        for template in parts("TemplatePage") {
            if let (Some(id), Some(place)) = (template.attr("ID"), template.attr("BaseLoc")) {
                let place = locate(archive, path, place);
                templates.insert(SmolStr::new(id), node(archive, &place, limits)?);
            }
        }
        let annotations = match root.text_of("Annotations") {
            Some(place) => annotations(archive, &locate(archive, path, place), limits)?,
            None => Vec::new(),
        };
        let pages = root.child("Pages").into_iter().flat_map(|pages| pages.all("Page"));
        let page = |page: &Node| Some((page.attr("ID").map(SmolStr::new), page.attr("BaseLoc")?.to_owned()));
        Ok(Document {
            pages: pages.filter_map(page).collect(),
            resources,
            templates,
            annotations,
            area: common.and_then(|common| area(common.child("PageArea")?)),
            path: path.to_owned(),
        })
    }

    /// Draws all pages.
    pub(super) fn draw(
        &mut self,
        archive: &mut Archive,
        spent: &mut Spent,
        limits: &Limits,
        out: &mut Vec<Canvas>,
    ) -> Result<(), Failure> {
        for (id, place) in &self.pages {
            within("pages", out.len() as u64 + 1, limits.pages as u64)?;
            let path = locate(archive, &self.path, place);
            let content = node(archive, &path, limits)?;
            for res in content.all("PageRes") {
                self.resources.add(archive, &locate(archive, &path, &res.text), limits)?;
            }
            let area = own_area(&content).or(self.area);
            let mut page = Page::new(archive, &self.resources, limits, spent, area);
            page.draw(&content, &self.templates)?;
            for (_, notes) in self.annotations.iter().filter(|(page, _)| Some(page) == id.as_ref()) {
                page.draw_annotations(notes)?;
            }
            out.push(page.finish());
        }
        Ok(())
    }
}

/// Where a location leads; writers also give it from the root of the archive without a slash.
fn locate(archive: &Archive, from: &str, location: &str) -> String {
    let path = join(from, location);
    let from_root = join("", location);
    if !archive.has(&path) && archive.has(&from_root) { from_root } else { path }
}

/// The area that a page states; some writers put it into its content.
fn own_area(page: &Node) -> Option<Rect> {
    let content = page.child("Content");
    let stated = [page.child("Area"), content.and_then(|content| content.child("PageArea"))];
    stated.into_iter().flatten().find_map(area)
}

/// What of a page is shown, in millimetres.
fn area(node: &Node) -> Option<Rect> {
    let boxes = ["PhysicalBox", "ApplicationBox", "ContentBox"];
    // The largest page that PDF knows is five metres long; what is thinner than a millimetre is no page.
    let sensible = |r: &Rect| (1.0..=5100.0).contains(&r.width()) && (1.0..=5100.0).contains(&r.height());
    boxes.into_iter().filter_map(|name| rect(node.text_of(name)?)).find(sensible)
}

fn annotations(
    archive: &mut Archive,
    path: &str,
    limits: &Limits,
) -> Result<Vec<(SmolStr, String)>, Failure> {
    let Some(text) = archive.part(path)? else { return Ok(Vec::new()) };
    let root = Node::parse(&text, limits)?;
    let file = |page: &Node| {
        Some((SmolStr::new(page.attr("PageID")?), locate(archive, path, page.text_of("FileLoc")?)))
    };
    Ok(root.all("Page").filter_map(file).collect())
}
