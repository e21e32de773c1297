//! People: signing in, accounts, users, groups, roles.

mod change_log;
mod choose;
mod device;
mod directory;
mod disable;
mod effect;
mod ended;
mod everybody;
mod first;
mod forgotten;
mod given;
mod group;
mod group_form;
mod groups;
mod keep;
mod kind;
mod language;
mod link;
mod log_words;
mod matrix;
mod members;
mod own_password;
mod password;
mod permission_words;
mod pick;
mod profile;
mod role_choice;
mod role_form;
mod roles;
mod security_log;
mod sessions;
mod sign_in;
mod sign_out;
mod tokens;
mod user;
mod user_form;
mod users;
mod uses;

use base::event::Event;
use base::route;
use base::web::Routes;
use serde::{Deserialize, Serialize};

pub use choose::{At, choosing, chosen, known_name, name, usable};
pub use first::{announce, create_by_operator};
use permission_words::{permission_name, permission_why};

/// What happens to people and their access: the security log.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum PeopleEvent {
    #[serde(rename = "user.signed_in")]
    SignedIn { agent: String },
    #[serde(rename = "user.signed_out")]
    SignedOut {},
    #[serde(rename = "user.sign_in_failed")]
    SignInFailed { account: String },
    #[serde(rename = "user.created")]
    Created { user_name: String, name: String, email: String, account_kind: String },
    #[serde(rename = "user.password_set")]
    PasswordSet {},
    #[serde(rename = "user.password_asked")]
    PasswordAsked {},
    #[serde(rename = "user.password_changed")]
    PasswordChanged {},
    #[serde(rename = "user.changed")]
    Changed { changes: Vec<Change> },
    #[serde(rename = "user.disabled")]
    Disabled { handed: i64, to: Option<i64> },
    #[serde(rename = "user.enabled")]
    Enabled {},
    #[serde(rename = "user.link_sent")]
    LinkSent { email: String },
    /// There is no mail server: who made the link passes it on.
    #[serde(rename = "user.link_shown")]
    LinkShown {},
    #[serde(rename = "user.sessions_ended")]
    SessionsEnded { count: i64 },
    #[serde(rename = "token.made")]
    TokenMade { name: String, scopes: String, expires: String },
    #[serde(rename = "token.revoked")]
    TokenRevoked { name: String },
    /// Written where the token is looked at (`base/web/token.rs`).
    #[serde(rename = "token.used_from")]
    TokenUsedFrom { name: String, address: String, before: String },
    #[serde(rename = "group.created")]
    GroupCreated { name: String },
    #[serde(rename = "group.changed")]
    GroupChanged { changes: Vec<Change> },
    #[serde(rename = "group.deleted")]
    GroupDeleted { name: String },
    #[serde(rename = "group.member_added")]
    MemberAdded { member: i64, name: String },
    #[serde(rename = "group.member_removed")]
    MemberRemoved { member: i64, name: String },
    #[serde(rename = "role.created")]
    RoleCreated {
        name: String,
        /// What it may from the start, as another role; nothing in entries before this was kept.
        #[serde(default)]
        permissions: Vec<String>,
    },
    #[serde(rename = "role.renamed")]
    RoleRenamed { old: String, new: String },
    #[serde(rename = "role.changed")]
    RoleChanged { name: String, added: Vec<String>, removed: Vec<String> },
    #[serde(rename = "role.deleted")]
    RoleDeleted { name: String },
    #[serde(rename = "role.given")]
    RoleGiven { role: i64, key: String },
    #[serde(rename = "role.taken")]
    RoleTaken { role: i64, key: String },
    #[serde(rename = "organisation.link_made")]
    LinkMade {},
    #[serde(rename = "organisation.named")]
    Named { old: String, new: String },
}

impl Event for PeopleEvent {}

/// A field with its old and new value.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Change {
    pub field: String,
    pub old: String,
    pub new: String,
}

impl Change {
    /// Those of name, old and new value that differ.
    fn among(all: &[(&str, &String, &String)]) -> Vec<Change> {
        all.iter()
            .filter(|(_, old, new)| old != new)
            .map(|(field, old, new)| Change { field: (*field).to_owned(), old: (*old).clone(), new: (*new).clone() })
            .collect()
    }
}

/// The slice's routes.
pub fn routes() -> Routes {
    [signing_in(), account(), users_and_groups(), roles_and_log()].into_iter().flatten().collect()
}

fn signing_in() -> Routes {
    vec![
        route!(GET "/sign-in" Open => sign_in::page),
        route!(POST "/sign-in" Open => sign_in::sign_in),
        route!(POST "/sign-out" SignedIn => sign_out::sign_out),
        route!(POST "/language" Open => language::choose),
        route!(GET "/welcome" Open => first::page),
        route!(POST "/welcome" Open => first::create),
        route!(GET "/forgotten" Open => forgotten::ask_page),
        route!(POST "/forgotten" Open => forgotten::ask),
        route!(GET "/password" Open => forgotten::choose_page),
        route!(POST "/password" Open => forgotten::choose),
    ]
}

