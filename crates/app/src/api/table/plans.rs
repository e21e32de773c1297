//! Journal plans and their keys.

use crate::api::operation::{Kind, Operation, Tag, Value, Word, may, must};
use texts::api as t;

fn op(call: &'static str, id: &'static str, says: Word) -> Operation {
    Operation::new(Tag::Plans, call, id, says)
}

fn words(new: bool) -> [Value; 3] {
    [
        Value { needed: new, ..may("title", Kind::Text(200), t::v_title) },
        may("description", Kind::Text(4000), t::v_description),
        may("keywords", Kind::Text(500), t::v_keywords),
    ]
}

/// Plans, then keys.
pub fn operations() -> Vec<Operation> {
    let mut added = op("POST /api/v1/plans/{plan}/keys", "addKey", t::add_key).done(201).tagged().body(words(true));
    added.body.extend([may("parent", Kind::Id, t::v_parent_key), cases_to(), cases_key()]);
    let mut moved = op("POST /api/v1/keys/{key}/move", "moveKey", t::move_key)
        .matched()
        .tagged()
        .body([may("place", Kind::Words(&["after", "before", "into"]), t::v_place), must("target", Kind::Id, t::v_target_key)]);
    moved.body.extend([cases_to(), cases_key()]);
    let plan =
        |new| [Value { needed: new, ..may("name", Kind::Text(100), t::v_name) }, may("description", Kind::Text(2000), t::v_description)];
    let mut changed = op("PATCH /api/v1/plans/{plan}", "changePlan", t::change_plan).matched().tagged().body(plan(false));
    changed.body.push(may("active", Kind::Flag, t::v_active));
    vec![
        op("GET /api/v1/plans", "listPlans", t::list_plans),
        op("POST /api/v1/plans", "createPlan", t::create_plan).done(201).tagged().body(plan(true)),
        op("GET /api/v1/plans/{plan}", "getPlan", t::get_plan).tagged(),
        changed,
        op("POST /api/v1/plans/{plan}/import", "importPlan", t::import_plan)
            .body([must("csv", Kind::Text(2_000_000), t::v_csv), may("apply", Kind::Flag, t::v_apply)]),
        op("GET /api/v1/plans/{plan}/keys", "findKeys", t::find_keys)
            .query([may("parent", Kind::Id, t::v_parent_key), may("q", Kind::Text(200), t::v_text)]),
        added,
        op("GET /api/v1/keys/{key}", "getKey", t::get_key).tagged(),
        op("PATCH /api/v1/keys/{key}", "changeKey", t::change_key).matched().tagged().body(words(false)),
        op("DELETE /api/v1/keys/{key}", "deleteKey", t::delete_key).matched().done(204),
        moved,
        op("POST /api/v1/keys/{key}/close", "closeKey", t::close_key).matched().tagged().body([may("closed", Kind::Flag, t::v_closed)]),
    ]
}

fn cases_to() -> Value {
    may("cases_to", Kind::Words(&["new", "other"]), t::v_cases_to)
}

fn cases_key() -> Value {
    may("cases_key", Kind::Id, t::v_cases_key)
}
