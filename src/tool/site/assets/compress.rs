//! Compression with gzip and brotli at the highest levels, cached by content.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::Context as _;
use brotli::enc::BrotliEncoderParams;
use brotli::enc::backward_references::BrotliEncoderMode;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::site::assets::fingerprint::digest;

/// The compressed forms of one file.
#[derive(Clone, Debug)]
pub(crate) struct Compressed {
    /// RFC 1952, level 9.
    pub(crate) gzip: Vec<u8>,
    /// RFC 7932, quality 11.
    pub(crate) brotli: Vec<u8>,
}

/// Compresses bytes, or reads the result of an earlier run from the folder `cache`.
///
/// # Errors
/// When the folder cannot be written.
pub(crate) fn compressed(cache: &Path, bytes: &[u8]) -> anyhow::Result<Compressed> {
    let stem = cache.join(digest(bytes));
    Ok(Compressed {
        gzip: cached(&stem.with_extension("gz"), || gzip(bytes))?,
        brotli: cached(&stem.with_extension("best.br"), || brotli(bytes))?,
    })
}

/// Returns the bytes that an earlier run has cached in a file, or else makes and caches them.
///
/// # Errors
/// Those of `make`, and when the file cannot be written.
pub(crate) fn cached(path: &Path, make: impl FnOnce() -> std::io::Result<Vec<u8>>) -> anyhow::Result<Vec<u8>> {
    if let Ok(bytes) = fs::read(path) {
        return Ok(bytes);
    }
    let bytes = make()?;
    let folder = path.parent().map(PathBuf::from).unwrap_or_default();
    fs::create_dir_all(&folder)?;
    // Written to a draft and renamed, so that an interrupted run leaves no incomplete file in the cache. Each thread has
    // drafts of its own: two may pack the same bytes.
    let draft = path.with_extension(format!("{:?}.draft", thread::current().id()));
    fs::write(&draft, &bytes)
        .and_then(|()| fs::rename(&draft, path))
        .with_context(|| format!("cannot write {}", path.display()))?;
    Ok(bytes)
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// For wasm, which every reader waits for, tries several parameters and returns the smallest result: which is best
/// cannot be predicted.
fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let parameters: &[(i32, i32)] =
        if bytes.starts_with(b"\0asm") { &[(22, 0), (22, 16), (18, 16), (18, 20)] } else { &[(22, 0)] };
    let mut best: Option<Vec<u8>> = None;
    for &(lgwin, lgblock) in parameters {
        let mode =
            if lgblock == 0 { BrotliEncoderMode::BROTLI_MODE_GENERIC } else { BrotliEncoderMode::BROTLI_MODE_FONT };
        let size_hint = bytes.len();
        let parameters = BrotliEncoderParams { quality: 11, mode, lgwin, lgblock, size_hint, ..Default::default() };
        let mut out = Vec::new();
        brotli::BrotliCompress(&mut &*bytes, &mut out, &parameters)?;
        best = best.filter(|best| best.len() <= out.len()).or(Some(out));
    }
    Ok(best.unwrap_or_default())
}
