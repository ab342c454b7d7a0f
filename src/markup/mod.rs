//! A tree of elements and text, so that text can never become markup.
//!
//! Cards, tables and lists are composed as [`Node`]s. The page patches its document from them; the tool serialises
//! them as HTML. Names of elements and attributes are always constants of the program.

mod html;

pub use html::{escaped, html};

use std::ops::{Deref, DerefMut};

/// An element or a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A run of text.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element, boxed: it is passed from call to call while it is composed, and moving its contents would add code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element(Box<ElementData>);

/// The contents of an [`Element`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElementData {
    /// The tag name.
    pub tag: &'static str,
    /// The attributes in order.
    pub attributes: Vec<(&'static str, String)>,
    /// The child nodes in order.
    pub children: Vec<Node>,
}

/// An empty element.
#[must_use]
pub fn el(tag: &'static str) -> Element {
    Element(Box::new(ElementData { tag, attributes: Vec::new(), children: Vec::new() }))
}

impl Deref for Element {
    type Target = ElementData;
    fn deref(&self) -> &ElementData {
        &self.0
    }
}

impl DerefMut for Element {
    fn deref_mut(&mut self) -> &mut ElementData {
        &mut self.0
    }
}

impl Element {
    /// Appends an attribute.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// Appends a `class` attribute.
    #[must_use]
    pub fn class(self, name: &'static str) -> Self {
        self.attr("class", name)
    }

    /// Appends a run of text.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.children.push(Node::Text(text.into()));
        self
    }

    /// Appends an element.
    #[must_use]
    pub fn child(mut self, child: Self) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// Appends elements.
    #[must_use]
    pub fn children(mut self, children: Vec<Self>) -> Self {
        for child in children {
            self.push(child);
        }
        self
    }

    /// Appends an element in place, if there is one.
    pub fn add(&mut self, child: Option<Self>) {
        if let Some(child) = child {
            self.push(child);
        }
    }

    /// Appends an element in place.
    pub fn push(&mut self, child: Self) {
        self.children.push(Node::Element(child));
    }

    /// Makes this element a link that opens in a new tab; a URL other than http, https or mailto is ignored.
    #[must_use]
    pub fn link(self, url: &str) -> Self {
        if !["https://", "http://", "mailto:"].iter().any(|start| url.starts_with(start)) {
            return self;
        }
        self.attr("href", url).attr("target", "_blank").attr("rel", "noopener external")
    }
}
