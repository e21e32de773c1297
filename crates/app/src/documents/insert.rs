//! Writing a new document with its main file: the one way in, for uploads, templates and the API.

use super::DocumentEvent;
use crate::cases::Case;
use base::event::On;
use base::uow::{Edit, Open};
use base::{Error, Result, Uow, Uuid, args, collate};

/// A stored file that a document gets.
#[derive(Debug, Clone)]
pub struct NewFile {
    pub blob: [u8; 32],
    pub name: String,
    pub media_type: String,
    /// The word of `formats::Family`.
    pub family: String,
    pub size: i64,
    /// The upload by which it came, which ends when it is used.
    pub upload: Option<Uuid>,
}

/// A document to be made on a case.
#[derive(Debug, Clone)]
pub struct NewDocument {
    pub folder: Option<Uuid>,
    pub title: String,
    pub description: String,
    pub type_id: i64,
    pub direction: &'static str,
    pub sender: String,
    pub receivers: String,
    pub letter_date: Option<String>,
    pub source: &'static str,
    pub file: Option<NewFile>,
}

/// Makes the document as a draft; its text and preview are worked out in the background.
pub async fn insert(uow: &mut Uow, case: &Open<Case, Edit>, new: &NewDocument) -> Result<Uuid> {
    let (id, now, actor) = (uow.id(), uow.now(), uow.actor().id);
    let case_id = case.row.id;
    let (no,): (i64,) = uow.one("SELECT c.next_document FROM my_case c WHERE c.id = $1", &args![case_id]).await?;
    uow.also("UPDATE cases SET next_document = next_document + 1 WHERE id = $1", &args![case_id]).await?;
    let version = new.file.as_ref().map(|_| uow.id());
    let event = DocumentEvent::Created {
        no,
        title: new.title.clone(),
        type_id: new.type_id,
        source: new.source.to_owned(),
        file: new.file.as_ref().map(|f| f.name.clone()).unwrap_or_default(),
        size: new.file.as_ref().map_or(0, |f| f.size),
    };
    uow.record(
        &event,
        On::document(case_id, id),
        "INSERT INTO document (id, case_id, folder_id, no, title, title_key, description, type_id, direction, sender, receivers, handler,
           letter_date, source, main_version, created, created_by, changed, changed_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $12, $16, $12)",
        &args![
            id,
            case_id,
            new.folder,
            no,
            new.title.as_str(),
            collate::key(&new.title),
            new.description.as_str(),
            new.type_id,
            new.direction,
            new.sender.as_str(),
            new.receivers.as_str(),
            actor,
            new.letter_date.clone(),
            new.source,
            version,
            now,
        ],
    )
    .await?;
    if let (Some(version), Some(file)) = (version, &new.file) {
        write_version(uow, version, id, None, 1, file, "").await?;
    }
    Ok(id)
}

/// Writes a version of the main file or of an attachment, names the blob, and orders its text.
pub async fn write_version(
    uow: &mut Uow,
    id: Uuid,
    document: Uuid,
    attachment: Option<Uuid>,
    no: i64,
    file: &NewFile,
    comment: &str,
) -> Result<()> {
    let (now, actor) = (uow.now(), uow.actor().id);
    if let Some(upload) = file.upload
        && uow.also("DELETE FROM upload WHERE id = $1", &args![upload]).await? == 0
    {
        return Err(Error::NotFound);
    }
    uow.also("INSERT INTO blob (hash, size, created) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING", &args![file.blob, file.size, now])
        .await?;
    uow.also(
        "INSERT INTO version (id, document_id, attachment_id, no, blob, name, media_type, family, size, comment, created, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        &args![
            id,
            document,
            attachment,
            no,
            file.blob,
            file.name.as_str(),
            file.media_type.as_str(),
            file.family.as_str(),
            file.size,
            comment,
            now,
            actor,
        ],
    )
    .await?;
    // The PDF for looking at an office file is made when somebody first looks.
    super::rendition::order(uow, "text", &file.blob, &file.media_type, &file.name).await
}

base::row! {
    struct Staged { id: Uuid, name: String, size: i64, blob: Option<[u8; 32]>, media_type: String, family: String }
}

/// Makes documents of files that were staged for this form by this user; each upload serves once.
pub async fn use_uploads(uow: &mut Uow, case: &Open<Case, Edit>, uploads: &[Uuid], type_id: i64) -> Result<Vec<Uuid>> {
    let mut made = Vec::with_capacity(uploads.len());
    for upload in uploads {
        let user = uow.actor().id;
        let staged: Staged = uow
            .maybe(
                "SELECT id, name, size, blob, media_type, family FROM upload WHERE id = $1 AND user_id = $2 AND blob IS NOT NULL",
                &args![*upload, user],
            )
            .await?
            .ok_or_else(|| Error::field("upload", texts::documents::upload_gone))?;
        let blob = staged.blob.ok_or_else(|| Error::field("upload", texts::documents::upload_gone))?;
        let file = NewFile {
            blob,
            name: staged.name.clone(),
            media_type: staged.media_type,
            family: staged.family,
            size: staged.size,
            upload: Some(staged.id),
        };
        let new = NewDocument {
            folder: None,
            title: formats::sniff::title_from_name(&staged.name),
            description: String::new(),
            type_id,
            direction: "internal",
            sender: String::new(),
            receivers: String::new(),
            letter_date: None,
            source: "upload",
            file: Some(file),
        };
        made.push(insert(uow, case, &new).await?);
    }
    Ok(made)
}

impl NewDocument {
    /// A copy of a template's standard document.
    pub fn standard(from: crate::templates::StandardDocument, folder: Option<Uuid>) -> NewDocument {
        let family = formats::sniff::sniff(&[], &from.file_name).family;
        NewDocument {
            folder,
            title: from.title,
            description: String::new(),
            type_id: from.type_id,
            direction: "internal",
            sender: String::new(),
            receivers: String::new(),
            letter_date: None,
            source: "template",
            file: Some(NewFile {
                blob: from.blob,
                name: from.file_name,
                media_type: from.media_type,
                family: format!("{family:?}").to_lowercase(),
                size: from.size,
                upload: None,
            }),
        }
    }
}
