//! The colours and patterns of the map in the style sheets, written from the palettes.
//!
//! A style sheet says where they go by the comment [`MARK`]. The legend's swatches are then drawn with the slopes,
//! spacings and widths of the map's own hatches, and no colour of the map is written down twice.

use kuril_map::legend::LegendEntry;
use kuril_map::paint::{Color, Fill, Slope};
use kuril_map::scene::Theme;
use kuril_map::story::{Layer, Party, Shade, Texts};

/// Stands where the rules go.
const MARK: &str = "/*kuril:swatches*/";
/// The palette is chosen by an attribute in the style sheet of the map; other pages show a still picture by day.
const MAP: &str = "controls.css";
/// When the palettes of few colours are chosen.
const STRONG: &str = "@media (prefers-contrast: more), (forced-colors: active)";
const DARK: &str = "@media (prefers-color-scheme: dark)";

/// A style sheet with the rules in the place of the mark, where it has one.
pub(crate) fn filled(name: &str, style: &str) -> String {
    if !style.contains(MARK) {
        return style.to_owned();
    }
    let colors = if name == MAP {
        let (day, night) = (".frame", ".frame[data-theme=\"dark\"]");
        let all = [&Theme::DAY, &Theme::NIGHT, &Theme::STRONG, &Theme::STRONG_NIGHT].map(properties);
        let [light, dark, strong, strong_dark] = all;
        format!("{day}{{{light}}}\n{night}{{{dark}}}\n{STRONG}{{{day}{{{strong}}}\n{night}{{{strong_dark}}}}}\n")
    } else {
        let (day, night) = (properties(&Theme::DAY), Theme::NIGHT.sea);
        format!(":root{{{day}}}\n{DARK}{{:root{{--sheet:{night}}}}}\n")
    };
    style.replace(MARK, &(colors + &rules()))
}

/// A palette as custom properties.
fn properties(theme: &Theme) -> String {
    let all: Vec<String> = roles(theme).iter().map(|(role, color)| format!("--{role}:{color}")).collect();
    all.join(";")
}

/// What the colours of a palette are for.
fn roles(theme: &Theme) -> Vec<(String, Color)> {
    let single = [
        ("sheet", theme.sea),
        ("depth", theme.depth(3000.0)),
        ("trench", theme.depth(9000.0)),
        ("boundary", theme.boundary),
        ("agreed", theme.agreed),
        ("land", theme.land),
    ];
    let mut roles = single.map(|(role, color)| (role.to_owned(), color)).to_vec();
    let (changing, open) = (("changing", theme.changing), ("open", theme.undetermined));
    let own = [("joint", theme.joint), changing, open, ("disputed", theme.disputed)];
    let own = own.map(|(name, ink)| (name.to_owned(), ink)).into_iter();
    for (name, ink) in own.chain(theme.parties.into_iter().enumerate().map(|(number, ink)| (number.to_string(), ink))) {
        roles.extend([(format!("fill-{name}"), ink.fill), (format!("line-{name}"), ink.line)]);
    }
    roles
}

/// A kind of area: how it is shown, and the roles of its two colours.
struct Kind {
    shade: Shade,
    fill: String,
    line: String,
}

impl Kind {
    fn new(shade: Shade, name: &str) -> Self {
        Self { shade, fill: format!("fill-{name}"), line: format!("line-{name}") }
    }

    /// An area that is held by one party and claimed by another or none, by their numbers.
    fn held(by: usize, claimed_by: Option<usize>) -> Self {
        Self {
            shade: Shade::Held { by: by.to_string(), claimed_by: claimed_by.map(|other| other.to_string()) },
            fill: format!("fill-{by}"),
            line: format!("line-{}", claimed_by.unwrap_or(by)),
        }
    }

    /// What chooses its swatch; lines share a class with areas that both sides call the same.
    fn selector(&self) -> String {
        let own = selector(&LegendEntry::Area(self.shade.clone()));
        if self.shade == Shade::Agreed { own + ":not(.line)" } else { own }
    }
}

/// What chooses the swatch of an entry of the legend, of parties that are named by their numbers.
fn selector(entry: &LegendEntry) -> String {
    format!(".{}", entry.class(&parties()).replace(' ', "."))
}

