//! The page of every island and group: the content of its card, for search engines and shared links.

use std::collections::BTreeMap;

use anyhow::Context as _;
use kuril_map::geo::space::LonLat;
use kuril_map::markup::{Element, el, escaped, html};
use kuril_map::panel;
use kuril_map::story::Place;
use kuril_map::view::{Input, Session};
use serde_json::{Value, json};

use crate::render::places;
use crate::render::social_card::{SIZE, Subject};
use crate::site::pages::static_part::{PageLinks, static_part};
use crate::site::pages::{PICTURE, StaticPages};
use crate::site::social_cards;

/// The folder of the pages, inside the folder of their language.
pub(crate) const FOLDER: &str = "islands";
/// The relative address of the map from the page of a place or a step in the same language.
pub(super) const MAP: &str = "../../";

/// The content of a place's page in a language.
struct PlacePage<'a> {
    id: &'a str,
    lang: &'a str,
    place: Place,
    /// Its name by the naming rule.
    heading: String,
    /// Its names in the other languages, with their languages; that of the administering state first.
    other_names: Vec<(String, String)>,
    /// Its status in a sentence.
    status: String,
    card: Element,
}

impl StaticPages {
    /// The ids of all places that have a page.
    pub(crate) fn places(&self) -> Vec<&str> {
        places(&self.story)
    }

    /// The folder of a place's page, relative to the root of the site.
    pub(crate) fn place_folder(&self, lang: &str, id: &str) -> String {
        format!("{}{FOLDER}/{id}/", self.folder(lang))
    }

    /// Title and status of a place as shown on its page.
    ///
    /// # Errors
    /// When the story has no such place.
    pub(crate) fn place_summary(&self, lang: &str, id: &str) -> anyhow::Result<[String; 2]> {
        let page = self.place_page(lang, id)?;
        Ok([page.title(), page.status])
    }

    /// The fragments specific to a place's page; `base` is the site's absolute address, if known.
    ///
    /// # Errors
    /// When the story has no such place.
    pub(crate) fn place_fragments(
        &self,
        lang: &str,
        id: &str,
        base: Option<&str>,
    ) -> anyhow::Result<BTreeMap<String, String>> {
        let page = self.place_page(lang, id)?;
        let known = self.places();
        let word = |key| self.story.manifest().word(lang, key);
        let folder = self.place_folder(lang, id);
        let address = format!("{MAP}#place={id}");
        let alt = self.story.manifest().phrase(lang, "table.picture", &[("name", &page.heading)]);
        let to_map = el("a").attr("href", address.as_str()).text(word("card.show_on_map"));
        let links = PageLinks { known: &known, places: "../", map: Some(MAP), about: Some(id) };
        let card = static_part(&page.card, links).map_or_else(String::new, |card| self.html(lang, card));
        let fragments = [
            ("place-id", escaped(id)),
            ("place-path", escaped(&folder)),
            ("place-title", escaped(&page.title())),
            ("place-line", escaped(&page.status)),
            ("place-data", self.data(&page, base).to_string().replace('<', "\\u003c")),
            ("place-map", html(&to_map)),
            ("place-picture", html(&self.card_link(lang, Subject::Place(id), &alt, &address))),
            ("place-card", card),
            ("place-way", html(&self.neighbours(&page))),
            ("languages", self.links(lang, &format!("{FOLDER}/{id}/"), self.root(lang))),
            ("alternates", self.place_alternates(lang, id, base)),
        ];
        Ok(fragments.map(|(name, text)| (name.to_owned(), text)).into_iter().collect())
    }

