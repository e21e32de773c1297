//! Documents: metadata, a main file with its versions, attachments; drafts and finals.

mod api;
mod attachment;
mod bulk;
mod delete;
mod download;
mod facts;
mod finalise;
mod folder;
mod insert;
mod limit;
mod mail;
mod page;
mod pane;
mod place;
mod preview;
mod rendition;
mod shift;
mod shown;
mod stage;
mod sure;
mod upload;
mod version;

use base::event::Event;
use base::uow::{Guarded, Level};
use base::web::Routes;
use base::{Error, Result, Timestamp, Uuid, route};
use serde::{Deserialize, Serialize};

pub use attachment::write as write_attachment;
pub use facts::direction;
pub use finalise::make_final;
pub use finalise::{all as finalise_all, drafts as drafts_of, seal_of, seen as finalise_seen};
pub use insert::{NewDocument, NewFile, insert, use_uploads, write_version};
pub use pane::pane;
pub use rendition::{lost as rendition_lost, pages_of, run as run_rendition};
pub use stage::{kept, stage, zone};
pub use sure::needed as final_is_asked;
pub use upload::Uploaded;

/// What happens to a document. Old and new values, never sentences.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum DocumentEvent {
    #[serde(rename = "document.created")]
    Created { no: i64, title: String, type_id: i64, source: String, file: String, size: i64 },
    #[serde(rename = "document.version_added")]
    VersionAdded { no: i64, file: String, size: i64, comment: String },
    #[serde(rename = "document.attachment_added")]
    AttachmentAdded { file: String, size: i64 },
    #[serde(rename = "document.attachment_removed")]
    AttachmentRemoved { file: String },
    #[serde(rename = "document.made_final")]
    MadeFinal { seal: String },
    #[serde(rename = "document.reopened")]
    Reopened { reason: String },
    #[serde(rename = "document.changed")]
    Changed { field: String, old: String, new: String },
    /// To another folder of its case.
    #[serde(rename = "document.moved")]
    Moved { from: String, to: String },
    /// To another case, told in the case that it left; in `place` its reader reads which, if he sees it.
    #[serde(rename = "document.moved_out")]
    MovedOut {
        title: String,
        case: Option<Uuid>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        place: String,
    },
    /// From another case, told in the case that it came to.
    #[serde(rename = "document.moved_in")]
    MovedIn {
        case: Option<Uuid>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        place: String,
    },
    #[serde(rename = "document.copied")]
    Copied {
        case: Option<Uuid>,
        document: Option<Uuid>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        place: String,
    },
    #[serde(rename = "document.deleted")]
    Deleted { title: String },
    #[serde(rename = "document.restored")]
    Restored { title: String },
    #[serde(rename = "document.limited")]
    Limited {
        was: bool,
        limited: bool,
        old: Vec<String>,
        new: Vec<String>,
        /// Whom `new` names; entries before this was kept have none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        principals: Option<Vec<i64>>,
    },
    #[serde(rename = "document.downloaded")]
    Downloaded { file: String },
    #[serde(rename = "document.text_read")]
    TextRead { state: String },
    #[serde(rename = "document.rendered")]
    Rendered { form: String, state: String },
    #[serde(rename = "folder.made")]
    FolderMade { name: String },
    #[serde(rename = "folder.renamed")]
    FolderRenamed { old: String, new: String },
    #[serde(rename = "folder.deleted")]
    FolderDeleted { name: String },
}

impl Event for DocumentEvent {}

/// Draft or final, in a row.
pub fn row_state(lang: base::Lang, status: i64) -> ui::Markup {
    if status == FINAL {
        ui::state(ui::State::Final, texts::documents::is_final_word(lang))
    } else {
        ui::state(ui::State::Draft, texts::documents::is_draft_word(lang))
    }
}

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
    const CASE: &'static str = "SELECT c.id FROM my_case c WHERE c.id = (SELECT d.case_id FROM my_document d WHERE d.id = $1) {lock}";
    const FIND: &'static str =
        "SELECT d.id, d.case_id, d.folder_id, d.no, d.title, d.description, d.type_id, d.status, d.handler, d.limited, d.main_version,
        d.created_by, d.changed, d.version, d.level, (SELECT c.status FROM my_case c WHERE c.id = d.case_id) AS case_status
        FROM my_document d WHERE d.id = $1 {lock}";

    fn case(&self) -> Uuid {
        self.case_id
    }

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

