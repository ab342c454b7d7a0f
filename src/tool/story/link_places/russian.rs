//! Declension of Russian names.
//!
//! A name is declined word by word, all words in the same case. If a word's ending is ambiguous (`Кетой` the island,
//! `Сторожевой` the adjective), both paradigms are used: unused forms do no harm. The caller identifies names that are
//! already in the genitive (`Анучина`).

/// The forms in the nominative, genitive, dative, accusative, instrumental and prepositional case.
type Cases = [String; 6];

/// Words at the start of a name after which nouns are not declined.
const HEADS: [&str; 6] = ["остров", "острова", "пролив", "залив", "скалы", "земля"];

/// Endings and their replacements in the six cases. The first ending that matches is used, with all of its rows.
const PARADIGMS: [(&str, [&str; 6]); 31] = [
    ("острова", ["острова", "островов", "островам", "острова", "островами", "островах"]),
    ("море", ["море", "моря", "морю", "море", "морем", "море"]),
    ("ский", ["ский", "ского", "скому", "ский", "ским", "ском"]),
    ("цкий", ["цкий", "цкого", "цкому", "цкий", "цким", "цком"]),
    ("хий", ["хий", "хого", "хому", "хий", "хим", "хом"]),
    ("ий", ["ий", "ия", "ию", "ий", "ием", "ии"]),
    ("ый", ["ый", "ого", "ому", "ый", "ым", "ом"]),
    ("ой", ["ой", "ого", "ому", "ой", "ым", "ом"]),
    ("ой", ["ой", "оя", "ою", "ой", "оем", "ое"]),
    ("ее", ["ее", "его", "ему", "ее", "им", "ем"]),
    ("ское", ["ское", "ского", "скому", "ское", "ским", "ском"]),
    ("ое", ["ое", "ого", "ому", "ое", "ым", "ом"]),
    ("ая", ["ая", "ой", "ой", "ую", "ой", "ой"]),
    ("ие", ["ие", "их", "им", "ие", "ими", "их"]),
    ("ые", ["ые", "ых", "ым", "ые", "ыми", "ых"]),
    ("ии", ["ии", "ий", "иям", "ии", "иями", "иях"]),
    ("шки", ["шки", "шек", "шкам", "шки", "шками", "шках"]),
    ("ки", ["ки", "ков", "кам", "ки", "ками", "ках"]),
    ("чи", ["чи", "чей", "чам", "чи", "чами", "чах"]),
    ("ья", ["ья", "ьев", "ьям", "ьев", "ьями", "ьях"]),
    ("ья", ["ья", "ьев", "ьям", "ья", "ьями", "ьях"]),
    ("лы", ["лы", "л", "лам", "лы", "лами", "лах"]),
    ("да", ["да", "ды", "де", "ду", "дой", "де"]),
    ("ма", ["ма", "мы", "ме", "му", "мой", "ме"]),
    ("на", ["на", "ны", "не", "ну", "ной", "не"]),
    ("ля", ["ля", "ли", "ле", "лю", "лей", "ле"]),
    ("ка", ["ка", "ки", "ке", "ку", "кой", "ке"]),
    ("во", ["во", "ва", "ву", "во", "вом", "ве"]),
    ("ь", ["ь", "и", "и", "ь", "ью", "и"]),
    ("ия", ["ия", "ии", "ии", "ию", "ией", "ии"]),
    ("", ["", "а", "у", "", "ом", "е"]),
];

/// Returns all forms of a name; if `is_genitive`, its words are not declined.
pub(crate) fn forms(name: &str, is_genitive: bool) -> Vec<String> {
    if is_genitive || !name.chars().any(|letter| matches!(letter, 'а'..='я')) {
        return vec![name.to_owned()];
    }
    let mut all: Vec<Cases> = vec![std::array::from_fn(|_| String::new())];
    let mut rest = name;
    let mut after_head = false;
    while !rest.is_empty() {
        let end = rest.find([' ', '-', '»', '«']).unwrap_or(rest.len());
        let word = rest.get(..end).unwrap_or_default();
        let gap: String = rest.chars().skip(word.chars().count()).take(1).collect();
        all = joined(&all, &word_cases(word, after_head || gap == "-"), &gap);
        after_head = after_head || HEADS.contains(&word);
        rest = rest.get(end + gap.len()..).unwrap_or_default();
    }
    let mut forms: Vec<String> = all.into_iter().flatten().collect();
    forms.sort();
    forms.dedup();
    forms
}

