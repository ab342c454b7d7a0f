//! What a reader does with mouse, fingers and keys, in CSS pixels of the viewport (W3C Web Driver, section 15).

use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

use crate::browser::Browser;
use kuril_tool::quality::browser_driver::engine::Engine;

/// Keys that have no letter (W3C Web Driver, section 15.4.2).
#[derive(Clone, Copy, Debug)]
pub(crate) enum Key {
    Tab,
    Enter,
    Escape,
    Space,
    Left,
    Up,
    Right,
    Down,
    Home,
    End,
}

impl Key {
    /// All of them; `Tab` last, because it takes the focus away.
    pub(crate) const ALL: [Self; 10] = [
        Self::Enter,
        Self::Escape,
        Self::Space,
        Self::Left,
        Self::Up,
        Self::Right,
        Self::Down,
        Self::Home,
        Self::End,
        Self::Tab,
    ];

    fn code(self) -> char {
        match self {
            Self::Tab => '\u{E004}',
            Self::Enter => '\u{E007}',
            Self::Escape => '\u{E00C}',
            Self::Space => ' ',
            Self::Left => '\u{E012}',
            Self::Up => '\u{E013}',
            Self::Right => '\u{E014}',
            Self::Down => '\u{E015}',
            Self::Home => '\u{E011}',
            Self::End => '\u{E010}',
        }
    }
}

/// Performs the actions of fingers by events, one frame a step, as a browser sends them: a finger's events go to what it
/// first touched, and one that has not moved clicks in the end.
const FINGERS: &str = "const under = (x, y) => { let found = document.elementFromPoint(x, y);\
        for (let inner; (inner = found?.shadowRoot?.elementFromPoint(x, y)) && inner !== found;) found = inner; return found; };\
    const fingers = arguments[0].map(({ actions }, at) => ({ actions, pointerId: 900 + at, isPrimary: at === 0 }));\
    const send = ({ target, x, y, pointerId, isPrimary }, type, buttons) => target.dispatchEvent(new PointerEvent(type, {\
        clientX: x, clientY: y, pointerId, isPrimary, pointerType: 'touch', button: type === 'pointermove' ? -1 : 0, buttons,\
        bubbles: true, composed: true, cancelable: true }));\
    const click = ({ target, x, y }) => target.dispatchEvent(new MouseEvent('click', {\
        clientX: x, clientY: y, detail: 1, bubbles: true, composed: true, cancelable: true }));\
    const does = {\
        pointerMove: (finger, { x, y }) => { Object.assign(finger, { x, y });\
            if (finger.target) { finger.moved = true; send(finger, 'pointermove', 1); } },\
        pointerDown: (finger) => { finger.target = under(finger.x, finger.y); send(finger, 'pointerdown', 1); },\
        pointerUp: (finger) => { send(finger, 'pointerup', 0); if (!finger.moved) click(finger); } };\
    const steps = Math.max(...fingers.map(({ actions }) => actions.length));\
    return (async () => { for (let step = 0; step < steps; step += 1) {\
        for (const finger of fingers) { const action = finger.actions[step]; if (action) does[action.type](finger, action); }\
        await new Promise(requestAnimationFrame); } })();";

/// A place in the viewport: pixels from its left and top.
pub(crate) type Place = (f64, f64);

