//! Journal plans: trees of keys that cases are filed under.

mod add;
mod apply;
mod branch;
mod browse;
mod cases;
mod close;
mod delete;
mod edit;
mod editor;
mod export;
mod find;
mod import;
mod log;
mod pick;
mod place;
mod plan;
mod plans;
mod rehome;
mod sheet;
mod shift;
mod tree;

use base::event::Event;
use base::web::Routes;
use base::{Reader, Result, Uuid, args, route};
use serde::{Deserialize, Serialize};

pub(crate) use crate::admin::{Frame, Said, done, faults};
pub use find::paths;
pub(crate) use log::{Change, changes, draw as draw_changes};
pub(crate) use plans::steps;

/// What happens to plans and their keys. Old and new values, never sentences.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum JournalEvent {
    #[serde(rename = "plan.created")]
    PlanCreated { name: String },
    #[serde(rename = "plan.changed")]
    PlanChanged { field: String, old: String, new: String },
    #[serde(rename = "plan.imported")]
    PlanImported { added: usize, changed: usize, closed: usize },
    #[serde(rename = "journal_key.created")]
    KeyCreated { code: String, title: String, description: String, keywords: String },
    #[serde(rename = "journal_key.changed")]
    KeyChanged { field: String, old: String, new: String },
    #[serde(rename = "journal_key.moved")]
    KeyMoved { old: String, new: String, renumbered: usize },
    #[serde(rename = "journal_key.cases_moved")]
    CasesMoved { old: String, new: String, cases: i64 },
    #[serde(rename = "journal_key.deleted")]
    KeyDeleted { code: String, title: String },
}

impl Event for JournalEvent {}

base::row! {
    /// A plan.
    #[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
    pub struct Plan {
        pub id: Uuid,
        pub name: String,
        pub description: String,
        pub position: i64,
        pub active: bool,
        pub version: i64,
    }
}

impl Plan {
    const COLUMNS: &'static str = "p.id, p.name, p.description, p.position, p.active, p.version";
}

base::row! {
    /// A key: its code is made of its place.
    #[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Key {
        pub id: Uuid,
        pub plan_id: Uuid,
        pub parent_id: Option<Uuid>,
        pub position: i64,
        pub code: String,
        pub title: String,
        pub description: String,
        pub keywords: String,
        pub closed: bool,
        pub children: i64,
        pub held: bool,
        pub version: i64,
    }
}

impl Key {
    const COLUMNS: &'static str =
        "k.id, k.plan_id, k.parent_id, k.position, k.code, k.title, k.description, k.keywords, k.closed, k.children, k.held, k.version";

    /// A new key that has no place yet.
    fn fresh(id: Uuid, plan: Uuid, parent: Option<Uuid>, [title, description, keywords]: [String; 3]) -> Key {
        let (position, code, children, version) = (0, String::new(), 0, 1);
        Key {
            id,
            plan_id: plan,
            parent_id: parent,
            position,
            code,
            title,
            description,
            keywords,
            closed: false,
            children,
            held: false,
            version,
        }
    }

    /// The event of its making.
    fn created(&self) -> JournalEvent {
        let (code, title) = (self.code.clone(), self.title.clone());
        JournalEvent::KeyCreated { code, title, description: self.description.clone(), keywords: self.keywords.clone() }
    }

    /// Code and title, as lists show it.
    pub fn label(&self) -> String {
        format!("{} {}", self.code, self.title)
    }

    /// How deep it lies; 1 for the top.
    pub fn level(&self) -> u8 {
        u8::try_from(self.code.matches('.').count() + 1).unwrap_or(u8::MAX)
    }
}

/// A plan by its id.
pub async fn plan_of(reader: &Reader, id: Uuid) -> Result<Plan> {
    reader.one(&format!("SELECT {} FROM plan p WHERE p.id = $1", Plan::COLUMNS), &args![id]).await
}

/// A key by its id.
pub async fn key_of(reader: &Reader, id: Uuid) -> Result<Key> {
    reader.one(&format!("SELECT {} FROM journal_key k WHERE k.id = $1", Key::COLUMNS), &args![id]).await
}

/// The slice's routes.
pub fn routes() -> Routes {
    vec![
        route!(GET "/journal" SignedIn => browse::page),
        route!(GET "/journal/{plan}/keys" SignedIn => branch::children),
        route!(POST "/journal/{plan}/open" SignedIn => branch::remember),
        route!(GET "/pick/keys" SignedIn => pick::keys),
        route!(GET "/admin/plans" May(Plans) => plans::page),
        route!(POST "/admin/plans" May(Plans) => plans::create),
        route!(POST "/admin/plans/{plan}/order" May(Plans) => plans::order),
        route!(GET "/admin/plans/{plan}" May(Plans) => editor::page),
        route!(GET "/admin/plans/{plan}/edit" May(Plans) => plan::page),
        route!(POST "/admin/plans/{plan}/edit" May(Plans) => plan::save),
        route!(POST "/admin/plans/{plan}/active" May(Plans) => plan::activate),
        route!(GET "/admin/plans/{plan}/keys" May(Plans) => editor::children),
        route!(GET "/admin/plans/{plan}/new" May(Plans) => add::page),
        route!(POST "/admin/plans/{plan}/new" May(Plans) => add::save),
        route!(GET "/admin/plans/{plan}/export" May(Plans) => export::file),
        route!(GET "/admin/plans/{plan}/import" May(Plans) => import::page),
        route!(POST "/admin/plans/{plan}/import" May(Plans) => import::save),
        route!(GET "/admin/keys/{key}/edit" May(Plans) => edit::page),
        route!(POST "/admin/keys/{key}/edit" May(Plans) => edit::save),
        route!(GET "/admin/keys/{key}/move" May(Plans) => place::page),
        route!(POST "/admin/keys/{key}/move" May(Plans) => place::save),
        route!(POST "/admin/keys/{key}/shift" May(Plans) => shift::save),
        route!(POST "/admin/keys/{key}/close" May(Plans) => close::save),
        route!(POST "/admin/keys/{key}/delete" May(Plans) => delete::save),
        route!(GET "/api/v1/plans" SignedIn => plans::api_list),
        route!(POST "/api/v1/plans" May(Plans) => plans::api_create),
        route!(GET "/api/v1/plans/{plan}" SignedIn => plan::api_get),
        route!(PATCH "/api/v1/plans/{plan}" May(Plans) => plan::api_save),
        route!(GET "/api/v1/plans/{plan}/keys" SignedIn => find::api_keys),
        route!(POST "/api/v1/plans/{plan}/keys" May(Plans) => add::api_save),
        route!(POST "/api/v1/plans/{plan}/import" May(Plans) => import::api_save),
        route!(GET "/api/v1/keys/{key}" SignedIn => edit::api_get),
        route!(PATCH "/api/v1/keys/{key}" May(Plans) => edit::api_save),
        route!(DELETE "/api/v1/keys/{key}" May(Plans) => delete::api_delete),
        route!(POST "/api/v1/keys/{key}/move" May(Plans) => place::api_save),
        route!(POST "/api/v1/keys/{key}/close" May(Plans) => close::api_save),
    ]
}
