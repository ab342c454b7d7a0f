//! What a test makes the browser pretend: another screen, another wish of the reader, a page without scripts.
//!
//! Chromium is told by its own protocol, Firefox by scripts in its privileged half. `WebKitGTK` knows neither: it always
//! says that the reader wants no motion, and has the sizes that its window can have.

use anyhow::{Context as _, bail};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::site::without_modules;
use kuril_tool::quality::browser_driver::engine::Engine;

/// The narrowest page that the window of `WebKitGTK`'s browser leaves.
const NARROWEST: u32 = 447;

/// A reader's wishes, as media queries tell them.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Wishes {
    /// No motion.
    pub(crate) calm: bool,
    /// Dark colours.
    pub(crate) dark: bool,
}

impl Browser<'_> {
    /// Gives the page a size in CSS pixels and a device pixel ratio; `touch` makes it a phone. `WebKitGTK` comes as near
    /// as its window can, with one device pixel per CSS pixel; the width that the page has then is returned.
    ///
    /// # Errors
    /// Those of the driver, as in all that follow.
    pub(crate) fn resize(&self, width: u32, height: u32, ratio: f64, touch: bool) -> anyhow::Result<u32> {
        match self.engine() {
            Engine::Chromium => {
                let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": ratio, "mobile": touch });
                self.devtools("Emulation.setDeviceMetricsOverride", &metrics)?;
                let touched = json!({ "enabled": touch, "maxTouchPoints": 5 });
                self.devtools("Emulation.setTouchEmulationEnabled", &touched)?;
                Ok(width)
            }
            Engine::Firefox => {
                let script = "const tab = gBrowser.selectedBrowser; const [width, height, ratio, touch] = arguments;\
                    for (const [side, size] of [['width', width], ['height', height]])\
                        for (const name of [side, `min-${side}`, `max-${side}`])\
                            tab.style.setProperty(name, `${size}px`);\
                    tab.browsingContext.overrideDPPX = ratio;\
                    tab.browsingContext.touchEventsOverride = touch ? 'enabled' : 'none';";
                self.privileged(script, &[json!(width), json!(height), json!(ratio), json!(touch)])?;
                let there = format!(
                    "return innerWidth === {width} && innerHeight === {height} && devicePixelRatio === {ratio};"
                );
                self.wait("the page has its size", &there)?;
                Ok(width)
            }
            Engine::WebKit => {
                let width = width.max(NARROWEST);
                let bars = self.script("return [outerWidth - innerWidth, outerHeight - innerHeight];", &[])?;
                let bar = |at| bars.get(at).and_then(Value::as_u64).and_then(|bar| u32::try_from(bar).ok());
                let (across, down) = bar(0).zip(bar(1)).with_context(|| format!("the window's bars are {bars}"))?;
                self.window(width + across, height + down)?;
                let there = format!("return innerWidth === {width} && innerHeight === {height};");
                self.wait("the page has its size", &there)?;
                Ok(width)
            }
        }
    }

    /// The reader has these wishes from now on.
    pub(crate) fn wish(&self, wishes: Wishes) -> anyhow::Result<()> {
        let Wishes { calm, dark } = wishes;
        match self.engine() {
            Engine::Chromium => {
                let motion = if calm { "reduce" } else { "no-preference" };
                let scheme = if dark { "dark" } else { "light" };
                let features = json!({ "features": [
                    { "name": "prefers-reduced-motion", "value": motion },
                    { "name": "prefers-color-scheme", "value": scheme },
                ] });
                self.devtools("Emulation.setEmulatedMedia", &features).map(drop)
            }
            Engine::Firefox => {
                let script = "Services.prefs.setIntPref('ui.prefersReducedMotion', arguments[0] ? 1 : 0);\
                    Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', arguments[1] ? 0 : 1);";
                self.privileged(script, &[json!(calm), json!(dark)]).map(drop)
            }
            Engine::WebKit if calm && !dark => Ok(()),
            Engine::WebKit => bail!("WebKitGTK cannot be told what the reader wishes"),
        }
    }

    /// The reader wants no motion.
    pub(crate) fn calm(&self) -> anyhow::Result<()> {
        self.wish(Wishes { calm: true, dark: false })
    }

    /// No page runs scripts of its own from now on; those of the test still run. In `WebKitGTK`, which cannot be told so,
    /// the pages come without theirs.
    pub(crate) fn without_scripts(&mut self) -> anyhow::Result<()> {
        match self.engine() {
            Engine::Chromium => {
                self.devtools("Emulation.setScriptExecutionDisabled", &json!({ "value": true })).map(drop)
            }
            Engine::Firefox => {
                let script = "gBrowser.selectedBrowser.browsingContext.allowJavascript = false;";
                self.privileged(script, &[]).map(drop)
            }
            Engine::WebKit => self.alter_site(without_modules),
        }
    }
}
