//! Searches a folded text for names: the longest at each position, at word boundaries if the script has them.

use crate::story::link_places::evidence;
use crate::story::link_places::fold::{Glyph, folded};
use crate::story::link_places::names::{Kind, Name, Names, Trust};

/// A name found in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found<'a> {
    /// The indices of the first glyph and of the glyph after the last.
    pub(crate) glyphs: (usize, usize),
    /// Its position in the text, in characters.
    pub(crate) start: usize,
    /// The position after it.
    pub(crate) end: usize,
    /// Its spelling.
    pub(crate) name: &'a Name,
}

/// Returns the mentions of places in the order of the text, without names that the words around them do not confirm.
pub(crate) fn mentions<'a>(names: &'a Names, text: &str) -> Vec<Found<'a>> {
    let glyphs = folded(text);
    let found = candidates(names, &glyphs);
    let accepted = evidence::accepted(&glyphs, &found);
    let chosen =
        found.into_iter().zip(accepted).filter(|(found, accepted)| *accepted && found.name.kind != Kind::Elsewhere);
    chosen.map(|(found, _)| found).collect()
}

/// Returns the longest name at every position, without overlaps.
fn candidates<'a>(names: &'a Names, glyphs: &[Glyph]) -> Vec<Found<'a>> {
    let mut found: Vec<Found<'a>> = Vec::new();
    let mut at = 0;
    while let Some(rest) = glyphs.get(at..).filter(|rest| !rest.is_empty()) {
        let joined = found.last().is_some_and(|last| last.glyphs.1 == at);
        let fits = |name: &Name| bordered(glyphs, (at, at + name.letters.len()), joined, name);
        match names.longest(rest, fits) {
            Some(name) => {
                let next = at + name.letters.len();
                let end = glyphs.get(next - 1).map_or(0, |glyph| glyph.end);
                let start = rest.first().map_or(0, |glyph| glyph.start);
                found.push(Found { glyphs: (at, next), start, end, name });
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether a name is delimited: no letter of a spaced script on either side, no katakana beside katakana, no kanji
/// before a short name.
fn bordered(glyphs: &[Glyph], (start, end): (usize, usize), joined: bool, name: &Name) -> bool {
    let before = start.checked_sub(1).and_then(|at| glyphs.get(at));
    let behind = glyphs.get(end);
    let (Some(first), Some(last)) = (glyphs.get(start), glyphs.get(end - 1)) else { return false };
    let runs_on = |inner: &Glyph, outer: Option<&Glyph>| {
        outer.is_some_and(|outer| {
            let spaced = inner.is_spaced_letter() && outer.is_spaced_letter();
            let foreign = inner.is_katakana() && (outer.is_katakana() || matches!(outer.raw, '＝' | '='));
            spaced || foreign
        })
    };
    let is_short = name.is_stem || name.trust != Trust::Clear;
    let inside = is_short && first.is_kanji() && !joined && before.is_some_and(|before| before.is_kanji());
    !runs_on(first, before) && !runs_on(last, behind) && !inside
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::folder::StoryFolder;
    use crate::story::link_places::table;

    /// Returns the words found in a text with the first target of each, by the names of the story.
    fn found(text: &str) -> Vec<(String, String)> {
        let names = table::of_story(&StoryFolder::open(&crate::project::checkout().join("geodata")).unwrap());
        let cut = |found: &Found<'_>| text.chars().take(found.end).skip(found.start).collect::<String>();
        mentions(&names, text).iter().map(|found| (cut(found), found.name.targets[0].clone())).collect()
    }

    fn finds(text: &str, expected: &[(&str, &str)]) {
        let expected: Vec<_> = expected.iter().map(|(word, id)| ((*word).to_owned(), (*id).to_owned())).collect();
        assert_eq!(found(text), expected, "{text}");
    }

    #[test]
    fn a_name_inside_another_is_not_a_mention_of_its_own() {
        finds("The Kuril Basin and Kurilsk", &[("Kuril Basin", "kuril-basin"), ("Kurilsk", "kurilsk")]);
        finds("Sakhalin Oblast, Iturupian, Northern Territories Day", &[]);
        finds("千島・カムチャツカ海溝、日本海軍、帰国後", &[("千島・カムチャツカ海溝", "kuril-trench")]);
    }

    #[test]
    fn persons_and_ships_are_not_islands() {
        finds("Yuri Gagarin, V. Atlasov and Dmitry Anuchin said Yuri was ill.", &[]);
        finds("The ferry Iturup and a boat, the Kunashir, sank.", &[]);
        finds("Юрий Трутнев, Мария Атласова, теплоход «Итуруп», зелёный свет", &[]);
        finds("千島さんと水晶と新知事", &[]);
    }

    #[test]
    fn an_ambiguous_name_counts_with_a_word_for_island_or_in_a_list_of_places() {
        finds("Yuri Island", &[("Yuri Island", "yuri")]);
        finds("the islet of Yuri", &[("Yuri", "yuri")]);
        finds("Shikotan, Yuri and Zelyony", &[("Shikotan", "shikotan"), ("Yuri", "yuri"), ("Zelyony", "zelyony")]);
        finds("на острове Зелёном", &[("острове Зелёном", "zelyony")]);
        finds("на островах Юрий и Анучина", &[("островах Юрий", "yuri"), ("Анучина", "anuchin")]);
    }

    #[test]
    fn japanese_names_are_found_with_and_without_the_word_for_island() {
        finds("国後島と色丹", &[("国後島", "kunashir"), ("色丹", "shikotan")]);
        finds("ｴﾄﾛﾌ島", &[("ｴﾄﾛﾌ島", "iturup")]);
        finds("オハイオ州", &[]);
    }

    #[test]
    fn possessives_and_typographic_marks_are_left_outside() {
        finds("Iturup’s “Kurils”", &[("Iturup", "iturup"), ("Kurils", "kuril-islands")]);
    }
}
