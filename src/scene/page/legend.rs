//! The legend of a page: a swatch and text for each entry, and the scale of depths.

use crate::geo::space::{Screen, ScreenRect, Size};
use crate::lean::decimal::shortest;
use crate::legend::LegendEntry;
use crate::paint::{Align, Fill, Mark, Stroke};
use crate::scene::page::column::{Baseline, Column, Strip, Style};
use crate::scene::page::layout::{FIGURES, PLAIN, PageLayout};
use crate::scene::page::line_break::wrapped;
use crate::scene::theme::DEPTHS_M;

/// Size of a swatch, CSS pixels.
const SWATCH: Size = Size::new(28.0, 15.0);
/// Width of a step of the depth scale, and height of the figures below it, CSS pixels.
const STEP: f64 = 10.0;
const BELOW: f64 = 13.0;
/// Distances between a swatch and its text, between two entries, and between two rows, CSS pixels.
const SPACE: f64 = 8.0;
const BETWEEN: f64 = 16.0;
const ROWS: f64 = 7.0;

/// A measured entry.
struct Cell {
    entry: LegendEntry,
    words: String,
    /// Width of the swatch, CSS pixels.
    swatch: f64,
    /// Width of the entry in one line, CSS pixels.
    width: f64,
}

impl PageLayout<'_> {
    /// Adds the legend: in one row across the column if it fits, otherwise in rows and columns.
    pub(super) fn legend(&self, column: &mut Column<'_>) {
        let cells = self.cells();
        let count = cells.len().max(1) as f64;
        let all: f64 = cells.iter().map(|cell| cell.width).sum();
        let widest = cells.iter().map(|cell| cell.width).fold(0.0, f64::max);
        let gap = (column.width - all) / (count - 1.0).max(1.0);
        let is_row = gap >= BETWEEN;
        let most = ((column.width + BETWEEN) / (widest + BETWEEN)).floor().clamp(1.0, count);
        // The rows have about the same number of entries.
        let across = if is_row { count } else { (count / (count / most).ceil()).ceil() };
        let share = (column.width + BETWEEN) / across;
        let (mut x, mut height) = (column.left, 0.0_f64);
        for (number, cell) in cells.iter().enumerate() {
            if number > 0 && number % across as usize == 0 {
                x = column.left;
                column.y += height + ROWS;
                height = 0.0;
            }
            let strip = Strip { corner: Screen::new(x, column.y), width: share - BETWEEN };
            height = height.max(self.cell(column, cell, strip));
            x += if is_row { cell.width + gap } else { share };
        }
        column.y += height;
    }

    fn cells(&self) -> Vec<Cell> {
        let mut cells = Vec::new();
        for entry in self.session.legend(self.story) {
            let key = entry.word_key(self.session.viewpoint().side);
            let words = self.story.manifest().word(self.session.lang(), &key).to_owned();
            let is_scale = matches!(entry, LegendEntry::Layer(_));
            let swatch = if is_scale { STEP * (DEPTHS_M.len() as f64 + 1.0) } else { SWATCH.width };
            let width = swatch + SPACE + self.measure.width(&words, &PLAIN).ceil();
            cells.push(Cell { entry, words, swatch, width });
        }
        cells
    }

    /// Sets an entry, which may be wider than its strip if the column has room for it in one line. Returns its height.
    fn cell(&self, column: &mut Column<'_>, cell: &Cell, Strip { corner, width }: Strip) -> f64 {
        let beside = cell.swatch + SPACE;
        let whole = if cell.width <= column.width { width.max(cell.width) } else { width };
        let width = whole - beside;
        let single = wrapped(&cell.words, width, &|line| self.measure.width(line, &PLAIN)).len() < 2;
        let rise = if single { 0.5 } else { -1.0 };
        let strip = Strip { corner: corner + Screen::new(beside, rise), width };
        let height = column.paragraph(&cell.words, strip, Style { face: PLAIN, color: self.theme.ink });
        let rect = ScreenRect { min: corner, max: corner + Screen::new(cell.swatch, SWATCH.height) };
        height.max(self.swatch(column, &cell.entry, rect))
    }

    /// Draws the swatch of an entry and returns its height.
    fn swatch(&self, column: &mut Column<'_>, entry: &LegendEntry, rect: ScreenRect) -> f64 {
        match entry {
            LegendEntry::Area(status_class) => {
                let fill = self.theme.area(Some(status_class), &self.story.manifest().parties);
                column.marks.push(Mark::boxed(rect, Some(fill), Some(Stroke::solid(self.theme.coast, 0.8))));
            }
            LegendEntry::Line { .. } | LegendEntry::Ranges => {
                let y = rect.centre().y;
                let points = vec![Screen::new(rect.min.x, y), Screen::new(rect.max.x, y)];
                let stroke = match entry {
                    LegendEntry::Line { agreed } => self.theme.line(*agreed),
                    _ => self.theme.ring(),
                };
                column.marks.push(Mark::Line { points, stroke });
            }
            LegendEntry::Layer(_) => {
                self.depths(column, rect);
                return SWATCH.height + BELOW;
            }
        }
        SWATCH.height
    }

    /// Draws the tints of the sea from the coast down, with the figures of the least and the greatest depth.
    fn depths(&self, column: &mut Column<'_>, rect: ScreenRect) {
        let mut x = rect.min.x;
        for color in [self.theme.sea].into_iter().chain(self.theme.depths) {
            let step = ScreenRect::new(Screen::new(x, rect.min.y), Screen::new(x + STEP, rect.max.y));
            column.marks.push(Mark::boxed(step, Some(Fill::plain(color)), None));
            x += STEP;
        }
        let rim = Stroke::solid(self.theme.faint_ink, 0.8);
        column.marks.push(Mark::boxed(rect, None, Some(rim)));
        let unit = self.story.manifest().word(self.session.lang(), "unit.m");
        for (number, unit) in [(0, String::new()), (DEPTHS_M.len() - 1, ["\u{a0}", unit].concat())] {
            let Some(depth) = DEPTHS_M.get(number) else { continue };
            let at = Screen::new(rect.min.x + STEP * (number as f64 + 1.0), rect.max.y);
            column.marks.push(Mark::Line { points: vec![at, at + Screen::new(0.0, 3.0)], stroke: rim });
            let base = at + Screen::new(0.0, BELOW - 1.0);
            let style = Style { face: FIGURES, color: self.theme.faint_ink };
            column.text(shortest(*depth) + &unit, Baseline { at: base, align: Align::Middle }, style);
        }
    }
}
