//! Media types by file extension: the ones this site uses, and no others.
//!
//! A complete list, such as `mime_guess`, states neither the character encoding nor whether compression helps, and the
//! configuration of hosts contains exactly these.

/// A media type.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Media {
    /// Extension without the dot.
    pub extension: &'static str,
    /// Value of `Content-Type`.
    pub name: &'static str,
    /// Whether compression makes such files smaller.
    pub is_compressible: bool,
}

/// Everything the site may hold (IANA media types; `application/geo+json` is RFC 7946, section 12).
pub const ALL: [Media; 14] = [
    Media { extension: "html", name: "text/html; charset=utf-8", is_compressible: true },
    Media { extension: "css", name: "text/css; charset=utf-8", is_compressible: true },
    Media { extension: "js", name: "text/javascript; charset=utf-8", is_compressible: true },
    Media { extension: "json", name: "application/json", is_compressible: true },
    Media { extension: "geojson", name: "application/geo+json", is_compressible: true },
    Media { extension: "wasm", name: "application/wasm", is_compressible: true },
    Media { extension: "svg", name: "image/svg+xml", is_compressible: true },
    Media { extension: "txt", name: "text/plain; charset=utf-8", is_compressible: true },
    Media { extension: "csv", name: "text/csv; charset=utf-8", is_compressible: true },
    Media { extension: "webmanifest", name: "application/manifest+json", is_compressible: true },
    Media { extension: "xml", name: "application/xml", is_compressible: true },
    Media { extension: "png", name: "image/png", is_compressible: false },
    Media { extension: "woff2", name: "font/woff2", is_compressible: false },
    Media { extension: "ico", name: "image/x-icon", is_compressible: false },
];

/// The media type of a file by its path; `application/octet-stream` for unknown extensions.
#[must_use]
pub fn of(path: &str) -> Media {
    let known = |media: &&Media| path.rsplit_once('.').is_some_and(|(_, extension)| extension == media.extension);
    let plain = Media { extension: "", name: "application/octet-stream", is_compressible: false };
    ALL.iter().find(known).copied().unwrap_or(plain)
}
