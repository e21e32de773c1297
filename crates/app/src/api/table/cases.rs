//! Cases and who has access to them.

use crate::api::operation::{Kind, Operation, Tag, Value, may, must};
use texts::api as t;

const STATUS: &[&str] = &["active", "passive", "closed", "archived"];
const SORTS: &[&str] =
    &["changed", "title", "number", "created", "status", "type", "owner", "deadline", "archive_number", "changed_by", "closed"];

fn facts() -> [Value; 6] {
    [
        may("description", Kind::Text(10_000), t::v_description),
        may("key", Kind::Id, t::v_key),
        may("owner", Kind::Int, t::v_owner),
        may("start_date", Kind::Date, t::v_start_date),
        may("expected_end", Kind::Date, t::v_expected_end),
        may("deadline", Kind::Date, t::v_deadline),
    ]
}

fn op(call: &'static str, id: &'static str, says: super::super::operation::Word) -> Operation {
    Operation::new(Tag::Cases, call, id, says)
}

/// The cases themselves, then their members.
pub fn operations() -> Vec<Operation> {
    let mut all = vec![list(), create()];
    all.extend([
        op("GET /api/v1/cases/{id}", "getCase", t::get_case).tagged(),
        change(),
        op("DELETE /api/v1/cases/{id}", "deleteCase", t::delete_case).matched().done(204),
        op("POST /api/v1/cases/{id}/restore", "restoreCase", t::restore_case).tagged(),
        op("PUT /api/v1/cases/{id}/status", "setCaseStatus", t::set_case_status).matched().tagged().body([
            must("status", Kind::Words(&["active", "passive", "closed"]), t::v_status),
            may("reason", Kind::Text(300), t::v_reason_reopen),
            may("anyway", Kind::Flag, t::v_anyway),
            may("finalise", Kind::Flag, t::v_finalise),
        ]),
        op("PUT /api/v1/cases/{id}/restricted", "restrictCase", t::restrict_case).matched().tagged().body([must(
            "on",
            Kind::Flag,
            t::v_restricted,
        )]),
        op("GET /api/v1/cases/{id}/members", "listMembers", t::list_members).tagged(),
        op("POST /api/v1/cases/{id}/members", "addMembers", t::add_members).matched().tagged().body([
            must("principal", Kind::Int, t::v_principals).many(),
            may("level", Kind::Words(&["read", "write", "manage"]), t::v_level),
        ]),
        op("DELETE /api/v1/cases/{id}/members/{principal}", "removeMember", t::remove_member).matched().done(204),
        op("GET /api/v1/cases/{id}/rights", "caseRights", t::case_rights),
    ]);
    all
}

fn list() -> Operation {
    op("GET /api/v1/cases", "listCases", t::list_cases).query([
        may("view", Kind::Words(&["all", "mine", "favourites", "unassigned"]), t::v_view),
        may("q", Kind::Text(100), t::v_text),
        may("status", Kind::Words(STATUS), t::v_status).many(),
        may("type", Kind::Int, t::v_case_type).many(),
        may("owner", Kind::Int, t::v_owner).many(),
        may("key", Kind::Id, t::v_key).many(),
        may("due_before", Kind::Date, t::v_due_before),
        may("changed_after", Kind::Date, t::v_changed_after),
        may("sort", Kind::Words(SORTS), t::v_sort),
        may("dir", Kind::Words(&["asc", "desc"]), t::v_dir),
        may("size", Kind::Words(&["15", "50", "100"]), t::v_size),
        may("after", Kind::Text(1000), t::v_after),
    ])
}

fn create() -> Operation {
    let mut made = op("POST /api/v1/cases", "createCase", t::create_case)
        .headers([may("Idempotency-Key", Kind::Text(255), t::v_idempotency)])
        .body([
            must("template", Kind::Int, t::v_template),
            must("title", Kind::Text(300), t::v_title),
            may("upload", Kind::Id, t::v_uploads).many(),
        ])
        .done(201);
    made.body.extend(facts());
    made
}

fn change() -> Operation {
    let mut changed =
        op("PATCH /api/v1/cases/{id}", "changeCase", t::change_case).matched().tagged().body([may("title", Kind::Text(300), t::v_title)]);
    changed.body.extend(facts());
    changed
}
