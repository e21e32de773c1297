//! Cases: what a case is, what can happen to it, and where it is reached.

mod assign;
mod close;
mod columns;
pub mod create;
mod delete;
mod facts;
mod favourite;
pub mod filter;
mod filters;
mod give;
mod list;
mod members;
pub mod number;
mod page;
mod pick;
mod repeat;
mod restrict;
mod rights;
mod similar;
mod status;

use base::event::Event;
use base::uow::{Guarded, Level};
use base::web::Routes;
use base::{Error, Lang, Result, Timestamp, Uuid, route};
use serde::{Deserialize, Serialize};

pub use columns::time;
pub use filter::{encode, my_groups};
pub use list::newest as case_rows;
pub use page::{CaseTab, CaseView, find as case_row, frame as case_frame, looked, view as case_view};
pub use status::Status;

/// What happens to a case. Old and new values, never sentences.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum CaseEvent {
    #[serde(rename = "case.created")]
    Created { number: String, title: String, template: i64, template_name: String, owner: i64, key: Option<Uuid>, archive_number: String },
    #[serde(rename = "case.changed")]
    Changed {
        field: String,
        old: String,
        new: String,
        /// The new owner, where the owner was changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        owner: Option<i64>,
    },
    #[serde(rename = "case.status_changed")]
    StatusChanged { old: i64, new: i64, reason: String },
    #[serde(rename = "case.member_added")]
    MemberAdded { principal: i64, name: String, level: i64 },
    #[serde(rename = "case.member_changed")]
    MemberChanged { principal: i64, name: String, old: i64, new: i64 },
    #[serde(rename = "case.member_removed")]
    MemberRemoved { principal: i64, name: String, level: i64 },
    #[serde(rename = "case.restricted")]
    Restricted { on: bool },
    #[serde(rename = "case.placed")]
    Placed { old: String, new: String },
    #[serde(rename = "case.privileged_look")]
    PrivilegedLook {},
    #[serde(rename = "case.deleted")]
    Deleted { number: String, title: String },
    #[serde(rename = "case.restored")]
    Restored { number: String, title: String },
    #[serde(rename = "case.favoured")]
    Favoured { on: bool },
}

impl Event for CaseEvent {}

base::row! {
    /// A case as a change finds it.
    #[derive(Debug, Clone)]
    pub struct Case {
        pub id: Uuid,
        pub number: String,
        pub title: String,
        pub description: String,
        pub status: i64,
        pub owner: i64,
        pub template_id: i64,
        pub type_id: i64,
        pub key_id: Option<Uuid>,
        pub archive_number: String,
        pub start_date: Option<String>,
        pub expected_end: Option<String>,
        pub deadline: Option<String>,
        pub restricted: bool,
        pub created: Timestamp,
        pub changed: Timestamp,
        pub version: i64,
        pub level: i64,
    }
}

impl Case {
    /// The columns, of `my_case c`.
    pub const COLUMNS: &'static str =
        "c.id, c.number, c.title, c.description, c.status, c.owner, c.template_id, c.type_id, c.key_id, c.archive_number,
        c.start_date, c.expected_end, c.deadline, c.restricted, c.created, c.changed, c.version, c.level";

    /// Whether this actor may do what needs a level, as the case stands.
    pub fn may(&self, level: Level) -> bool {
        self.level >= level as i64 && self.allows(level).is_ok()
    }
}

impl Guarded for Case {
    const CASE: &'static str = "SELECT c.id FROM my_case c WHERE c.id = $1 {lock}";
    const FIND: &'static str = "SELECT c.id, c.number, c.title, c.description, c.status, c.owner, c.template_id, c.type_id, c.key_id, c.archive_number,
        c.start_date, c.expected_end, c.deadline, c.restricted, c.created, c.changed, c.version, c.level FROM my_case c WHERE c.id = $1 {lock}";

    fn case(&self) -> Uuid {
        self.id
    }

    fn level(&self) -> i64 {
        self.level
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn allows(&self, _: Level) -> Result<()> {
        if self.status >= Status::Closed as i64 { Err(Error::refused(texts::cases::is_closed)) } else { Ok(()) }
    }
}

/// A case opened whatever its status.
pub struct AnyState(pub Case);

impl base::FromRow for AnyState {
    fn from_row(row: &mut base::Row) -> Result<Self> {
        Case::from_row(row).map(AnyState)
    }
}

impl Guarded for AnyState {
    const CASE: &'static str = Case::CASE;
    const FIND: &'static str = Case::FIND;

