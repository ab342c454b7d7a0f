//! What must be told apart on the map, measured in every palette.
//!
//! The rule for areas: any two kinds differ by pattern, so that a print in greys and every eye tells them. Two patterns
//! differ when their slopes do, or their spacings by a factor of 1.4, or their widths by one of 1.6. On a dot there is no
//! room for lines: there the fill or the rim, which has the colour of the lines, must differ for every eye.

use crate::vision::{Vision, laid_over};
use kuril_map::paint::{Color, Fill, Slope};
use kuril_map::scene::Theme;
use kuril_map::story::{Party, StatusClass, Texts};
use std::path::Path;

const PALETTES: [(&str, Theme); 5] = [
    ("day", Theme::DAY),
    ("night", Theme::NIGHT),
    ("paper", Theme::PAPER),
    ("strong", Theme::STRONG),
    ("strong night", Theme::STRONG_NIGHT),
];
/// Contrast of text and of graphics (WCAG 2.2, success criteria 1.4.3 and 1.4.11).
const TEXT: f64 = 4.5;
const GRAPHICS: f64 = 3.0;
/// Two fills or rims that differ by so much are told apart side by side, CIE76.
const APART: f64 = 10.0;

fn parties() -> Vec<Party> {
    let party = |id: &str| Party { id: id.to_owned(), names: Texts::default(), lang: String::new() };
    ["0", "1", "2"].map(party).to_vec()
}

fn held(by: usize, claimed_by: &[usize]) -> StatusClass {
    StatusClass::Held { by: by.to_string(), claimed_by: claimed_by.iter().map(usize::to_string).collect() }
}

/// Every kind of area of a story with so many parties.
fn kinds(parties: usize) -> Vec<StatusClass> {
    let mut kinds = vec![
        StatusClass::Joint,
        StatusClass::Undetermined,
        StatusClass::Agreed,
        StatusClass::Disputed,
        StatusClass::Differing,
        StatusClass::Changing,
    ];
    for by in 0..parties {
        kinds.push(held(by, &[]));
        let others: Vec<usize> = (0..parties).filter(|other| *other != by).collect();
        kinds.extend(others.iter().map(|other| held(by, &[*other])));
        if others.len() > 1 {
            kinds.push(held(by, &others));
        }
    }
    kinds
}

fn pairs(kinds: &[StatusClass]) -> impl Iterator<Item = (&StatusClass, &StatusClass)> {
    kinds.iter().enumerate().flat_map(|(index, one)| kinds.iter().skip(index + 1).map(move |other| (one, other)))
}

fn fills(theme: &Theme) -> Vec<Color> {
    kinds(3).iter().map(|kind| theme.area(Some(kind), &parties()).color).collect()
}

/// The sea on which islands stand and most names are written.
fn waters(theme: &Theme) -> Vec<Color> {
    [0.0, 200.0, 1000.0, 2000.0, 3000.0, 4000.0, 5000.0].map(|depth| theme.depth(depth)).to_vec()
}

fn assert_contrast(name: &str, (what, color): (&str, Color), grounds: &[Color], least: f64) {
    for ground in grounds {
        let contrast = color.contrast(*ground);
        assert!(contrast >= least, "{name}: {what} {color} on {ground} has a contrast of {contrast:.2}");
    }
}

fn differ(one: &Fill, other: &Fill) -> bool {
    let far = |a: f64, b: f64, factor: f64| a.max(b) >= a.min(b) * factor;
    match (&one.hatch, &other.hatch) {
        (Some(a), Some(b)) => {
            let is_other = a.slope != b.slope || a.each().len() != b.each().len();
            is_other || far(a.spacing, b.spacing, 1.4) || far(a.width, b.width, 1.6)
        }
        (a, b) => a.is_some() != b.is_some(),
    }
}

