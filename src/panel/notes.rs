//! Sources as numbered notes: a number stands where a statement has its sources, and each source once in a list at the
//! end.

use crate::lean::decimal::decimal;
use crate::markup::{Element, Node, el};
use crate::panel::Context;

/// Replaces the lists of sources in a tree by numbers, and returns the sources in the order of their numbers.
pub(super) fn numbered(context: &Context<'_>, tree: &mut Element) -> Element {
    let mut notes = Vec::new();
    cite(context, tree, &mut notes);
    el("ol").class("notes").children(notes)
}

fn cite(context: &Context<'_>, tree: &mut Element, notes: &mut Vec<Element>) {
    for node in &mut tree.children {
        let Node::Element(child) = node else { continue };
        if child.attributes.first().is_some_and(|(_, class)| class == "sources") {
            let mut marks = el("sup").class("cited");
            for source in std::mem::take(&mut child.children) {
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
fn mark(context: &Context<'_>, source: Element, notes: &mut Vec<Element>) -> Element {
    let mut source = source;
    let told = &mut source.children;
    if let Some(Node::Element(link)) = told.first_mut()
        && let Some(at) = link.attributes.iter().position(|(name, _)| *name == "title")
    {
        // Two pages of one publisher are told apart by their titles.
        let (_, title) = link.attributes.remove(at);
        link.children.push(Node::Text([context.word("list.colon"), &title].concat()));
    }
    let told = std::mem::take(told);
    let known = notes.iter().position(|note| note.children.starts_with(&told));
    let number = decimal((known.unwrap_or(notes.len()) + 1) as f64, 0);
    let [note, cited] = ["note-", "cited-"].map(|start| [start, &number].concat());
    let link = |to: &str, role: &str| el("a").attr("href", ["#", to].concat()).attr("data-goto", to).attr("role", role);
    let name = [context.word("note.source"), " ", &number].concat();
    let mark = link(&note, "doc-noteref").attr("aria-label", name.as_str()).text(number);
    if known.is_some() {
        return mark;
    }
    let back = link(&cited, "doc-backlink").attr("aria-label", [context.word("note.back"), ", ", &name].concat());
    let mut entry = el("li").attr("id", note);
    entry.children = told;
    notes.push(entry.text(" ").child(back.text("↑")));
    mark.attr("id", cited)
}
