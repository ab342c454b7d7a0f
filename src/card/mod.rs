//! What is read: card, article panel, legend and table, composed as trees of elements.
//!
//! The page patches its document from them and the tool writes them as HTML, so both say the same words.

mod excerpt;
mod fact;
mod legend;
mod place;
mod table;

pub use excerpt::panel;
pub use legend::{credits, legend};
pub use place::card;
pub use table::table;

use crate::app::App;
use crate::atlas::{Atlas, Texts};
use crate::markup::{Element, el};

/// What the pieces are composed from.
#[derive(Clone, Copy)]
pub(crate) struct Desk<'a> {
    atlas: &'a Atlas,
    lang: &'a str,
}

impl<'a> Desk<'a> {
    fn new(atlas: &'a Atlas, app: &'a App) -> Self {
        Self { atlas, lang: app.lang() }
    }

    fn word(&self, key: &'a str) -> &'a str {
        self.atlas.story().word(self.lang, key)
    }

    /// An element with a text in the reader's language, marked where another language stands in.
    fn said(&self, tag: &'static str, texts: &Texts) -> Element {
        match texts.in_language(self.lang) {
            Some((text, lang)) if lang != self.lang => el(tag).attr("lang", lang).text(text),
            Some((text, _)) => el(tag).text(text),
            None => el(tag),
        }
    }

    /// Links to the publications that a statement rests on.
    fn sources(&self, ids: &[String]) -> Element {
        let found = ids.iter().filter_map(|id| self.atlas.reading().sources.get(id));
        let links = found.map(|source| {
            let link = el("a").class("source").attr("title", source.title.clone()).link(&source.url);
            el("li").child(link.text(source.publisher.clone()))
        });
        el("ul").class("sources").attr("aria-label", self.word("card.sources")).children(links)
    }

    /// A number in the reader's grouping: `1 234` with a no-break space, `1,234` in English and Japanese.
    fn number(&self, value: f64) -> String {
        let decimals = if value.abs() >= 100.0 || value.fract() == 0.0 { 0 } else { 2 };
        let text = format!("{value:.decimals$}");
        let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let russian = self.lang == "ru";
        let mut grouped = String::new();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index) % 3 == 0 && digit != '-' {
                grouped.push(if russian { '\u{a0}' } else { ',' });
            }
            grouped.push(digit);
        }
        if part.is_empty() { grouped } else { format!("{grouped}{}{part}", if russian { ',' } else { '.' }) }
    }
}

/// A button that chooses a place.
fn place_button(id: &str, text: &str) -> Element {
    el("button").attr("type", "button").class("place").attr("data-place", id).text(text)
}
