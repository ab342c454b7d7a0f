//! The browser engines that the site is tested in, and the settings with which they start.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::{env, fs};

use serde_json::{Value, json};

/// Arguments that make Chromium quiet and independent of the machine.
const CHROMIUM: [&str; 17] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--no-pings",
    "--disable-dev-shm-usage",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--window-size=1280,800",
];

/// Names of the Firefox program, Debian's first.
pub const FIREFOX: [&str; 2] = ["firefox-esr", "firefox"];

/// Firefox preferences: a free port, touch events, and no background requests.
pub(super) const PREFERENCES: &str = "user_pref(\"marionette.port\", 0);\n\
    user_pref(\"dom.w3c_touch_events.enabled\", 1);\n\
    user_pref(\"dom.ipc.processPrelaunch.enabled\", false);\n\
    user_pref(\"network.connectivity-service.enabled\", false);\n\
    user_pref(\"network.captive-portal-service.enabled\", false);\n\
    user_pref(\"toolkit.telemetry.server\", \"\");\n\
    user_pref(\"media.gmp-manager.updateEnabled\", false);\n\
    user_pref(\"media.gmp-manager.url\", \"\");\n\
    user_pref(\"extensions.systemAddon.update.enabled\", false);\n\
    user_pref(\"extensions.update.enabled\", false);\n\
    user_pref(\"services.settings.server\", \"data:,#remote-settings-dummy/v1\");\n\
    user_pref(\"layout.css.always_underline_links\", false);\n";

/// A browser engine.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Engine {
    /// Chromium, driven by chromedriver.
    Chromium,
    /// Firefox, driven by its own remote protocol.
    Firefox,
    /// `WebKitGTK`'s `MiniBrowser` on a virtual screen, driven by `WebKitWebDriver`: the engine of Safari, not Safari.
    WebKit,
}

impl Engine {
    /// All of them, in the order in which the tests run.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// The name of the engine in options.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// The capabilities of a new session; `trap` is the proxy for all requests to other hosts.
    pub(super) fn capabilities(self, trap: &str, more: &[&str]) -> Value {
        let mut capabilities = json!({
            "proxy": { "proxyType": "manual", "httpProxy": trap, "sslProxy": trap, "noProxy": ["127.0.0.1"] },
        });
        let own = match self {
            Self::Chromium => json!({
                "browserName": "chrome",
                "goog:chromeOptions": { "args": CHROMIUM.iter().chain(more).collect::<Vec<_>>() },
                "goog:loggingPrefs": { "browser": "ALL" },
            }),
            Self::Firefox => json!({}),
            Self::WebKit => json!({
                "browserName": "MiniBrowser",
                "webkitgtk:browserOptions": { "binary": mini_browser(), "args": ["--automation"] },
            }),
        };
        if let (Some(all), Value::Object(own)) = (capabilities.as_object_mut(), own) {
            all.extend(own);
        }
        capabilities
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.name())
    }
}

impl FromStr for Engine {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|engine| engine.name() == name);
        found.ok_or_else(|| format!("unknown engine {name}: the engines are {}", Self::ALL.map(Self::name).join(", ")))
    }
}

/// Whether a program is on the search path.
#[must_use]
pub fn on_path(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// The browser that comes with `WebKitGTK`, in a folder next to the library.
fn mini_browser() -> Option<PathBuf> {
    let folders = |path: &str| fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
    let libraries = folders("/usr/lib").chain([PathBuf::from("/usr/lib"), PathBuf::from("/usr/libexec")]);
    let mut found: Vec<_> = libraries
        .flat_map(|library| {
            ["webkit2gtk-4.1", "webkit2gtk-4.0"].map(|version| library.join(version).join("MiniBrowser"))
        })
        .filter(|program| program.is_file())
        .collect();
    found.sort_by_key(|program| program.to_string_lossy().contains("4.0"));
    found.into_iter().next()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_engine_is_found_by_its_name() {
        for engine in super::Engine::ALL {
            assert_eq!(engine.name().parse(), Ok(engine));
        }
        assert!("safari".parse::<super::Engine>().is_err_and(|message| message.contains("webkit")));
    }

    #[test]
    fn every_engine_sends_requests_to_other_hosts_into_the_trap() {
        for engine in super::Engine::ALL {
            let capabilities = engine.capabilities("127.0.0.1:9", &["--more"]);
            let proxy = capabilities.pointer("/proxy/httpProxy");
            assert_eq!(proxy, Some(&"127.0.0.1:9".into()), "{engine}");
        }
    }
}
