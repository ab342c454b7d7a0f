//! Configuration files of common hosts, generated from [`crate::site::headers`].

use std::collections::BTreeSet;

use crate::dev::server::media;
use crate::site::headers::{FileKind, admitting, headers};

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

/// How the site is published.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Published<'a> {
    /// Its origin, if known.
    pub(crate) origin: Option<&'a str>,
    /// The origins whose pages may show the embed page in a frame; all, if none is named.
    pub(crate) framed_by: &'a [String],
    /// The origins besides its own from which the embed page may read stories.
    pub(crate) stories_from: &'a [String],
}

impl Published<'_> {
    /// The headers for a kind of file.
    fn headers(self, kind: FileKind) -> Vec<(&'static str, String)> {
        let mut headers = headers(kind, self.origin);
        let is_embed = kind == FileKind::Embed;
        if let Some((_, policy)) = headers.iter_mut().find(|(name, _)| is_embed && *name == POLICY) {
            *policy = admitting(policy, self.stories_from);
            if !self.framed_by.is_empty() {
                policy.push_str("; frame-ancestors 'self' ");
                policy.push_str(&self.framed_by.join(" "));
            }
        }
        headers
    }
}

/// The header of which a part depends on who may show the map in a frame.
const POLICY: &str = "Content-Security-Policy";
/// The header that says how long an answer may be kept.
const CACHE: &str = "Cache-Control";

/// Parses the origin of stories, which a script compares with theirs: one host, without a wildcard.
///
/// # Errors
/// When the text is anything else.
pub(crate) fn story_origin(text: &str) -> Result<String, String> {
    let is_whole = !text.contains('*');
    origin(text)
        .ok()
        .filter(|_| is_whole)
        .ok_or_else(|| "an origin such as https://stories.example is expected".to_owned())
}

/// Parses an origin that may stand in a policy.
///
/// # Errors
/// When the text is anything else.
pub(crate) fn origin(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let is_host = |letter: char| letter.is_ascii_alphanumeric() || ".:-*[]".contains(letter);
    let is_origin = !host.is_empty() && host.chars().all(is_host);
    is_origin.then(|| text.to_owned()).ok_or_else(|| "an origin such as https://news.example is expected".to_owned())
}

/// The configuration for all hosts. `permanent` are the absolute paths of the files with permanent names.
pub(crate) fn files(permanent: &[String], published: Published<'_>) -> Vec<ConfigFile> {
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
        ("_headers", netlify(&groups, published)),
        (".htaccess", apache(&groups, published)),
        ("nginx.conf", nginx(&groups, published)),
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

fn netlify(groups: &[Group], published: Published<'_>) -> String {
    let mut lines =
        vec!["# Response headers for hosts that read a file named _headers (Netlify, Cloudflare Pages).".to_owned()];
    for group in groups {
        for path in &group.paths {
            lines.push(path.clone());
            lines.extend(published.headers(group.kind).iter().map(|(name, value)| format!("  {name}: {value}")));
        }
    }
    text(&lines)
}

fn apache(groups: &[Group], published: Published<'_>) -> String {
    let codings = [("br", "br"), ("gzip", "gz")];
    let mut lines = vec![
        "# Response headers, media types and packed files for Apache (mod_headers, mod_mime, mod_rewrite).".to_owned(),
        "DirectoryIndex index.html".to_owned(),
    ];
    lines.extend(media::ALL.iter().map(|media| format!("AddType \"{}\" .{}", media.name, media.extension)));
    lines.extend(
        ["<IfModule mod_rewrite.c>", "RewriteEngine On", r"RewriteRule ^(_headers|nginx\.conf)$ - [R=404,L]"]
            .map(str::to_owned),
    );
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
        let set =
            published.headers(group.kind).into_iter().map(|(name, value)| format!("Header set {name} \"{value}\""));
        lines.extend(files_match(&format!("{}(\\.br|\\.gz)?$", group.files), set));
    }
    // In the folder of a version files may be named like entry files elsewhere. The last matching section wins.
    lines.push(format!("<If \"%{{REQUEST_URI}} =~ m#{VERSION}#\">"));
    let set =
        published.headers(FileKind::Asset).into_iter().map(|(name, value)| format!("Header set {name} \"{value}\""));
    lines.extend(set);
    lines.extend(["</If>", "</IfModule>"].map(str::to_owned));
    text(&lines)
}

fn files_match(pattern: &str, inside: impl IntoIterator<Item = String>) -> Vec<String> {
    let begin = std::iter::once(format!("<FilesMatch \"{pattern}\">"));
    begin.chain(inside).chain(std::iter::once("</FilesMatch>".to_owned())).collect()
}

