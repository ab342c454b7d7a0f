//! The rule that verbs of one party stand inside quotations only.

use serde_json::Value;

use crate::story::rules::quotations::split;
use crate::story::rules::texts::each_object;
use crate::story::rules::{Breach, Subject};

/// Stems of the verbs by which one party tells the story, by language.
const STEMS: [(&str, &[&str]); 3] = [
    (
        "en",
        &["seiz", "liberat", "occup", "annex", "return", "captur", "conquer", "invad", "reclaim", "retak", "illegal"],
    ),
    ("ja", &["占領", "占拠", "不法", "奪", "解放", "返還", "併合", "侵攻", "侵略", "固有の領土", "取り戻", "強奪"]),
    (
        "ru",
        &[
            "освобо",
            "оккуп",
            "аннекс",
            "захва",
            "возвра",
            "вернул",
            "вернут",
            "присоедин",
            "вторг",
            "исконн",
            "отторг",
            "отобра",
            "незаконн",
        ],
    ),
];

/// The key of translations of what a document or a party says.
const QUOTED: &str = "translations";

/// No text of ours uses a verb of one party outside quotation marks.
pub(super) fn party_verbs(subject: &Subject<'_>) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (origin, raw) in subject.folder.shown() {
        each_object(raw, origin.list, &mut |key, object| {
            for (lang, stems) in STEMS.iter().filter(|_| key != QUOTED) {
                // A file of words has one language, other texts have one entry for each.
                let is_of_words = origin.file() == format!("words/{lang}.json");
                let words = object.as_object().filter(|_| is_of_words).into_iter().flat_map(|words| words.values());
                for text in words.chain(object.get(lang)).filter_map(Value::as_str) {
                    let ours = split(text).1.to_lowercase();
                    if stems.iter().any(|stem| ours.contains(stem)) {
                        breaches.push(Breach::new(origin, "a party's verb inside quotation marks only", text));
                    }
                }
            }
        });
    }
    breaches
}
