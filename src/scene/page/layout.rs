//! The layout of a page: the map and the text around it.
//!
//! The map is a picture within this one, composed as usual; only what surrounds it is composed here. The text is above
//! and below the map, or beside it if the page is much wider than it is high.

use crate::geo::camera::{Camera, Zoom};
use crate::geo::space::{Screen, ScreenRect, Size, World};
use crate::paint::{DisplayList, InsetItem, Mark, Measure, Stroke, Type};
use crate::scene::compose::compose;
use crate::scene::context::{Purpose, Sheet};
use crate::scene::page::column::{Column, Style, moved};
use crate::scene::page::line_break::split_title;
use crate::scene::theme::{ISLAND, Theme};
use crate::story::Story;
use crate::view::Session;

/// A sheet of paper or a picture, CSS pixels (96 per inch).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Page {
    /// Its size.
    pub size: Size,
    /// Its margin.
    pub margin: f64,
    /// Whether the text may be beside the map if the page is wide.
    pub is_loose: bool,
}

impl Page {
    /// A4, landscape: 297 by 210 mm (ISO 216).
    pub const A4: Self = Self { size: Size::new(1122.5, 793.7), margin: 38.0, is_loose: false };
    /// Letter, landscape: 11 by 8.5 inches (ANSI/ASME Y14.1).
    pub const LETTER: Self = Self { size: Size::new(1056.0, 816.0), margin: 38.0, is_loose: false };

    /// Whether it is a sheet of paper.
    #[must_use]
    pub fn is_paper(&self) -> bool {
        [Self::A4, Self::LETTER].contains(self)
    }

    /// Returns a picture for the screen.
    #[must_use]
    pub const fn picture(size: Size) -> Self {
        Self { size, margin: 20.0, is_loose: true }
    }

    /// Returns a picture for the screen that is as wide as `map` and as high as needed for the map in it to have the
    /// same shape.
    #[must_use]
    pub fn around(story: &Story, session: &Session, map: Size, measure: &dyn Measure) -> Self {
        let page = Self::picture(map);
        let layout = PageLayout { story, session, theme: Theme::of(session.color_scheme()), measure };
        let inner = page.inner();
        let words = layout.head(inner).y - inner.min.y + layout.foot(inner).y + 2.0 * GAP;
        let height = (inner.width() - 2.0 * NEAT) * map.height / map.width + 2.0 * NEAT;
        let size = Size::new(map.width, (height + words + 2.0 * page.margin).ceil());
        Self { size, margin: page.margin, is_loose: false }
    }

    /// Returns the box within the margin.
    fn inner(&self) -> ScreenRect {
        self.size.rect().grown(-self.margin)
    }
}

/// Distance between two blocks, CSS pixels.
const GAP: f64 = 8.0;
/// Distance between the outer line of the frame and the map, CSS pixels.
const NEAT: f64 = 4.5;
/// The text is beside the map on pages that are at least this many times wider than high.
const WIDE: f64 = 1.7;
/// Width of the text beside the map, and its distance from the map, CSS pixels.
const BESIDE: f64 = 286.0;
const GUTTER: f64 = 20.0;
/// Columns narrower than this have a smaller headline, CSS pixels.
const NARROW: f64 = 700.0;

const HEADLINE: Type = Type { size: 25.0, ..ISLAND };
const QUESTION: Type = Type { size: 15.0, bold: false, ..ISLAND };
const SUBTITLE: Type = Type { size: 15.0, ..ISLAND };
pub(super) const PLAIN: Type = Type { size: 12.0, bold: false, ..ISLAND };
const SMALL: Type = Type { size: 9.5, bold: false, ..ISLAND };
pub(super) const FIGURES: Type = Type { size: 9.5, bold: false, ..ISLAND };

/// What a page is composed from.
pub(super) struct PageLayout<'a> {
    pub(super) story: &'a Story,
    pub(super) session: &'a Session,
    pub(super) theme: &'a Theme,
    pub(super) measure: &'a dyn Measure,
}

/// Composes the whole page.
#[must_use]
pub fn printed<'a>(story: &'a Story, session: &Session, page: Page, measure: &dyn Measure) -> DisplayList<'a> {
    let theme = Theme::of(session.color_scheme());
    let layout = PageLayout { story, session, theme, measure };
    let inner = page.inner();
    let is_wide = page.is_loose && inner.width() > inner.height() * WIDE;
    let beside = if is_wide { layout.beside(inner) } else { None };
    let (frame, mut furniture) = beside.unwrap_or_else(|| layout.around(inner));
    let rect = frame.grown(-NEAT);
    let map = session.framed(story, Size::new(rect.width(), rect.height()));
    let list = compose(story, &map, Sheet { purpose: Purpose::OnPage, ..Sheet::STILL }, measure);
    furniture.push(Mark::boxed(rect, None, Some(Stroke::solid(theme.ink, 0.6))));
    furniture.push(Mark::boxed(frame, None, Some(Stroke::solid(theme.ink, 1.6))));
    DisplayList {
        camera: Camera { centre: World::default(), zoom: Zoom::from_scale(1.0), size: page.size },
        background: theme.paper(),
        ground: Vec::new(),
        marks: Vec::new(),
        insets: vec![InsetItem { rect, list }],
        furniture,
    }
}

