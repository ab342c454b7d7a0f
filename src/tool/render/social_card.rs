//! The picture that goes ahead of a link: a place on the map, beside it its name and status in letters large enough
//! for the small size at which such pictures are shown.

use anyhow::{Context as _, ensure};
use kuril_map::geo::camera::{Camera, Zoom};
use kuril_map::geo::space::{Screen, ScreenRect, Size, World};
use kuril_map::paint::{Align, Color, DisplayList, Fill, Hatch, Mark, Measure, Stroke, Svg, Text, Type, svg_escaped};
use kuril_map::scene::{self, Purpose, Sheet, Theme as Colours};
use kuril_map::story::{Atlas, Place, Standing, Texts};
use kuril_map::view::{App, Light, ViewState};

use crate::render::line_break::{Grain, broken, parted};
use crate::render::{Extent, Part, Picture, app};

/// Extent of the card, pixels: what the protocol's readers ask for (ogp.me, and the crop 1.91 to 1 of the large ones).
pub const EXTENT: [u16; 2] = [1200, 630];
/// Width of the lettered panel, pixels; the map has the rest.
const PANEL: f64 = 420.0;
/// The map is composed for a smaller picture and enlarged by a factor, so that its names can be read: the one of a
/// place and the one of the whole map, which has more names to show.
const ENLARGED: [f64; 2] = [1.5, 1.15];
/// Margin of the panel, pixels.
const MARGIN: f64 = 40.0;
/// Width of the column of text, pixels.
const ROOM: f64 = PANEL - 2.0 * MARGIN;
/// Where the last line at the foot stands, and where what stands above the foot must end, pixels from the top.
const FOOT: [f64; 2] = [596.0, 528.0];
/// The colour of the panel: the paper of the page.
const PAPER: Color = Color::rgb(0x00fb_faf6);
/// Line between panel and map.
const RULE: Color = Color::rgb(0x00d8_d4c8);
/// Extent of a swatch, pixels.
const SWATCH: [f64; 2] = [40.0, 22.0];
/// Letters are made smaller by these factors until they fit.
const FACTORS: [f64; 7] = [1.0, 0.92, 0.85, 0.78, 0.72, 0.66, 0.6];

/// A size of type without serifs.
const fn sans(size: f64, bold: bool) -> Type {
    Type { size, italic: false, bold, serif: false }
}

/// How a paragraph is set: its type, the distance of its lines in units of the type size, and where it may be broken.
#[derive(Clone, Copy)]
struct Style(Type, f64, Grain);

impl Style {
    const fn sized(self, factor: f64) -> Self {
        Self(Type { size: self.0.size * factor, ..self.0 }, self.1, self.2)
    }

    fn face(self, factor: f64) -> Type {
        self.sized(factor).0
    }

    fn lines(self, text: &str, factor: f64, measure: &dyn Measure) -> Vec<String> {
        let face = self.face(factor);
        broken(text, ROOM, self.2, |line| measure.width(line, &face))
    }
}

const KICKER: Style = Style(sans(18.0, false), 1.3, Grain::Coarse);
const HEADING: Style = Style(sans(46.0, true), 1.16, Grain::Coarse);
const NAMES: Style = Style(sans(22.0, false), 1.36, Grain::Coarse);
const BODY: Style = Style(sans(23.0, false), 1.36, Grain::Fine);
const STRONG: Style = Style(sans(22.0, true), 1.3, Grain::Coarse);
const SMALL: Type = sans(17.0, false);

/// What the panel says.
struct Words {
    kicker: String,
    heading: String,
    names: String,
    /// How each group is shown, its name where there are several, and its status in a line.
    statuses: Vec<(Fill, Option<String>, String)>,
    foot: [String; 2],
}

