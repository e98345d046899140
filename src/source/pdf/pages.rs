//! The page tree, with what pages inherit, and the map from a page's user space to the page as shown.

use super::object::{Objects, as_dict};
use crate::model::{Failure, Limits};
use crate::source::drawing::{Canvas, Matrix};
use crate::source::within;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::HashSet;

/// One page with what it inherits.
pub(super) struct PageNode<'a> {
    pub dict: &'a Dictionary,
    pub resources: Option<&'a Dictionary>,
    pub frame: Frame,
}

/// The page as shown: its size and the map from user space to points, origin top left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub width: f32,
    pub height: f32,
    pub to_page: Matrix,
}

impl Frame {
    /// The page, still empty.
    pub fn canvas(&self) -> Canvas {
        Canvas::new(self.width, self.height)
    }
}

#[derive(Clone, Copy, Default)]
struct Inherited<'a> {
    resources: Option<&'a Dictionary>,
    media: Option<[f64; 4]>,
    crop: Option<[f64; 4]>,
    rotate: Option<f64>,
}

/// The pages in order. A node reached twice counts once, so a cyclic tree ends. Where no tree leads to any page,
/// all pages there are, in the order of their numbers.
///
/// # Errors
/// `limit_exceeded` when there are more pages than [`Limits::pages`].
pub(super) fn list<'a>(objects: &Objects<'a>, limits: &Limits) -> Result<Vec<PageNode<'a>>, Failure> {
    let pages = match objects.document.catalog().ok().and_then(|c| c.get(b"Pages").ok()) {
        Some(root) => walk(objects, root, limits)?,
        None => Vec::new(),
    };
    if pages.is_empty() { orphans(objects, limits) } else { Ok(pages) }
}

fn walk<'a>(objects: &Objects<'a>, root: &'a Object, limits: &Limits) -> Result<Vec<PageNode<'a>>, Failure> {
    let mut pages = Vec::new();
    let mut seen = HashSet::new();
    // One level of the tree each: the kids still to visit, and what they inherit.
    let mut levels = vec![(std::slice::from_ref(root).iter(), Inherited::default())];
    while let Some((kids, inherited)) = levels.last_mut() {
        let inherited = *inherited;
        let Some(kid) = kids.next() else {
            levels.pop();
            continue;
        };
        let Some(dict) = first_visit(objects, kid, &mut seen) else { continue };
        let inherited = inherit(objects, dict, inherited);
        match objects.array(dict, b"Kids") {
            Some(kids) if objects.name(dict, b"Type") != Some(b"Page") => {
                levels.push((kids.iter(), inherited))
            }
            _ => pages.push(page(objects, dict, inherited)),
        }
        within("pages", pages.len() as u64, limits.pages as u64)?;
    }
    Ok(pages)
}

fn first_visit<'a>(
    objects: &Objects<'a>,
    object: &'a Object,
    seen: &mut HashSet<ObjectId>,
) -> Option<&'a Dictionary> {
    if let Ok(id) = object.as_reference()
        && !seen.insert(id)
    {
        return None;
    }
    let dict = objects.resolve(object).and_then(as_dict);
    if dict.is_none() {
        objects.lose();
    }
    dict
}

/// The pages of a document whose page tree is lost. Writers number pages as they write them.
fn orphans<'a>(objects: &Objects<'a>, limits: &Limits) -> Result<Vec<PageNode<'a>>, Failure> {
    let mut pages = Vec::new();
    for dict in objects.document.objects.values().filter_map(|o| o.as_dict().ok()) {
        if is_page(objects, dict) {
            pages.push(page(objects, dict, inherited(objects, dict)));
            within("pages", pages.len() as u64, limits.pages as u64)?;
        }
    }
    // Their order is a guess, and some may be older versions of others.
    if !pages.is_empty() {
        objects.lose();
    }
    Ok(pages)
}

fn is_page<'a>(objects: &Objects<'a>, dict: &'a Dictionary) -> bool {
    match objects.name(dict, b"Type") {
        Some(kind) => kind == b"Page",
        None => dict.has(b"Contents") && dict.has(b"MediaBox") && !dict.has(b"Subtype"),
    }
}

/// What a page has from itself and from the nodes that it names as its parents.
fn inherited<'a>(objects: &Objects<'a>, dict: &'a Dictionary) -> Inherited<'a> {
    // Page trees are a few levels high; a circle of parents ends here.
    const HIGHEST: usize = 32;
    let parent = |node: &&'a Dictionary| objects.dict(node, b"Parent");
    let chain: Vec<_> = std::iter::successors(Some(dict), parent).take(HIGHEST).collect();
    chain.into_iter().rev().fold(Inherited::default(), |from, node| inherit(objects, node, from))
}

fn inherit<'a>(objects: &Objects<'a>, dict: &'a Dictionary, from: Inherited<'a>) -> Inherited<'a> {
    Inherited {
        resources: objects.dict(dict, b"Resources").or(from.resources),
        media: objects.numbers(dict, b"MediaBox").or(from.media),
        crop: objects.numbers(dict, b"CropBox").or(from.crop),
        rotate: objects.number(dict, b"Rotate").or(from.rotate),
    }
}

fn page<'a>(objects: &Objects<'a>, dict: &'a Dictionary, from: Inherited<'a>) -> PageNode<'a> {
    let unit = objects.number(dict, b"UserUnit").filter(|u| *u > 0.0).unwrap_or(1.0);
    let shown = visible_box(from.media, from.crop);
    PageNode { dict, resources: from.resources, frame: frame(shown, from.rotate.unwrap_or(0.0), unit) }
}

/// The crop box within the media box; A4 where neither makes sense.
fn visible_box(media: Option<[f64; 4]>, crop: Option<[f64; 4]>) -> [f64; 4] {
    const A4: [f64; 4] = [0.0, 0.0, 595.0, 842.0];
    let media = media.map(ordered).filter(sensible).unwrap_or(A4);
    let Some(crop) = crop.map(ordered) else { return media };
    let both = [crop[0].max(media[0]), crop[1].max(media[1]), crop[2].min(media[2]), crop[3].min(media[3])];
    if sensible(&both) { both } else { media }
}

fn ordered([x0, y0, x1, y1]: [f64; 4]) -> [f64; 4] {
    [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)]
}

fn sensible(rect: &[f64; 4]) -> bool {
    let [x0, y0, x1, y1] = *rect;
    // 14,400 units is the largest page the PDF reference allows; ten times that is a broken number.
    let side = 1.0..144_000.0;
    side.contains(&(x1 - x0)) && side.contains(&(y1 - y0))
}

fn frame([x0, y0, x1, y1]: [f64; 4], rotate: f64, unit: f64) -> Frame {
    let (width, height) = ((x1 - x0) * unit, (y1 - y0) * unit);
    let quarter_turns = (rotate / 90.0).round().rem_euclid(4.0) as u8;
    let map = match quarter_turns {
        1 => [0.0, 1.0, 1.0, 0.0, -y0, -x0],
        2 => [-1.0, 0.0, 0.0, 1.0, x1, -y0],
        3 => [0.0, -1.0, -1.0, 0.0, y1, x1],
        _ => [1.0, 0.0, 0.0, -1.0, -x0, y1],
    };
    let to_page = Matrix::new(map.map(|v| v * unit));
    let (width, height) = if quarter_turns % 2 == 1 { (height, width) } else { (width, height) };
    Frame { width: width as f32, height: height as f32, to_page }
}