    fn place_page<'a>(&'a self, lang: &'a str, id: &'a str) -> anyhow::Result<PlacePage<'a>> {
        let story = &self.story;
        let place = story.place(id).with_context(|| format!("the story has no place {id}"))?;
        let mut session = Session::new(story, PICTURE);
        session.update(story, Input::Language(lang.to_owned()), 0.0);
        session.update(story, Input::Choose(Some(id.into())), 0.0);
        let (heading, status) = session.place_line(story).with_context(|| format!("{id} cannot be chosen"))?;
        let card = panel::card(story, &session).with_context(|| format!("there is no card of {id}"))?;
        let status = if status.is_empty() { story.manifest().lead.get(lang).to_owned() } else { status };
        let other_names = self.other_names(lang, &place, &heading);
        Ok(PlacePage { id, lang, place, heading, other_names, status, card })
    }

    /// The names in languages other than the page's: those of the parties first, starting with that of the state which
    /// administers the place.
    fn other_names(&self, lang: &str, place: &Place, heading: &str) -> Vec<(String, String)> {
        let (story, manifest) = (&self.story, self.story.manifest());
        let Some(names) = story.names(&place.id) else { return Vec::new() };
        let island = place.islands.first().and_then(|id| story.region(*id));
        let holder = island.and_then(|island| story.standing(&island.id, manifest.as_of)?.entry.holder());
        let rank = |known: &str| {
            let party = manifest.parties.iter().find(|party| party.lang == known);
            party.map_or(2, |party| i32::from(Some(party.id.as_str()) != holder))
        };
        let mut others: Vec<_> = names.iter().filter(|(other, name)| *other != lang && *name != heading).collect();
        others.sort_by_key(|(other, _)| rank(other));
        others.into_iter().map(|(other, name)| (other.to_owned(), name.to_owned())).collect()
    }

    /// Structured data for search engines (schema.org, Place): nothing that the page does not show, and no state to
    /// which the place would belong.
    fn data(&self, page: &PlacePage<'_>, base: Option<&str>) -> Value {
        let names: Vec<_> =
            page.other_names.iter().map(|(lang, name)| json!({ "@language": lang, "@value": name })).collect();
        let mut data = json!({
            "@context": "https://schema.org",
            "@type": "Place",
            "@id": "#place",
            "name": page.heading,
            "alternateName": names,
            "description": page.status,
        });
        let region = self.story.region_id(&page.place.id).and_then(|id| self.story.region(id));
        if let Some(region) = region.filter(|_| !page.place.is_group) {
            let LonLat { lon, lat } = self.story.ground().conic.lonlat_from_world(region.anchor);
            let [lon, lat] = [lon, lat].map(|angle| (angle * 1e4).round() / 1e4);
            data["geo"] = json!({ "@type": "GeoCoordinates", "latitude": lat, "longitude": lon });
            let group = region.island.as_ref().and_then(|island| self.story.names(&island.group));
            if let Some(names) = group {
                data["containedInPlace"] = json!({ "@type": "Place", "name": names.get(page.lang) });
            }
        }
        if let Some(base) = base.map(|base| base.trim_end_matches('/')) {
            data["url"] = json!(format!("{base}/{}", self.place_folder(page.lang, page.id)));
            data["image"] = json!(format!("{base}/{}/{}/{}.png", social_cards::FOLDER, page.lang, page.id));
        }
        data
    }

    /// A social card, as a link to the map, on the page of what it is about.
    pub(super) fn card_link(&self, lang: &str, subject: Subject<'_>, alt: &str, address: &str) -> Element {
        let [width, height] = SIZE.map(|length| length.to_string());
        let (root, name) = (self.root(lang), social_cards::name(subject));
        let source = format!("{root}{}/{lang}/{name}.png", social_cards::FOLDER);
        let picture = el("img").attr("src", source).attr("width", width).attr("height", height).attr("alt", alt);
        el("a").class("picture").attr("href", address).child(picture)
    }

    /// Links to the previous and next islands of the chain; groups have none.
    fn neighbours(&self, page: &PlacePage<'_>) -> Element {
        let story = &self.story;
        let first = Session::new(story, PICTURE);
        let walk: Vec<_> = story.chain_order().iter().filter_map(|id| story.region(*id)).collect();
        let here = walk.iter().position(|region| region.id == page.id);
        let links = [("card.previous", -1), ("card.next", 1)].into_iter().filter_map(|(key, step)| {
            let region = walk.get(here?.checked_add_signed(step)?)?;
            Some((key, region.id.clone(), story.heading(region, page.lang, first.viewpoint())))
        });
        self.way(page.lang, "table.way", links)
    }

    /// Links to the pages beside one: the key of the word before each, its folder and its name.
    pub(super) fn way(
        &self,
        lang: &str,
        label: &str,
        links: impl Iterator<Item = (&'static str, String, String)>,
    ) -> Element {
        let word = |key: &str| self.story.manifest().word(lang, key).to_owned();
        let link = |(key, folder, name): (&str, String, String)| {
            let link = el("a").attr("href", format!("../{folder}/")).text(name);
            el("p").child(el("small").text(word(key))).text(" ").child(link)
        };
        el("nav").class("way").attr("aria-label", word(label)).children(links.map(link).collect())
    }

    /// The relative address of the site's root from the page of a place or a step.
    pub(super) fn root(&self, lang: &str) -> &'static str {
        if self.folder(lang).is_empty() { MAP } else { "../../../" }
    }

    /// The `link` elements that tell search engines where the page is in each language.
    fn place_alternates(&self, here: &str, id: &str, base: Option<&str>) -> String {
        let start = base.map_or_else(|| self.root(here).to_owned(), |base| escaped(base.trim_end_matches('/')) + "/");
        let link = |lang: &String| {
            let folder = self.place_folder(lang, id);
            format!("<link rel=\"alternate\" hreflang=\"{}\" href=\"{start}{folder}\">\n", escaped(lang))
        };
        self.languages().iter().map(link).collect()
    }
}

