//! The social card shown with a link: a place on the map, and next to it its name and status, large enough for the
//! small size at which such cards are displayed.

use anyhow::{Context as _, ensure};
use kuril_map::geo::camera::{Camera, Zoom};
use kuril_map::geo::space::{Screen, ScreenRect, Size, World};
use kuril_map::paint::{Align, Color, DisplayList, Fill, Hatch, Mark, Measure, Stroke, Svg, Text, Type, svg_escaped};
use kuril_map::scene::line_break::split_title;
use kuril_map::scene::{self, Purpose, Sheet, Theme};
use kuril_map::story::{Place, Standing, Story, Texts};
use kuril_map::view::{ColorScheme, Session, ViewState};

use crate::render::line_break::{BreakRule, balanced_lines};
use crate::render::{Contents, Picture, PictureSize, session};

/// What a card is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject<'a> {
    /// The whole map.
    Map,
    /// A place, by its id.
    Place(&'a str),
    /// A step of the tour, from 0.
    Step(usize),
}

/// Size of the card, pixels, with the aspect ratio 1.91 that the large consumers of the Open Graph protocol use.
pub const SIZE: [u16; 2] = [1200, 630];
/// Width of the text panel, pixels; the map takes the rest.
const PANEL: f64 = 420.0;
/// The map is composed for a smaller picture and enlarged, so that its labels are legible: by these factors for a place
/// and for the whole map, which has more labels.
const ENLARGEMENT: [f64; 2] = [1.5, 1.15];
/// Margin of the panel, pixels.
const MARGIN: f64 = 40.0;
/// Width of the text column, pixels.
const TEXT_WIDTH: f64 = PANEL - 2.0 * MARGIN;
/// The baseline of the last line of the foot, and the lower limit of the text above it, pixels from the top.
const FOOT: [f64; 2] = [596.0, 528.0];
/// Colour of the panel.
const PAPER: Color = Color::rgb(0x00fb_faf6);
/// Colour of the line between panel and map.
const RULE: Color = Color::rgb(0x00d8_d4c8);
/// Size of a swatch, pixels.
const SWATCH: [f64; 2] = [40.0, 22.0];
/// Factors by which the text is scaled down until it fits.
const FACTORS: [f64; 7] = [1.0, 0.92, 0.85, 0.78, 0.72, 0.66, 0.6];

/// The sans-serif font in a size.
const fn sans(size: f64, bold: bool) -> Type {
    Type { size, italic: false, bold, serif: false }
}

/// The style of a paragraph: its font, its line height in units of the font size, and its rule for line breaks.
#[derive(Clone, Copy)]
struct Style(Type, f64, BreakRule);

impl Style {
    const fn sized(self, factor: f64) -> Self {
        Self(Type { size: self.0.size * factor, ..self.0 }, self.1, self.2)
    }

    fn face(self, factor: f64) -> Type {
        self.sized(factor).0
    }

    fn lines(self, text: &str, factor: f64, measure: &dyn Measure) -> Vec<String> {
        let face = self.face(factor);
        balanced_lines(text, TEXT_WIDTH, self.2, |line| measure.width(line, &face))
    }
}

const KICKER: Style = Style(sans(18.0, false), 1.3, BreakRule::Names);
const HEADING: Style = Style(sans(46.0, true), 1.16, BreakRule::Names);
const NAMES: Style = Style(sans(22.0, false), 1.36, BreakRule::Names);
const BODY: Style = Style(sans(23.0, false), 1.36, BreakRule::Prose);
const STRONG: Style = Style(sans(22.0, true), 1.3, BreakRule::Names);
const SMALL: Type = sans(17.0, false);

/// The text of the panel.
struct PanelText {
    kicker: String,
    heading: String,
    names: String,
    /// For each group its fill, its name if there are several groups, and its status in a sentence; for a step of the tour
    /// its text.
    statuses: Vec<(Option<Fill>, Option<String>, String)>,
    foot: [String; 2],
}

