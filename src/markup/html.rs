//! Serialises the tree as HTML.

use crate::markup::{Element, Node};

/// Void elements, which have no content and no end tag (HTML Living Standard, section 13.1.2).
const VOID: [&str; 4] = ["br", "hr", "img", "wbr"];

/// Serialises an element.
#[must_use]
pub fn html(element: &Element) -> String {
    let mut out = String::new();
    write(element, &mut out);
    out
}

fn write(element: &Element, out: &mut String) {
    out.push('<');
    out.push_str(element.tag);
    for (name, value) in &element.attributes {
        out.extend([" ", name, "=\"", &escaped(value), "\""]);
    }
    out.push('>');
    for child in &element.children {
        match child {
            Node::Text(text) => out.push_str(&escaped(text)),
            Node::Element(element) => write(element, out),
        }
    }
    if !VOID.contains(&element.tag) {
        out.extend(["</", element.tag, ">"]);
    }
}

/// Escapes a text for element content and quoted attributes of HTML and XML. Characters that XML 1.0 (section 2.2)
/// does not allow are replaced.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::el;

    #[test]
    fn a_hostile_text_stays_text() {
        let node = el("p").attr("title", "\" onload='x'").text("</p><script>alert(1)</script>");
        assert_eq!(
            html(&node),
            "<p title=\"&quot; onload=&#39;x&#39;\">&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p>"
        );
    }

    #[test]
    fn a_script_url_is_no_link() {
        assert_eq!(html(&el("a").link("javascript:alert(1)").text("x")), "<a>x</a>");
    }
}