fn nginx(groups: &[Group], published: Published<'_>) -> String {
    let mut lines = vec![
        "# For nginx: include this inside the server block whose root is this folder.".to_owned(),
        "types {".to_owned(),
    ];
    let bare = |media: &media::Media| media.name.split(';').next().unwrap_or(media.name).to_owned();
    lines.extend(media::ALL.iter().map(|media| format!("    {} {};", bare(media), media.extension)));
    lines.extend(NGINX_BASE.map(str::to_owned));
    // Later conditions win: in the folder of a version files may be named like entry files elsewhere.
    let versions = (VERSION.to_owned(), FileKind::Asset);
    let groups = groups.iter().filter(|group| group.kind != FileKind::Entry);
    let groups: Vec<_> = groups.map(|group| (in_path(group.files) + "$", group.kind)).chain([versions]).collect();
    let entry = published.headers(FileKind::Entry);
    let names: BTreeSet<_> =
        groups.iter().flat_map(|(_, kind)| published.headers(*kind)).map(|(name, _)| name).collect();
    let set = |name: &str, headers: &[(&str, String)]| {
        let value = headers.iter().find(|(other, _)| *other == name).map_or("", |(_, value)| value);
        format!("set ${} \"{value}\";", variable(name))
    };
    lines.extend(names.iter().map(|name| set(name, &entry)));
    for (pattern, kind) in groups {
        lines.push(format!("if ($uri ~ \"{pattern}\") {{"));
        lines.extend(names.iter().map(|name| format!("    {}", set(name, &published.headers(kind)))));
        lines.push("}".to_owned());
    }
    // An error must not be kept as long as what it stands in place of.
    let always = |name: &str| if name == CACHE { "" } else { " always" };
    lines.extend(names.iter().map(|name| format!("add_header {name} ${}{};", variable(name), always(name))));
    text(&lines)
}

/// The variable of nginx that holds the value of a header; a header without a value is not sent.
fn variable(name: &str) -> String {
    format!("kuril_{}", name.to_ascii_lowercase().replace('-', "_"))
}

const NGINX_BASE: [&str; 10] = [
    "}",
    "charset utf-8;",
    "charset_types text/css text/javascript text/plain;",
    "index index.html;",
    "gzip_static on;",
    "gzip_vary on;",
    "# With the module ngx_brotli also: brotli_static on;",
    "location ~ \"/(_headers|\\.htaccess|nginx\\.conf)$\" { return 404; }",
    "# The headers belong to the server block and add to those that it has. A location that has add_header of its own, and",
    "# headers that are added outside the block, are not joined with these: nginx takes the innermost.",
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
        files(&permanent, Published::default()).into_iter().find(|(file, _)| *file == name).unwrap().1
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
        let files = files(&permanent, Published::default());
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
        let (_, last) = nginx.split_once(VERSION).unwrap();
        assert!(last.split_once('}').unwrap().0.contains("immutable") && !last.contains("if ("), "{last}");
    }

    #[test]
    fn nginx_joins_the_headers_with_those_of_its_server_block_and_sends_them_with_errors_too() {
        let text = file("nginx.conf");
        let added: Vec<_> =
            text.lines().filter(|line| !line.starts_with('#') && line.contains("add_header ")).collect();
        for line in &added {
            assert!(line.starts_with("add_header ") && line.ends_with(" always;") != line.contains(CACHE), "{line}");
        }
        let names: BTreeSet<_> = added.iter().filter_map(|line| line.split(' ').nth(1)).collect();
        assert!(names.contains(POLICY) && names.len() == added.len(), "{added:?}");
        assert!(text.contains("set $kuril_content_security_policy \"\";"), "other files have no policy");
    }

    #[test]
    fn whoever_may_show_the_map_in_a_frame_is_named_in_the_policy_of_the_embed_page_alone() {
        let framed_by = ["https://news.example", "https://*.paper.example:8443"].map(str::to_owned);
        let published = Published { framed_by: &framed_by, ..Published::default() };
        let policy = |kind| published.headers(kind).into_iter().find(|(name, _)| *name == POLICY).unwrap().1;
        let expected = "; frame-ancestors 'self' https://news.example https://*.paper.example:8443";
        assert!(policy(FileKind::Embed).ends_with(expected), "{}", policy(FileKind::Embed));
        assert!(policy(FileKind::Page).ends_with("frame-ancestors 'self'"));
        for wrong in ["news.example", "https://news.example/page", "https://a;script-src *", "https://", "* https://a"]
        {
            assert!(origin(wrong).is_err(), "{wrong}");
        }
        assert!(framed_by.iter().all(|text| origin(text).is_ok()));
    }

    #[test]
    fn the_embed_page_alone_reads_stories_from_other_origins() {
        let stories_from = ["https://stories.example", "https://b.example:8443"].map(str::to_owned);
        let published = Published { stories_from: &stories_from, ..Published::default() };
        let policy = |kind| published.headers(kind).into_iter().find(|(name, _)| *name == POLICY).unwrap().1;
        let embed = policy(FileKind::Embed);
        assert!(
            embed.contains("; connect-src https://stories.example https://b.example:8443 'self'; style-src"),
            "{embed}"
        );
        assert_eq!(embed.matches("stories.example").count(), 1);
        assert!(!policy(FileKind::Page).contains("stories.example"));
        assert!(stories_from.iter().all(|text| story_origin(text).is_ok()));
        assert!(story_origin("https://*.example").is_err(), "no story has such an origin");
    }

    #[test]
    fn the_pages_below_a_folder_share_a_rule() {
        let text = files(&["/ja/islands/*index.html".to_owned()], Published::default())
            .into_iter()
            .find(|(name, _)| *name == "_headers");
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
