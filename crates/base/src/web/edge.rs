//! The edge: errors become words, redirects speak htmx's language, every answer gets its safe headers.

use super::guard::Refused;
use super::page::{Carried, Problem, ProblemField, status};
use crate::error::Error;
use crate::web::Ctx;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Duration;
use texts::{Lang, base as t};
use tokio::time::Instant;

/// The policy for pages: nothing but our own, no inline script.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self'; font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'; manifest-src 'self'";

/// When an answer »not found« goes out: at a whole number of these since the request came in. What is hidden takes some microseconds
/// longer to find missing than what isn't there (its row is met before the rights take it away), and a patient clock would tell.
const STEP: Duration = Duration::from_millis(5);

/// Runs inside the guard, with the `Ctx` at hand.
pub async fn edge(ctx: Ctx, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let path = request.uri().path();
    let api = path.starts_with("/api/") || request.headers().contains_key("tus-resumable");
    let htmx = request.headers().contains_key("hx-request");
    let uri = ctx.uri.clone();
    let flashed = ctx.flash.is_some() && !htmx && !api;
    let refused = request.extensions().get::<Refused>().cloned();
    let response = match refused {
        Some(refused) => refused.into_response(),
        None => next.run(request).await,
    };
    let mut response = match response.extensions().get::<Carried>().cloned() {
        Some(Carried(error)) => answer(&ctx, &error, api, htmx, &uri),
        // No handler answers 400: it is an id in the address that isn't one, so that nothing stands there.
        None if response.status() == StatusCode::BAD_REQUEST => answer(&ctx, &Error::NotFound, api, htmx, &uri),
        None => response,
    };
    if response.status() == StatusCode::NOT_FOUND {
        let steps = began.elapsed().as_micros() / STEP.as_micros() + 1;
        tokio::time::sleep_until(began + STEP * u32::try_from(steps).unwrap_or(1)).await;
    }
    if htmx && response.status() == StatusCode::SEE_OTHER {
        if let Some(to) = response.headers_mut().remove(header::LOCATION) {
            response.headers_mut().insert("hx-redirect", to);
        }
        *response.status_mut() = StatusCode::NO_CONTENT;
    }
    let html = response.headers().get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"text/html"));
    if flashed && html {
        response.headers_mut().append(header::SET_COOKIE, HeaderValue::from_static("rb_toast=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"));
    }
    safe_headers(response.headers_mut());
    response
}

fn answer(ctx: &Ctx, error: &Error, api: bool, htmx: bool, uri: &str) -> Response {
    match error {
        Error::Internal(cause) => tracing::error!(request = ctx.actor.request, %cause, "internal error"),
        Error::Unavailable(cause) => tracing::error!(request = ctx.actor.request, %cause, "database or files don't answer"),
        Error::Full(cause) => tracing::error!(request = ctx.actor.request, %cause, "the disk is full"),
        _ => {}
    }
    let problem = problem_of(error, ctx.lang, &ctx.actor.request);
    if api {
        let mut response = (status(error), axum::Json(&problem)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if matches!(error, Error::SignIn) {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        return response;
    }
    if matches!(error, Error::SignIn) {
        let to: String = uri
            .bytes()
            .map(|b| if b.is_ascii_alphanumeric() || b"-._~/".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") })
            .collect();
        let to = format!("/sign-in?to={to}");
        if htmx {
            let mut response = StatusCode::UNAUTHORIZED.into_response();
            if let Ok(to) = HeaderValue::from_str(&to) {
                response.headers_mut().insert("x-sign-in", to);
            }
            return response;
        }
        return crate::web::Page::to(&to).into_response();
    }
    if htmx {
        let said = if problem.detail.is_empty() { &problem.title } else { &problem.detail };
        let mut response = (status(error), said.clone()).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        response.headers_mut().insert("hx-reswap", HeaderValue::from_static("none"));
        return response;
    }
    let markup = (ctx.house().error_page)(ctx, &problem).into_string();
    let mut response = (status(error), Body::from(markup)).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}

/// The error in words.
pub fn problem_of(error: &Error, lang: Lang, request: &str) -> Problem {
    let (code, title, detail) = match error {
        Error::NotFound => ("not-found", t::not_found(lang), t::not_found_why(lang).to_owned()),
        Error::Forbidden => ("forbidden", t::forbidden(lang), t::forbidden_why(lang).to_owned()),
        Error::SignIn => ("sign-in", t::sign_in_needed(lang), String::new()),
        Error::Conflict => ("conflict", t::conflict(lang), t::conflict_why(lang).to_owned()),
        Error::Double { .. } => ("double", t::double(lang), String::new()),
        Error::Taken(_) => ("taken", t::taken(lang), String::new()),
        Error::Refused(say) => ("refused", t::refused(lang), say.text(lang)),
        Error::Invalid(_) => ("invalid", t::invalid(lang), String::new()),
        Error::Busy => ("busy", t::busy(lang), t::busy_why(lang).to_owned()),
        Error::TooLarge => ("too-large", t::too_large(lang), String::new()),
        Error::Unavailable(_) => ("unavailable", t::unavailable(lang), t::unavailable_why(lang).to_owned()),
        Error::Full(_) => ("full", t::full(lang), t::full_why(lang).to_owned()),
        Error::Internal(_) => ("internal", t::internal(lang), t::internal_why(lang, request)),
    };
    let errors = match error {
        Error::Invalid(faults) => faults.iter().map(|f| ProblemField { field: f.field.clone(), message: f.say.text(lang) }).collect(),
        _ => vec![],
    };
    let duplicate = match error {
        Error::Double { url, title } => Some(super::page::Duplicate { url: url.clone(), title: title.clone() }),
        _ => None,
    };
    Problem { duplicate, code, title: title.to_owned(), status: status(error).as_u16(), detail, errors, request: request.to_owned() }
}

fn safe_headers(headers: &mut HeaderMap) {
    let mut set = |name: &'static str, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set("content-security-policy", POLICY);
    set("x-content-type-options", "nosniff");
    set("referrer-policy", "same-origin");
    set("cross-origin-opener-policy", "same-origin");
    set("cross-origin-resource-policy", "same-origin");
    set("permissions-policy", "camera=(), microphone=(), geolocation=()");
    set("cache-control", "no-store");
}