impl Document {
    /// Refuses what may only be done to a draft.
    pub fn draft(&self) -> Result<()> {
        if self.status == DRAFT { Ok(()) } else { Err(Error::refused(texts::documents::final_stays)) }
    }

    /// Whether this actor may change it as it stands.
    pub fn may_edit(&self) -> bool {
        self.level >= Level::Write as i64 && self.status == DRAFT && self.allows(Level::Write).is_ok()
    }
}

/// Notes on the document and on its case that something of it changed.
pub async fn touch(uow: &mut base::Uow, document: &Document) -> Result<()> {
    let (now, actor) = (uow.now(), uow.actor().id);
    uow.also(
        "UPDATE document SET changed = $1, changed_by = $2, version = version + 1 WHERE id = $3",
        &base::args![now, actor, document.id],
    )
    .await?;
    touch_case(uow, document.case_id, document.limited).await
}

/// Notes on a case that something in it changed. A limited document's changes are not told to those who see the case.
pub async fn touch_case(uow: &mut base::Uow, case: Uuid, limited: bool) -> Result<()> {
    if limited {
        return Ok(());
    }
    let (now, actor) = (uow.now(), uow.actor().id);
    uow.also("UPDATE cases SET changed = $1, changed_by = $2 WHERE id = $3", &base::args![now, actor, case]).await?;
    base::acl::relist(uow, case).await
}

/// A type that the case's template allows; 0 asks for the default (of mails: E-mail).
pub async fn checked_type(uow: &mut base::Uow, case: &crate::cases::Case, wanted: i64, direction: &str) -> Result<i64> {
    let allowed: Vec<(i64, bool, String)> = uow
        .all(
            "SELECT t.id, t.id IS NOT DISTINCT FROM (SELECT default_document_type FROM template WHERE id = $1) AS preferred, t.title_da FROM document_type t
             WHERE t.active AND (NOT EXISTS (SELECT 1 FROM template_document_type a WHERE a.template_id = $1)
               OR EXISTS (SELECT 1 FROM template_document_type a WHERE a.template_id = $1 AND a.type_id = t.id)) ORDER BY t.is_default DESC, t.position, t.id",
            &base::args![case.template_id],
        )
        .await?;
    if wanted != 0 {
        return allowed
            .iter()
            .find(|(id, ..)| *id == wanted)
            .map(|(id, ..)| *id)
            .ok_or_else(|| Error::field("type", texts::documents::type_not_allowed));
    }
    let mail = allowed.iter().find(|(_, _, name)| direction == "incoming" && name == "E-mail");
    let preferred = mail.or_else(|| allowed.iter().find(|(_, preferred, _)| *preferred)).or_else(|| allowed.first());
    preferred.map(|(id, ..)| *id).ok_or_else(|| Error::field("type", texts::documents::type_not_allowed))
}