/// The card of a place, or of the whole map, in a language, as an SVG document.
///
/// # Errors
/// When the story has no such place or language.
pub fn card(atlas: &Atlas, place: Option<&str>, lang: &str, measure: &dyn Measure) -> anyhow::Result<String> {
    ensure!(place.is_none_or(|id| atlas.place(id).is_some()), "the story has no place {place:?}");
    let [width, height] = EXTENT.map(f64::from);
    let [near, far] = ENLARGED;
    let is_whole = |id: &str| atlas.place(id).is_some_and(|place| place.islands.len() == atlas.walk().len());
    let enlarged = if place.is_none_or(is_whole) { far } else { near };
    let inner = |length: f64| (length / enlarged).round() as u16;
    let picture = Picture {
        size: Extent { width: inner(width - PANEL), height: inner(height) },
        light: Light::Day,
        state: ViewState { lang: Some(lang.to_owned()), place: place.map(Into::into), ..ViewState::default() },
        window: None,
        part: Part::All,
        page: None,
    };
    let app = app(atlas, &picture, enlarged)?;
    let words = words(atlas, &app).context("the story has no name for a place of its own")?;
    // Degrees and scale bars are too much for a picture of this size.
    let sheet = Sheet { purpose: Purpose::Bare, ..Sheet::STILL };
    let map = scene::compose(atlas, &app, sheet, measure);
    let panel = panel(&words, enlarged, measure);
    let title = svg_escaped(&words.heading);
    let map = nested(&Svg::document(&map, "", "map-"), PANEL, width - PANEL);
    let panel = nested(&Svg::document(&panel, "", "panel-"), 0.0, PANEL);
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-label=\"{title}\">\n{map}{panel}</svg>\n"
    ))
}

/// A document as a part of the card: over all its height, from a distance to the left edge.
fn nested(document: &str, left: f64, width: f64) -> String {
    let height = EXTENT[1];
    document.replacen("<svg ", &format!("<svg x=\"{left}\" width=\"{width}\" height=\"{height}\" "), 1)
}

/// What is said of the chosen place, or of the whole map.
fn words(atlas: &Atlas, app: &App) -> Option<Words> {
    let (story, lang) = (atlas.story(), app.lang());
    let (title, subtitle) = parted(story.title.get(lang));
    let as_of = story.phrase(lang, "as_of", &[("date", &story.date(lang, app.date()))]);
    let foot = [as_of, story.word(lang, "credits.map_short").to_owned()];
    let Some(place) = app.chosen() else {
        let (kicker, heading, names) = (String::new(), title.to_owned(), subtitle.to_owned());
        let whole = Place { id: "".into(), islands: atlas.walk().to_vec(), is_group: true };
        return Some(Words { kicker, heading, names, statuses: of_place(atlas, app, &whole), foot });
    };
    let names = atlas.names(&place.id)?;
    let region = atlas.region_id(&place.id).and_then(|id| atlas.region(id)).filter(|_| !place.is_group);
    let heading =
        region.map_or_else(|| names.get(lang).to_owned(), |region| atlas.heading(region, lang, app.viewpoint()));
    let names = in_other_scripts(atlas, names, lang).join(" · ");
    Some(Words { kicker: title.to_owned(), heading, names, statuses: of_place(atlas, app, place), foot })
}

/// The names in the other languages of the story, those of the parties first and in their order, as on the map.
fn in_other_scripts<'a>(atlas: &'a Atlas, names: &'a Texts, lang: &'a str) -> Vec<&'a str> {
    let story = atlas.story();
    let languages = story.parties.iter().map(|party| &party.lang).chain(&story.languages);
    let mut told = vec![names.get(lang)];
    for name in languages.filter_map(|other| names.exact(other)) {
        if !told.contains(&name) {
            told.push(name);
        }
    }
    told.split_off(1)
}

/// How a place stands, or each of its parts with its name.
fn of_place(atlas: &Atlas, app: &App, place: &Place) -> Vec<(Fill, Option<String>, String)> {
    let told = atlas.told(place, app.date());
    let one = |part: &Standing<'_>| {
        let name = told.whole.is_none().then(|| atlas.part_name(&told, part, app.lang()));
        (fill(atlas, app, part), name, atlas.status_line(part, app.lang()))
    };
    told.summary().iter().map(one).collect()
}

/// How islands are shown on the map.
fn fill(atlas: &Atlas, app: &App, standing: &Standing<'_>) -> Fill {
    let parties = &atlas.story().parties;
    let shade = standing.shade(&app.perspective().side, parties);
    Colours::of(app.light()).area(Some(&shade), parties)
}