/// Every kind of area that the palettes know.
fn kinds() -> Vec<Kind> {
    let numbers = 0..Theme::DAY.parties.len();
    let mut kinds: Vec<Kind> = numbers.clone().map(|by| Kind::held(by, None)).collect();
    for by in numbers.clone() {
        kinds.extend(numbers.clone().filter(|other| *other != by).map(|other| Kind::held(by, Some(other))));
    }
    kinds.push(Kind::new(Shade::Joint, "joint"));
    kinds.push(Kind::new(Shade::Changing, "changing"));
    kinds.push(Kind::new(Shade::Undetermined, "open"));
    kinds.push(Kind::new(Shade::Disputed, "disputed"));
    kinds.push(Kind { fill: "agreed".to_owned(), ..Kind::new(Shade::Agreed, "") });
    kinds.push(Kind { fill: "land".to_owned(), ..Kind::new(Shade::Silent, "") });
    kinds
}

/// The rules of the swatches, the same for every palette.
fn rules() -> String {
    let rule = |kind: Kind| {
        let fill = Theme::DAY.area(Some(&kind.shade), &parties());
        format!("{}{{background:{}var(--{})}}", kind.selector(), lines(&fill, &kind.line), kind.fill)
    };
    let mut rules: Vec<String> = kinds().into_iter().map(rule).collect();
    let (depth, line) = (LegendEntry::Layer(Layer::Depth), LegendEntry::Line { agreed: false });
    let depths = "{background:linear-gradient(90deg,var(--sheet),var(--depth),var(--trench))}";
    rules.push(selector(&depth) + depths);
    rules.push(format!(".swatch{}{{border-color:var(--boundary)}}", selector(&line)));
    rules.join("\n") + "\n"
}

/// The lines over a fill as layers of a background, each with a comma behind it.
fn lines(fill: &Fill, role: &str) -> String {
    let Some(hatch) = &fill.hatch else { return String::new() };
    let turns: &[u32] = match hatch.slope {
        Slope::Rising => &[135],
        Slope::Falling => &[45],
        Slope::Crossed => &[45, 135],
        Slope::Level => &[0],
    };
    let slant = if hatch.slope == Slope::Level { 1.0 } else { std::f64::consts::SQRT_2 };
    // A gradient is sampled at the middle of each pixel and would lose a line that is much thinner.
    let (width, step) = (hatch.width.max(0.8), hatch.spacing / slant);
    let layers = turns.iter().map(|turn| {
        format!(
            "repeating-linear-gradient({turn}deg,var(--{role}) 0 {width:.2}px,transparent {width:.2}px {step:.2}px),"
        )
    });
    layers.collect()
}

/// As many parties as the palettes have tints for, named by their numbers.
fn parties() -> Vec<Party> {
    let numbers = 0..Theme::DAY.parties.len();
    let party = |number: usize| Party { id: number.to_string(), names: Texts::default(), lang: String::new() };
    numbers.map(party).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PALETTES: [&Theme; 5] = [&Theme::DAY, &Theme::NIGHT, &Theme::PAPER, &Theme::STRONG, &Theme::STRONG_NIGHT];

    #[test]
    fn a_swatch_has_the_colours_and_the_lines_of_the_map_in_every_palette() {
        for theme in PALETTES {
            let roles = roles(theme);
            let color = |role: &str| roles.iter().find(|(known, _)| known == role).unwrap().1;
            for kind in kinds() {
                let shown = theme.area(Some(&kind.shade), &parties());
                assert_eq!(shown.color, color(&kind.fill), "{}", kind.selector());
                if let Some(hatch) = shown.hatch {
                    assert_eq!(hatch.color, color(&kind.line), "{}", kind.selector());
                    assert!(rules().contains(&format!(
                        "{}{{background:{}",
                        kind.selector(),
                        lines(&shown, &kind.line)
                    )));
                }
            }
        }
    }

    #[test]
    fn the_map_knows_four_palettes_and_other_pages_that_of_the_still_picture() {
        let map = filled(MAP, &["a{}", MARK].concat());
        for theme in [Theme::DAY, Theme::NIGHT, Theme::STRONG, Theme::STRONG_NIGHT] {
            assert!(map.contains(&properties(&theme)), "{map}");
        }
        let page = filled("page.css", MARK);
        assert!(page.contains(&properties(&Theme::DAY)) && page.contains(&format!("--sheet:{}", Theme::NIGHT.sea)));
        assert_eq!(filled("other.css", "a{}"), "a{}");
    }

    #[test]
    fn lines_that_rise_run_across_the_way_down_to_the_right() {
        let fill = Theme::DAY.area(Some(&Kind::held(1, None).shade), &parties());
        assert_eq!(fill.hatch.unwrap().slope, Slope::Rising);
        assert!(lines(&fill, "line-1").starts_with("repeating-linear-gradient(135deg,var(--line-1) 0 0.80px"));
    }
}
