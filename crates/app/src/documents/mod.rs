//! Documents: metadata, a main file with its versions, attachments; drafts and finals.

mod insert;
mod stage;

use base::event::Event;
use base::uow::{Guarded, Level};
use base::web::Routes;
use base::{Error, Result, Timestamp, Uuid};
use serde::{Deserialize, Serialize};

pub use insert::{NewDocument, NewFile, insert, use_uploads, write_version};
pub use stage::{stage, zone};

/// What happens to a document. Old and new values, never sentences.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum DocumentEvent {
    #[serde(rename = "document.created")]
    Created { no: i64, title: String, type_id: i64, source: String, file: String, size: i64 },
}

impl Event for DocumentEvent {}

/// Draft or final.
pub const DRAFT: i64 = 0;
pub const FINAL: i64 = 1;

base::row! {
    /// A document as a change finds it.
    #[derive(Debug, Clone)]
    pub struct Document {
        pub id: Uuid,
        pub case_id: Uuid,
        pub folder_id: Option<Uuid>,
        pub no: i64,
        pub title: String,
        pub description: String,
        pub type_id: i64,
        pub status: i64,
        pub handler: i64,
        pub limited: bool,
        pub main_version: Option<Uuid>,
        pub created_by: i64,
        pub changed: Timestamp,
        pub version: i64,
        pub level: i64,
        pub case_status: i64,
    }
}

impl Guarded for Document {
    const FIND: &'static str = "SELECT d.id, d.case_id, d.folder_id, d.no, d.title, d.description, d.type_id, d.status, d.handler, d.limited, d.main_version,
        d.created_by, d.changed, d.version, d.level, (SELECT c.status FROM my_case c WHERE c.id = d.case_id) AS case_status
        FROM my_document d WHERE d.id = $1 {lock}";

    fn level(&self) -> i64 {
        self.level
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn allows(&self, _: Level) -> Result<()> {
        if self.case_status >= crate::cases::Status::Closed as i64 {
            return Err(Error::refused(texts::cases::is_closed));
        }
        Ok(())
    }
}

/// The slice's routes.
pub fn routes() -> Routes {
    vec![]
}

/// The type that new documents get: the template's, else the organisation's default.
pub async fn default_type(uow: &mut base::Uow, preferred: Option<i64>) -> Result<i64> {
    if let Some(id) = preferred {
        return Ok(id);
    }
    let (id,): (i64,) = uow.one("SELECT id FROM document_type WHERE active ORDER BY is_default DESC, position, id LIMIT 1", &[]).await?;
    Ok(id)
}