/// The panel, its letters as large as there is room for them.
fn panel(words: &Words, enlarged: f64, measure: &dyn Measure) -> DisplayList<'static> {
    let mut best = Column::default();
    for factor in FACTORS {
        best = Column { factor, enlarged, ..Column::default() };
        let is_narrow = best.fill(words, measure);
        if is_narrow && best.y <= FOOT[1] {
            break;
        }
    }
    best.foot(&words.foot);
    let size = Size::new(PANEL, EXTENT[1].into());
    let edge = [Screen::new(PANEL - 0.5, 0.0), Screen::new(PANEL - 0.5, size.height)];
    best.marks.push(Mark::Line { points: edge.to_vec(), stroke: Stroke::solid(RULE, 1.0) });
    DisplayList {
        // One unit of the plane is a pixel of the panel.
        camera: Camera { centre: World::new(size.width / 2.0, size.height / 2.0), zoom: Zoom::from_scale(1.0), size },
        background: PAPER,
        insets: Vec::new(),
        ground: Vec::new(),
        marks: best.marks,
        furniture: Vec::new(),
    }
}

/// A column of text that is being filled from the top.
#[derive(Default)]
struct Column {
    /// By how much letters are smaller than they would like to be.
    factor: f64,
    /// By how much the map's patterns are larger.
    enlarged: f64,
    /// Where the next line begins, pixels from the top.
    y: f64,
    marks: Vec<Mark>,
}

impl Column {
    /// Sets all but the foot; says whether every word is narrower than the column.
    fn fill(&mut self, words: &Words, measure: &dyn Measure) -> bool {
        let colours = Colours::of(Light::Day);
        self.y = MARGIN - 4.0;
        let mut fits = true;
        if !words.kicker.is_empty() {
            fits &= self.paragraph(&words.kicker, KICKER, colours.faint_ink, measure);
            self.y += 10.0;
        }
        // A long word makes the heading smaller, not all that follows.
        let narrow = FACTORS.iter().map(|factor| HEADING.sized(*factor)).find(|style| {
            let lines = style.lines(&words.heading, self.factor, measure);
            lines.iter().all(|line| measure.width(line, &style.face(self.factor)) <= ROOM)
        });
        fits &= self.paragraph(&words.heading, narrow.unwrap_or(HEADING), colours.ink, measure);
        self.y += 8.0 * self.factor;
        fits &= self.paragraph(
            &words.names,
            if words.kicker.is_empty() { Style(NAMES.0, NAMES.1, Grain::Fine) } else { NAMES },
            colours.faint_ink,
            measure,
        );
        for (fill, name, line) in &words.statuses {
            self.y += 24.0 * self.factor;
            self.swatch(*fill);
            if let Some(name) = name {
                fits &= self.paragraph(name, STRONG, colours.ink, measure);
            }
            fits &= self.paragraph(line, BODY, colours.ink, measure);
        }
        fits
    }

    /// Sets a text in lines of a leading; says whether every word is narrower than the column.
    fn paragraph(&mut self, text: &str, style: Style, color: Color, measure: &dyn Measure) -> bool {
        let face = style.face(self.factor);
        let lines = style.lines(text, self.factor, measure);
        for line in &lines {
            self.y += face.size * style.1;
            self.marks.push(mark(line, Screen::new(MARGIN, self.y - face.size * 0.22), face, color));
        }
        lines.iter().all(|line| measure.width(line, &face) <= ROOM)
    }

    /// A box filled as the islands are on the map.
    fn swatch(&mut self, fill: Fill) {
        let [width, height] = SWATCH;
        let min = Screen::new(MARGIN, self.y);
        let rect = ScreenRect { min, max: min + Screen::new(width, height) };
        let larger = |hatch: Hatch| Hatch {
            spacing: hatch.spacing * self.enlarged,
            width: hatch.width * self.enlarged,
            ..hatch
        };
        let fill = Fill { hatch: fill.hatch.map(larger), ..fill };
        let stroke = Stroke::solid(Colours::of(Light::Day).coast, 1.0);
        self.marks.push(Mark::boxed(rect, Some(fill), Some(stroke)));
        self.y += height + 4.0;
    }

    /// The lines at the foot, the last one lowest.
    fn foot(&mut self, lines: &[String]) {
        for (above, line) in lines.iter().rev().enumerate() {
            let y = FOOT[0] - above as f64 * SMALL.size * 1.4;
            self.marks.push(mark(line, Screen::new(MARGIN, y), SMALL, Colours::of(Light::Day).faint_ink));
        }
    }
}

fn mark(text: &str, at: Screen, face: Type, color: Color) -> Mark {
    let (text, lang) = (text.to_owned(), String::new());
    Mark::Text(Text { text, lang, at, align: Align::Start, angle: 0.0, face, color, halo: None })
}