impl<'a> PageLayout<'a> {
    /// Returns an empty column.
    fn column(&'a self, left: f64, top: f64, width: f64) -> Column<'a> {
        Column { measure: self.measure, lang: self.session.lang(), left, width, y: top, marks: Vec::new() }
    }

    /// Lays the page out with the title above the map, and the legend and credits below it. Returns the frame of the
    /// map and the marks of the text.
    fn around(&self, inner: ScreenRect) -> (ScreenRect, Vec<Mark>) {
        let (head, foot) = (self.head(inner), self.foot(inner));
        let (top, bottom) = (head.y + GAP, inner.max.y - foot.y - GAP);
        let frame = ScreenRect::new(Screen::new(inner.min.x, top), Screen::new(inner.max.x, bottom.max(top + 40.0)));
        let mut marks = head.marks;
        marks.extend(foot.marks.into_iter().map(|mark| moved(mark, Screen::new(0.0, frame.max.y + GAP))));
        (frame, marks)
    }

    /// Lays the page out with all text to the left of the map; none if there is too much text.
    fn beside(&self, inner: ScreenRect) -> Option<(ScreenRect, Vec<Mark>)> {
        let mut head = self.column(inner.min.x, inner.min.y, BESIDE);
        self.title(&mut head);
        head.y += 2.0 * GAP;
        self.legend(&mut head);
        let mut foot = self.column(inner.min.x, 0.0, BESIDE);
        self.credits(&mut foot);
        let rise = inner.max.y - foot.y;
        let mut marks = head.marks;
        marks.extend(foot.marks.into_iter().map(|mark| moved(mark, Screen::new(0.0, rise))));
        let frame = ScreenRect { min: inner.min + Screen::new(BESIDE + GUTTER, 0.0), ..inner };
        (head.y + GAP <= rise).then_some((frame, marks))
    }

    /// Returns the column above the map.
    fn head(&'a self, inner: ScreenRect) -> Column<'a> {
        let mut head = self.column(inner.min.x, inner.min.y, inner.width());
        self.title(&mut head);
        head
    }

    /// Returns the column below the map, starting at zero: it is moved when its height is known.
    fn foot(&'a self, inner: ScreenRect) -> Column<'a> {
        let mut foot = self.column(inner.min.x, 0.0, inner.width());
        foot.y += 2.0;
        self.legend(&mut foot);
        foot.y += GAP;
        self.credits(&mut foot);
        foot
    }

    /// Adds the title, the chosen place with its status, the date and the perspective.
    fn title(&self, column: &mut Column<'_>) {
        let (manifest, lang) = (self.story.manifest(), self.session.lang());
        let [ink, faint] = [self.theme.ink, self.theme.faint_ink].map(|color| move |face| Style { face, color });
        let headline = if column.width < NARROW { Type { size: 19.0, ..HEADLINE } } else { HEADLINE };
        let (title, question) = split_title(manifest.title.get(lang));
        column.pair(ink(headline).of(title), faint(QUESTION).of(question));
        column.y += if column.width < NARROW { GAP } else { 3.0 };
        if let Some((name, line)) = self.session.place_line(self.story) {
            column.pair(ink(SUBTITLE).of(&name), ink(PLAIN).of(&line));
            column.y += if column.width < NARROW { GAP } else { 1.0 };
        }
        let date = manifest.phrase(lang, "as_of", &[("date", &manifest.date(lang, self.session.date()))]);
        let side = self.session.perspective();
        let gap = if side.names.is_empty() { "" } else { " · " };
        let told = [&date, gap, side.names.get(lang)].concat();
        column.pair(ink(PLAIN).of(&told), faint(PLAIN).of(side.convention.get(lang)));
    }

    /// Adds the credits and the disclaimer.
    fn credits(&self, column: &mut Column<'_>) {
        let (manifest, lang) = (self.story.manifest(), self.session.lang());
        let style = Style { face: SMALL, color: self.theme.faint_ink };
        let licence = |licence: &str| if licence.is_empty() { String::new() } else { [" (", licence, ")"].concat() };
        let credits =
            manifest.credits.iter().map(|credit| credit.text.get(lang).to_owned() + &licence(&credit.licence));
        column.lines(&credits.collect::<Vec<_>>().join(" · "), style);
        if !manifest.parties.is_empty() {
            column.lines(manifest.word(lang, "print.disclaimer"), style);
        }
    }
}
