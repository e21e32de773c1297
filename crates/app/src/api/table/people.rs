//! Users, groups and roles.

use crate::api::operation::{Kind, Operation, Tag, Value, Word, may, must};
use texts::api as t;

fn op(call: &'static str, id: &'static str, says: Word) -> Operation {
    Operation::new(Tag::People, call, id, says)
}

/// Users, groups, roles.
pub fn operations() -> Vec<Operation> {
    [users(), groups(), roles()].into_iter().flatten().collect()
}

fn person(needed: bool) -> Vec<Value> {
    let named = |name, length, says| Value { needed, ..may(name, Kind::Text(length), says) };
    vec![
        named("user_name", 100, t::v_user_name),
        named("email", 254, t::v_email),
        named("first_name", 100, t::v_first_name),
        named("last_name", 100, t::v_last_name),
        may("initials", Kind::Text(8), t::v_initials),
        may("title", Kind::Text(100), t::v_position),
        may("department", Kind::Text(100), t::v_department),
        may("manager", Kind::Int, t::v_manager),
        may("phone", Kind::Text(40), t::v_phone),
        may("mobile", Kind::Text(40), t::v_mobile),
        may("lang", Kind::Words(&["da", "en"]), t::v_lang),
        may("kind", Kind::Words(&["internal", "external", "guest", "service"]), t::v_user_kind),
    ]
}

fn users() -> Vec<Operation> {
    let mut made = op("POST /api/v1/users", "createUser", t::create_user)
        .done(201)
        .body([may("roles", Kind::Int, t::v_user_roles).many(), may("link", Kind::Flag, t::v_link)]);
    made.body.splice(0..0, person(true));
    let mut changed = op("PATCH /api/v1/users/{id}", "changeUser", t::change_user).matched().tagged();
    changed.body = person(false);
    vec![
        op("GET /api/v1/users", "listUsers", t::list_users).query([
            may("q", Kind::Text(100), t::v_text),
            may("state", Kind::Words(&["active", "disabled", "all"]), t::v_user_state),
            may("page", Kind::Int, t::v_page),
        ]),
        made,
        op("GET /api/v1/users/{id}", "getUser", t::get_user).tagged(),
        changed,
        op("POST /api/v1/users/{id}/disable", "disableUser", t::disable_user).tagged().body([may("to", Kind::Int, t::v_hand_to)]),
        op("POST /api/v1/users/{id}/enable", "enableUser", t::enable_user).tagged(),
    ]
}

fn groups() -> Vec<Operation> {
    let words = |needed: bool| {
        [
            Value { needed, ..may("name", Kind::Text(100), t::v_name) },
            may("description", Kind::Text(300), t::v_description),
            may("email", Kind::Text(254), t::v_email),
        ]
    };
    vec![
        op("GET /api/v1/groups", "listGroups", t::list_groups).query([may("q", Kind::Text(100), t::v_text)]),
        op("POST /api/v1/groups", "createGroup", t::create_group).done(201).body(words(true)),
        op("GET /api/v1/groups/{id}", "getGroup", t::get_group).tagged(),
        op("PATCH /api/v1/groups/{id}", "changeGroup", t::change_group).matched().tagged().body(words(false)),
        op("DELETE /api/v1/groups/{id}", "deleteGroup", t::delete_group).done(204),
        op("PUT /api/v1/groups/{id}/members/{member}", "joinGroup", t::join_group).done(204),
        op("DELETE /api/v1/groups/{id}/members/{member}", "leaveGroup", t::leave_group).done(204),
    ]
}

fn roles() -> Vec<Operation> {
    vec![
        op("GET /api/v1/roles", "listRoles", t::list_roles),
        op("POST /api/v1/roles", "createRole", t::create_role).done(201).body([
            must("name_da", Kind::Text(60), t::v_title_da),
            must("name_en", Kind::Text(60), t::v_title_en),
            may("like", Kind::Int, t::v_like),
        ]),
        op("PATCH /api/v1/roles/{id}", "changeRole", t::change_role).matched().done(204).body([must(
            "permissions",
            Kind::Text(100),
            t::v_permissions,
        )
        .many()]),
        op("DELETE /api/v1/roles/{id}", "deleteRole", t::delete_role).done(204),
        op("PUT /api/v1/roles/{id}/given/{principal}", "giveRole", t::give_role).done(204),
        op("DELETE /api/v1/roles/{id}/given/{principal}", "takeRole", t::take_role).done(204),
    ]
}
