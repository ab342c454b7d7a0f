//! Generates the colours and patterns of the map in the style sheets from the palettes.
//!
//! They replace the comment [`MARK`] in a style sheet. The swatches of the legend thus have the slopes, spacings and
//! widths of the map's own hatches, and every colour of the map is defined once.

use kuril_map::legend::LegendEntry;
use kuril_map::paint::{Color, Fill, Hatch, Slope};
use kuril_map::scene::{Ink, Theme};
use kuril_map::story::{Layer, Party, StatusClass, Texts};

/// Placeholder for the rules.
const MARK: &str = "/*kuril:swatches*/";
/// The style sheet of the map, in which an attribute selects the palette; other pages show a still picture in the
/// palette of day.
const MAP: &str = "controls.css";
/// When the high-contrast palettes are used.
const STRONG: &str = "@media (prefers-contrast: more), (forced-colors: active)";
const DARK: &str = "@media (prefers-color-scheme: dark)";
/// What the roles of contested areas begin with; the number of the administering party follows.
const CONTESTED: &str = "contested-";

/// Replaces the placeholder in a style sheet, if it has one.
pub(crate) fn fill(name: &str, style: &str) -> String {
    if !style.contains(MARK) {
        return style.to_owned();
    }
    let colors = if name == MAP {
        let (day, night) = (".frame", ".frame[data-theme=\"dark\"]");
        let all = [&Theme::DAY, &Theme::NIGHT, &Theme::STRONG, &Theme::STRONG_NIGHT].map(properties);
        let [color_scheme, dark, strong, strong_dark] = all;
        format!("{day}{{{color_scheme}}}\n{night}{{{dark}}}\n{STRONG}{{{day}{{{strong}}}\n{night}{{{strong_dark}}}}}\n")
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

/// The colours of a palette by role.
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
    let (disputed, differing) = (("disputed", theme.disputed), ("differing", theme.differing));
    let own = [("joint", theme.joint), changing, open, disputed, differing];
    let own = own.map(|(name, ink)| (name.to_owned(), ink)).into_iter();
    let numbered = |prefix: &'static str, inks: [Ink; 3]| {
        inks.into_iter().enumerate().map(move |(number, ink)| (format!("{prefix}{number}"), ink))
    };
    let parties = numbered("", theme.parties).chain(numbered(CONTESTED, theme.contested));
    for (name, ink) in own.chain(parties) {
        roles.extend([(format!("fill-{name}"), ink.fill), (format!("line-{name}"), ink.line)]);
    }
    roles
}

/// A class of areas: how it is shown, and the roles of its colours.
struct AreaClass {
    status_class: StatusClass,
    fill: String,
    /// The role of the lines, then those of further lines.
    lines: Vec<String>,
}

impl AreaClass {
    fn new(status_class: StatusClass, name: &str) -> Self {
        Self { status_class, fill: format!("fill-{name}"), lines: vec![format!("line-{name}")] }
    }

    /// An area held by one party or by nobody, and claimed by others or by none, by their numbers.
    fn held(by: Option<usize>, claimed_by: &[usize]) -> Self {
        let prefix = if claimed_by.is_empty() { "" } else { CONTESTED };
        let name = by.map_or_else(|| "open".to_owned(), |by| format!("{prefix}{by}"));
        let further = claimed_by.iter().skip(1).map(|claimant| format!("line-{CONTESTED}{claimant}"));
        let by = by.map_or_else(String::new, |by| by.to_string());
        let claimed_by = claimed_by.iter().map(usize::to_string).collect();
        let mut class = Self::new(StatusClass::Held { by, claimed_by }, &name);
        class.lines.extend(further);
        class
    }

    /// The selector of its swatch; an agreed line shares its class with an agreed area.
    fn selector(&self) -> String {
        let own = selector(&LegendEntry::Area(self.status_class.clone()));
        if self.status_class == StatusClass::Agreed { own + ":not(.line)" } else { own }
    }
}

/// The selector of the swatch of a legend entry, with parties named by their numbers.
fn selector(entry: &LegendEntry) -> String {
    format!(".{}", entry.class(&parties()).replace(' ', "."))
}

