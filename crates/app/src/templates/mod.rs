//! Case templates: what a kind of case is made from.

mod access;
mod basics;
mod copy;
mod documents;
mod effect;
mod folder_move;
mod folders;
mod keys;
mod kinds;
mod list;
mod offer;
mod page;
mod pattern;
mod people;
mod state;
mod words;

use base::event::Event;
use base::web::Routes;
use base::{Reader, Result, Uow, Uuid, args, route};
use serde::{Deserialize, Serialize};

pub use keys::key_allowed;
use keys::keys_of;
pub use offer::{Brings, Maker, Offer, StandardDocument, brings, maker, offered, offers, standard_documents, standard_folders, under};
pub use pattern::fill as title_from;

/// Somebody on a template's list; no level where only the name matters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = TemplateAccess)]
pub struct Listed {
    pub principal: i64,
    pub name: String,
    #[serde(default)]
    pub level: i64,
}

/// What happens to templates. Old and new values, never sentences.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum TemplateEvent {
    #[serde(rename = "template.created")]
    Created { name: String, case_type: String, copied_from: String },
    #[serde(rename = "template.changed")]
    Changed { field: String, old: String, new: String },
    #[serde(rename = "template.access_changed")]
    AccessChanged { old: Vec<Listed>, new: Vec<Listed>, gained: usize, lost: usize },
    #[serde(rename = "template.creators_changed")]
    CreatorsChanged { old: Vec<Listed>, new: Vec<Listed> },
    #[serde(rename = "template.document_added")]
    DocumentAdded { title: String, file: String, size: i64 },
    #[serde(rename = "template.document_removed")]
    DocumentRemoved { title: String, file: String },
    #[serde(rename = "template.deleted")]
    Deleted { name: String },
}

impl Event for TemplateEvent {}

base::row! {
    /// A template.
    #[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Template {
        pub id: i64,
        pub name: String,
        pub type_id: i64,
        pub case_type: String,
        pub description: String,
        pub icon: String,
        pub active: bool,
        pub default_owner: Option<i64>,
        pub title_pattern: String,
        pub fixed_key: Option<Uuid>,
        pub default_document_type: Option<i64>,
        pub finalise_on_close: bool,
        pub version: i64,
    }
}

impl Template {
    const FROM: &'static str = "SELECT t.id, t.name, t.type_id, y.name AS case_type, t.description, t.icon, t.active, t.default_owner, t.title_pattern, t.fixed_key,
      t.default_document_type, t.finalise_on_close, t.version FROM template t JOIN case_type y ON y.id = t.type_id";
}

/// A template by its id.
pub async fn template_of(reader: &Reader, id: i64) -> Result<Template> {
    reader.one(&format!("{} WHERE t.id = $1", Template::FROM), &args![id]).await
}

/// A template for a change, locked; a version that was named must be its own.
async fn open(uow: &mut Uow, id: i64, version: Option<i64>) -> Result<Template> {
    base::acl::lock(uow).await?;
    uow.one::<(i64,)>("SELECT id FROM template WHERE id = $1 {lock}", &args![id]).await?;
    let found: Template = uow.one(&format!("{} WHERE t.id = $1", Template::FROM), &args![id]).await?;
    if version.is_some_and(|v| v != found.version) { Err(base::Error::Conflict) } else { Ok(found) }
}

/// Marks a template as changed now.
async fn touch(uow: &mut Uow, id: i64) -> Result<()> {
    let now = uow.now();
    uow.also("UPDATE template SET changed = $1, version = version + 1 WHERE id = $2", &args![now, id]).await.map(drop)
}

/// The slice's routes.
pub fn routes() -> Routes {
    vec![
        route!(GET "/admin/templates" May(Templates) => list::page),
        route!(POST "/admin/templates" May(Templates) => list::create),
        route!(GET "/admin/templates/{id}" May(Templates) => page::page),
        route!(GET "/admin/templates/{id}/edit" May(Templates) => basics::page),
        route!(POST "/admin/templates/{id}/edit" May(Templates) => basics::save),
        route!(GET "/admin/templates/{id}/access" May(Templates) => access::page),
        route!(POST "/admin/templates/{id}/access" May(Templates) => access::save),
        route!(GET "/admin/templates/{id}/folders" May(Templates) => folders::page),
        route!(POST "/admin/templates/{id}/folders" May(Templates) => folders::add),
        route!(POST "/admin/templates/{id}/folders/{folder}" May(Templates) => folder_move::save),
        route!(GET "/admin/templates/{id}/documents" May(Templates) => documents::page),
        route!(POST "/admin/templates/{id}/documents" May(Templates) => documents::add),
        route!(POST "/admin/templates/{id}/documents/{document}/delete" May(Templates) => documents::remove),
        route!(GET "/admin/templates/{id}/types" May(Templates) => kinds::page),
        route!(POST "/admin/templates/{id}/types" May(Templates) => kinds::save),
        route!(POST "/admin/templates/{id}/copy" May(Templates) => copy::save),
        route!(POST "/admin/templates/{id}/active" May(Templates) => state::activate),
        route!(POST "/admin/templates/{id}/delete" May(Templates) => state::delete),
        route!(GET "/api/v1/templates" SignedIn => list::api_list),
        route!(POST "/api/v1/templates" May(Templates) => list::api_create),
        route!(GET "/api/v1/templates/{id}" May(Templates) => page::api_get),
        route!(PATCH "/api/v1/templates/{id}" May(Templates) => basics::api_save),
        route!(PUT "/api/v1/templates/{id}/access" May(Templates) => access::api_save),
        route!(DELETE "/api/v1/templates/{id}" May(Templates) => state::api_delete),
    ]
}
