//! Making final, and the way back: nothing of a final document changes.

use super::sure::{self, Question};
use super::{DRAFT, Document, DocumentEvent, FINAL, touch_case};
use axum::extract::Path;
use base::event::On;
use base::permission::Permission;
use base::uow::{Edit, Guarded, Open};
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Result, Uow, Uuid, args};
use serde::Serialize;
use texts::documents as t;

/// Makes an opened draft final: seals it and orders its PDF/A.
pub async fn make_final(uow: &mut Uow, open: &Open<Document, Edit>) -> Result<()> {
    let document = &open.row;
    document.draft()?;
    let seal = seal(uow, document).await?;
    let (now, actor) = (uow.now(), uow.actor().id);
    uow.record(
        &DocumentEvent::MadeFinal { seal: base::blob::hex(&seal) },
        On::document(document.case_id, document.id),
        "UPDATE document SET status = 1, seal = $1, final_at = $2, final_by = $3, changed = $2, changed_by = $3, version = version + 1 WHERE id = $4 AND status = 0",
        &args![seal, now, actor, document.id],
    )
    .await?;
    let main: Option<([u8; 32], String, String)> = uow
        .all_as_system("SELECT v.blob, v.media_type, v.name FROM my_version v WHERE v.id = $1", &args![document.main_version])
        .await?
        .pop();
    if let Some((blob, media_type, name)) = main {
        super::rendition::order(uow, "pdfa", &blob, &media_type, &name).await?;
    }
    touch_case(uow, document.case_id, document.limited).await
}

/// The hash of everything that was registered and of every file, in a fixed order.
async fn seal(uow: &mut Uow, document: &Document) -> Result<[u8; 32]> {
    let id = &args![document.id];
    let facts: Facts = uow.as_system(FACTS, id).await?;
    Ok(hash(document, &facts, &uow.all_as_system(FILES, id).await?, &uow.all_as_system(ATTACHED, id).await?))
}

/// The seal that a document's fields and files give now: for the operator's check.
pub async fn seal_of(ctx: &Ctx, id: Uuid) -> Result<[u8; 32]> {
    let document: Document = ctx.reader.one(&Document::FIND.replace("{lock}", ""), &args![id]).await?;
    let facts: Facts = ctx.reader.one(FACTS, &args![id]).await?;
    Ok(hash(&document, &facts, &ctx.reader.all(FILES, &args![id]).await?, &ctx.reader.all(ATTACHED, &args![id]).await?))
}

base::row! {
    struct Facts { direction: String, sender: String, receivers: String, letter_date: Option<String> }
}

type File = (Uuid, [u8; 32], String);

const FACTS: &str = "SELECT d.direction, d.sender, d.receivers, d.letter_date FROM my_document d WHERE d.id = $1";
const FILES: &str = "SELECT v.id, v.blob, v.name FROM my_version v WHERE v.document_id = $1 ORDER BY v.id";
const ATTACHED: &str = "SELECT a.current_version FROM my_attachment a WHERE a.document_id = $1 ORDER BY a.position, a.id";

fn hash(document: &Document, facts: &Facts, files: &[File], attached: &[(Uuid,)]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("ringbind document seal v2");
    let mut part = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    part(document.id.as_bytes());
    for text in [&document.title, &document.description, &facts.direction, &facts.sender, &facts.receivers] {
        part(text.as_bytes());
    }
    part(facts.letter_date.as_deref().unwrap_or_default().as_bytes());
    part(&document.type_id.to_le_bytes());
    part(&document.handler.to_le_bytes());
    part(document.main_version.map(Uuid::into_bytes).unwrap_or_default().as_slice());
    part(&(files.len() as u64).to_le_bytes());
    for (id, blob, name) in files {
        part(id.as_bytes());
        part(blob);
        part(name.as_bytes());
    }
    for (version,) in attached {
        part(version.as_bytes());
    }
    *hasher.finalize().as_bytes()
}

/// The drafts of a case, seen by this actor or not.
pub async fn drafts(uow: &mut Uow, case: Uuid) -> Result<Vec<(Uuid,)>> {
    uow.all_as_system("SELECT d.id FROM my_document d WHERE d.case_id = $1 AND d.status = 0 ORDER BY d.no", &args![case]).await
}