/// All classes of areas.
fn area_classes() -> Vec<AreaClass> {
    let numbers = 0..Theme::DAY.parties.len();
    let mut classes = Vec::new();
    // What more claim has a selector of more classes, which wins over that of fewer.
    for by in numbers.clone().map(Some).chain([None]) {
        for chosen in 0..1_usize << numbers.len() {
            let claimed_by: Vec<usize> = numbers.clone().filter(|other| chosen >> other & 1 == 1).collect();
            if by.is_none_or(|by| !claimed_by.contains(&by)) {
                classes.push(AreaClass::held(by, &claimed_by));
            }
        }
    }
    classes.push(AreaClass::new(StatusClass::Joint, "joint"));
    classes.push(AreaClass::new(StatusClass::Changing, "changing"));
    classes.push(AreaClass::new(StatusClass::Undetermined, "open"));
    classes.push(AreaClass::new(StatusClass::Disputed, "disputed"));
    classes.push(AreaClass::new(StatusClass::Differing, "differing"));
    classes.push(AreaClass { fill: "agreed".to_owned(), ..AreaClass::new(StatusClass::Agreed, "") });
    classes.push(AreaClass { fill: "land".to_owned(), ..AreaClass::new(StatusClass::Silent, "") });
    classes
}

/// The rules of the swatches, the same for every palette.
fn rules() -> String {
    let rule = |class: AreaClass| {
        let fill = Theme::DAY.area(Some(&class.status_class), &parties());
        format!("{}{{background:{}var(--{})}}", class.selector(), lines(&fill, &class.lines), class.fill)
    };
    let mut rules: Vec<String> = area_classes().into_iter().map(rule).collect();
    let (depth, line) = (LegendEntry::Layer(Layer::Depth), LegendEntry::Line { agreed: false });
    let depths = "{background:linear-gradient(90deg,var(--sheet),var(--depth),var(--trench))}";
    rules.push(selector(&depth) + depths);
    rules.push(format!(".swatch{}{{border-color:var(--boundary)}}", selector(&line)));
    rules.join("\n") + "\n"
}

/// The hatch of a fill as background layers in the colours of their roles, each layer followed by a comma.
fn lines(fill: &Fill, roles: &[String]) -> String {
    let hatches = fill.hatch.into_iter().flat_map(Hatch::each);
    hatches.zip(roles).map(|(hatch, role)| parallel(&hatch, role)).collect()
}

/// Parallel lines of one colour.
fn parallel(hatch: &Hatch, role: &str) -> String {
    let angles: &[u32] = match hatch.slope {
        Slope::Rising => &[135],
        Slope::Falling => &[45],
        Slope::Crossed => &[45, 135],
        Slope::Level => &[0],
    };
    let slant = if hatch.slope == Slope::Level { 1.0 } else { std::f64::consts::SQRT_2 };
    // A gradient is sampled at pixel centres and would lose much thinner lines.
    let (width, step) = (hatch.width.max(0.8), hatch.spacing / slant);
    let from = hatch.shift / slant;
    let before = if from > 0.0 { format!("transparent 0 {from:.2}px,") } else { String::new() };
    let to = from + width;
    let layers = angles.iter().map(|angle| {
        let line =
            format!("var(--{role}) {} {to:.2}px", if from > 0.0 { format!("{from:.2}px") } else { "0".to_owned() });
        format!("repeating-linear-gradient({angle}deg,{before}{line},transparent {to:.2}px {step:.2}px),")
    });
    layers.collect()
}

/// As many parties as the palettes have tints, named by their numbers.
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
            for class in area_classes() {
                let shown = theme.area(Some(&class.status_class), &parties());
                assert_eq!(shown.color, color(&class.fill), "{}", class.selector());
                if let Some(hatch) = shown.hatch {
                    assert_eq!(hatch.color, color(&class.lines[0]), "{}", class.selector());
                    assert!(rules().contains(&format!(
                        "{}{{background:{}",
                        class.selector(),
                        lines(&shown, &class.lines)
                    )));
                }
            }
        }
    }

    #[test]
    fn the_map_has_four_palettes_and_other_pages_that_of_the_still_picture() {
        let map = fill(MAP, &["a{}", MARK].concat());
        for theme in [Theme::DAY, Theme::NIGHT, Theme::STRONG, Theme::STRONG_NIGHT] {
            assert!(map.contains(&properties(&theme)), "{map}");
        }
        let page = fill("page.css", MARK);
        assert!(page.contains(&properties(&Theme::DAY)) && page.contains(&format!("--sheet:{}", Theme::NIGHT.sea)));
        assert_eq!(fill("other.css", "a{}"), "a{}");
    }

    #[test]
    fn rising_lines_are_perpendicular_to_the_direction_down_to_the_right() {
        let fill = Theme::DAY.area(Some(&AreaClass::held(Some(1), &[]).status_class), &parties());
        assert_eq!(fill.hatch.unwrap().slope, Slope::Rising);
        assert!(
            lines(&fill, &["line-1".to_owned()]).starts_with("repeating-linear-gradient(135deg,var(--line-1) 0 0.80px")
        );
    }
}
