//! The operations, a file for each part of the API.

mod cases;
mod documents;
mod files;
mod people;
mod plans;
mod templates;

use super::operation::{Kind, Operation, Raw, Tag, may};
use texts::api as t;

/// All, in the order of the page.
pub fn all() -> Vec<Operation> {
    [
        cases::operations(),
        documents::operations(),
        files::operations(),
        search(),
        plans::operations(),
        templates::operations(),
        people::operations(),
        own(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn search() -> Vec<Operation> {
    vec![
        Operation::new(Tag::Search, "GET /api/v1/search", "search", t::search).query([
            may("q", Kind::Text(300), t::v_search),
            may("kind", Kind::Words(&["case", "document"]), t::v_kind),
            may("case", Kind::Id, t::v_in_case),
            may("type", Kind::Int, t::v_type).many(),
            may("status", Kind::Int, t::v_status_number).many(),
            may("year", Kind::Int, t::v_year).many(),
            may("sort", Kind::Words(&["date"]), t::v_sort_date),
            may("at", Kind::Int, t::v_at),
        ]),
        Operation::new(Tag::Search, "GET /api/v1/cases/{id}/history", "caseHistory", t::case_history).query([may(
            "after",
            Kind::Text(100),
            t::v_after,
        )]),
    ]
}

fn own() -> Vec<Operation> {
    vec![
        Operation::new(Tag::Api, "GET /api/v1/tokens", "listTokens", t::list_tokens),
        Operation::new(Tag::Api, "DELETE /api/v1/tokens/{id}", "revokeToken", t::revoke_token).done(204),
        Operation::new(Tag::Api, "GET /api/v1/openapi.json", "openapi", t::openapi)
            .query([may("lang", Kind::Words(&["da", "en"]), t::v_lang)])
            .raw(Raw::JsonOut),
    ]
}
