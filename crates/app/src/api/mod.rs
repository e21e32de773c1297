//! The API described: a line for each operation, OpenAPI 3.1 made of these lines, and a page to try them on.

mod document;
mod operation;
mod page;
mod table;

use axum::http::header;
use base::web::{Ctx, Fields, Page, Routes};
use base::{Error, Lang, Result, route};
use std::sync::LazyLock;

pub use operation::Operation;

/// Every operation, in the order of the page.
pub fn operations() -> Vec<Operation> {
    table::all()
}

static IN_DANISH: LazyLock<String> = LazyLock::new(|| text(Lang::Da));
static IN_ENGLISH: LazyLock<String> = LazyLock::new(|| text(Lang::En));

fn text(lang: Lang) -> String {
    document::document(lang, &crate::routes(), &operations()).to_json().unwrap_or_default()
}

/// GET /api/v1/openapi.json: in English; with `lang=da` in Danish.
pub async fn description(_: Ctx, fields: Fields) -> Result<Page> {
    let whole: &'static str = match fields.get("lang") {
        "da" => &IN_DANISH,
        "" | "en" => &IN_ENGLISH,
        _ => return Err(Error::field("lang", texts::base::fault_choice)),
    };
    Ok(Page::content("application/json", whole).header(header::CACHE_CONTROL, "public, max-age=300"))
}

/// The slice's routes.
pub fn routes() -> Routes {
    vec![route!(GET "/api" SignedIn => page::page), route!(GET "/api/v1/openapi.json" Open => description)]
}
