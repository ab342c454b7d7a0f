//! What is written for other sites' programs where the site's address is known: a description of every place's embed
//! (oEmbed 1.0, oembed.com), the list of pages (sitemaps.org, protocol 0.9) and where that lies.

use kuril_map::markup::escaped;
use serde_json::json;

use crate::render::social_card::EXTENT;
use crate::site::pages::Still;
use crate::site::social_cards;

/// Where the descriptions of embeds stand in the site.
pub(crate) const FOLDER: &str = "oembed";
/// Extent of an embedded map, CSS pixels.
const FRAME: [u16; 2] = [800, 560];
/// What an embedded map may do, and what it is lent.
const SANDBOX: &str = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads";
const LENT: &str = "fullscreen; clipboard-write";

/// The files by path; `base` is the address of the site.
///
/// # Errors
/// When the story lacks a place that it names.
pub(crate) fn files(still: &Still, base: &str) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let base = base.trim_end_matches('/');
    let mut files = vec![
        ("sitemap.xml".to_owned(), sitemap(still, base).into_bytes()),
        ("robots.txt".to_owned(), format!("User-agent: *\nAllow: /\n\nSitemap: {base}/sitemap.xml\n").into_bytes()),
    ];
    for lang in still.languages() {
        let whole = still.title(lang).to_owned();
        files.push((path(lang, None), described(still, base, lang, (None, &whole))));
        for id in still.places() {
            let [title, _] = still.place_words(lang, id)?;
            files.push((path(lang, Some(id)), described(still, base, lang, (Some(id), &title))));
        }
    }
    Ok(files)
}

fn path(lang: &str, place: Option<&str>) -> String {
    format!("{FOLDER}/{lang}/{}.json", place.unwrap_or(social_cards::WHOLE))
}

/// The embed of a place, or of the whole map, as other programs put it into their pages.
fn described(still: &Still, base: &str, lang: &str, (place, title): (Option<&str>, &str)) -> Vec<u8> {
    let [width, height] = FRAME;
    let query = place.map_or_else(String::new, |id| format!("?place={id}"));
    let source = escaped(&format!("{base}/{}embed.html{query}", still.folder(lang)));
    let html = format!(
        "<iframe src=\"{source}\" title=\"{}\" width=\"{width}\" height=\"{height}\" sandbox=\"{SANDBOX}\" \
         allow=\"{LENT}\" loading=\"lazy\" style=\"border: 0\"></iframe>",
        escaped(title)
    );
    let description = json!({
        "type": "rich",
        "version": "1.0",
        "title": title,
        "provider_name": still.title(lang),
        "provider_url": format!("{base}/{}", still.folder(lang)),
        "html": html,
        "width": width,
        "height": height,
        "thumbnail_url": format!("{base}/{}/{lang}/{}.png", social_cards::FOLDER, place.unwrap_or(social_cards::WHOLE)),
        "thumbnail_width": EXTENT[0],
        "thumbnail_height": EXTENT[1],
    });
    description.to_string().into_bytes()
}

/// Every page, each with its other languages.
fn sitemap(still: &Still, base: &str) -> String {
    let mut pages = vec![String::new(), "method.html".to_owned()];
    pages.extend(still.places().iter().map(|id| format!("{}/{id}/", crate::site::pages::PLACES)));
    let mut text =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
        xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
            .to_owned();
    for page in &pages {
        let address = |lang: &String| escaped(&format!("{base}/{}{page}", still.folder(lang)));
        let other = |lang: &String| {
            format!("<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>", escaped(lang), address(lang))
        };
        let others: String = still.languages().iter().map(other).collect();
        let entries = still.languages().iter().map(|lang| format!("<url><loc>{}</loc>{others}</url>\n", address(lang)));
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
        let still = Still::new(&story, &bundle::files(&story).unwrap()).unwrap();
        let files = files(&still, "https://map.example/kuril/").unwrap();
        let text = |path: &str| {
            let (_, bytes) = files.iter().find(|(known, _)| known == path).unwrap_or_else(|| panic!("no {path}"));
            str::from_utf8(bytes).unwrap()
        };
        assert_eq!(text("robots.txt").lines().last(), Some("Sitemap: https://map.example/kuril/sitemap.xml"));
        let sitemap = text("sitemap.xml");
        assert_eq!(sitemap.matches("<loc>").count(), (still.places().len() + 2) * 3);
        assert!(sitemap.contains("<loc>https://map.example/kuril/ja/islands/iturup/</loc>"));
        for lang in still.languages() {
            for id in still.places().into_iter().chain([social_cards::WHOLE]) {
                let described: Value = serde_json::from_str(text(&format!("oembed/{lang}/{id}.json"))).unwrap();
                assert_eq!((&described["type"], &described["version"]), (&json!("rich"), &json!("1.0")));
                let html = described["html"].as_str().unwrap();
                assert!(
                    html.starts_with("<iframe src=\"https://map.example/kuril/") && html.contains(SANDBOX),
                    "{html}"
                );
                assert_eq!(html.contains(&format!("place={id}\"")), id != social_cards::WHOLE, "{html}");
            }
        }
    }
}
