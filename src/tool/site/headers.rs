//! The response headers that a host must send, defined once: the development server sends them, and the build writes
//! them for other hosts.
//!
//! The path alone determines the kind of a file. Assets have a fingerprint in their name, or are in the folder of a
//! version, and are cached forever. Pages and entry files keep their name and are revalidated each time. The content
//! security policy of a page is the strictest under which wasm runs: no inline script or style, no other origin, no
//! string turned into markup.

/// The kind of a file, which determines its headers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum FileKind {
    /// An HTML page.
    Page,
    /// The HTML page for frames on other sites: `embed.html`.
    Embed,
    /// The service worker, which has a policy of its own.
    Worker,
    /// A file whose name changes with its content.
    Asset,
    /// A file with a permanent name, by which other sites refer to it.
    Entry,
}

/// The folder of the fingerprinted files.
const ASSETS: &str = "/assets/";

impl FileKind {
    /// The kind of a file by its absolute path; the site may be in any subfolder.
    pub(crate) fn of(path: &str) -> Self {
        let file = path.rsplit_once('/').map_or(path, |(_, file)| file);
        if path.contains(ASSETS) || is_in_version(path) {
            Self::Asset
        } else if file == "embed.html" {
            Self::Embed
        } else if file == "kuril-worker.js" {
            Self::Worker
        } else if file.is_empty() || file.rsplit_once('.').is_some_and(|(_, extension)| extension == "html") {
            Self::Page
        } else {
            Self::Entry
        }
    }
}

/// Whether a path leads into the folder of a version, such as `/v/1.0.0/`, in which nothing ever changes.
fn is_in_version(path: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_version = |part: &str| part.split('.').count() == 3 && part.split('.').all(is_number);
    path.split("/v/").skip(1).filter_map(|rest| rest.split_once('/')).any(|(folder, _)| is_version(folder))
}

/// Capabilities of the browser that no page of this site uses.
const PERMISSIONS: &str = "accelerometer=(), bluetooth=(), browsing-topics=(), camera=(), clipboard-read=(), \
    display-capture=(), geolocation=(), gyroscope=(), hid=(), microphone=(), midi=(), payment=(), serial=(), usb=()";

/// The Trusted Types policy under which a page may create a script URL: `www/pages/offline.js` defines it, for one
/// constant address.
const WORKER_TYPES: &str = "kuril-worker";

/// The content security policy of the service worker: it fetches files of the site and does nothing else.
const WORKER_POLICY: &str = "default-src 'none'; connect-src 'self'";

