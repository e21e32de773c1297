//! Requests through the whole router, and what came of them.

use super::World;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use base::Uuid;
use serde_json::Value;
use tower::ServiceExt;

/// An answer, its body read whole.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|e| panic!("{e}: {} {}", self.status, self.text()))
    }

    pub fn header(&self, name: &str) -> String {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned()
    }

    /// Where it leads.
    pub fn to(&self) -> String {
        self.header("location")
    }

    /// The id at the end of where it leads.
    pub fn id(&self) -> Uuid {
        let to = self.to();
        to.rsplit('/').next().and_then(|id| id.parse().ok()).unwrap_or_else(|| panic!("no id: {} {to} {}", self.status, self.text()))
    }

    /// The answer, which must have this status.
    #[track_caller]
    pub fn is(self, status: u16) -> Answer {
        assert_eq!(self.status.as_u16(), status, "{}", self.text().chars().take(3000).collect::<String>());
        self
    }
}

/// A form's body.
pub fn form(pairs: &[(&str, &str)]) -> String {
    pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect::<Vec<_>>().join("&")
}

/// As an address says it.
pub fn encode(text: &str) -> String {
    text.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

impl World {
    /// A request as somebody: `nobody`, `token` (Anna's, which may only read), or a user.
    pub async fn send(&self, who: &str, method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
        if self.own_index && path.contains("/search") {
            super::well(ringbind::serve::catch_up(&self.house).await);
        }
        self.send_now(who, method, path, headers, body).await
    }

    /// The same, the search index as it stands.
    pub async fn send_now(&self, who: &str, method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
        let mut request =
            Request::builder().method(method).uri(path).header("sec-fetch-site", "same-origin").header("accept-language", "da");
        request = match who {
            "nobody" => request,
            "token" => request.header(header::AUTHORIZATION, format!("Bearer {}", self.known.token)),
            user => request.header(header::COOKIE, self.known.session(user)),
        };
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.into()).unwrap_or_else(|e| panic!("{method} {path}: {e}"));
        let answer = self.app.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = answer.into_parts();
        let bytes = to_bytes(body, 64 << 20).await.expect("a body").to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    pub async fn get(&self, who: &str, path: &str) -> Answer {
        self.send(who, "GET", path, &[], Body::empty()).await
    }

    pub async fn post(&self, who: &str, path: &str, pairs: &[(&str, &str)]) -> Answer {
        self.send(who, "POST", path, &[("content-type", "application/x-www-form-urlencoded")], form(pairs)).await
    }

    /// A form by another method than POST.
    pub async fn form_of(&self, who: &str, method: &str, path: &str, pairs: &[(&str, &str)]) -> Answer {
        self.send(who, method, path, &[("content-type", "application/x-www-form-urlencoded")], form(pairs)).await
    }

    pub async fn put(&self, who: &str, path: &str, pairs: &[(&str, &str)]) -> Answer {
        self.form_of(who, "PUT", path, pairs).await
    }

    pub async fn json(&self, who: &str, method: &str, path: &str, body: &Value) -> Answer {
        self.send(who, method, path, &[("content-type", "application/json")], body.to_string()).await
    }

    /// Announces a file; the answer's place is the upload.
    pub async fn announce(&self, who: &str, url: &str, name: &str, size: usize, more: &[(&str, &str)]) -> Answer {
        let mut meta = format!("filename {}", base64(name));
        for (key, value) in more {
            meta.push_str(&format!(",{key} {}", base64(value)));
        }
        let size = size.to_string();
        let headers = [("tus-resumable", "1.0.0"), ("upload-length", size.as_str()), ("upload-metadata", meta.as_str())];
        self.send(who, "POST", url, &headers, Body::empty()).await
    }

    /// Sends a part of a file.
    pub async fn patch(&self, who: &str, upload: &str, offset: usize, part: &[u8]) -> Answer {
        let offset = offset.to_string();
        let headers = [("tus-resumable", "1.0.0"), ("upload-offset", offset.as_str()), ("content-type", "application/offset+octet-stream")];
        self.send(who, "PATCH", upload, &headers, part.to_vec()).await
    }

    /// A whole file to a case, in one piece.
    pub async fn upload(&self, who: &str, url: &str, name: &str, data: &[u8]) -> Answer {
        let announced = self.announce(who, url, name, data.len(), &[]).await;
        if announced.status != StatusCode::CREATED {
            return announced;
        }
        self.patch(who, &announced.to(), 0, data).await
    }
}

fn base64(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for part in text.as_bytes().chunks(3) {
        let bits = part.iter().fold(0u32, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - part.len()));
        for at in 0..4 {
            let digit = (bits >> (18 - 6 * at)) as usize & 63;
            out.push(if at <= part.len() { char::from(DIGITS[digit]) } else { '=' });
        }
    }
    out
}