/// Composes the card of a place, of a step of the tour, or of the whole map, in a language, as an SVG document.
///
/// # Errors
/// When the story has no such place, step or language.
pub fn card(story: &Story, subject: Subject<'_>, lang: &str, measure: &dyn Measure) -> anyhow::Result<String> {
    let (place, step) = match subject {
        Subject::Map => (None, None),
        Subject::Place(id) => (Some(id), None),
        Subject::Step(step) => (None, Some(step)),
    };
    ensure!(place.is_none_or(|id| story.place(id).is_some()), "the story has no place {place:?}");
    ensure!(step.is_none_or(|step| step < story.reading().tour.len()), "the story has no step {step:?}");
    let [width, height] = SIZE.map(f64::from);
    let [near, far] = ENLARGEMENT;
    let is_whole = |id: &str| story.place(id).is_some_and(|place| place.islands.len() == story.chain_order().len());
    let shown = step.and_then(|step| story.reading().tour.get(step)?.place.as_deref()).or(place);
    let enlargement = if shown.is_none_or(is_whole) { far } else { near };
    let inner = |length: f64| (length / enlargement).round() as u16;
    let picture = Picture {
        size: PictureSize { width: inner(width - PANEL), height: inner(height) },
        color_scheme: ColorScheme::Day,
        state: ViewState { lang: Some(lang.to_owned()), place: place.map(Into::into), step, ..ViewState::default() },
        window: None,
        contents: Contents::All,
        page: None,
    };
    let session = session(story, &picture, enlargement)?;
    let text = match step {
        Some(step) => step_text(story, &session, step),
        None => panel_text(story, &session),
    };
    let text = text.context("the story has no name for a place of its own")?;
    // Degrees and scale bars are too much detail for this size.
    let sheet = Sheet { purpose: Purpose::Bare, ..Sheet::STILL };
    let map = scene::compose(story, &session, sheet, measure);
    let panel = panel(&text, enlargement, measure);
    let title = svg_escaped(&text.heading);
    let map = nested(&Svg::document(&map, "", "map-"), PANEL, width - PANEL);
    let panel = nested(&Svg::document(&panel, "", "panel-"), 0.0, PANEL);
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-label=\"{title}\">\n{map}{panel}</svg>\n"
    ))
}

/// Nests a document in the card, over its full height, at `left` pixels from its edge.
fn nested(document: &str, left: f64, width: f64) -> String {
    let height = SIZE[1];
    let rest = document.split_once(" xmlns=").map_or(document, |(_, rest)| rest);
    format!("<svg x=\"{left}\" width=\"{width}\" height=\"{height}\" xmlns={rest}")
}

/// The text about the selected place, or about the whole map.
fn panel_text(story: &Story, session: &Session) -> Option<PanelText> {
    let (manifest, lang) = (story.manifest(), session.lang());
    let (title, subtitle) = split_title(manifest.title.get(lang));
    let as_of = manifest.phrase(lang, "as_of", &[("date", &manifest.date(lang, session.date()))]);
    let foot = [as_of, manifest.word(lang, "credits.map_short").to_owned()];
    let Some(place) = session.chosen() else {
        let (kicker, heading, names) = (String::new(), title.to_owned(), subtitle.to_owned());
        let whole = Place { id: "".into(), islands: story.chain_order().to_vec(), is_group: true };
        return Some(PanelText { kicker, heading, names, statuses: of_place(story, session, &whole), foot });
    };
    let names = story.names(&place.id)?;
    let region = story.region_id(&place.id).and_then(|id| story.region(id)).filter(|_| !place.is_group);
    let heading =
        region.map_or_else(|| names.get(lang).to_owned(), |region| story.heading(region, lang, session.viewpoint()));
    let names = in_other_scripts(story, names, lang).join(" · ");
    Some(PanelText { kicker: title.to_owned(), heading, names, statuses: of_place(story, session, place), foot })
}

/// The text of a step of the tour, with its day and whose map it shows.
fn step_text(story: &Story, session: &Session, step: usize) -> Option<PanelText> {
    let (manifest, lang) = (story.manifest(), session.lang());
    let text = story.reading().tour.get(step)?.text.get(lang).to_owned();
    let (title, _) = split_title(manifest.title.get(lang));
    let number = story.step_phrase(lang, "tour.step", step);
    let names = [&number, session.perspective().names.get(lang)].join(" · ");
    let heading = manifest.date(lang, session.date());
    let foot = [String::new(), manifest.word(lang, "credits.map_short").to_owned()];
    Some(PanelText { kicker: title.to_owned(), heading, names, statuses: vec![(None, None, text)], foot })
}

/// The names in the other languages of the story, those of the parties first, in their order, as on the map.
fn in_other_scripts<'a>(story: &'a Story, names: &'a Texts, lang: &'a str) -> Vec<&'a str> {
    let manifest = story.manifest();
    let languages = manifest.parties.iter().map(|party| &party.lang).chain(&manifest.languages);
    let mut distinct = vec![names.get(lang)];
    for name in languages.filter_map(|other| names.exact(other)) {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    distinct.split_off(1)
}

/// The status of a place, or that of each of its parts, with their names.
fn of_place(story: &Story, session: &Session, place: &Place) -> Vec<(Option<Fill>, Option<String>, String)> {
    let status = story.status_of(place, session.date());
    let one = |part: &Standing<'_>| {
        let name = status.whole.is_none().then(|| story.part_name(&status, part, session.lang()));
        (Some(fill(story, session, part)), name, story.status_line(part, session.lang()))
    };
    status.summary().iter().map(one).collect()
}

