//! The language of a text, among those of a story.

use isolang::Language;
use whatlang::{Detector, Lang};

/// Returns the one of some language tags (BCP 47) in which a text is written: by its script and its most frequent runs of
/// letters. None where the text is in none of them as far as can be told, or in a language that cannot be.
pub(crate) fn written<'a>(text: &str, among: &'a [String]) -> Option<&'a str> {
    let known: Vec<(Lang, &str)> = among.iter().filter_map(|tag| Some((lang(tag)?, tag.as_str()))).collect();
    let of = |found: Lang| known.iter().find(|(lang, _)| *lang == found).map(|(_, tag)| *tag);
    let detected = Detector::with_allowlist(known.iter().map(|(lang, _)| *lang).collect()).detect_lang(text);
    // Of a script that only one language has, the language is told whether or not it is among those that are asked for.
    detected.and_then(of)
}

/// The language of a tag as the detector knows it: by three letters (ISO 639-3), Chinese as Mandarin.
fn lang(tag: &str) -> Option<Lang> {
    let primary = tag.split('-').next()?;
    let code = Language::from_639_1(primary).or_else(|| Language::from_639_3(primary))?.to_639_3();
    Lang::from_code(if code == "zho" { "cmn" } else { code })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn among(tags: &[&str]) -> Vec<String> {
        tags.iter().map(|tag| (*tag).to_owned()).collect()
    }

    #[test]
    fn a_text_is_in_the_language_of_the_story_that_it_is_written_in() {
        let spanish = "El barco vuelve a navegar entre la isla Soledad y la Gran Malvina después de dos inviernos.";
        let english = "After two winters the ferry runs again between West Isle and East Isle.";
        let german = "Nach zwei Wintern fährt die Fähre wieder zwischen der Westinsel und der Ostinsel.";
        let falklands = among(&["en", "es"]);
        assert_eq!(written(spanish, &falklands), Some("es"));
        assert_eq!(written(english, &falklands), Some("en"));
        assert_eq!(written(german, &among(&["fr", "de-CH", "en"])), Some("de-CH"));
    }

    #[test]
    fn a_script_tells_japanese_from_chinese_and_russian_from_english() {
        let all = among(&["en", "ja", "ru", "zh-Hant"]);
        assert_eq!(written("尖閣諸島は沖縄県石垣市に属する島々である。", &all), Some("ja"));
        assert_eq!(written("釣魚臺列嶼位於臺灣東北方的東海海域。", &all), Some("zh-Hant"));
        assert_eq!(written("Курильские острова тянутся от Хоккайдо до Камчатки.", &all), Some("ru"));
    }

    #[test]
    fn a_text_in_none_of_the_languages_gets_none() {
        assert_eq!(written("독도는 동해에 있는 섬이다.", &among(&["es", "en"])), None);
        assert_eq!(written("釣魚台列嶼位於東海。", &among(&["es", "en"])), None);
        assert_eq!(written("", &among(&["en"])), None);
        assert_eq!(written("words", &among(&["xx-unknown"])), None);
    }
}
