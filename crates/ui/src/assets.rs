//! Files the browser loads. Their addresses change with their content, so
//! they can be sent with `Cache-Control: public, max-age=31536000, immutable`.

/// An embedded file.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    pub bytes: &'static [u8],
    /// The same, gzipped.
    pub gzip: &'static [u8],
    pub content_type: &'static str,
    /// Quoted, ready for the `ETag` header.
    pub etag: &'static str,
}

struct Embedded {
    name: &'static str,
    url: &'static str,
    asset: Asset,
}

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// Looks up the part of the path after `/assets/`, hash included. `None` if
/// there is no such file, or it was another version's.
#[must_use]
pub fn asset(path: &str) -> Option<Asset> {
    EMBEDDED.iter().find(|e| e.url.strip_prefix("/assets/") == Some(path)).map(|e| e.asset)
}

/// The address of a file by its plain name, as `ringbind.css`.
#[must_use]
pub fn asset_url(name: &str) -> Option<&'static str> {
    EMBEDDED.iter().find(|e| e.name == name).map(|e| e.url)
}

/// Address and content of every file, for a server that registers each or an
/// export that writes them out.
pub fn all() -> impl Iterator<Item = (&'static str, Asset)> {
    EMBEDDED.iter().map(|e| (e.url, e.asset))
}
