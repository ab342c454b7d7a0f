//! A tree of elements, so that text can never become markup.
//!
//! Cards, tables and lists are composed as [`Node`]s. The page patches its document from them; the tool writes them
//! as HTML. Only here are names of elements and attributes put beside text, and both are fixed words of the program.

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

/// An element, by reference: it is handed from call to call while it is put together, and a whole one weighs more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element(Box<Parts>);

/// An element with its attributes and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Its name.
    pub tag: &'static str,
    /// Its attributes in order.
    pub attributes: Vec<(&'static str, String)>,
    /// What it holds, in order.
    pub children: Vec<Node>,
}

/// An empty element.
#[must_use]
pub fn el(tag: &'static str) -> Element {
    Element(Box::new(Parts { tag, attributes: Vec::new(), children: Vec::new() }))
}

impl Deref for Element {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl DerefMut for Element {
    fn deref_mut(&mut self) -> &mut Parts {
        &mut self.0
    }
}

impl Element {
    /// This element with an attribute more.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// This element with a class.
    #[must_use]
    pub fn class(self, name: &'static str) -> Self {
        self.attr("class", name)
    }

    /// This element with a run of text more.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.children.push(Node::Text(text.into()));
        self
    }

    /// This element with an element more.
    #[must_use]
    pub fn child(mut self, child: Self) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// This element with elements more.
    #[must_use]
    pub fn children(mut self, children: Vec<Self>) -> Self {
        for child in children {
            self.push(child);
        }
        self
    }

    /// Adds an element.
    pub fn push(&mut self, child: Self) {
        self.children.push(Node::Element(child));
    }

    /// A link that opens its source beside the page; anything but http and https stays text without a link.
    #[must_use]
    pub fn link(self, url: &str) -> Self {
        if !(url.starts_with("https://") || url.starts_with("http://")) {
            return self;
        }
        self.attr("href", url).attr("target", "_blank").attr("rel", "noopener external")
    }
}
