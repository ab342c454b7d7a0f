//! The page of every step of the tour: its picture and its text, for shared links and readers without scripts.

use std::collections::BTreeMap;

use anyhow::Context as _;
use kuril_map::markup::{Element, el, escaped, html};
use kuril_map::story::TourStep;
use serde_json::{Value, json};

use crate::render::social_card::Subject;
use crate::site::pages::place::MAP;
use crate::site::pages::{StaticPages, headline};
use crate::site::social_cards;

/// The folder of the pages, inside the folder of their language.
pub(crate) const FOLDER: &str = "tour";
impl StaticPages {
    /// The number of steps of the tour, each of which has a page.
    pub(crate) fn steps(&self) -> usize {
        self.story.reading().tour.len()
    }

    /// The folder of the page of a step, from 0, relative to the root of the site.
    pub(crate) fn step_folder(&self, lang: &str, step: usize) -> String {
        format!("{}{FOLDER}/{}/", self.folder(lang), step + 1)
    }

    /// The title of a step's page.
    pub(crate) fn step_title(&self, lang: &str, step: usize) -> String {
        [self.step_number(lang, step).as_str(), headline(self.story.manifest(), lang)].join(" · ")
    }

    /// The fragments of a step's page, which are those of a place's page; `base` is the site's absolute address, if known.
    ///
    /// # Errors
    /// When the tour has no such step.
    pub(crate) fn step_fragments(
        &self,
        lang: &str,
        step: usize,
        base: Option<&str>,
    ) -> anyhow::Result<BTreeMap<String, String>> {
        let manifest = self.story.manifest();
        let told = self.story.reading().tour.get(step).with_context(|| format!("the tour has no step {}", step + 1))?;
        let (title, line) = (self.step_title(lang, step), told.text.get(lang));
        let to_map = el("a").attr("href", address(step)).text(manifest.word(lang, "card.show_on_map"));
        let below = format!("{FOLDER}/{}/", step + 1);
        let fragments = [
            ("place-id", escaped(&social_cards::name(Subject::Step(step)))),
            ("place-path", escaped(&self.step_folder(lang, step))),
            ("place-title", escaped(&title)),
            ("place-line", escaped(line)),
            ("place-data", data(&title, line, lang).to_string().replace('<', "\\u003c")),
            ("place-map", html(&to_map)),
            ("place-picture", html(&self.card_link(lang, Subject::Step(step), line, &address(step)))),
            ("place-card", self.html(lang, self.step_card(lang, step, told))),
            ("place-way", html(&self.steps_beside(lang, step))),
            ("languages", self.links(lang, &below, self.root(lang))),
            ("alternates", base.map_or_else(String::new, |base| self.alternates(&below, base))),
        ];
        Ok(fragments.map(|(name, text)| (name.to_owned(), text)).into_iter().collect())
    }

    /// The number of a step in words.
    fn step_number(&self, lang: &str, step: usize) -> String {
        self.story.step_phrase(lang, "tour.step", step)
    }

    /// The text of a step below what the story finds, its number, its day, and whose map it shows.
    fn step_card(&self, lang: &str, step: usize, told: &TourStep) -> Element {
        let (manifest, status) = (self.story.manifest(), self.story.status());
        let day = manifest.date(lang, told.date.unwrap_or(manifest.as_of));
        let side = status.perspective(&told.perspective).map_or("", |side| side.names.get(lang));
        let card = el("section").class("card").child(el("h1").text(headline(manifest, lang)));
        let about = [self.step_number(lang, step).as_str(), &day, side].join(" · ");
        let card = card.child(el("p").child(el("small").text(about)));
        card.child(el("p").text(told.text.get(lang)))
    }

    /// Links to the previous and the next step.
    fn steps_beside(&self, lang: &str, step: usize) -> Element {
        let links = [("tour.back", step.checked_sub(1)), ("tour.next", Some(step + 1))].into_iter();
        let links = links.filter_map(|(key, other)| {
            let other = other.filter(|other| *other < self.steps())?;
            Some((key, (other + 1).to_string(), self.step_number(lang, other)))
        });
        self.way(lang, "tour.label", links)
    }
}

/// The address of a step on the map, from its page.
fn address(step: usize) -> String {
    format!("{MAP}#tour={}", step + 1)
}

/// Structured data for search engines (schema.org, `WebPage`): nothing that the page does not show.
fn data(title: &str, line: &str, lang: &str) -> Value {
    json!({ "@context": "https://schema.org", "@type": "WebPage", "name": title, "description": line, "inLanguage": lang })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::project::checkout;
    use crate::site::pages::templates;
    use crate::story::bundle;
    use crate::story::folder::StoryFolder;

    #[test]
    fn every_step_has_a_page_in_every_language_with_its_text_and_the_way_on() {
        let folder = StoryFolder::open(&checkout().join("geodata")).unwrap();
        let pages = StaticPages::new(&folder, &bundle::files(&folder).unwrap()).unwrap();
        let template = include_str!("../../../../www/pages/island.html");
        assert!(pages.steps() >= 8);
        for lang in pages.languages() {
            for step in 0..pages.steps() {
                let mut fragments = pages.fragments(lang);
                fragments.extend(pages.step_fragments(lang, step, Some("https://map.example")).unwrap());
                fragments.insert("head".to_owned(), String::new());
                let (text, missing) = templates::fill(template, &fragments, Some("https://map.example"));
                assert_eq!(missing, BTreeSet::new(), "{lang} {step}");
                let told = escaped(pages.story.reading().tour[step].text.get(lang));
                assert!(text.matches(&told).count() >= 3, "{lang} {step}: not in card, description and picture");
                assert!(text.contains(&format!("og/{lang}/tour/{}.png", step + 1)), "{lang} {step}");
                assert!(text.contains(&format!("href=\"../../#tour={}\"", step + 1)), "{lang} {step}");
                assert_eq!(text.contains(&format!("href=\"../{}/\"", step + 2)), step + 1 < pages.steps());
                assert_eq!(text.contains(&format!("href=\"../{step}/\"")), step > 0, "{lang} {step}");
            }
        }
        assert!(pages.step_fragments("en", pages.steps(), None).is_err());
    }
}
