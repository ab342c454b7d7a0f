//! Reports: tables of the figures, and verdicts against the limits that the design sets.

use std::collections::BTreeMap;

use crate::quality::bench::distribution::Distribution;
use crate::quality::bench::load::Load;
use crate::quality::bench::page::{EMPTY, OURS};
use crate::quality::bench::pan::Pan;

/// The first frame over the slow connection, ms: the limit and the goal.
const FIRST_FRAME: (f64, f64) = (1900.0, 1300.0);
/// Bytes before the first frame: all, and code.
const BYTES: (u64, u64) = (190_000, 110_000);
/// Pixels of all canvases together.
const PIXELS: f64 = 16.7e6;

/// Prints lines of cells as a table, the first column left-aligned, the others right-aligned.
#[expect(clippy::print_stdout, reason = "the table is the command's result")]
pub(super) fn table(lines: &[Vec<String>]) {
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| lines.iter().filter_map(|line| Some(line.get(column)?.chars().count())).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    println!();
    for line in lines {
        let cells = line.iter().zip(&widths).enumerate();
        let cells = cells
            .map(|(at, (cell, width))| if at == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") });
        println!("{}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
}

/// Prints lines under a heading.
#[expect(clippy::print_stdout, reason = "the lines are the command's result")]
pub(super) fn lines(heading: &str, lines: &[String]) {
    println!("\n{heading}");
    for line in lines {
        println!("  {line}");
    }
}

/// Compares our loads with the limits.
pub(super) fn load_verdicts(loads: &[Load]) -> Vec<String> {
    let (Some(mark), Some(weight)) =
        (Distribution::of(loads.iter().map(|load| load.mark)), loads.first().map(Load::weight))
    else {
        return Vec::new();
    };
    let (limit, goal) = FIRST_FRAME;
    let (all, code) = (weight.total(), weight.code);
    vec![
        verdict(mark.median <= limit, &format!("first frame {:.0} ms, limit {limit:.0}, goal {goal:.0}", mark.median)),
        verdict(all <= BYTES.0, &format!("{all} bytes before it, limit {}", BYTES.0)),
        verdict(code <= BYTES.1, &format!("{code} bytes of code before it, limit {}", BYTES.1)),
    ]
}

/// Compares our drags with the limits at a device pixel ratio.
pub(super) fn pan_verdicts(runs: &BTreeMap<&'static str, Vec<Pan>>, ratio: u32) -> Vec<String> {
    let median = |name: &str, of: fn(&Pan) -> f64| Some(Distribution::of(runs.get(name)?.iter().map(of))?.median);
    let limit = if ratio == 1 { 0.5 } else { 2.0 };
    let over =
        median(OURS.name, |pan| pan.task).zip(median(EMPTY.name, |pan| pan.task)).map(|(ours, empty)| ours - empty);
    let over =
        over.map(|over| verdict(over <= limit, &format!("{over:+.2} ms a frame over an empty page, limit {limit}")));
    let ours = runs.get(OURS.name).into_iter().flatten();
    let blank = Distribution::of(ours.filter_map(Pan::blank_share)).map(|share| share.most);
    let blank = blank.map(|share| verdict(share <= 0.0, &format!("{share:.2} % of the land blank, limit 0")));
    let pixels = median(OURS.name, |pan| pan.pixels);
    let pixels =
        pixels.map(|count| verdict(count <= PIXELS, &format!("{count:.0} pixels of canvases, limit {PIXELS:.0}")));
    [over, blank, pixels].into_iter().flatten().collect()
}

fn verdict(is_within: bool, what: &str) -> String {
    format!("{}  {what}", if is_within { "kept" } else { "OVER" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exceeded_limit_stands_out() {
        let load = Load { mark: 2000.0, seen: 2100.0, painted: None, requests: Vec::new(), frames: Vec::new() };
        let verdicts = load_verdicts(&[load]);
        assert!(verdicts[0].starts_with("OVER  first frame 2000 ms"), "{verdicts:?}");
        assert!(verdicts[1].starts_with("kept  0 bytes"), "{verdicts:?}");
    }
}
