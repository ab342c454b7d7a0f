//! Files for other programs, written if the site's address is known: the embed of every place and step (oEmbed 1.0, oembed.com),
//! the sitemap (sitemaps.org, protocol 0.9) and `robots.txt`.

use kuril_map::markup::escaped;
use serde_json::json;

use crate::render::social_card::{SIZE, Subject};
use crate::site::pages::{METHOD_PAGE, StaticPages};
use crate::site::social_cards;

/// The folder of the oEmbed files in the site.
pub(crate) const FOLDER: &str = "oembed";
/// Size of an embedded map, CSS pixels.
const FRAME_SIZE: [u16; 2] = [800, 560];
/// The sandbox flags and the permissions policy of an embedded map.
const SANDBOX: &str = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads";
const ALLOW: &str = "fullscreen; clipboard-write";

/// The files by path; `base` is the address of the site.
///
/// # Errors
/// When the story refers to an unknown place.
pub(crate) fn files(static_pages: &StaticPages, base: &str) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let base = base.trim_end_matches('/');
    let mut files = vec![
        ("sitemap.xml".to_owned(), sitemap(static_pages, base).into_bytes()),
        ("robots.txt".to_owned(), format!("User-agent: *\nAllow: /\n\nSitemap: {base}/sitemap.xml\n").into_bytes()),
    ];
    for lang in static_pages.languages() {
        let whole = static_pages.title(lang).to_owned();
        let mut add = |subject, title: &str| {
            files.push((path(lang, subject), oembed(static_pages, base, lang, (subject, title))));
        };
        add(Subject::Map, &whole);
        for id in static_pages.places() {
            let [title, _] = static_pages.place_summary(lang, id)?;
            add(Subject::Place(id), &title);
        }
        for step in 0..static_pages.steps() {
            add(Subject::Step(step), &static_pages.step_title(lang, step));
        }
    }
    Ok(files)
}

fn path(lang: &str, subject: Subject<'_>) -> String {
    format!("{FOLDER}/{lang}/{}.json", social_cards::name(subject))
}

/// The oEmbed response for a place, a step of the tour, or the whole map.
fn oembed(static_pages: &StaticPages, base: &str, lang: &str, (subject, title): (Subject<'_>, &str)) -> Vec<u8> {
    let [width, height] = FRAME_SIZE;
    let query = match subject {
        Subject::Map => String::new(),
        Subject::Place(id) => format!("?place={id}"),
        Subject::Step(step) => format!("?tour={}", step + 1),
    };
    let source = escaped(&format!("{base}/{}embed.html{query}", static_pages.folder(lang)));
    let html = format!(
        "<iframe src=\"{source}\" title=\"{}\" width=\"{width}\" height=\"{height}\" sandbox=\"{SANDBOX}\" \
         allow=\"{ALLOW}\" loading=\"lazy\" style=\"border: 0\"></iframe>",
        escaped(title)
    );
    let response = json!({
        "type": "rich",
        "version": "1.0",
        "title": title,
        "provider_name": static_pages.title(lang),
        "provider_url": format!("{base}/{}", static_pages.folder(lang)),
        "html": html,
        "width": width,
        "height": height,
        "thumbnail_url": format!("{base}/{}/{lang}/{}.png", social_cards::FOLDER, social_cards::name(subject)),
        "thumbnail_width": SIZE[0],
        "thumbnail_height": SIZE[1],
    });
    response.to_string().into_bytes()
}

/// All pages, each with its other languages.
fn sitemap(static_pages: &StaticPages, base: &str) -> String {
    let mut pages = vec![String::new()];
    pages.extend(static_pages.has_method().then(|| METHOD_PAGE.to_owned()));
    pages.extend(static_pages.places().iter().map(|id| format!("{}/{id}/", crate::site::pages::PLACES)));
    pages.extend((1..=static_pages.steps()).map(|number| format!("{}/{number}/", crate::site::pages::STEPS)));
    let mut text =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
        xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
            .to_owned();
    for page in &pages {
        let address = |lang: &String| escaped(&format!("{base}/{}{page}", static_pages.folder(lang)));
        let other = |lang: &String| {
            format!("<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>", escaped(lang), address(lang))
        };
        let others: String = static_pages.languages().iter().map(other).collect();
        let entries =
            static_pages.languages().iter().map(|lang| format!("<url><loc>{}</loc>{others}</url>\n", address(lang)));
        text.extend(entries);
    }
    text + "</urlset>\n"
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::project::checkout;
    use crate::story::bundle;
    use crate::story::folder::StoryFolder;

    #[test]
    fn every_place_is_described_in_every_language_and_listed() {
        let story = StoryFolder::open(&checkout().join("geodata")).unwrap();
        let static_pages = StaticPages::new(&story, &bundle::files(&story).unwrap()).unwrap();
        let files = files(&static_pages, "https://map.example/kuril/").unwrap();
        let text = |path: &str| {
            let (_, bytes) = files.iter().find(|(known, _)| known == path).unwrap_or_else(|| panic!("no {path}"));
            str::from_utf8(bytes).unwrap()
        };
        assert_eq!(text("robots.txt").lines().last(), Some("Sitemap: https://map.example/kuril/sitemap.xml"));
        let sitemap = text("sitemap.xml");
        assert_eq!(sitemap.matches("<loc>").count(), (static_pages.places().len() + static_pages.steps() + 2) * 3);
        assert!(sitemap.contains("<loc>https://map.example/kuril/ja/islands/iturup/</loc>"));
        for lang in static_pages.languages() {
            for id in static_pages.places().into_iter().chain([social_cards::WHOLE_MAP]) {
                let response: Value = serde_json::from_str(text(&format!("oembed/{lang}/{id}.json"))).unwrap();
                assert_eq!((&response["type"], &response["version"]), (&json!("rich"), &json!("1.0")));
                let html = response["html"].as_str().unwrap();
                assert!(
                    html.starts_with("<iframe src=\"https://map.example/kuril/") && html.contains(SANDBOX),
                    "{html}"
                );
                assert_eq!(html.contains(&format!("place={id}\"")), id != social_cards::WHOLE_MAP, "{html}");
            }
        }
    }
}