    fn case(&self) -> Uuid {
        self.0.id
    }

    fn level(&self) -> i64 {
        self.0.level
    }

    fn version(&self) -> i64 {
        self.0.version
    }

    fn allows(&self, _: Level) -> Result<()> {
        Ok(())
    }
}

/// The name of a user or a group, for the log.
pub async fn name_of(uow: &mut base::Uow, principal: i64) -> Result<String> {
    let found: Option<(String,)> =
        uow.maybe("SELECT name FROM users WHERE id = $1 UNION ALL SELECT name FROM groups WHERE id = $1", &base::args![principal]).await?;
    Ok(found.map(|(name,)| name).unwrap_or_default())
}

/// The name of a level of access.
pub fn level_name(lang: Lang, level: i64) -> &'static str {
    match level {
        3 => texts::cases::level_manage(lang),
        2 => texts::cases::level_write(lang),
        _ => texts::cases::level_read(lang),
    }
}

/// What filters of lists look for a piece of text in.
pub fn find_key(title: &str, number: &str, archive_number: &str) -> String {
    base::collate::fold(&format!("{title} {number} {archive_number}"))
}

/// The name of a status.
pub fn status_name(lang: Lang, status: i64) -> &'static str {
    Status::of(status).name(lang)
}

/// The slice's routes.
pub fn routes() -> Routes {
    vec![
        route!(GET "/cases" SignedIn => list::page),
        route!(POST "/cases/columns" SignedIn => columns::choose),
        route!(GET "/cases/new" May(CasesCreate) => create::page),
        route!(POST "/cases/new" May(CasesCreate) => create::submit),
        route!(GET "/cases/new/similar" May(CasesCreate) => similar::similar),
        route!(GET "/pick/cases" SignedIn => pick::options),
        route!(GET "/cases/{id}" SignedIn => page::page),
        route!(GET "/cases/{id}/facts/{name}" SignedIn => facts::edit),
        route!(POST "/cases/{id}/facts/{name}" SignedIn => facts::save),
        route!(GET "/cases/{id}/members" SignedIn => members::page),
        route!(POST "/cases/{id}/members" SignedIn => members::add),
        route!(POST "/cases/{id}/members/{principal}" SignedIn => members::change),
        route!(POST "/cases/{id}/members/{principal}/remove" SignedIn => members::remove),
        route!(POST "/cases/{id}/restrict" SignedIn => restrict::submit),
        route!(GET "/cases/{id}/assign" SignedIn => assign::page),
        route!(POST "/cases/{id}/assign" SignedIn => assign::submit),
        route!(POST "/cases/{id}/passive" SignedIn => close::passive),
        route!(POST "/cases/{id}/active" SignedIn => close::active),
        route!(GET "/cases/{id}/close" SignedIn => close::page),
        route!(POST "/cases/{id}/close" SignedIn => close::submit),
        route!(GET "/cases/{id}/reopen" May(CasesReopen) => close::reopen_page),
        route!(POST "/cases/{id}/reopen" May(CasesReopen) => close::reopen),
        route!(GET "/cases/{id}/delete" May(CasesDelete) => delete::page),
        route!(POST "/cases/{id}/delete" May(CasesDelete) => delete::submit),
        route!(POST "/cases/{id}/restore" SignedIn => delete::restore),
        route!(POST "/cases/{id}/favourite" SignedIn => favourite::toggle),
        route!(GET "/api/v1/cases" SignedIn => list::api),
        route!(POST "/api/v1/cases" May(CasesCreate) => create::api),
        route!(GET "/api/v1/cases/{id}" SignedIn => page::api),
        route!(PATCH "/api/v1/cases/{id}" SignedIn => facts::api),
        route!(DELETE "/api/v1/cases/{id}" May(CasesDelete) => delete::api),
        route!(POST "/api/v1/cases/{id}/restore" SignedIn => delete::api_restore),
        route!(PUT "/api/v1/cases/{id}/status" SignedIn => close::api),
        route!(PUT "/api/v1/cases/{id}/restricted" SignedIn => restrict::api),
        route!(GET "/api/v1/cases/{id}/members" SignedIn => members::api),
        route!(POST "/api/v1/cases/{id}/members" SignedIn => members::api_add),
        route!(DELETE "/api/v1/cases/{id}/members/{principal}" SignedIn => members::api_remove),
        route!(GET "/api/v1/cases/{id}/rights" SignedIn => rights::api),
    ]
}
