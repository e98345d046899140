//! A part as a tree, for formats whose elements refer to what stands elsewhere.

use super::{Element, Event, Xml, damaged};
use crate::model::{Failure, Limits};
use crate::source::within;

/// An element with what it holds.
#[derive(Debug, Default, Clone)]
pub(in crate::source) struct Node {
    element: Element,
    /// The elements inside, in order.
    pub(in crate::source) children: Vec<Node>,
    /// The text inside, but for that of the elements inside.
    pub(in crate::source) text: String,
}

impl Node {
    /// Reads a whole part; its depth is bounded by [`Limits::xml_depth`], and so are walks over the tree.
    ///
    /// # Errors
    /// `limit_exceeded`, else `unreadable`.
    pub(in crate::source) fn parse(text: &str, limits: &Limits) -> Result<Self, Failure> {
        let mut xml = Xml::new(text, limits);
        // The element below is the part itself, and the root its only child.
        let mut open = vec![Node::default()];
        let mut count = 0_u64;
        while let Some(event) = xml.next()? {
            match event {
                Event::Open(element) => {
                    count += 1;
                    within("xml_elements", count, limits.xml_elements as u64)?;
                    open.push(Node { element, ..Node::default() });
                }
                Event::Close => {
                    let closed = open.pop().ok_or_else(damaged)?;
                    open.last_mut().ok_or_else(damaged)?.children.push(closed);
                }
                Event::Text(text) => open.last_mut().ok_or_else(damaged)?.text.push_str(&text),
            }
        }
        open.pop().and_then(|part| part.children.into_iter().next()).ok_or_else(damaged)
    }

    /// Local name.
    pub(in crate::source) fn name(&self) -> &str {
        &self.element.name
    }

    /// An attribute by local name.
    pub(in crate::source) fn attr(&self, name: &str) -> Option<&str> {
        self.element.attr(name)
    }

    /// The same element with another value of an attribute.
    pub(in crate::source) fn with(mut self, name: &str, value: &str) -> Node {
        self.element.set(name, value);
        self
    }

    /// The first child of this name.
    pub(in crate::source) fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name() == name)
    }

    /// All children of this name.
    pub(in crate::source) fn all<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Node> {
        self.children.iter().filter(move |child| child.name() == name)
    }

    /// The text of the first child of this name, trimmed.
    pub(in crate::source) fn text_of(&self, name: &str) -> Option<&str> {
        Some(self.child(name)?.text.trim())
    }
}
