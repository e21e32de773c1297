//! People: signing in, accounts, users, groups, roles.

mod first;
mod forgotten;
mod language;
mod password;
mod sign_in;
mod sign_out;

use base::event::Event;
use base::web::Routes;
use base::route;
use serde::{Deserialize, Serialize};

pub use first::{announce, create_by_operator};

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
    #[serde(rename = "organisation.link_made")]
    LinkMade {},
    #[serde(rename = "organisation.named")]
    Named { old: String, new: String },
}

impl Event for PeopleEvent {}

/// The slice's routes.
pub fn routes() -> Routes {
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