#[test]
fn names_in_a_halo_can_be_read_on_every_ground() {
    for (name, theme) in PALETTES {
        let grounds = [waters(&theme), fills(&theme), vec![theme.land, theme.depth(9000.0)]].concat();
        let in_halo: Vec<Color> = grounds.iter().map(|ground| laid_over(theme.halo, *ground)).collect();
        for text in [("ink", theme.ink), ("faint ink", theme.faint_ink), ("water ink", theme.water_ink)] {
            assert_contrast(name, text, &in_halo, TEXT);
        }
        assert_contrast(name, ("ink", theme.ink), &[theme.land, theme.sea], TEXT);
    }
}

#[test]
fn names_without_a_halo_can_be_read_on_the_water_they_stand_on() {
    for (name, theme) in PALETTES {
        assert_contrast(name, ("water ink", theme.water_ink), &waters(&theme), TEXT);
        let trench = [6000.0, 7000.0, 8000.0, 9000.0].map(|depth| theme.depth(depth));
        assert_contrast(name, ("trench ink", theme.trench_ink), &trench, TEXT);
        let along = [waters(&theme), vec![theme.land]].concat();
        assert_contrast(name, ("what is said along a border", theme.boundary), &along, TEXT);
    }
}

#[test]
fn lines_stand_out_from_what_they_run_over() {
    for (name, theme) in PALETTES {
        let grounds = [waters(&theme), fills(&theme), vec![theme.land]].concat();
        assert_contrast(name, ("glow", theme.glow), &grounds, GRAPHICS);
        assert_contrast(name, ("glow on its rim", theme.glow), &[theme.glow_rim], GRAPHICS);
        let rims: Vec<Color> = grounds.iter().map(|ground| laid_over(theme.halo, *ground)).collect();
        assert_contrast(name, ("boundary", theme.boundary), &[grounds.clone(), rims].concat(), GRAPHICS);
        // The coast of the islands stands on the shelf and the slope.
        let shores: Vec<Color> = waters(&theme).into_iter().take(5).collect();
        let near: Vec<Color> =
            theme.shore.iter().flat_map(|shore| shores.iter().map(|sea| laid_over(*shore, *sea))).collect();
        let ashore = [fills(&theme), vec![theme.land]].concat();
        assert_contrast(name, ("coast", theme.coast), &[shores, near, ashore].concat(), GRAPHICS);
    }
}

#[test]
fn the_lines_of_a_pattern_stand_out_from_its_fill_and_a_dots_rim_from_the_sea() {
    for (name, theme) in PALETTES {
        let shores: Vec<Color> = waters(&theme).into_iter().take(5).collect();
        for kind in kinds(3) {
            let fill = theme.area(Some(&kind), &parties());
            let Some(hatch) = fill.hatch else { continue };
            for hatch in hatch.each() {
                assert_contrast(name, (&format!("lines of {kind:?}"), hatch.color), &[fill.color], GRAPHICS);
            }
            assert_contrast(name, (&format!("rim of {kind:?}"), hatch.color), &shores, GRAPHICS);
        }
    }
}

#[test]
fn any_two_kinds_of_area_differ_by_pattern() {
    for (name, theme) in PALETTES {
        let of = |kind: &StatusClass| theme.area(Some(kind), &parties());
        for (one, other) in pairs(&kinds(3)) {
            assert!(differ(&of(one), &of(other)), "{name}: {one:?} and {other:?} have one pattern");
        }
    }
}

#[test]
fn any_two_dots_differ_by_fill_or_rim_to_every_eye() {
    // One side shows who holds what, another on what the parties differ: these are never on the map together.
    let (differing, holding): (Vec<StatusClass>, Vec<StatusClass>) = kinds(2)
        .into_iter()
        .partition(|kind| matches!(kind, StatusClass::Agreed | StatusClass::Disputed | StatusClass::Differing));
    let together = [differing, holding];
    for (name, theme) in PALETTES {
        let of = |kind: &StatusClass| {
            let fill = theme.area(Some(kind), &parties());
            [fill.color, fill.hatch.map_or(theme.coast, |hatch| hatch.color)]
        };
        for (one, other) in together.iter().flat_map(|kinds| pairs(kinds)) {
            for eye in Vision::EYES {
                let far = of(one).into_iter().zip(of(other)).map(|(a, b)| eye.difference(a, b)).fold(0.0, f64::max);
                assert!(far >= APART, "{name}, {eye:?}: {one:?} and {other:?} differ by {far:.1}");
            }
        }
    }
}