impl PlacePage<'_> {
    /// The name in all languages.
    fn title(&self) -> String {
        let others = self.other_names.iter().map(|(_, name)| name.as_str());
        std::iter::once(self.heading.as_str()).chain(others).collect::<Vec<_>>().join(" · ")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::project::checkout;
    use crate::site::link_check;
    use crate::site::pages::templates;
    use crate::story::bundle;
    use crate::story::folder::StoryFolder;

    const TEMPLATE: &str = include_str!("../../../../www/pages/island.html");
    const BASE: &str = "https://map.example/kuril";

    fn static_pages() -> StaticPages {
        let manifest = StoryFolder::open(&checkout().join("geodata")).unwrap();
        StaticPages::new(&manifest, &bundle::files(&manifest).unwrap()).unwrap()
    }

    /// Every page by language and id, as published except for its styles.
    fn place_pages(pages: &StaticPages, base: Option<&str>) -> Vec<(String, String, String)> {
        let mut found = Vec::new();
        for lang in pages.languages() {
            let mut fragments = pages.fragments(lang);
            for id in pages.places() {
                fragments.extend(pages.place_fragments(lang, id, base).unwrap());
                fragments.insert("head".to_owned(), String::new());
                let (text, missing) = templates::fill(TEMPLATE, &fragments, base);
                assert_eq!(missing, BTreeSet::new(), "{lang} {id}");
                found.push((lang.clone(), id.to_owned(), text));
            }
        }
        assert!(found.len() >= 3 * 49, "{} pages", found.len());
        found
    }

    /// The text between two marks.
    fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
        text.split_once(start).and_then(|(_, rest)| rest.split_once(end)).unwrap_or_else(|| panic!("no {start}")).0
    }

    #[test]
    fn no_paragraph_holds_a_list() {
        let pages = static_pages();
        let mut texts: Vec<_> =
            place_pages(&pages, None).into_iter().map(|(lang, id, text)| (lang + " " + &id, text)).collect();
        texts.extend(pages.fragments("en"));
        for (name, text) in texts {
            for paragraph in text.split("<p").skip(1).filter(|rest| rest.starts_with([' ', '>'])) {
                let inside = paragraph.split_once("</p>").unwrap().0;
                assert!(!inside.contains("<ul"), "{name}: {inside}");
            }
        }
    }

    #[test]
    fn every_place_has_a_page_in_every_language_with_title_sentence_and_data() {
        let pages = static_pages();
        for (lang, id, text) in place_pages(&pages, None) {
            let title = between(&text, "<title>", "</title>");
            let heading = between(&text, "<h1>", "</h1>");
            assert!(title.starts_with(heading) && title.matches(" · ").count() >= 1, "{lang} {id}: {title}");
            let description = between(&text, "<meta name=\"description\" content=\"", "\"");
            assert!(description.chars().count() > 15, "{lang} {id}: {description:?}");
            let data: Value =
                serde_json::from_str(between(&text, "<script type=\"application/ld+json\">", "</script>")).unwrap();
            assert_eq!(data["@type"], "Place");
            assert_eq!(escaped(data["name"].as_str().unwrap()), heading, "{lang} {id}");
            assert_eq!(escaped(data["description"].as_str().unwrap()), description, "{lang} {id}");
            let is_group = pages.story.place(&id).unwrap().is_group;
            assert_eq!(
                data["geo"]["latitude"].as_f64().is_some_and(|lat| (43.0..51.0).contains(&lat)),
                !is_group,
                "{id}"
            );
            assert!(!text.contains("<button") && !text.contains(" data-"), "{lang} {id}: something needs a script");
        }
    }

    #[test]
    fn no_link_of_a_page_is_broken() {
        let pages = static_pages();
        let found = place_pages(&pages, None);
        let others =
            ["index.html", "method.html"].map(|page| ["", "ja/", "ru/"].map(|folder| format!("{folder}{page}")));
        let mut paths: BTreeSet<String> = others.into_iter().flatten().collect();
        for (lang, id, _) in &found {
            paths.insert(pages.place_folder(lang, id) + "index.html");
            paths.insert(format!("{}/{lang}/{id}.png", social_cards::FOLDER));
        }
        let paths = paths.iter().map(String::as_str).collect();
        for (lang, id, text) in &found {
            let path = pages.place_folder(lang, id) + "index.html";
            let broken = link_check::broken_links(&path, text, &paths);
            // The names of styles and icon are filled in by the build.
            let broken: Vec<_> = broken.into_iter().filter(|address| !address.starts_with("{asset:")).collect();
            assert_eq!(broken, [] as [&str; 0], "{path}");
            assert_eq!(text.matches("rel=\"alternate\" hreflang=").count(), 3, "{path}");
        }
    }

    #[test]
    fn a_known_address_makes_absolute_links_and_an_unknown_one_none() {
        let pages = static_pages();
        for (lang, id, text) in place_pages(&pages, Some(&format!("{BASE}/"))) {
            let folder = pages.place_folder(&lang, &id);
            for part in [
                format!("<link rel=\"canonical\" href=\"{BASE}/{folder}\">"),
                format!("content=\"{BASE}/og/{lang}/{id}.png\""),
                format!("type=\"application/json+oembed\" href=\"{BASE}/oembed/{lang}/{id}.json\""),
                format!("\"url\":\"{BASE}/{folder}\""),
                format!("hreflang=\"ja\" href=\"{BASE}/ja/islands/{id}/\""),
            ] {
                assert!(text.contains(&part), "{lang} {id}: no {part}");
            }
        }
        let plain = pages.place_fragments("en", "iturup", None).unwrap();
        assert!(!plain["place-data"].contains("\"url\"") && !plain["alternates"].contains("http"));
    }

    #[test]
    fn names_are_in_the_order_of_the_naming_rule() {
        let pages = static_pages();
        let title = |lang| pages.place_summary(lang, "iturup").unwrap()[0].clone();
        assert_eq!(title("en"), "Iturup / Etorofu · Итуруп · 択捉島");
        assert!(title("ja").ends_with(" · Итуруп · Iturup"), "{}", title("ja"));
        assert!(title("ru").ends_with(" · 択捉島 · Iturup"), "{}", title("ru"));
    }
}
