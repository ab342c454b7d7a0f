//! The site as it is published at an address, and pages that show it: what `cargo kuril build --base-url` has made for
//! [`HOME`], and pages that name that address.
//!
//! All is served from one origin, which takes the place of the address in every text. The host is one that sends no
//! headers of ours, but the one that lets others load its files, as hosts of static pages do: policies are those that the
//! pages say themselves.

use std::io;
use std::net::TcpListener;

use anyhow::Context as _;

use crate::browser::Browser;
use crate::site::{EARLY, begun, files, is_packed, is_page, listener, target};
use kuril_tool::dev::server::Server;
use kuril_tool::dev::server::content::Content;

/// The origin and the path at which the site was published.
pub(crate) const HOME: (&str, &str) = ("https://maps.example.org", "/kuril/");

/// A file by its absolute path.
pub(crate) type Page = (String, Vec<u8>);

/// The files of the published site by their paths in it, packed forms left out.
///
/// # Errors
/// When there is no such site.
pub(crate) fn published() -> anyhow::Result<Vec<Page>> {
    let (origin, path) = HOME;
    let found = files(&target().join("published"), path);
    let mut found = found.with_context(|| {
        format!("there is no published site: run `cargo kuril build --base-url {origin}/kuril --to target/published`")
    })?;
    found.retain(|(path, _)| !is_packed(path));
    Ok(found)
}

/// A server of the published site and of pages of others; the early script runs in each page before all others.
///
/// # Errors
/// When there is no such site.
pub(crate) fn serve(pages: &[Page], early: &str) -> anyhow::Result<Server> {
    let listener = listener()?;
    let content = content(pages, early, &here(&listener)?)?;
    Ok(Server::start(listener, content, false)?)
}

/// What such a server serves at an origin.
///
/// # Errors
/// When there is no such site.
pub(crate) fn content(pages: &[Page], early: &str, here: &str) -> anyhow::Result<Content> {
    let mut content = Content::default();
    let open = [("Access-Control-Allow-Origin".to_owned(), "*".to_owned())];
    for (path, bytes) in published()?.into_iter().chain(pages.iter().cloned()) {
        let bytes = str::from_utf8(&bytes).map(|text| text.replace(HOME.0, here).into_bytes()).unwrap_or(bytes);
        let bytes = if is_page(&path) { begun(&bytes, early, "/") } else { bytes };
        content.insert_foreign(&path, bytes, open.to_vec());
    }
    content.insert_foreign(&format!("/{EARLY}"), early.as_bytes().to_vec(), open.to_vec());
    content.insert_foreign("/favicon.ico", Vec::new(), Vec::new());
    Ok(content)
}

impl Browser<'_> {
    /// Serves the site as it is published, and pages of others beside it, from now on.
    ///
    /// # Errors
    /// When there is no such site.
    pub(crate) fn move_elsewhere(&mut self, pages: Vec<Page>) -> anyhow::Result<()> {
        self.alter(|serving| {
            HOME.1.clone_into(&mut serving.below);
            serving.published = Some(pages);
        })
    }
}

/// The origin of a server that listens there.
fn here(listener: &TcpListener) -> io::Result<String> {
    Ok(format!("http://{}", listener.local_addr()?))
}
