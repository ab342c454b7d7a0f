//! Media types by file extension: the ones this site uses, and no others.
//!
//! A list of all there are, such as `mime_guess`, says neither how letters are coded nor what shrinks when it is packed,
//! and hosts are told of exactly these.

/// A kind of file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Media {
    /// Extension without the dot.
    pub extension: &'static str,
    /// Value of `Content-Type`.
    pub name: &'static str,
    /// Whether it shrinks when packed.
    pub packs: bool,
}

/// Everything the site may hold (IANA media types; `application/geo+json` is RFC 7946, section 12).
pub const ALL: [Media; 14] = [
    Media { extension: "html", name: "text/html; charset=utf-8", packs: true },
    Media { extension: "css", name: "text/css; charset=utf-8", packs: true },
    Media { extension: "js", name: "text/javascript; charset=utf-8", packs: true },
    Media { extension: "json", name: "application/json", packs: true },
    Media { extension: "geojson", name: "application/geo+json", packs: true },
    Media { extension: "wasm", name: "application/wasm", packs: true },
    Media { extension: "svg", name: "image/svg+xml", packs: true },
    Media { extension: "txt", name: "text/plain; charset=utf-8", packs: true },
    Media { extension: "csv", name: "text/csv; charset=utf-8", packs: true },
    Media { extension: "webmanifest", name: "application/manifest+json", packs: true },
    Media { extension: "xml", name: "application/xml", packs: true },
    Media { extension: "png", name: "image/png", packs: false },
    Media { extension: "woff2", name: "font/woff2", packs: false },
    Media { extension: "ico", name: "image/x-icon", packs: false },
];

/// The kind of a file by its path; plain bytes when the extension is not one of the site's.
#[must_use]
pub fn of(path: &str) -> Media {
    let known = |media: &&Media| path.rsplit_once('.').is_some_and(|(_, extension)| extension == media.extension);
    let plain = Media { extension: "", name: "application/octet-stream", packs: false };
    ALL.iter().find(known).copied().unwrap_or(plain)
}
