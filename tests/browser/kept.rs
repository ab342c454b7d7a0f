//! The open map that one test leaves to the next.
//!
//! Most tests begin with the page that every reader opens first, and loading it is most of their time. A test that has
//! done nothing to the browser but open the map leaves its page, with the server behind it. The next test that opens the
//! map gets it, if it is as new once its state is set back: page, words, view, focus and names of the window are compared
//! with what they were when the page had come. Else, and for every other test, tab and server are new.

use serde_json::json;

use crate::browser::Browser;
use kuril_tool::dev::server::Server;
use kuril_tool::quality::browser_driver::Session;

/// A browser between two tests: the session, and the page that is left open in it, if one is.
pub(crate) struct Between {
    pub(crate) session: Session,
    pub(crate) kept: Option<Kept>,
}

/// What serves the page that is left open.
pub(crate) struct Kept {
    pub(crate) server: Server,
    pub(crate) site: String,
}

/// What a page with the map is like: equal to what it was when it had come, it is as new.
const LIKE: &str = "const map = document.querySelector('kuril-map');\
    const like = () => { const { shadowRoot } = map;\
        const at = [map, shadowRoot.activeElement ?? document.activeElement].map(({ localName, className }) => localName + className);\
        const text = [...shadowRoot.querySelectorAll('.text, .panel-place')].map(({ scrollTop }) => scrollTop);\
        const within = shadowRoot.innerHTML.replace(/ data-cursor=\"\\w+\"/, '');\
        return [location.href, document.documentElement.outerHTML, within, at, text, scrollX, scrollY,\
            innerWidth, innerHeight, devicePixelRatio, Object.getOwnPropertyNames(window).sort().filter((name) => !/^\\d/.test(name)),\
            JSON.stringify([...shadowRoot.querySelectorAll('input')].map(({ value }) => value)), getSelection().toString(),\
            ...['atlasov', 'iturup'].map((id) => JSON.stringify(map.position(id))), map.lang, map.chosen]; };\
    const KEPT = Symbol.for('kept');";

/// Writes down what the page is like now that it has come.
const REMEMBER: &str = "window[KEPT] = Object.assign(like(), { open: [...map.shadowRoot.querySelectorAll('details')].map(({ open }) => open), attributes: [...map.attributes].map(({ name, value }) => [name, value]) });";

/// Sets the page back as a reader could who begins anew, and says whether it is as new; what comes to rest late is waited
/// for.
const RESTORE: &str = "if (!window[KEPT] || !map?.shadowRoot) return false; const root = map.shadowRoot;\
    root.querySelector('dialog')?.close(); root.activeElement?.blur(); getSelection().removeAllRanges();\
    for (const { name } of [...map.attributes]) if (!window[KEPT].attributes.some(([known]) => known === name)) map.removeAttribute(name);\
    for (const [name, value] of window[KEPT].attributes) if (map.getAttribute(name) !== value) map.setAttribute(name, value);\
    const start = document.createElement('i'); start.tabIndex = -1; document.body.prepend(start);\
    start.focus({ preventScroll: true }); start.remove(); map.state = {}; map.point(null); const input = root.querySelector('.search input'); if (input.value) {\
        input.value = ''; input.dispatchEvent(new Event('input')); }\
    for (const said of ['#found', '.live', '.findings']) root.querySelector(said).replaceChildren();\
    root.querySelector('.findings').hidden = true; for (const [at, box] of root.querySelectorAll('details').entries()) box.open = Boolean(window[KEPT].open[at]);\
    root.querySelector('.stage').dispatchEvent(new PointerEvent('pointerleave', { pointerId: 1, pointerType: 'mouse' }));\
    for (const part of root.querySelectorAll('.text, .panel-place')) part.scrollTop = 0; scrollTo(0, 0);\
    return new Promise((done) => { let left = 40; const look = () => { const now = like();\
        const other = window[KEPT].findIndex((was, at) => String(was) !== String(now[at]));\
        if (other < 0) done(true); else if (!(left -= 1)) done(`${other}: ${window[KEPT][other]} IS NOW ${now[other]}`); else setTimeout(look, 25); }; look(); });";

impl Browser<'_> {
    /// The session, in a fresh tab where the test before has left its page and this one is not content with that.
    pub(super) fn session(&self) -> anyhow::Result<&Session> {
        let kept = self.kept.take();
        if let Some(kept) = kept {
            let alone = self.alone.get();
            self.forget(&kept.site)?;
            self.session.renew()?;
            drop(kept);
            self.prepare()?;
            self.alone.set(alone);
        }
        Ok(&self.session)
    }

    /// The session of a test that does more than a reader of the open map can: it leaves its page to nobody.
    pub(super) fn session_alone(&self) -> anyhow::Result<&Session> {
        self.alone.set(true);
        self.session()
    }

    /// The open browser for the next test: with the open map, where it may have that, else with a fresh tab. The server
    /// stands until the old tab is gone: what that still fetches would fail in the name of the next test.
    ///
    /// # Errors
    /// Those of the driver.
    pub(crate) fn into_between(mut self) -> anyhow::Result<Between> {
        let mut kept = self.kept.take();
        if self.opened.get() && !self.alone.get() {
            kept = self.server.take().map(|server| Kept { server, site: self.site.clone() });
        }
        if kept.is_none() {
            self.forget(&self.site)?;
            self.session.renew()?;
        }
        Ok(Between { session: self.session, kept })
    }

    /// Writes down what the page is like that has just come, so that the next test may have it.
    pub(super) fn remember(&self) -> anyhow::Result<()> {
        self.session()?.post("/execute/sync", &json!({ "script": format!("{LIKE}{REMEMBER}"), "args": [] })).map(drop)
    }

    /// Takes over the page that the test before has left, if there is one and it is as new.
    pub(super) fn takes_over(&mut self) -> bool {
        let Some(kept) = self.kept.take() else { return false };
        let restored = self.session.post("/execute/sync", &json!({ "script": format!("{LIKE}{RESTORE}"), "args": [] }));
        if std::env::var("KEPT").is_ok() {
            println!("kept: {restored:?}");
        }
        if !restored.is_ok_and(|restored| restored == json!(true)) {
            // Its tab is closed before its server is.
            self.kept.replace(Some(kept));
            return false;
        }
        self.site = kept.site;
        self.server = Some(kept.server);
        true
    }
}
