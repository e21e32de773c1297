//! Cases: what a case is, what can happen to it, and where it is reached.

pub mod create;
mod favourite;
mod list;
pub mod number;
mod status;

use base::event::Event;
use base::uow::{Guarded, Level};
use base::web::Routes;
use base::{Error, Lang, Result, Timestamp, Uuid, route};
use serde::{Deserialize, Serialize};

pub use status::Status;

/// What happens to a case. Old and new values, never sentences.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum CaseEvent {
    #[serde(rename = "case.created")]
    Created { number: String, title: String, template: i64, template_name: String, owner: i64, key: Option<Uuid>, archive_number: String },
    #[serde(rename = "case.changed")]
    Changed { field: String, old: String, new: String },
    #[serde(rename = "case.status_changed")]
    StatusChanged { old: i64, new: i64, reason: String },
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
    pub const COLUMNS: &'static str = "c.id, c.number, c.title, c.description, c.status, c.owner, c.template_id, c.type_id, c.key_id, c.archive_number,
        c.start_date, c.expected_end, c.deadline, c.restricted, c.created, c.changed, c.version, c.level";

    /// Whether this actor may do what needs a level, as the case stands.
    pub fn may(&self, level: Level) -> bool {
        self.level >= level as i64 && self.allows(level).is_ok()
    }
}

impl Guarded for Case {
    const FIND: &'static str = "SELECT c.id, c.number, c.title, c.description, c.status, c.owner, c.template_id, c.type_id, c.key_id, c.archive_number,
        c.start_date, c.expected_end, c.deadline, c.restricted, c.created, c.changed, c.version, c.level FROM my_case c WHERE c.id = $1 {lock}";

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
        route!(GET "/cases/new" May(CasesCreate) => create::page),
        route!(POST "/cases/new" May(CasesCreate) => create::submit),
        route!(POST "/cases/{id}/favourite" SignedIn => favourite::toggle),
        route!(GET "/api/v1/cases" SignedIn => list::api),
        route!(POST "/api/v1/cases" May(CasesCreate) => create::api),
    ]
}
