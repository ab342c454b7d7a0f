//! The response headers that a host must send, written once: the server sends them, the build writes them out for
//! others.
//!
//! Three kinds of files are told apart by path alone. Assets have their fingerprint in the name, or stand in the folder of a
//! version, and are kept for ever.
//! Pages and entries keep their name and are asked for again each time. The policies of a page are the strictest under
//! which wasm runs: no inline script or style, no other origin, no string turned into markup.

/// What the headers of a file depend on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    /// An HTML page to be visited.
    Page,
    /// An HTML page made to be shown inside other sites: `embed.html`.
    Embed,
    /// A file whose name changes with its content.
    Asset,
    /// A file that others refer to by a name that stays.
    Entry,
}

/// The folder whose files have fingerprints.
const ASSETS: &str = "/assets/";

impl Kind {
    /// The kind of a file by its absolute path; the site may stand below any other.
    pub(crate) fn of(path: &str) -> Self {
        let file = path.rsplit_once('/').map_or(path, |(_, file)| file);
        if path.contains(ASSETS) || of_version(path) {
            Self::Asset
        } else if file == "embed.html" {
            Self::Embed
        } else if file.is_empty() || file.rsplit_once('.').is_some_and(|(_, extension)| extension == "html") {
            Self::Page
        } else {
            Self::Entry
        }
    }
}

/// Whether a path leads into the folder of one version, such as `/v/1.0.0/`, in which nothing ever changes.
fn of_version(path: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_version = |part: &str| part.split('.').count() == 3 && part.split('.').all(is_number);
    path.split("/v/").skip(1).filter_map(|rest| rest.split_once('/')).any(|(folder, _)| is_version(folder))
}

/// Capabilities of the browser that no page of this site uses.
const PERMISSIONS: &str =
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()";

/// The one policy by which a page may name a script (Trusted Types): `www/pages/offline.js` makes it, for one constant address.
const WORKER_TYPES: &str = "kuril-worker";

/// The headers of a kind, in the order they are sent. `origin` is that of the published site, where it is known: some
/// browsers do not take `'self'` for it inside a sandboxed frame.
pub(crate) fn headers(kind: Kind, origin: Option<&str>) -> Vec<(&'static str, String)> {
    let cache = match kind {
        Kind::Asset => "public, max-age=31536000, immutable",
        Kind::Page | Kind::Embed | Kind::Entry => "no-cache",
    };
    let mut headers = vec![
        ("Cache-Control", cache.to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Access-Control-Allow-Origin", "*".to_owned()),
        ("Cross-Origin-Resource-Policy", "cross-origin".to_owned()),
    ];
    if matches!(kind, Kind::Page | Kind::Embed) {
        headers.push(("Content-Security-Policy", policy(kind, origin)));
        headers.push(("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()));
        headers.push(("Permissions-Policy", PERMISSIONS.to_owned()));
    }
    if kind == Kind::Embed {
        // A host that isolates itself accepts frames only from pages that do the same.
        headers.push(("Cross-Origin-Embedder-Policy", "require-corp".to_owned()));
    }
    headers
}

/// The content security policy of a page, as its header says it.
fn policy(kind: Kind, origin: Option<&str>) -> String {
    let policy = inner_policy(kind, origin);
    if kind == Kind::Page { policy + "; frame-ancestors 'self'" } else { policy }
}

/// The part of the policy that a page can say itself, for hosts that send no headers; none for the embed page where
/// no origin is known: `'self'` alone would stop it in a sandboxed frame of some browsers.
pub(crate) fn policy_in_page(path: &str, origin: Option<&str>) -> Option<String> {
    let kind = Kind::of(path);
    (kind != Kind::Embed || origin.is_some()).then(|| inner_policy(kind, origin))
}

fn inner_policy(kind: Kind, origin: Option<&str>) -> String {
    let own = match origin {
        Some(origin) if kind == Kind::Embed => format!("'self' {origin}"),
        _ => "'self'".to_owned(),
    };
    // Only what is visited for itself is kept for reading offline.
    let (workers, types) = if kind == Kind::Page { (" worker-src 'self';", WORKER_TYPES) } else { ("", "'none'") };
    format!(
        "default-src 'none'; script-src {own} 'wasm-unsafe-eval'; connect-src {own}; style-src {own}; img-src {own} blob:;{workers} \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types {types}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(kind: Kind, name: &str) -> String {
        let found = headers(kind, Some("https://map.example")).into_iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| value).unwrap_or_default()
    }

    #[test]
    fn the_path_alone_tells_the_kind() {
        let pages = ["/", "/index.html", "/ja/"].map(Kind::of);
        assert_eq!(pages, [Kind::Page; 3]);
        let others =
            ["/embed.html", "/assets/a.0123abcd.js", "/below/assets/a.0123abcd.js", "/kuril-map.js"].map(Kind::of);
        assert_eq!(others, [Kind::Embed, Kind::Asset, Kind::Asset, Kind::Entry]);
        let pinned = ["/v/1.0.0/kuril-map.js", "/below/v/1.10.0/*", "/v/1.0.0/snippet.txt"].map(Kind::of);
        assert_eq!(pinned, [Kind::Asset; 3]);
        let moving = ["/v/1/kuril-map.js", "/v/1/*", "/data/1/first.json", "/data/*", "/v/1.x.0/a.js"].map(Kind::of);
        assert_eq!(moving, [Kind::Entry; 5]);
    }

    #[test]
    fn only_fingerprinted_files_are_kept_for_ever() {
        assert!(value(Kind::Asset, "Cache-Control").contains("immutable"));
        for kind in [Kind::Page, Kind::Embed, Kind::Entry] {
            assert_eq!(value(kind, "Cache-Control"), "no-cache");
        }
    }

    #[test]
    fn the_embed_page_may_be_framed_anywhere_and_names_its_origin() {
        assert!(value(Kind::Page, "Content-Security-Policy").contains("frame-ancestors 'self'"));
        let embed = value(Kind::Embed, "Content-Security-Policy");
        assert!(!embed.contains("frame-ancestors"));
        assert!(embed.contains("script-src 'self' https://map.example 'wasm-unsafe-eval'"));
    }

    #[test]
    fn a_page_may_ask_for_the_worker_and_nothing_else_and_the_embed_page_for_none() {
        let page = value(Kind::Page, "Content-Security-Policy");
        assert!(page.contains("; worker-src 'self'; ") && page.contains("; trusted-types kuril-worker;"), "{page}");
        let embed = value(Kind::Embed, "Content-Security-Policy");
        assert!(!embed.contains("worker") && embed.ends_with("; trusted-types 'none'"), "{embed}");
        assert_eq!(Kind::of("/kuril-worker.js"), Kind::Entry, "it is asked for again each time");
    }

    #[test]
    fn a_page_says_of_its_policy_what_a_page_can_and_the_embed_page_only_with_an_origin() {
        assert_eq!(policy_in_page("/embed.html", None), None);
        let embed = policy_in_page("/embed.html", Some("https://map.example"));
        assert_eq!(embed, Some(value(Kind::Embed, "Content-Security-Policy")));
        let page = policy_in_page("/index.html", None).unwrap_or_default();
        assert!(page.contains("script-src 'self' 'wasm-unsafe-eval'") && !page.contains("frame-ancestors"), "{page}");
    }
}