impl Browser<'_> {
    /// Moves the mouse.
    ///
    /// # Errors
    /// Those of the driver, as in all that follow.
    pub(crate) fn hover(&self, at: Place) -> anyhow::Result<()> {
        self.mouse(&[to(at, 0)])
    }

    /// Clicks with the left button.
    pub(crate) fn click(&self, at: Place) -> anyhow::Result<()> {
        self.mouse(&[to(at, 0), down(), up()])
    }

    /// Clicks twice in quick succession.
    pub(crate) fn double_click(&self, at: Place) -> anyhow::Result<()> {
        self.mouse(&[to(at, 0), down(), up(), down(), up()])
    }

    /// Drags with the left button in a number of equal steps.
    pub(crate) fn drag(&self, from: Place, along: Place, steps: u32) -> anyhow::Result<()> {
        let mut actions = vec![to(from, 0), down()];
        actions.extend(path(from, along, steps));
        actions.push(up());
        self.mouse(&actions)
    }

    /// Presses the left button and carries it along in equal steps, without releasing it.
    pub(crate) fn hold(&self, from: Place, along: Place, steps: u32) -> anyhow::Result<()> {
        let mut actions = vec![to(from, 0), down()];
        actions.extend(path(from, along, steps));
        self.mouse(&actions)
    }

    /// Releases the left button.
    pub(crate) fn release(&self) -> anyhow::Result<()> {
        self.mouse(&[up()])
    }

    /// Turns the wheel; positive turns scroll down.
    pub(crate) fn wheel(&self, at: Place, turn: f64) -> anyhow::Result<()> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let (x, y) = rounded(at);
        let scroll =
            json!({ "type": "scroll", "x": x, "y": y, "deltaX": 0, "deltaY": turn.round() as i64, "duration": 0 });
        // WebKit keeps a wheel's last turn for the whole session, and leaves out a turn that equals it: each has a wheel.
        let id = format!("wheel{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        self.act(&json!([{ "type": "wheel", "id": id, "actions": [scroll] }]))
    }

    /// Touches with one finger and lifts it.
    pub(crate) fn tap(&self, at: Place) -> anyhow::Result<()> {
        self.touch(&[finger(0, &[to(at, 0), down(), up()])])
    }

    /// Touches with one finger for a time, milliseconds, and lifts it.
    pub(crate) fn tap_long(&self, at: Place, duration_ms: u32) -> anyhow::Result<()> {
        let stays = json!({ "type": "pause", "duration": duration_ms });
        self.touch(&[finger(0, &[to(at, 0), down(), stays, up()])])
    }

    /// Drags with one finger.
    pub(crate) fn swipe(&self, from: Place, along: Place, steps: u32) -> anyhow::Result<()> {
        let mut actions = vec![to(from, 0), down()];
        actions.extend(path(from, along, steps));
        actions.push(up());
        self.touch(&[finger(0, &actions)])
    }

    /// Moves two fingers apart, or together, on a level line through a place: each from and to these distances of it.
    pub(crate) fn pinch(&self, at: Place, from: f64, to_distance: f64) -> anyhow::Result<()> {
        let fingers = [-1.0, 1.0].map(|side| {
            let start = (at.0 + side * from, at.1);
            let mut actions = vec![to(start, 0), down()];
            actions.extend(path(start, (side * (to_distance - from), 0.0), 8));
            actions.push(up());
            finger(u32::from(side > 0.0), &actions)
        });
        self.touch(&fingers)
    }

    /// Fingers on the screen. `WebKitGTK`'s driver has none: there the page is sent the events that they would cause.
    fn touch(&self, fingers: &[Value]) -> anyhow::Result<()> {
        match self.engine() {
            Engine::WebKit => self.script(FINGERS, &[json!(fingers)]).map(drop),
            Engine::Chromium | Engine::Firefox => self.act(&json!(fingers)),
        }
    }

    /// Presses `Tab` with the shift key held.
    pub(crate) fn press_back(&self) -> anyhow::Result<()> {
        let shift = '\u{E008}';
        let strokes = [("keyDown", shift), ("keyDown", '\u{E004}'), ("keyUp", '\u{E004}'), ("keyUp", shift)];
        let strokes = strokes.map(|(kind, value)| json!({ "type": kind, "value": value }));
        self.act(&json!([{ "type": "key", "id": "keys", "actions": strokes }]))
    }

    /// Presses and releases a key.
    pub(crate) fn press(&self, key: Key) -> anyhow::Result<()> {
        self.write(&key.code().to_string())
    }

    /// Types a text, letter by letter.
    pub(crate) fn write(&self, text: &str) -> anyhow::Result<()> {
        let strokes =
            text.chars().flat_map(|letter| ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": letter })));
        self.act(&json!([{ "type": "key", "id": "keys", "actions": strokes.collect::<Vec<_>>() }]))
    }

    fn mouse(&self, actions: &[Value]) -> anyhow::Result<()> {
        self.act(
            &json!([{ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": actions }]),
        )
    }
}

fn finger(number: u32, actions: &[Value]) -> Value {
    let id = format!("finger{number}");
    json!({ "type": "pointer", "id": id, "parameters": { "pointerType": "touch" }, "actions": actions })
}

/// The moves from a place along a vector.
fn path(from: Place, along: Place, steps: u32) -> Vec<Value> {
    let part = |step: u32| f64::from(step) / f64::from(steps.max(1));
    let moves = (1..=steps.max(1)).map(|step| to((from.0 + along.0 * part(step), from.1 + along.1 * part(step)), 16));
    moves.collect()
}

fn to(at: Place, duration_ms: u32) -> Value {
    let (x, y) = rounded(at);
    json!({ "type": "pointerMove", "x": x, "y": y, "duration": duration_ms })
}

fn down() -> Value {
    json!({ "type": "pointerDown", "button": 0 })
}

fn up() -> Value {
    json!({ "type": "pointerUp", "button": 0 })
}

fn rounded(at: Place) -> (i64, i64) {
    (at.0.round() as i64, at.1.round() as i64)
}
