//! Sources as numbered notes: a number stands where a statement has its sources, and each source once in a list at the
//! end.

use crate::lean::decimal::decimal;
use crate::markup::{Element, Node, el};
use crate::panel::Context;

/// Replaces the lists of sources in a tree by numbers, and adds the sources to the notes.
pub(super) fn cite(context: &Context<'_>, tree: &mut Element, notes: &mut Element) {
    for node in &mut tree.children {
        let Node::Element(child) = node else { continue };
        if child.attributes.first().is_some_and(|(_, class)| class == "sources") {
            let mut marks = el("sup").class("cited");
            for source in &mut child.children {
                if let Node::Element(source) = source {
                    marks.push(mark(context, source, notes));
                }
            }
            *child = marks;
        } else {
            cite(context, child, notes);
        }
    }
}

/// Returns the number of a source as a link to its note, which is added to the notes unless it is there.
fn mark(context: &Context<'_>, source: &mut Element, notes: &mut Element) -> Element {
    if let Some(Node::Element(link)) = source.children.first_mut()
        && let Some((_, title)) = link.attributes.first_mut().filter(|(name, _)| *name == "title")
    {
        // Two pages of one publisher are told apart by their titles.
        let title = [context.word("list.colon"), &std::mem::take(title)].concat();
        link.attributes.swap_remove(0);
        link.children.push(Node::Text(title));
    }
    let is_it = |node: &Node| matches!(node, Node::Element(note) if note.children.starts_with(&source.children));
    let known = notes.children.iter().position(is_it);
    let number = decimal((known.unwrap_or(notes.children.len()) + 1) as f64, 0);
    let (note, cited) = (["note-", &number].concat(), ["cited-", &number].concat());
    let name = [context.word("note.source"), " ", &number].concat();
    let mark = link(&note, "doc-noteref", &name, &number);
    if known.is_some() {
        return mark;
    }
    let mut entry = el("li").attr("id", note);
    entry.children = std::mem::take(&mut source.children);
    notes.push(entry.text(" ").child(link(&cited, "doc-backlink", context.word("note.back"), "↑")));
    mark.attr("id", cited)
}

/// Returns a link within the text, by role (DPUB-ARIA 1.1) and name.
#[inline(never)]
fn link(to: &str, role: &str, name: &str, text: &str) -> Element {
    let link = el("a").attr("href", ["#", to].concat()).attr("role", role);
    link.attr("aria-label", name).text(text)
}