fn joined(before: &[Cases], words: &[Cases], gap: &str) -> Vec<Cases> {
    let join = |one: &Cases, other: &Cases| {
        let mut both = one.iter().zip(other);
        std::array::from_fn(|_| both.next().map(|(one, other)| format!("{one}{other}{gap}")).unwrap_or_default())
    };
    before.iter().flat_map(|one| words.iter().map(move |other| join(one, other))).collect()
}

/// Returns the paradigms of a word; if it may stay undeclined, that paradigm comes first.
fn word_cases(word: &str, may_stay: bool) -> Vec<Cases> {
    let same = || std::array::from_fn(|_| word.to_owned());
    let ending = PARADIGMS.iter().map(|row| row.0).find(|ending| word.ends_with(ending)).unwrap_or_default();
    let is_adjective = ["ий", "ый", "ой", "ие", "ые", "ое", "ая"].iter().any(|end| word.ends_with(end));
    let keeps = word.is_empty() || (ending.is_empty() && word.ends_with(VOWELS)) || (may_stay && !is_adjective);
    if keeps {
        return vec![same()];
    }
    let stem = word.strip_suffix(ending).unwrap_or(word);
    let rows = PARADIGMS.iter().filter(|row| row.0 == ending);
    let mut paradigms: Vec<Cases> = rows.map(|row| row.1.map(|case| format!("{stem}{case}"))).collect();
    if may_stay {
        paradigms.push(same());
    }
    paradigms
}

/// Letters after which a name without a known ending is never declined.
const VOWELS: [char; 10] = ['а', 'е', 'ё', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я'];

#[cfg(test)]
mod tests {
    use super::*;

    fn declines(name: &str, expected: &[&str]) {
        let forms = forms(name, false);
        for form in expected {
            assert!(forms.iter().any(|other| other == form), "{form} is not among {forms:?}");
        }
    }

    #[test]
    fn islands_are_declined() {
        declines("Итуруп", &["Итуруп", "Итурупа", "Итурупу", "Итурупом", "Итурупе"]);
        declines("Курилы", &["Курил", "Курилам", "Курилами", "Курилах"]);
        declines("Экарма", &["Экармы", "Экарму", "Экарме"]);
        declines("Зелёный", &["Зелёного", "Зелёным", "Зелёном"]);
        declines("Юрий", &["Юрия", "Юрием", "Юрии"]);
        declines("Кетой", &["Кетоя", "Кетоем"]);
        declines("Ловушки", &["Ловушек", "Ловушках"]);
    }

    #[test]
    fn all_words_of_a_name_stand_in_the_same_case() {
        declines("Курильские острова", &["Курильских островов", "Курильским островам", "Курильских островах"]);
        declines("Охотское море", &["Охотского моря", "Охотским морем"]);
        declines("пролив Екатерины", &["пролива Екатерины", "проливом Екатерины"]);
        declines("остров Сигнальный", &["острова Сигнального", "острове Сигнальный"]);
        declines("Курило-Камчатский жёлоб", &["Курило-Камчатского жёлоба"]);
        declines("Южно-Курильск", &["Южно-Курильске"]);
        assert!(!forms("Курильские острова", false).iter().any(|form| form == "Курильских острова"));
    }

    #[test]
    fn names_that_cannot_be_declined_stay() {
        for name in ["Матуа", "Шумшу", "Райкоке", "Хабомаи"] {
            assert_eq!(forms(name, false), [name]);
        }
        assert_eq!(forms("Анучина", true), ["Анучина"]);
    }
}