#[test]
fn areas_in_question_are_not_taken_for_other_land() {
    for (name, theme) in PALETTES {
        for kind in kinds(3) {
            let fill = theme.area(Some(&kind), &parties());
            let apart = [Vision::Full, Vision::Protanopia, Vision::Deuteranopia, Vision::Tritanopia, Vision::Grey]
                .map(|eye| eye.difference(fill.color, theme.land));
            let is_apart = fill.hatch.is_some() || apart.iter().all(|far| *far >= 7.0);
            assert!(is_apart, "{name}: {kind:?} differs from land by {apart:.1?}");
        }
    }
}

#[test]
fn the_first_two_parties_weigh_alike() {
    for (name, theme) in PALETTES {
        let weight =
            |kind: StatusClass| theme.area(Some(&kind), &parties()).hatch.map(|hatch| (hatch.spacing, hatch.width));
        assert_eq!(weight(held(0, &[])), weight(held(1, &[])));
        assert_eq!(weight(held(0, &[1])), weight(held(1, &[0])));
        let slopes = [0, 1].map(|by| theme.area(Some(&held(by, &[])), &parties()).hatch.unwrap().slope);
        assert_eq!(slopes, [Slope::Falling, Slope::Rising]);
        let [one, other] = [0, 1].map(|party| Vision::Grey.lab(theme.parties[party].fill)[0]);
        // On paper a print in greys may tell them by tint, too.
        let most = if name == "paper" { 20.0 } else { 8.0 };
        assert!((one - other).abs() <= most, "{name}: {one:.0} and {other:.0}");
    }
}

#[test]
fn deeper_sea_is_darker_and_the_trench_cannot_be_missed() {
    for (name, theme) in PALETTES {
        let bands = [&[theme.sea][..], &theme.depths].concat();
        let lightness: Vec<f64> = bands.iter().map(|band| Vision::Grey.lab(*band)[0]).collect();
        assert!(lightness.is_sorted_by(|shallow, deep| shallow >= deep), "{name}: {lightness:.1?}");
        let far = Vision::Full.difference(theme.depth(5000.0), theme.depth(7000.0));
        assert!(far >= 8.0, "{name}: the trench differs from the floor by {far:.1}");
        let mut few = bands.clone();
        few.dedup();
        assert!(if name.starts_with("strong") { few.len() <= 3 } else { few.len() == bands.len() }, "{name}: {few:?}");
    }
}

#[test]
fn no_colour_of_the_map_is_written_by_hand_in_a_style_sheet() {
    let swatches =
        [".swatch", ".held-", ".claimed-", ".joint", ".undetermined", ".agreed", ".disputed", ".differing", ".depth"];
    for name in ["controls.css", "reading.css"] {
        let style =
            std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("www/styles").join(name)).unwrap();
        assert!(style.contains("/*kuril:swatches*/"), "{name}");
        for rule in style.split('}').filter(|rule| swatches.iter().any(|swatch| rule.contains(swatch))) {
            let body = rule.rsplit_once('{').map_or("", |(_, body)| body);
            assert!(!body.contains('#') && !body.contains("rgb") && !body.contains("gradient"), "{name}: {rule}");
        }
        for (palette, theme) in PALETTES.iter().take(2) {
            assert!(!style.contains(&theme.sea.to_string()), "{name} repeats the sea of the {palette}");
        }
    }
}
