//! Static files at addresses that hold the hash of what they contain.
//!
//! Built once at the start; in debug builds files are read from disk at the start. It never serves
//! anything but what stands in `static/`.

use axum::body::Bytes;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

#[derive(rust_embed::Embed)]
#[folder = "static/"]
#[exclude = "*.md"]
#[exclude = "*.map"]
struct Static;

/// One file.
#[derive(Debug, Clone)]
pub(crate) struct Asset {
    pub bytes: Bytes,
    pub media_type: &'static str,
    /// First eight bytes of the SHA-256 in hexadecimal.
    pub hash: String,
}

/// All files by name.
#[derive(Debug, Default)]
pub(crate) struct Assets {
    files: BTreeMap<String, Asset>,
}

impl Assets {
    /// Reads all; sheets of style come last, so that they name their fonts by hash.
    pub fn load() -> Self {
        let mut all = Assets::default();
        let (sheets, others): (Vec<_>, Vec<_>) = Static::iter().map(|n| n.into_owned()).partition(|n| n.ends_with(".css"));
        for name in others.into_iter().chain(sheets) {
            let Some(file) = Static::get(&name) else { continue };
            let bytes =
                if name.ends_with(".css") { all.with_addresses(&name, &file.data) } else { Bytes::from(file.data.into_owned()) };
            let hash = hex::encode(&Sha256::digest(&bytes)[..8]);
            let media_type = media_type(&name);
            all.files.insert(name, Asset { bytes, media_type, hash });
        }
        all
    }

    /// The file of this name.
    pub fn get(&self, name: &str) -> Option<&Asset> {
        self.files.get(name)
    }

    /// Its address with the hash: `/static/kaan.1f2e….css`. Islands load parts beside them by plain
    /// names, so their hash stands behind: `/static/islands/map.js?v=1f2e…`.
    pub fn address(&self, name: &str) -> Option<String> {
        let asset = self.files.get(name)?;
        if name.starts_with("islands/") {
            return Some(format!("/static/{name}?v={}", asset.hash));
        }
        let (stem, ending) = name.rsplit_once('.')?;
        Some(format!("/static/{stem}.{}.{ending}", asset.hash))
    }

    /// The file at what follows `/static/`, and whether it will always be the same at that address.
    pub fn find(&self, path: &str, query: &str) -> Option<(&Asset, bool)> {
        if let Some(asset) = self.files.get(path) {
            // The names of chunks hold their own hash.
            let lasting = path.starts_with("islands/chunks/") || query.strip_prefix("v=").is_some_and(|v| v == asset.hash);
            return Some((asset, lasting));
        }
        let (rest, ending) = path.rsplit_once('.')?;
        let (stem, hash) = rest.rsplit_once('.')?;
        self.files.get(&format!("{stem}.{ending}")).filter(|a| a.hash == hash).map(|a| (a, true))
    }

    /// A sheet with `url(name)` of own files turned into their addresses.
    fn with_addresses(&self, sheet: &str, bytes: &[u8]) -> Bytes {
        let folder = sheet.rsplit_once('/').map_or("", |(f, _)| f);
        let mut out = String::new();
        let text = String::from_utf8_lossy(bytes);
        let mut parts = text.split("url(");
        out.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (name, rest) = part.split_once(')').unwrap_or((part, ""));
            let whole = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
            let address = self.address(&whole).unwrap_or_else(|| name.to_owned());
            out.push_str(&format!("url({address}){rest}"));
        }
        Bytes::from(out)
    }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, e)| e) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
