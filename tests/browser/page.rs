//! The page with the map as the tests see it: where places lie, what is chosen, which colours are on the screen.

use kuril_tool::project::checkout;
use std::fs;

use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::hands::Place;

/// The box that the map is drawn in, where hands act.
pub(crate) const STAGE: &str = "kuril-map >>> .stage";
/// The canvas with sea and land.
pub(crate) const GROUND: &str = "kuril-map >>> canvas.ground";
/// The canvas with lettering and lights.
pub(crate) const MARKS: &str = "kuril-map >>> canvas.marks";
/// Heading of the card.
pub(crate) const HEADING: &str = "kuril-map >>> .card h2";

/// Waits until the map's numbers and its picture have stayed the same for a while of frames.
const SETTLED: &str = "const map = find('kuril-map'); const ids = ['iturup', 'paramushir'];\
    const now = () => JSON.stringify([ids.map((id) => map.position(id)), map.chosen]);\
    return new Promise((done) => { let last = '', same = 0; const look = () => {\
        const here = now(); same = here === last ? same + 1 : 0; last = here;\
        if (same > 5) done(true); else requestAnimationFrame(look); }; look(); });";

/// A box in the viewport.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Frame {
    /// The place at these shares of width and height.
    pub(crate) fn at(self, across: f64, down: f64) -> Place {
        (self.left + self.width * across, self.top + self.height * down)
    }
}

/// A file of the geodata.
///
/// # Errors
/// When it is missing or is not JSON.
pub(crate) fn geodata(name: &str) -> anyhow::Result<Value> {
    let path = checkout().join("geodata").join(name);
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not JSON", path.display()))
}

/// A word of the interface in a language, as the story has it, else the program.
///
/// # Errors
/// When neither has such a word.
pub(crate) fn word(lang: &str, key: &str) -> anyhow::Result<String> {
    for folder in ["words", "../src/words"] {
        if let Some(word) = geodata(&format!("{folder}/{lang}.json"))?.get(key).and_then(Value::as_str) {
            return Ok(word.to_owned());
        }
    }
    bail!("there is no word {key} in {lang}")
}

/// How far the map has come: what it says of itself, whether it is seen, and all files that have come.
const STANDING: &str = "const map = find('kuril-map'), files = performance.getEntriesByType('resource');\
    const same = async ({ name }) => {\
        const [kept, fresh] = await Promise.all(['force-cache', 'no-store'].map(async (cache) => (await fetch(name, { cache })).text()));\
        return kept === fresh ? '' : `${name} ${kept.length} ${fresh.length}`; };\
    return Promise.all(files.filter(({ name }) => name.endsWith('.js')).map(same)).catch(String).then((damaged) => ({\
        damaged, map: { ...map?.dataset }, visible: document.visibilityState, state: document.readyState,\
        marks: performance.getEntriesByType('mark').map(({ name, startTime }) => `${name} ${startTime}`),\
        files: files.map(({ name, startTime, responseEnd }) => `${name.split('/').pop()} ${Math.round(startTime)}-${Math.round(responseEnd)}`) }));";

