//! The rule that verbs of one party stand inside quotations only.

use crate::story::rules::quotations::split;
use crate::story::rules::texts::each_object;
use crate::story::rules::{Breach, Subject};
use crate::story::words::lookup;

/// Stems of the verbs by which one party tells the story, by language. After a space a stem begins a word: the French
/// "occupation" is meant, "préoccupation" is not.
const STEMS: [(&str, &[&str]); 8] = [
    (
        "de",
        &[
            "besetz",
            "okkup",
            "befrei",
            "annek",
            "annex",
            "erober",
            "überfall",
            "überfiel",
            "invasion",
            "invadier",
            "entriss",
            "entreiß",
            "einverleib",
            "illegal",
            "widerrechtlich",
            "unrechtmäßig",
            "zurückgeb",
            "zurückgab",
            "zurückgegeb",
            "zurückgewinn",
            "zurückgewonn",
            "zurückgehol",
            "rückgabe",
            "heimkehr",
            "heimgekehrt",
            " geraubt",
        ],
    ),
    (
        "en",
        &["seiz", "liberat", "occup", "annex", "return", "captur", "conquer", "invad", "reclaim", "retak", "illegal"],
    ),
    (
        "es",
        &[
            " ocup",
            " liberó",
            " liberad",
            " liberac",
            " liberar",
            " anexi",
            " anexó",
            " anexad",
            " anexar",
            " invad",
            " invasi",
            " conquist",
            " reconquist",
            " arrebat",
            " usurp",
            " apoder",
            " incaut",
            " captur",
            " ilegal",
            " ilícit",
            " recuper",
            " devolv",
            " devuel",
            " devolu",
            " restitu",
            " retorn",
        ],
    ),
    (
        "fr",
        &[
            " occup",
            " libérat",
            " libéré",
            " libérer",
            " annexé",
            " annexer",
            " annexi",
            " annexa ",
            " enva",
            " invasion",
            " conqu",
            " reconqu",
            " empar",
            " arrach",
            " usurp",
            " spoli",
            " captur",
            " illéga",
            " illicit",
            " récupér",
            " restitu",
            " rétrocé",
            " rétroces",
            " retour de",
            " retourn",
        ],
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
    (
        "zh-Hans",
        &[
            "占领",
            "占据",
            "侵占",
            "强占",
            "霸占",
            "攻占",
            "窃据",
            "非法",
            "解放",
            "归还",
            "返还",
            "收复",
            "光复",
            "夺",
            "侵略",
            "入侵",
            "吞并",
            "并吞",
            "兼并",
            "固有领土",
        ],
    ),
    (
        "zh-Hant",
        &[
            "佔領",
            "占領",
            "佔據",
            "占據",
            "侵佔",
            "侵占",
            "強佔",
            "霸佔",
            "攻佔",
            "竊據",
            "非法",
            "解放",
            "歸還",
            "返還",
            "收復",
            "光復",
            "奪",
            "侵略",
            "入侵",
            "吞併",
            "併吞",
            "兼併",
            "固有領土",
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
            for (name, text) in object.as_object().filter(|_| key != QUOTED).into_iter().flatten() {
                // A file of words has one language, other texts have one entry for each.
                let lang = language_of_words(origin.file()).unwrap_or(name);
                let text = text.as_str().unwrap_or_default();
                if speaks_for_a_party(lang, &split(text).1) {
                    breaches.push(Breach::new(origin, "a party's verb inside quotation marks only", text));
                }
            }
        });
    }
    breaches
}

/// Returns the language of a file of words.
fn language_of_words(file: &str) -> Option<&str> {
    file.strip_prefix("words/")?.strip_suffix(".json")
}

/// Whether a text in a language uses a verb of one party; never in a language whose verbs are unknown.
fn speaks_for_a_party(lang: &str, text: &str) -> bool {
    let Some((_, stems)) = lookup(&STEMS, lang) else { return false };
    let words = text.to_lowercase().replace(|letter: char| !letter.is_alphabetic(), " ");
    let words = format!(" {words} ");
    stems.iter().any(|stem| words.contains(stem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::words::program;

    #[test]
    fn a_partys_verb_is_known_in_every_language_of_the_program() {
        let ours = [
            ("de", "Verwaltet von Arland; Anspruch: Bertia, auch nach der Rückkehr der Fischer"),
            ("en-GB", "Administered by Arland; claimed by Bertia"),
            ("es-AR", "Administración: Arland; preocupación de Bertia, según el Partido Liberal"),
            ("fr-CA", "Préoccupation de Bertia ; voir l’annexe, « parti libéral »"),
            ("zh", "由阿兰管辖，伯尔蒂亚主张主权"),
            ("zh-TW", "由阿蘭管轄，伯爾蒂亞主張主權"),
            ("it", "Isole occupate"),
        ];
        for (lang, text) in ours {
            assert!(!speaks_for_a_party(lang, text), "{lang}: {text}");
        }
        let theirs = [
            ("de-AT", "Seit 1945 besetzte Inseln"),
            ("en", "The islands were liberated"),
            ("es", "Islas (ocupadas) desde 1945"),
            ("fr", "L’occupation de 1945"),
            ("fr", "Bertia s’empara de l’île"),
            ("zh-CN", "1945年占领"),
            ("zh-Hant-HK", "1945年被佔領"),
        ];
        for (lang, text) in theirs {
            assert!(speaks_for_a_party(lang, text), "{lang}: {text}");
        }
    }

    #[test]
    fn the_words_of_the_program_take_no_side() {
        let program = program().unwrap();
        assert!(STEMS.iter().map(|(lang, _)| *lang).eq(program.keys()));
        for (lang, words) in &program {
            // What returns here are readers, to the map.
            let ours = words.iter().filter(|(key, _)| !["compare.end", "help.escape"].contains(&key.as_str()));
            let found: Vec<_> = ours.filter(|(_, word)| speaks_for_a_party(lang, &split(word).1)).collect();
            assert_eq!(found, [], "{lang}");
        }
    }
}