/// The headers for a kind of file, in order. `origin` is the origin of the published site, if known: in a sandboxed
/// frame some browsers do not match it with `'self'`.
pub(crate) fn headers(kind: FileKind, origin: Option<&str>) -> Vec<(&'static str, String)> {
    let cache = match kind {
        FileKind::Asset => "public, max-age=31536000, immutable",
        FileKind::Page | FileKind::Embed | FileKind::Worker | FileKind::Entry => "no-cache",
    };
    let mut headers = vec![
        ("Cache-Control", cache.to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Access-Control-Allow-Origin", "*".to_owned()),
        ("Cross-Origin-Resource-Policy", "cross-origin".to_owned()),
    ];
    if matches!(kind, FileKind::Page | FileKind::Embed) {
        headers.push(("Content-Security-Policy", policy(kind, origin)));
        // The address of the embed page holds what its reader chooses.
        let referrer = if kind == FileKind::Embed { "strict-origin" } else { "strict-origin-when-cross-origin" };
        headers.push(("Referrer-Policy", referrer.to_owned()));
        headers.push(("Cross-Origin-Opener-Policy", "same-origin".to_owned()));
        headers.push(("Permissions-Policy", PERMISSIONS.to_owned()));
    }
    if kind == FileKind::Worker {
        headers.push(("Content-Security-Policy", WORKER_POLICY.to_owned()));
    }
    if kind == FileKind::Embed {
        // A cross-origin isolated host accepts only frames that send this too.
        headers.push(("Cross-Origin-Embedder-Policy", "require-corp".to_owned()));
    }
    headers
}

/// The content security policy in the header of a page.
fn policy(kind: FileKind, origin: Option<&str>) -> String {
    let policy = inner_policy(kind, origin);
    if kind == FileKind::Page { policy + "; frame-ancestors 'self'" } else { policy }
}

/// The part of the policy that a page can declare itself, for hosts that send no headers. For the embed page without a
/// known origin it names no sources: `'self'` alone would block them in a sandboxed frame in some browsers.
pub(crate) fn policy_in_page(path: &str, origin: Option<&str>) -> String {
    let kind = FileKind::of(path);
    if kind == FileKind::Embed && origin.is_none() { SOURCELESS.to_owned() } else { inner_policy(kind, origin) }
}

/// What the policy of the embed page says besides the sources of scripts, styles, data and images.
const SOURCELESS: &str = "object-src 'none'; frame-src 'none'; worker-src 'none'; media-src 'none'; base-uri 'none'; \
    form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// The policy of the embed page that may also read stories from these origins.
pub(crate) fn admitting(policy: &str, stories_from: &[String]) -> String {
    let sources = [&["connect-src".to_owned()], stories_from].concat().join(" ");
    policy.replacen("connect-src", &sources, 1)
}

fn inner_policy(kind: FileKind, origin: Option<&str>) -> String {
    let own = match origin {
        Some(origin) if kind == FileKind::Embed => format!("'self' {origin}"),
        _ => "'self'".to_owned(),
    };
    // Only pages that are visited directly are available offline.
    let (workers, types) = if kind == FileKind::Page { (" worker-src 'self';", WORKER_TYPES) } else { ("", "'none'") };
    format!(
        "default-src 'none'; script-src {own} 'wasm-unsafe-eval'; connect-src {own}; style-src {own}; img-src {own} blob:;{workers} \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types {types}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(kind: FileKind, name: &str) -> String {
        let found = headers(kind, Some("https://map.example")).into_iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| value).unwrap_or_default()
    }

    #[test]
    fn the_path_alone_determines_the_kind() {
        let pages = ["/", "/index.html", "/ja/"].map(FileKind::of);
        assert_eq!(pages, [FileKind::Page; 3]);
        let others =
            ["/embed.html", "/assets/a.0123abcd.js", "/below/assets/a.0123abcd.js", "/kuril-map.js"].map(FileKind::of);
        assert_eq!(others, [FileKind::Embed, FileKind::Asset, FileKind::Asset, FileKind::Entry]);
        let pinned = ["/v/1.0.0/kuril-map.js", "/below/v/1.10.0/*", "/v/1.0.0/snippet.txt"].map(FileKind::of);
        assert_eq!(pinned, [FileKind::Asset; 3]);
        let moving =
            ["/v/1/kuril-map.js", "/v/1/*", "/data/1/first.json", "/data/*", "/v/1.x.0/a.js"].map(FileKind::of);
        assert_eq!(moving, [FileKind::Entry; 5]);
    }

    #[test]
    fn only_fingerprinted_files_are_cached_forever() {
        assert!(value(FileKind::Asset, "Cache-Control").contains("immutable"));
        for kind in [FileKind::Page, FileKind::Embed, FileKind::Worker, FileKind::Entry] {
            assert_eq!(value(kind, "Cache-Control"), "no-cache");
        }
    }

    #[test]
    fn the_embed_page_may_be_framed_anywhere_and_names_its_origin() {
        assert!(value(FileKind::Page, "Content-Security-Policy").contains("frame-ancestors 'self'"));
        let embed = value(FileKind::Embed, "Content-Security-Policy");
        assert!(!embed.contains("frame-ancestors"));
        assert!(embed.contains("script-src 'self' https://map.example 'wasm-unsafe-eval'"));
    }

    #[test]
    fn a_page_shares_its_window_with_nobody_and_the_embed_page_tells_no_address() {
        for kind in [FileKind::Page, FileKind::Embed] {
            assert_eq!(value(kind, "Cross-Origin-Opener-Policy"), "same-origin");
            assert!(value(kind, "Permissions-Policy").contains("clipboard-read=(), display-capture=()"));
        }
        assert_eq!(value(FileKind::Embed, "Referrer-Policy"), "strict-origin");
    }

    #[test]
    fn a_page_may_load_the_worker_only_and_the_embed_page_none() {
        let page = value(FileKind::Page, "Content-Security-Policy");
        assert!(page.contains("; worker-src 'self'; ") && page.contains("; trusted-types kuril-worker;"), "{page}");
        let embed = value(FileKind::Embed, "Content-Security-Policy");
        assert!(!embed.contains("worker") && embed.ends_with("; trusted-types 'none'"), "{embed}");
        assert_eq!(FileKind::of("/below/kuril-worker.js"), FileKind::Worker);
        assert_eq!(value(FileKind::Worker, "Content-Security-Policy"), "default-src 'none'; connect-src 'self'");
    }

    #[test]
    fn a_page_declares_its_policy_itself_and_the_embed_page_names_sources_only_with_an_origin() {
        let embed = policy_in_page("/embed.html", None);
        assert!(embed.contains("trusted-types 'none'") && !embed.contains("'self'"), "{embed}");
        let embed = policy_in_page("/embed.html", Some("https://map.example"));
        assert_eq!(embed, value(FileKind::Embed, "Content-Security-Policy"));
        let page = policy_in_page("/index.html", None);
        assert!(page.contains("script-src 'self' 'wasm-unsafe-eval'") && !page.contains("frame-ancestors"), "{page}");
    }
}