/// The slice's routes.
pub fn routes() -> Routes {
    vec![
        route!(POST "/uploads" SignedIn => upload::stage),
        route!(POST "/cases/{id}/uploads" SignedIn => upload::to_case),
        route!(HEAD "/uploads/{id}" SignedIn => upload::offset),
        route!(PATCH "/uploads/{id}" SignedIn => upload::append),
        route!(DELETE "/uploads/{id}" SignedIn => upload::cancel),
        route!(GET "/cases/{id}/folders/{folder}" SignedIn => pane::folder_rows),
        route!(POST "/cases/{id}/folders" SignedIn => folder::create),
        route!(POST "/folders/{id}/rename" SignedIn => folder::rename),
        route!(POST "/folders/{id}/delete" SignedIn => folder::delete),
        route!(POST "/cases/{id}/documents/final" SignedIn => bulk::finalise),
        route!(POST "/cases/{id}/documents/delete" SignedIn => bulk::delete),
        route!(POST "/cases/{id}/documents/place" SignedIn => shift::submit),
        route!(GET "/documents/{id}" SignedIn => page::page),
        route!(GET "/documents/{id}/preview" SignedIn => preview::pane),
        route!(GET "/documents/{id}/pdfa" SignedIn => download::pdfa),
        route!(GET "/documents/{id}/place" SignedIn => shift::page),
        route!(GET "/documents/{id}/access" SignedIn => limit::page),
        route!(POST "/documents/{id}/access" SignedIn => limit::submit),
        route!(GET "/documents/{id}/facts/{name}" SignedIn => facts::edit),
        route!(POST "/documents/{id}/facts/{name}" SignedIn => facts::save),
        route!(POST "/documents/{id}/text" SignedIn => rendition::again),
        route!(POST "/documents/{id}/delete" SignedIn => delete::submit),
        route!(POST "/documents/{id}/restore" SignedIn => delete::restore),
        route!(GET "/versions/{id}/download" SignedIn => download::download),
        route!(GET "/versions/{id}/desk" SignedIn => preview::again),
        route!(GET "/versions/{id}/page/{n}" SignedIn => preview::page_picture),
        route!(GET "/versions/{id}/picture" SignedIn => preview::picture),
        route!(POST "/documents/{id}/final" SignedIn => finalise::submit),
        route!(POST "/documents/{id}/reopen" May(DocumentsReopenFinal) => finalise::reopen),
        route!(POST "/documents/{id}/versions/{version}/current" SignedIn => version::make_current),
        route!(POST "/documents/{id}/attachments/{attachment}/remove" SignedIn => attachment::remove),
        route!(GET "/api/v1/cases/{id}/documents" SignedIn => api::list),
        route!(GET "/api/v1/documents/{id}" SignedIn => page::api),
        route!(PATCH "/api/v1/documents/{id}" SignedIn => facts::api),
        route!(DELETE "/api/v1/documents/{id}" SignedIn => delete::api),
        route!(POST "/api/v1/documents/{id}/restore" SignedIn => delete::api_restore),
        route!(POST "/api/v1/documents/{id}/final" SignedIn => finalise::api),
        route!(POST "/api/v1/documents/{id}/reopen" May(DocumentsReopenFinal) => finalise::api_reopen),
        route!(POST "/api/v1/documents/{id}/move" SignedIn => shift::api_move),
        route!(POST "/api/v1/documents/{id}/copy" SignedIn => shift::api_copy),
        route!(GET "/api/v1/documents/{id}/access" SignedIn => limit::api),
        route!(PUT "/api/v1/documents/{id}/access" SignedIn => limit::api_set),
        route!(GET "/api/v1/documents/{id}/pdfa" SignedIn => download::pdfa),
        route!(GET "/api/v1/documents/{id}/versions" SignedIn => version::api),
        route!(POST "/api/v1/documents/{id}/versions/{version}/current" SignedIn => version::api_current),
        route!(DELETE "/api/v1/documents/{id}/attachments/{attachment}" SignedIn => attachment::api_remove),
        route!(GET "/api/v1/versions/{id}/content" SignedIn => download::download),
        route!(POST "/api/v1/cases/{id}/uploads" SignedIn => upload::to_case),
        route!(HEAD "/api/v1/uploads/{id}" SignedIn => upload::offset),
        route!(PATCH "/api/v1/uploads/{id}" SignedIn => upload::append),
        route!(DELETE "/api/v1/uploads/{id}" SignedIn => upload::cancel),
        route!(GET "/api/v1/cases/{id}/folders" SignedIn => folder::api_list),
        route!(POST "/api/v1/cases/{id}/folders" SignedIn => folder::api_create),
        route!(PATCH "/api/v1/folders/{id}" SignedIn => folder::api_rename),
        route!(DELETE "/api/v1/folders/{id}" SignedIn => folder::api_delete),
    ]
}

/// The type that new documents get: the template's, else the organisation's default.
pub async fn default_type(uow: &mut base::Uow, preferred: Option<i64>) -> Result<i64> {
    if let Some(id) = preferred {
        return Ok(id);
    }
    let (id,): (i64,) = uow.one("SELECT id FROM document_type WHERE active ORDER BY is_default DESC, position, id LIMIT 1", &[]).await?;
    Ok(id)
}