/// Makes every draft of a case final: closing does, when the template says so.
pub async fn all(uow: &mut Uow, case: Uuid) -> Result<()> {
    for (id,) in drafts(uow, case).await? {
        let open = uow.open_as_system::<Document, Edit>(id).await?;
        make_final(uow, &open).await?;
    }
    Ok(())
}

/// Makes final those that this actor may; whether all of them were.
pub async fn seen(uow: &mut Uow, documents: &[(Uuid,)]) -> Result<bool> {
    let mut all = true;
    for (id,) in documents {
        match uow.open::<Document, Edit>(*id, None).await {
            Ok(open) => make_final(uow, &open).await?,
            Err(Error::NotFound | Error::Forbidden) => all = false,
            Err(other) => return Err(other),
        }
    }
    Ok(all)
}

/// POST /documents/{id}/final: who can't undo it is asked first.
pub async fn submit(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    let back = format!("/documents/{id}");
    if sure::unsaid(&ctx, &fields) {
        let mut uow = ctx.write().await?;
        let open = uow.open::<Document, Edit>(id, fields.version).await?;
        open.row.draft()?;
        drop(uow);
        let action = format!("{back}/final");
        let question = Question { case: open.row.case_id, documents: &[id], version: fields.version, action: &action, back: &back };
        return sure::page(&ctx, &question).await;
    }
    finalise(&ctx, id, fields.version).await?;
    Ok(Page::to(&back).toast(&crate::shell::toast(t::is_final(ctx.lang))))
}

#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = DocumentStatus)]
pub struct Done {
    id: Uuid,
    status: &'static str,
}

/// POST /api/v1/documents/{id}/final
pub async fn api(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Json<Done>> {
    finalise(&ctx, id, fields.version).await?;
    now(&ctx, id).await
}

/// POST /api/v1/documents/{id}/reopen: `reason`.
pub async fn api_reopen(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Json<Done>> {
    let mut read = fields.read();
    read.text("reason", 3..=300);
    read.done()?;
    draft_again(&ctx, id, &fields).await?;
    now(&ctx, id).await
}

async fn now(ctx: &Ctx, id: Uuid) -> Result<Json<Done>> {
    let document = super::page::view(ctx, id).await?;
    let status = if document.status == FINAL { "final" } else { "draft" };
    Ok(Json::ok(Done { id, status }).version(document.version))
}

async fn finalise(ctx: &Ctx, id: Uuid, version: Option<i64>) -> Result<()> {
    let mut uow = ctx.write().await?;
    let open = uow.open::<Document, Edit>(id, version).await?;
    make_final(&mut uow, &open).await?;
    uow.commit().await?;
    ctx.house().wake.notify_one();
    Ok(())
}

/// POST /documents/{id}/reopen: back to draft, with a reason; the final state stays as a version.
pub async fn reopen(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    draft_again(&ctx, id, &fields).await?;
    Ok(Page::to(&format!("/documents/{id}")).toast(&crate::shell::toast(t::is_draft(ctx.lang))))
}

async fn draft_again(ctx: &Ctx, id: Uuid, fields: &Fields) -> Result<()> {
    ctx.need(Permission::DocumentsReopenFinal)?;
    let mut read = fields.read();
    let reason = read.text("reason", 3..=300);
    if read.done().is_err() {
        return Err(Error::refused(t::reason_needed));
    }
    let mut uow = ctx.write().await?;
    let open = uow.open::<Document, Edit>(id, fields.version).await?;
    if open.row.status != FINAL {
        return Err(Error::refused(t::not_final));
    }
    let (now, actor) = (uow.now(), uow.actor().id);
    uow.record(
        &DocumentEvent::Reopened { reason },
        On::document(open.row.case_id, id),
        "UPDATE document SET status = $1, seal = NULL, final_at = NULL, final_by = NULL, changed = $2, changed_by = $3, version = version + 1 WHERE id = $4",
        &args![DRAFT, now, actor, id],
    )
    .await?;
    touch_case(&mut uow, open.row.case_id, open.row.limited).await?;
    uow.commit().await
}
