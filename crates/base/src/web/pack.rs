//! Pages and API answers go packed to whoever takes them so.
//!
//! Not to whoever was sent here by another house: the length of a packed page tells what of its address stands in it
//! elsewhere, and another house can choose the address.

use axum::Router;
use axum::extract::Request;
use axum::http::{Extensions, HeaderMap, StatusCode, Version, header};
use axum::middleware::map_request;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{Predicate, SizeAbove};

/// What is shorter goes as it is, in bytes.
const SHORT: u64 = 1000;
/// Half the time of the usual level, for a tenth more bytes.
const LEVEL: i32 = 3;

/// Lets answers of a router be packed.
pub(super) fn packed<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    let when = SizeAbove::new(SHORT).and(ours as fn(StatusCode, Version, &HeaderMap, &Extensions) -> bool);
    let packing = CompressionLayer::new().quality(CompressionLevel::Precise(LEVEL)).compress_when(when);
    router.layer(packing).layer(map_request(as_it_is_for_others))
}

/// Whether it is a text that we wrote: never a file, which is asked for in pieces.
fn ours(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let text = ["text/html", "application/json", "application/problem+json"].iter().any(|k| kind.starts_with(k));
    text && !headers.contains_key(header::ACCEPT_RANGES) && !headers.contains_key(header::CONTENT_DISPOSITION)
}

async fn as_it_is_for_others(mut request: Request) -> Request {
    let site = request.headers().get("sec-fetch-site").and_then(|v| v.to_str().ok()).unwrap_or("none");
    if !matches!(site, "same-origin" | "none") {
        request.headers_mut().remove(header::ACCEPT_ENCODING);
    }
    request
}
