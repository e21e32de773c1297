//! Document types: what a document is called by kind.

mod edit;
mod list;
mod remove;
mod state;

use base::event::Event;
use base::web::Routes;
use base::{Lang, Result, Uow, args, route};
use serde::{Deserialize, Serialize};

/// What happens to document types. Old and new values.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum TypeEvent {
    #[serde(rename = "document_type.created")]
    Created { title_da: String, title_en: String },
    #[serde(rename = "document_type.changed")]
    Changed { field: String, old: String, new: String },
    #[serde(rename = "document_type.deleted")]
    Deleted { title_da: String, title_en: String },
}

impl Event for TypeEvent {}

base::row! {
    /// A document type.
    #[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct DocumentType {
        pub id: i64,
        pub title_da: String,
        pub title_en: String,
        pub position: i64,
        pub active: bool,
        pub is_default: bool,
        pub shipped: bool,
        pub version: i64,
    }
}

impl DocumentType {
    pub(crate) const COLUMNS: &'static str = "d.id, d.title_da, d.title_en, d.position, d.active, d.is_default, d.shipped, d.version";

    /// The title in a language.
    pub fn title(&self, lang: Lang) -> &str {
        match lang {
            Lang::Da => &self.title_da,
            Lang::En => &self.title_en,
        }
    }
}

/// All types in their order; those not in use too.
pub async fn all(reader: &base::Reader) -> Result<Vec<DocumentType>> {
    reader.all(&format!("SELECT {} FROM document_type d ORDER BY d.position, d.id", DocumentType::COLUMNS), &[]).await
}

/// A type for a change, locked; a version that was named must be its own.
async fn open(uow: &mut Uow, id: i64, version: Option<i64>) -> Result<DocumentType> {
    let found: DocumentType =
        uow.one(&format!("SELECT {} FROM document_type d WHERE d.id = $1 {{lock}}", DocumentType::COLUMNS), &args![id]).await?;
    if version.is_some_and(|v| v != found.version) { Err(base::Error::Conflict) } else { Ok(found) }
}

/// The slice's routes.
pub fn routes() -> Routes {
    vec![
        route!(GET "/admin/document-types" May(DocumentTypes) => list::page),
        route!(POST "/admin/document-types" May(DocumentTypes) => list::create),
        route!(GET "/admin/document-types/{id}" May(DocumentTypes) => edit::page),
        route!(POST "/admin/document-types/{id}" May(DocumentTypes) => edit::save),
        route!(POST "/admin/document-types/{id}/order" May(DocumentTypes) => state::order),
        route!(POST "/admin/document-types/{id}/active" May(DocumentTypes) => state::activate),
        route!(POST "/admin/document-types/{id}/default" May(DocumentTypes) => state::make_default),
        route!(POST "/admin/document-types/{id}/delete" May(DocumentTypes) => remove::save),
        route!(GET "/api/v1/document-types" SignedIn => list::api_list),
        route!(POST "/api/v1/document-types" May(DocumentTypes) => list::api_create),
        route!(PATCH "/api/v1/document-types/{id}" May(DocumentTypes) => edit::api_save),
        route!(DELETE "/api/v1/document-types/{id}" May(DocumentTypes) => remove::api_delete),
    ]
}
