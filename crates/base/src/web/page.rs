//! What a capability answers with.

use crate::error::Error;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// Whether an address that came from outside leads to a page of our own. Browsers take `\\` for `/` and leave out tabs
/// and ends of lines.
pub fn is_own(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//") && !address.contains(|c: char| c == '\\' || c.is_control())
}

/// A page, a fragment of one, or the way to another.
pub struct Page {
    status: StatusCode,
    headers: HeaderMap,
    body: Body,
}

impl Page {
    /// HTML: a whole page or a fragment.
    pub fn html(markup: Markup) -> Page {
        let mut page = Page { status: StatusCode::OK, headers: HeaderMap::new(), body: Body::from(markup.into_string()) };
        page.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        page
    }

    /// To another page, after a change. The edge says it in htmx's words where htmx asks.
    pub fn to(path: &str) -> Page {
        Page { status: StatusCode::SEE_OTHER, headers: HeaderMap::new(), body: Body::empty() }.header(header::LOCATION, path)
    }

    /// Nothing to show.
    pub fn nothing() -> Page {
        Page { status: StatusCode::NO_CONTENT, headers: HeaderMap::new(), body: Body::empty() }
    }

    /// Any other content.
    pub fn content(media_type: &str, body: impl Into<Body>) -> Page {
        Page { status: StatusCode::OK, headers: HeaderMap::new(), body: body.into() }.header(header::CONTENT_TYPE, media_type)
    }

    /// With another status than 200.
    pub fn status(mut self, status: StatusCode) -> Page {
        self.status = status;
        self
    }

    /// With a header; a value that can't stand in one is left out.
    pub fn header(mut self, name: HeaderName, value: &str) -> Page {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.append(name, value);
        }
        self
    }

    /// With a toast, now (htmx) or on the page that follows (a cookie that is shown once).
    /// `trigger` is the JSON of `ui::Toast::header`.
    pub fn toast(self, trigger: &str) -> Page {
        let cookie: String =
            trigger.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
        if self.status == StatusCode::SEE_OTHER {
            self.header(header::SET_COOKIE, &format!("rb_toast={cookie}; Path=/; Max-Age=20; HttpOnly; SameSite=Lax"))
        } else {
            let ascii: String = trigger.chars().map(|c| if c.is_ascii() { c.to_string() } else { escape(c) }).collect();
            self.header(HeaderName::from_static("hx-trigger"), &ascii)
        }
    }
}

fn escape(c: char) -> String {
    let mut units = [0; 2];
    c.encode_utf16(&mut units).iter().map(|u| format!("\\u{u:04x}")).collect()
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        (self.status, self.headers, self.body).into_response()
    }
}

/// A JSON answer of the API.
pub struct Json<T> {
    status: StatusCode,
    etag: Option<i64>,
    location: Option<String>,
    body: T,
}

impl<T: Serialize> Json<T> {
    pub fn ok(body: T) -> Json<T> {
        Json { status: StatusCode::OK, etag: None, location: None, body }
    }

    /// Made, and where it is found.
    pub fn created(body: T, location: String) -> Json<T> {
        Json { status: StatusCode::CREATED, etag: None, location: Some(location), body }
    }

    /// With the version as an `ETag`, for `If-Match`.
    pub fn version(mut self, version: i64) -> Json<T> {
        self.etag = Some(version);
        self
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        let mut response = (self.status, axum::Json(self.body)).into_response();
        let headers = response.headers_mut();
        if let Some(etag) = self.etag.and_then(|v| HeaderValue::from_str(&format!("\"{v}\"")).ok()) {
            headers.insert(header::ETAG, etag);
        }
        if let Some(location) = self.location.and_then(|l| HeaderValue::from_str(&l).ok()) {
            headers.insert(header::LOCATION, location);
        }
        response
    }
}

/// An error as the reader is told of it (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// A stable word for programs: `not-found`, `invalid` …
    pub code: &'static str,
    pub title: String,
    pub status: u16,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemField>,
    pub request: String,
    /// What is there already, for a file with the same content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duplicate: Option<Duplicate>,
}

/// Where the same content stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Duplicate {
    pub url: String,
    pub title: String,
}

/// What is wrong with one field.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProblemField {
    pub field: String,
    pub message: String,
}

/// Carries the error to the edge.
#[derive(Clone)]
pub(super) struct Carried(pub Arc<Error>);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = status(&self);
        let mut response = status.into_response();
        response.extensions_mut().insert(Carried(Arc::new(self)));
        response
    }
}

pub(super) fn status(error: &Error) -> StatusCode {
    match error {
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Forbidden => StatusCode::FORBIDDEN,
        Error::SignIn => StatusCode::UNAUTHORIZED,
        Error::Conflict | Error::Double { .. } | Error::Taken(_) | Error::Refused(_) => StatusCode::CONFLICT,
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Busy | Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Full(_) => StatusCode::INSUFFICIENT_STORAGE,
        Error::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
