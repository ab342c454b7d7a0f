//! Writes a tree of elements into the document, changing only what differs.
//!
//! Unchanged nodes are kept, so that focus, selection and scroll position are preserved.

use crate::markup::{Element as Tree, Node as Branch};
use wasm_bindgen::JsCast as _;
use web_sys::{Document, Element, Node};

/// Replaces the content of an element by the tree.
pub(super) fn write(into: &Element, tree: Option<Tree>) {
    let Some(document) = into.owner_document() else { return };
    match tree.map(Branch::Element) {
        Some(branch) => patch_children(&document, into, &[branch]),
        None => patch_children(&document, into, &[]),
    }
}

fn patch_children(document: &Document, parent: &Element, branches: &[Branch]) {
    let mut next = parent.first_child();
    for branch in branches {
        match next.take() {
            Some(node) if patched(document, &node, branch) => next = node.next_sibling(),
            Some(node) => {
                let made = made(document, branch);
                next = node.next_sibling();
                if let Some(made) = made {
                    let _ = parent.replace_child(&made, &node);
                }
            }
            None => {
                if let Some(made) = made(document, branch) {
                    let _ = parent.append_child(&made);
                }
            }
        }
    }
    while let Some(node) = next {
        next = node.next_sibling();
        let _ = parent.remove_child(&node);
    }
}

/// Changes a node to match the branch; returns `false` if their kinds differ.
fn patched(document: &Document, node: &Node, branch: &Branch) -> bool {
    match branch {
        Branch::Text(text) => {
            let same_kind = node.node_type() == Node::TEXT_NODE;
            if same_kind && node.node_value().as_deref() != Some(text) {
                node.set_node_value(Some(text));
            }
            same_kind
        }
        Branch::Element(tree) => {
            if node.node_type() != Node::ELEMENT_NODE {
                return false;
            }
            let element: &Element = node.unchecked_ref();
            let is_another = |key: &str| element.get_attribute(key).as_ref() != attribute(tree, key);
            if element.local_name() != tree.tag || is_another("data-card") || is_another("data-excerpt") {
                return false;
            }
            let names = element.get_attribute_names();
            for index in 0..names.length() {
                let name = names.get(index).as_string().unwrap_or_default();
                // Keep open what the reader has unfolded.
                if attribute(tree, &name).is_none() && name != "open" {
                    let _ = element.remove_attribute(&name);
                }
            }
            set_attributes(element, tree);
            patch_children(document, element, &tree.children);
            true
        }
    }
}

fn attribute<'a>(tree: &'a Tree, name: &str) -> Option<&'a String> {
    tree.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}

fn set_attributes(element: &Element, tree: &Tree) {
    for (name, value) in &tree.attributes {
        if element.get_attribute(name).as_ref() != Some(value) {
            let _ = element.set_attribute(name, value);
        }
    }
}

fn made(document: &Document, branch: &Branch) -> Option<Node> {
    match branch {
        Branch::Text(text) => Some(document.create_text_node(text).into()),
        Branch::Element(tree) => {
            let element = document.create_element(tree.tag).ok()?;
            set_attributes(&element, tree);
            for child in &tree.children {
                let child = made(document, child)?;
                let _ = element.append_child(&child);
            }
            Some(element.into())
        }
    }
}
