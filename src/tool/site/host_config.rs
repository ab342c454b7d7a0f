//! Configuration files of common hosts, generated from [`crate::site::headers`].

use crate::dev::server::media;
use crate::site::headers::{FileKind, headers};

/// Name and text of a host's configuration file.
pub(crate) type ConfigFile = (&'static str, String);

/// Matches the folder of a version in a path.
const VERSION: &str = "/v/[0-9]+[.][0-9]+[.][0-9]+/";

/// Paths that get the same headers.
struct Group {
    kind: FileKind,
    /// Paths in the syntax of Netlify and Cloudflare. Groups must not overlap: those hosts would send the headers of
    /// both.
    paths: Vec<String>,
    /// A regular expression that matches the names of the same files.
    files: &'static str,
}

/// The configuration for all hosts. `permanent` are the absolute paths of the files with permanent names.
pub(crate) fn files(permanent: &[String], origin: Option<&str>) -> Vec<ConfigFile> {
    let groups = [
        Group { kind: FileKind::Asset, paths: immutable(permanent), files: r"\.[0-9a-f]{8}\.[a-z0-9]+" },
        Group { kind: FileKind::Embed, paths: paths(permanent, FileKind::Embed), files: r"^embed\.html" },
        Group { kind: FileKind::Page, paths: paths(permanent, FileKind::Page), files: r"^(?!embed\.).*\.html" },
        Group { kind: FileKind::Worker, paths: paths(permanent, FileKind::Worker), files: r"^kuril-worker\.js" },
        Group {
            kind: FileKind::Entry,
            paths: paths(permanent, FileKind::Entry),
            files: r"^(?!.*\.[0-9a-f]{8}\.)(?!kuril-worker\.js).*\.(?!html)[a-z]+",
        },
    ];
    vec![
        ("_headers", netlify(&groups, origin)),
        (".htaccess", apache(&groups, origin)),
        ("nginx.conf", nginx(&groups, origin)),
    ]
}

/// The addresses of the files of a kind, including the folder of an index and the bare name of a page, as hosts with
/// clean URLs serve them.
fn paths(permanent: &[String], kind: FileKind) -> Vec<String> {
    let mut paths = Vec::new();
    for path in permanent.iter().filter(|path| FileKind::of(path) == kind) {
        if let Some(folder) = path.strip_suffix("index.html") {
            paths.push(folder.to_owned());
            // One rule covers all pages in a folder.
            if folder.ends_with('*') {
                continue;
            }
        } else if let Some(bare) = path.strip_suffix(".html") {
            paths.push(bare.to_owned());
        }
        paths.push(path.clone());
    }
    paths
}

/// The folders whose files never change.
fn immutable(permanent: &[String]) -> Vec<String> {
    std::iter::once("/assets/*".to_owned()).chain(paths(permanent, FileKind::Asset)).collect()
}

fn netlify(groups: &[Group], origin: Option<&str>) -> String {
    let mut lines =
        vec!["# Response headers for hosts that read a file named _headers (Netlify, Cloudflare Pages).".to_owned()];
    for group in groups {
        for path in &group.paths {
            lines.push(path.clone());
            lines.extend(headers(group.kind, origin).iter().map(|(name, value)| format!("  {name}: {value}")));
        }
    }
    text(&lines)
}

fn apache(groups: &[Group], origin: Option<&str>) -> String {
    let codings = [("br", "br"), ("gzip", "gz")];
    let mut lines = vec![
        "# Response headers, media types and packed files for Apache (mod_headers, mod_mime, mod_rewrite).".to_owned(),
        "DirectoryIndex index.html".to_owned(),
    ];
    lines.extend(media::ALL.iter().map(|media| format!("AddType \"{}\" .{}", media.name, media.extension)));
    lines.extend(["<IfModule mod_rewrite.c>", "RewriteEngine On"].map(str::to_owned));
    for (coding, extension) in codings {
        lines.push(format!("RewriteCond %{{HTTP:Accept-Encoding}} \\b{coding}\\b"));
        lines.push(format!("RewriteCond %{{REQUEST_FILENAME}}.{extension} -f"));
        lines.push(format!("RewriteRule ^(.+)$ $1.{extension} [L]"));
    }
    lines.extend(["</IfModule>", "<IfModule mod_headers.c>", "Header merge Vary Accept-Encoding"].map(str::to_owned));
    for (coding, extension) in codings {
        // Apache takes .br for the language Breton and .gz for a media type: neither is meant here.
        let plain = ["RemoveLanguage", "RemoveType", "RemoveEncoding"].map(|word| format!("{word} .{extension}"));
        let packed =
            [format!("Header set Content-Encoding {coding}"), "SetEnv no-gzip 1".into(), "SetEnv no-brotli 1".into()];
        lines.extend(plain);
        lines.extend(files_match(&format!("\\.{extension}$"), packed));
    }
    for media in media::ALL.iter().filter(|media| media.is_compressible) {
        let force = [format!("ForceType \"{}\"", media.name)];
        lines.extend(files_match(&format!("\\.{}\\.(br|gz)$", media.extension), force));
    }
    for group in groups {
        let set = headers(group.kind, origin).into_iter().map(|(name, value)| format!("Header set {name} \"{value}\""));
        lines.extend(files_match(&format!("{}(\\.br|\\.gz)?$", group.files), set));
    }
    // In the folder of a version files may be named like entry files elsewhere. The last matching section wins.
    lines.push(format!("<If \"%{{REQUEST_URI}} =~ m#{VERSION}#\">"));
    let set =
        headers(FileKind::Asset, origin).into_iter().map(|(name, value)| format!("Header set {name} \"{value}\""));
    lines.extend(set);
    lines.extend(["</If>", "</IfModule>"].map(str::to_owned));
    text(&lines)
}

fn files_match(pattern: &str, inside: impl IntoIterator<Item = String>) -> Vec<String> {
    let begin = std::iter::once(format!("<FilesMatch \"{pattern}\">"));
    begin.chain(inside).chain(std::iter::once("</FilesMatch>".to_owned())).collect()
}

fn nginx(groups: &[Group], origin: Option<&str>) -> String {
    let mut lines = vec![
        "# For nginx: include this inside the server block whose root is this folder.".to_owned(),
        "types {".to_owned(),
    ];
    let bare = |media: &media::Media| media.name.split(';').next().unwrap_or(media.name).to_owned();
    lines.extend(media::ALL.iter().map(|media| format!("    {} {};", bare(media), media.extension)));
    lines.extend(NGINX_BASE.map(str::to_owned));
    // The first matching location wins.
    let versions = (VERSION.to_owned(), FileKind::Asset);
    let groups = groups.iter().map(|group| (in_path(group.files) + "$", group.kind));
    for (pattern, kind) in std::iter::once(versions).chain(groups) {
        lines.push(format!("location ~ \"{pattern}\" {{"));
        let set = headers(kind, origin).into_iter().map(|(name, value)| format!("    add_header {name} \"{value}\";"));
        lines.extend(set);
        lines.push("}".to_owned());
    }
    text(&lines)
}

const NGINX_BASE: [&str; 8] = [
    "}",
    "charset utf-8;",
    "charset_types text/css text/javascript text/plain;",
    "index index.html;",
    "gzip_static on;",
    "gzip_vary on;",
    "# With the module ngx_brotli also: brotli_static on;",
    "location ~ \"/(_headers|\\.htaccess|nginx\\.conf)$\" { return 404; }",
];

/// nginx matches whole paths: the start of a file name is a slash there.
fn in_path(files: &str) -> String {
    files.strip_prefix('^').map_or(files.to_owned(), |rest| format!("/{}", rest.replace(".*", "[^/]*")))
}

fn text(lines: &[String]) -> String {
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> String {
        let permanent = ["/index.html", "/embed.html", "/kuril-map.js"].map(str::to_owned);
        files(&permanent, None).into_iter().find(|(file, _)| *file == name).unwrap().1
    }

    #[test]
    fn no_path_gets_headers_twice() {
        let text = file("_headers");
        let mut paths: Vec<_> = text.lines().filter(|line| line.starts_with('/')).collect();
        let count = paths.len();
        paths.dedup();
        assert_eq!(paths, ["/assets/*", "/embed", "/embed.html", "/", "/index.html", "/kuril-map.js"]);
        assert_eq!(paths.len(), count);
    }

    #[test]
    fn a_version_is_cached_forever_and_what_moves_is_revalidated() {
        let permanent = ["/data/*", "/v/1.0.0/*", "/v/1/*"].map(str::to_owned);
        let files = files(&permanent, None);
        let text = |name: &str| files.iter().find(|(file, _)| *file == name).unwrap().1.clone();
        for (path, is_immutable) in [("/v/1.0.0/*", true), ("/v/1/*", false), ("/data/*", false)] {
            let netlify = text("_headers");
            let (_, rule) = netlify.split_once(&format!("\n{path}\n")).unwrap();
            let first = rule.lines().next().unwrap();
            assert_eq!(first.contains("immutable"), is_immutable, "{path}: {first}");
        }
        let (apache, nginx) = (text(".htaccess"), text("nginx.conf"));
        let (_, last) = apache.split_once("<If ").unwrap();
        assert!(last.contains("immutable") && !last.contains("FilesMatch"), "{last}");
        let (_, first) = nginx.split_once(VERSION).unwrap();
        assert!(first.split_once('}').unwrap().0.contains("immutable"), "{first}");
    }

    #[test]
    fn the_pages_below_a_folder_share_a_rule() {
        let text =
            files(&["/ja/islands/*index.html".to_owned()], None).into_iter().find(|(name, _)| *name == "_headers");
        let text = text.unwrap().1;
        let (_, rule) = text.split_once("\n/ja/islands/*\n").unwrap();
        assert!(rule.contains("Content-Security-Policy") && !rule.contains("index.html"), "{text}");
    }

    #[test]
    fn every_host_gets_the_policy_of_the_server() {
        let policy =
            headers(FileKind::Page, None).into_iter().find(|(name, _)| *name == "Content-Security-Policy").unwrap().1;
        for name in ["_headers", ".htaccess", "nginx.conf"] {
            assert!(file(name).contains(&policy), "{name}");
        }
    }
}