fn account() -> Routes {
    vec![
        route!(GET "/account" SignedIn => profile::page),
        route!(POST "/account" SignedIn => profile::save),
        route!(POST "/account/theme" SignedIn => profile::theme),
        route!(GET "/account/password" SignedIn => own_password::page),
        route!(POST "/account/password" SignedIn => own_password::change),
        route!(GET "/account/sessions" SignedIn => sessions::page),
        route!(POST "/account/sessions/end" SignedIn => sessions::end),
        route!(POST "/account/sessions/end-others" SignedIn => sessions::end_others),
        route!(GET "/account/tokens" SignedIn => tokens::page),
        route!(POST "/account/tokens" SignedIn => tokens::create),
        route!(POST "/account/tokens/{id}/revoke" SignedIn => tokens::revoke),
        route!(GET "/api/v1/tokens" SignedIn => tokens::api),
        route!(DELETE "/api/v1/tokens/{id}" SignedIn => tokens::api_revoke),
        route!(GET "/pick/people" SignedIn => pick::people),
    ]
}

fn users_and_groups() -> Routes {
    vec![
        route!(GET "/admin/users" May(Users) => users::page),
        route!(GET "/admin/users/new" May(Users) => user_form::new_page),
        route!(POST "/admin/users/new" May(Users) => user_form::create),
        route!(GET "/admin/users/{id}" May(Users) => user::page),
        route!(GET "/admin/users/{id}/edit" May(Users) => user_form::edit_page),
        route!(POST "/admin/users/{id}/edit" May(Users) => user_form::edit),
        route!(GET "/admin/users/{id}/disable" May(Users) => disable::page),
        route!(POST "/admin/users/{id}/disable" May(Users) => disable::submit),
        route!(POST "/admin/users/{id}/enable" May(Users) => disable::enable),
        route!(POST "/admin/users/{id}/link" May(Users) => link::send),
        route!(GET "/api/v1/users" May(Users) => users::api),
        route!(POST "/api/v1/users" May(Users) => user_form::api_create),
        route!(GET "/api/v1/users/{id}" May(Users) => user::api),
        route!(PATCH "/api/v1/users/{id}" May(Users) => user_form::api_edit),
        route!(POST "/api/v1/users/{id}/disable" May(Users) => disable::api),
        route!(POST "/api/v1/users/{id}/enable" May(Users) => disable::api_enable),
        route!(GET "/admin/groups" May(Groups) => groups::page),
        route!(GET "/admin/groups/new" May(Groups) => group_form::new_page),
        route!(POST "/admin/groups/new" May(Groups) => group_form::create),
        route!(GET "/admin/groups/{id}" May(Groups) => group::page),
        route!(GET "/admin/groups/{id}/edit" May(Groups) => group_form::edit_page),
        route!(POST "/admin/groups/{id}/edit" May(Groups) => group_form::edit),
        route!(POST "/admin/groups/{id}/delete" May(Groups) => group_form::delete),
        route!(POST "/admin/groups/{id}/members" May(Groups) => members::add),
        route!(POST "/admin/groups/{id}/members/remove" May(Groups) => members::remove),
        route!(GET "/api/v1/groups" May(Groups) => groups::api),
        route!(POST "/api/v1/groups" May(Groups) => group_form::api_create),
        route!(GET "/api/v1/groups/{id}" May(Groups) => group::api_with_members),
        route!(PATCH "/api/v1/groups/{id}" May(Groups) => group_form::api_edit),
        route!(DELETE "/api/v1/groups/{id}" May(Groups) => group_form::api_delete),
        route!(PUT "/api/v1/groups/{id}/members/{member}" May(Groups) => members::api_add),
        route!(DELETE "/api/v1/groups/{id}/members/{member}" May(Groups) => members::api_remove),
    ]
}

fn roles_and_log() -> Routes {
    vec![
        route!(GET "/admin/roles" May(Roles) => roles::page),
        route!(POST "/admin/roles" May(Roles) => roles::save),
        route!(POST "/admin/roles/effect" May(Roles) => roles::effect),
        route!(GET "/admin/roles/new" May(Roles) => role_form::new_page),
        route!(POST "/admin/roles/new" May(Roles) => role_form::create),
        route!(POST "/admin/roles/give" May(Roles) => given::give),
        route!(GET "/admin/roles/{id}" May(Roles) => role_form::page),
        route!(POST "/admin/roles/{id}" May(Roles) => role_form::rename),
        route!(POST "/admin/roles/{id}/delete" May(Roles) => role_form::delete),
        route!(POST "/admin/roles/{id}/take" May(Roles) => given::take),
        route!(GET "/api/v1/roles" May(Roles) => roles::api),
        route!(POST "/api/v1/roles" May(Roles) => role_form::api_create),
        route!(PATCH "/api/v1/roles/{id}" May(Roles) => roles::api_save),
        route!(DELETE "/api/v1/roles/{id}" May(Roles) => role_form::api_delete),
        route!(PUT "/api/v1/roles/{id}/given/{principal}" May(Roles) => given::api_give),
        route!(DELETE "/api/v1/roles/{id}/given/{principal}" May(Roles) => given::api_take),
        route!(GET "/admin/security-log" May(SecurityLog) => security_log::page),
    ]
}