/// The fill of islands on the map.
fn fill(story: &Story, session: &Session, standing: &Standing<'_>) -> Fill {
    let parties = &story.manifest().parties;
    let status_class = standing.status_class(&session.perspective().side, parties);
    Theme::of(session.color_scheme()).area(Some(&status_class), parties)
}

/// Composes the panel, with text as large as fits.
fn panel(text: &PanelText, enlargement: f64, measure: &dyn Measure) -> DisplayList<'static> {
    let mut best = Column::default();
    for factor in FACTORS {
        best = Column { factor, enlargement, ..Column::default() };
        let is_narrow = best.fill(text, measure);
        if is_narrow && best.y <= FOOT[1] {
            break;
        }
    }
    best.foot(&text.foot);
    let size = Size::new(PANEL, SIZE[1].into());
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

/// A column of text, filled from the top.
#[derive(Default)]
struct Column {
    /// Factor by which the text is scaled down.
    factor: f64,
    /// Factor by which the map and its hatches are enlarged.
    enlargement: f64,
    /// Top of the next line, pixels from the top.
    y: f64,
    marks: Vec<Mark>,
}

impl Column {
    /// Sets everything except the foot; returns whether every word fits into the column.
    fn fill(&mut self, text: &PanelText, measure: &dyn Measure) -> bool {
        let colours = Theme::of(ColorScheme::Day);
        self.y = MARGIN - 4.0;
        let mut fits = true;
        if !text.kicker.is_empty() {
            fits &= self.paragraph(&text.kicker, KICKER, colours.faint_ink, measure);
            self.y += 10.0;
        }
        // A long word makes only the heading smaller, not the text after it.
        let narrow = FACTORS.iter().map(|factor| HEADING.sized(*factor)).find(|style| {
            let lines = style.lines(&text.heading, self.factor, measure);
            lines.iter().all(|line| measure.width(line, &style.face(self.factor)) <= TEXT_WIDTH)
        });
        fits &= self.paragraph(&text.heading, narrow.unwrap_or(HEADING), colours.ink, measure);
        self.y += 8.0 * self.factor;
        fits &= self.paragraph(
            &text.names,
            if text.kicker.is_empty() { Style(NAMES.0, NAMES.1, BreakRule::Prose) } else { NAMES },
            colours.faint_ink,
            measure,
        );
        for (fill, name, line) in &text.statuses {
            self.y += 24.0 * self.factor;
            if let Some(fill) = fill {
                self.swatch(*fill);
            }
            if let Some(name) = name {
                fits &= self.paragraph(name, STRONG, colours.ink, measure);
            }
            fits &= self.paragraph(line, BODY, colours.ink, measure);
        }
        fits
    }

    /// Sets a paragraph; returns whether every word fits into the column.
    fn paragraph(&mut self, text: &str, style: Style, color: Color, measure: &dyn Measure) -> bool {
        let face = style.face(self.factor);
        let lines = style.lines(text, self.factor, measure);
        for line in &lines {
            self.y += face.size * style.1;
            self.marks.push(mark(line, Screen::new(MARGIN, self.y - face.size * 0.22), face, color));
        }
        lines.iter().all(|line| measure.width(line, &face) <= TEXT_WIDTH)
    }

    /// Draws a box with a fill of the map.
    fn swatch(&mut self, fill: Fill) {
        let [width, height] = SWATCH;
        let min = Screen::new(MARGIN, self.y);
        let rect = ScreenRect { min, max: min + Screen::new(width, height) };
        let larger = |hatch: Hatch| Hatch {
            spacing: hatch.spacing * self.enlargement,
            width: hatch.width * self.enlargement,
            ..hatch
        };
        let fill = Fill { hatch: fill.hatch.map(larger), ..fill };
        let stroke = Stroke::solid(Theme::of(ColorScheme::Day).coast, 1.0);
        self.marks.push(Mark::boxed(rect, Some(fill), Some(stroke)));
        self.y += height + 4.0;
    }

    /// Sets the lines of the foot, the last one lowest.
    fn foot(&mut self, lines: &[String]) {
        for (above, line) in lines.iter().rev().enumerate() {
            let y = FOOT[0] - above as f64 * SMALL.size * 1.4;
            self.marks.push(mark(line, Screen::new(MARGIN, y), SMALL, Theme::of(ColorScheme::Day).faint_ink));
        }
    }
}

fn mark(text: &str, at: Screen, face: Type, color: Color) -> Mark {
    let (text, lang) = (text.to_owned(), String::new());
    Mark::Text(Text { text, lang, at, align: Align::Start, angle: 0.0, face, color, halo: None })
}