impl Browser<'_> {
    /// Opens the page and waits until all of the map is there; it does not fly, so that every choice arrives at once. The
    /// page may be the one that another test has left, as new.
    ///
    /// # Errors
    /// When the map does not come, as in all that follow.
    pub(crate) fn open_map(&mut self) -> anyhow::Result<()> {
        let alone = self.alone.get();
        if alone || !self.takes_over() {
            self.open_new_map()?;
            self.remember()?;
        }
        self.opened.set(true);
        self.alone.set(alone);
        Ok(())
    }

    /// Does the same in a page that nobody has had before.
    pub(crate) fn open_new_map(&self) -> anyhow::Result<()> {
        self.calm()?;
        self.open("")?;
        self.is_complete()
    }

    /// Waits until the map is complete and at rest.
    pub(crate) fn is_complete(&self) -> anyhow::Result<()> {
        let waited = self.wait("the map is complete", "return 'complete' in (find('kuril-map')?.dataset ?? {});");
        if waited.is_err() {
            let standing = self.script(STANDING, &[]);
            return waited
                .map(drop)
                .context(standing.map_or_else(|error| error.to_string(), |found| found.to_string()));
        }
        self.settle()
    }

    /// Waits until the map is at rest.
    pub(crate) fn settle(&self) -> anyhow::Result<()> {
        self.script(SETTLED, &[]).map(drop)
    }

    /// The viewport's box of an element.
    pub(crate) fn frame(&self, selector: &str) -> anyhow::Result<Frame> {
        let script = "const box = find(arguments[0])?.getBoundingClientRect();\
            return box && [box.x, box.y, box.width, box.height];";
        let found = self.script(script, &[json!(selector)])?;
        let numbers: Option<[f64; 4]> = serde_json::from_value(found)?;
        let [left, top, width, height] = numbers.with_context(|| format!("there is no {selector}"))?;
        Ok(Frame { left, top, width, height })
    }

    /// Where an island lies in the viewport.
    pub(crate) fn island(&self, id: &str) -> anyhow::Result<Place> {
        let stage = self.frame(STAGE)?;
        let found = self.script("return find('kuril-map').position(arguments[0]) ?? null;", &[json!(id)])?;
        // A typed array comes over the wire as an object with numbered keys.
        let part = |at: usize| found.get(at).or_else(|| found.get(at.to_string())).and_then(Value::as_f64);
        let (x, y) = part(0).zip(part(1)).with_context(|| format!("the map has no {id}: {found}"))?;
        Ok((stage.left + x, stage.top + y))
    }

    /// Chooses a place by a call from the page.
    pub(crate) fn choose(&self, id: &str) -> anyhow::Result<()> {
        self.script("find('kuril-map').choose(arguments[0]);", &[json!(id)])?;
        self.settle()
    }

    /// Whether this place is chosen and the card shows it; an empty id means none.
    pub(crate) fn has_chosen(&self, id: &str) -> anyhow::Result<()> {
        let script = "const map = find('kuril-map'); const card = find('kuril-map >>> .card');\
            return [map.chosen ?? '', card?.dataset.card ?? ''];";
        let found = self.script(script, &[])?;
        ensure!(found == json!([id, id]), "chosen place and card are {found}, not {id:?}");
        Ok(())
    }

    /// The attribute of an element; empty where it has none.
    pub(crate) fn attribute(&self, selector: &str, name: &str) -> anyhow::Result<String> {
        let script = "return find(arguments[0])?.getAttribute(arguments[1]) ?? '';";
        let found = self.script(script, &[json!(selector), json!(name)])?;
        Ok(found.as_str().unwrap_or_default().to_owned())
    }

    /// Red, green and blue of the ground about a place of the viewport, without the lettering above it: the mean of some
    /// pixels around, because land in dispute is hatched, and engines do not begin a pattern at the same pixel.
    pub(crate) fn ground_at(&self, at: Place) -> anyhow::Result<[u64; 3]> {
        let sheet = self.frame(GROUND)?;
        let width = self.script("return find(arguments[0]).width;", &[json!(GROUND)])?;
        let density = width.as_f64().context("a canvas has a width")? / sheet.width;
        let pixel = |value: f64| (value * density).max(0.0) as u32;
        let [red, green, blue, alpha] = self.colour(GROUND, pixel(at.0 - sheet.left), pixel(at.1 - sheet.top))?;
        ensure!(alpha == 255, "the ground is transparent at {at:?}");
        Ok([red, green, blue])
    }

    /// A number that changes with the pixels of a canvas, which must be the same for some frames.
    pub(crate) fn digest(&self, canvas: &str) -> anyhow::Result<u64> {
        // Names find their last places some frames after the map has stopped.
        let script = "const sum = () => { const canvas = find(arguments[0]); let sum = 0;\
            const { data } = copied(canvas).getImageData(0, 0, canvas.width, canvas.height);\
            const words = new Uint32Array(data.buffer);\
            for (const word of words) sum = (Math.imul(sum, 31) + word) >>> 0; return sum; };\
            return new Promise((done) => { let last = sum(), same = 0; const look = () => { const now = sum();\
                same = now === last ? same + 1 : 0; last = now; if (same > 5) done(now); else requestAnimationFrame(look); };\
                requestAnimationFrame(look); });";
        self.script(script, &[json!(canvas)])?.as_u64().context("a digest is a number")
    }

    /// How many pixels of the screen have a colour within a box of the viewport, at one device pixel per CSS pixel.
    pub(crate) fn count_on_screen(&self, color: [u8; 3], within: Frame) -> anyhow::Result<u64> {
        let script = "const bytes = Uint8Array.from(atob(arguments[0]), (letter) => letter.charCodeAt(0));\
            return createImageBitmap(new Blob([bytes], { type: 'image/png' })).then((image) => {\
                const canvas = new OffscreenCanvas(image.width, image.height); const context = canvas.getContext('2d');\
                context.drawImage(image, 0, 0); let count = 0;\
                const { data } = context.getImageData(...arguments[2]);\
                for (let at = 0; at < data.length; at += 4)\
                    if (arguments[1].every((part, index) => data[at + index] === part)) count += 1;\
                return count; });";
        let clip = [within.left.ceil(), within.top.ceil(), within.width.floor(), within.height.floor()];
        self.script(script, &[json!(self.picture()?), json!(color), json!(clip)])?
            .as_u64()
            .context("a count is a number")
    }
}
