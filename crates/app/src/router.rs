//! Every slice's routes, the program's own files, and the operator's endpoints.

use crate::stop;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base::web::{self, House, Routes};
use std::sync::Arc;

/// All routes behind a need, as the access matrix reads them.
pub fn routes() -> Routes {
    let slices = [
        crate::start::routes(),
        crate::people::routes(),
        crate::admin::routes(),
        crate::api::routes(),
        crate::cases::routes(),
        crate::documents::routes(),
        crate::history::routes(),
        crate::journal::routes(),
        crate::search::routes(),
        crate::templates::routes(),
        crate::trash::routes(),
        crate::types::routes(),
    ];
    slices.into_iter().flatten().collect()
}

/// The whole application.
pub fn router(house: &Arc<House>) -> Router {
    let own = Router::new()
        .route("/assets/{name}", get(asset))
        .route("/health/live", get(|| async { "live" }))
        .route("/health/ready", get(ready))
        .route("/metrics", get(crate::metrics::page))
        .with_state(house.clone());
    let leaving = axum::middleware::from_fn_with_state(house.clone(), stop::last_on_its_line);
    web::router(house, routes()).merge(own).layer(leaving)
}

/// Whether requests are welcome here: the database answers, and this node isn't about to stop.
async fn ready(State(house): State<Arc<House>>) -> Response {
    if !stop::welcome(&house) {
        return (StatusCode::SERVICE_UNAVAILABLE, "about to stop").into_response();
    }
    match house.db.ping().await {
        Ok(()) => "ready".into_response(),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response()
        }
    }
}

/// A file of the program: named by its content, so kept by browsers for ever.
async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = ui::asset(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let gzip = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("gzip"));
    let response = Response::builder()
        .header(header::CONTENT_TYPE, asset.content_type)
        .header(header::CACHE_CONTROL, "public, max-age=31536000, immutable")
        .header(header::VARY, "accept-encoding")
        .header("x-content-type-options", "nosniff");
    let response = if gzip {
        response.header(header::CONTENT_ENCODING, "gzip").body(Body::from(asset.gzip))
    } else {
        response.body(Body::from(asset.bytes))
    };
    response.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}
