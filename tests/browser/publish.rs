//! What the server of a test does while it runs: it serves the site otherwise, publishes another version, or stops.

use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use serde_json::json;

use crate::browser::Browser;
use crate::site::{Alter, Change, Serving};
use kuril_tool::quality::browser_driver::engine::Engine;

/// How long the place of a server that was stopped may stay taken, and how often it is asked for meanwhile.
const PATIENCE: Duration = Duration::from_secs(15);
const PAUSE: Duration = Duration::from_millis(25);

/// Takes away all workers, in the privileged half of Firefox and in a page of `WebKitGTK`.
const FIREFOX: &str = "const name = 'resource://gre/modules/ServiceWorkerCleanUp.sys.mjs';\
    return ChromeUtils.importESModule(name).ServiceWorkerCleanUp.removeAll();";
const WEBKIT: &str = "return navigator.serviceWorker?.getRegistrations()\
    .then((all) => Promise.all(all.map((one) => one.unregister()))).then(() => true, () => false);";

impl Browser<'_> {
    /// Serves the site below another path from now on, as on a host that holds other sites too.
    ///
    /// # Errors
    /// When there is no site.
    pub(crate) fn move_site(&mut self, below: &str) -> anyhow::Result<()> {
        self.alter(|serving| below.clone_into(&mut serving.below))
    }

    /// Serves the site with some files altered from now on.
    ///
    /// # Errors
    /// When there is no site.
    pub(crate) fn alter_site(&mut self, alter: Alter) -> anyhow::Result<()> {
        self.alter(|serving| serving.alter = Some(alter))
    }

    /// Serves the site in another way from now on.
    ///
    /// # Errors
    /// When there is no site.
    pub(crate) fn alter(&mut self, change: impl FnOnce(&mut Serving)) -> anyhow::Result<()> {
        self.alone.set(true);
        change(&mut self.serving);
        let server = self.serving.start()?;
        self.site = server.url() + self.serving.below.trim_start_matches('/');
        self.server = Some(server);
        Ok(())
    }

    /// Publishes another version of the site at the same address.
    ///
    /// # Errors
    /// When there is no site.
    pub(crate) fn publish(&self, change: Change) -> anyhow::Result<()> {
        self.alone.set(true);
        let server = self.server.as_ref().context("the server has been stopped")?;
        server.replace(self.serving.other(change)?);
        Ok(())
    }

    /// Stops the server and leaves its place to one that takes every request and answers none.
    ///
    /// # Errors
    /// When the place is not free in time.
    pub(crate) fn silence_server(&mut self) -> anyhow::Result<TcpListener> {
        let address = self.site.trim_start_matches("http://").split('/').next().unwrap_or_default().to_owned();
        self.stop_server();
        let start = Instant::now();
        loop {
            match TcpListener::bind(&address) {
                Err(_) if start.elapsed() < PATIENCE => thread::sleep(PAUSE),
                bound => return bound.with_context(|| format!("{address} is not free")),
            }
        }
    }

    /// Stops the server: what the page needs from now on it must have.
    pub(crate) fn stop_server(&mut self) {
        // The browser fetches the page's icon when it likes, and no script can tell when it has.
        self.forgive("icon");
        drop(self.server.take());
    }

    /// Takes away what a site keeps for reading offline: another test may be served at the same address.
    ///
    /// # Errors
    /// Those of the driver.
    pub(crate) fn forget(&self, site: &str) -> anyhow::Result<()> {
        match self.engine() {
            Engine::Chromium => {
                let origin = site.split('/').take(3).collect::<Vec<_>>().join("/");
                let kept = json!({ "origin": origin, "storageTypes": "service_workers,cache_storage" });
                self.devtools("Storage.clearDataForOrigin", &kept).map(drop)
            }
            // A page that may not run scripts would never answer.
            Engine::Firefox => self.privileged(FIREFOX, &[]).map(drop),
            Engine::WebKit => {
                // A page that is none of the site's has nothing to take away, and may not be let look for it.
                let _ = self.script(WEBKIT, &[]);
                Ok(())
            }
        }
    }
}
