//! What is derived from a stored file, in the background: its text, a PDF to look at, a PDF/A to keep.
//! The state is visible: waiting, done, none (it can't be made), failed (and why).

use super::{Document, DocumentEvent};
use crate::converter::{self, Convert};
use axum::extract::Path;
use base::blob::{Hash, hex, unhex};
use base::event::On;
use base::job::{self, Job, Order};
use base::uow::Edit;
use base::web::{Ctx, Page};
use base::{Error, Result, Uow, Uuid, args};
use formats::Limits;
use formats::sniff::{self, Family, Sniffed};
use formats::text::ExtractError;
use serde::{Deserialize, Serialize};

/// The largest file that is read whole for its text or for converting.
const LARGEST: u64 = 300 << 20;

/// What a job is given.
#[derive(Debug, Serialize, Deserialize)]
struct Source {
    blob: String,
    media_type: String,
    name: String,
}

/// Orders a rendition of a file: `text`, `pdf` or `pdfa`. Made once for each content.
pub async fn order(uow: &mut Uow, form: &str, blob: &Hash, media_type: &str, name: &str) -> Result<()> {
    let now = uow.now();
    let fresh = uow
        .also(
            "INSERT INTO rendition (hash, kind, state, changed) VALUES ($1, $2, 'waiting', $3) ON CONFLICT (hash, kind) DO NOTHING",
            &args![*blob, form, now],
        )
        .await?;
    if fresh == 0 {
        return Ok(());
    }
    let source = Source { blob: hex(blob), media_type: media_type.to_owned(), name: name.to_owned() };
    uow.enqueue(Order {
        kind: &format!("document.{form}"),
        payload: serde_json::to_value(source)?,
        only_one: Some(format!("document.{form} {}", hex(blob))),
        max_attempts: 4,
        priority: match form {
            "text" => job::QUICK,
            "pdf" => job::WANTED,
            _ => job::SLOW,
        },
    })
    .await
}

/// Orders what a page needs and nobody has ordered yet, when somebody first looks.
pub async fn wanted(ctx: &Ctx, form: &str, blob: &Hash, media_type: &str, name: &str) -> Result<()> {
    let mut uow = ctx.write_as_system("preview").await?;
    order(&mut uow, form, blob, media_type, name).await?;
    uow.note(&DocumentEvent::Rendered { form: form.into(), state: "waiting".into() }, On::thing("file", hex(blob))).await?;
    uow.commit().await?;
    ctx.house().wake.notify_one();
    Ok(())
}

/// Whether a file is shown by way of a PDF made of it.
pub fn office(family: &str) -> bool {
    matches!(family, "text" | "sheet" | "slides")
}

struct Made {
    state: &'static str,
    blob: Option<Hash>,
    pages: i64,
    detail: String,
}

impl Made {
    fn none(detail: &str) -> Made {
        Made { state: "none", blob: None, pages: 0, detail: detail.to_owned() }
    }
}

/// Runs a job of one of the three kinds.
pub async fn run(ctx: &Ctx, job: &Job) -> Result<()> {
    let source: Source = serde_json::from_str(&job.payload)?;
    let hash = unhex(&source.blob).ok_or_else(|| Error::internal("a hash is expected"))?;
    let form = job.kind.strip_prefix("document.").unwrap_or_default();
    let made = match form {
        "text" => text(ctx, &hash, &source).await,
        "pdf" => pdf(ctx, &hash, &source, false).await,
        _ => pdf(ctx, &hash, &source, true).await,
    };
    let made = match made {
        Ok(made) => made,
        // What failed for good is said on the page; until then it is tried again.
        Err(error) if job.attempts >= job.max_attempts && !error.passes() => {
            Made { state: "failed", blob: None, pages: 0, detail: error.to_string().chars().take(300).collect() }
        }
        Err(error) => return Err(error),
    };
    write(ctx, form, &hash, &made).await
}

/// The worker went down with the last attempt at one of these jobs: the page says so and offers to try again.
pub async fn lost(ctx: &Ctx, job: &Job) -> Result<()> {
    let source: Source = serde_json::from_str(&job.payload)?;
    let hash = unhex(&source.blob).ok_or_else(|| Error::internal("a hash is expected"))?;
    let made = Made { state: "failed", blob: None, pages: 0, detail: "the worker was lost".to_owned() };
    write(ctx, job.kind.strip_prefix("document.").unwrap_or_default(), &hash, &made).await
}

/// Keeps the rendition and says so in the log of each document that has the file.
async fn write(ctx: &Ctx, form: &str, hash: &Hash, made: &Made) -> Result<()> {
    let mut uow = ctx.write().await?;
    let now = uow.now();
    let state: Option<(String,)> =
        uow.maybe("SELECT state FROM rendition WHERE hash = $1 AND kind = $2 {lock}", &args![*hash, form]).await?;
    // Written by an attempt whose worker went down before it could say so.
    if state.is_some_and(|(state,)| state != "waiting") {
        return Ok(());
    }
    if let Some(blob) = made.blob {
        uow.also("INSERT INTO blob (hash, size, created) VALUES ($1, 0, $2) ON CONFLICT (hash) DO NOTHING", &args![blob, now]).await?;
    }
    uow.also(
        "INSERT INTO rendition (hash, kind, state, blob, pages, detail, changed) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (hash, kind) DO UPDATE SET state = excluded.state, blob = excluded.blob, pages = excluded.pages, detail = excluded.detail, changed = excluded.changed",
        &args![*hash, form, made.state, made.blob.map(|b| b.to_vec()), made.pages, made.detail.as_str(), now],
    )
    .await?;
    let owners: Vec<(Uuid, Uuid)> = uow
        .all(
            "SELECT DISTINCT d.id, d.case_id FROM my_document d JOIN my_version v ON v.document_id = d.id WHERE v.blob = $1",
            &args![*hash],
        )
        .await?;
    let event = match form {
        "text" => DocumentEvent::TextRead { state: made.state.to_owned() },
        _ => DocumentEvent::Rendered { form: form.to_owned(), state: made.state.to_owned() },
    };
    for (document, case) in &owners {
        uow.note(&event, On::document(*case, *document)).await?;
    }
    if owners.is_empty() {
        uow.note(&event, On::thing("file", hex(hash))).await?;
    }
    uow.commit().await
}

fn seen(name: &str, data: &[u8]) -> Result<Sniffed> {
    Ok(sniff::sniff_reader(&mut std::io::Cursor::new(data), name)?)
}

/// The text, page by page, kept as a JSON list; scans and pictures by OCR where it is installed.
async fn text(ctx: &Ctx, hash: &Hash, source: &Source) -> Result<Made> {
    let data = match ctx.blobs().get(hash, LARGEST).await {
        Ok(data) => data,
        Err(Error::TooLarge) => return Ok(Made::none("too large")),
        Err(error) => return Err(error),
    };
    let kind = seen(&source.name, &data)?;
    let copy = data.clone();
    let (found, pages) = tokio::task::spawn_blocking(move || {
        let limits = Limits::default();
        let found = formats::text::extract(&kind, &copy, &limits);
        let pages = if kind.family == Family::Pdf { formats::pdf::page_count(&copy, &limits).unwrap_or(0) } else { 0 };
        (found, pages)
    })
    .await
    .map_err(Error::internal)?;
    let pages = i64::try_from(pages).unwrap_or(0);
    let texts = match found {
        Ok(found) if found.pages.iter().any(|p| !p.trim().is_empty()) => found.pages,
        Ok(_) | Err(ExtractError::NoText) => converter::read_pictures(&kind, &data, pages).await?,
        Err(ExtractError::Protected) => return Ok(Made { pages, ..Made::none("protected") }),
        Err(ExtractError::TooLarge) => return Ok(Made { pages, ..Made::none("too large") }),
        Err(ExtractError::Broken(why)) => return Ok(Made { state: "failed", blob: None, pages, detail: why.chars().take(300).collect() }),
    };
    if texts.iter().all(|p| p.trim().is_empty()) {
        return Ok(Made { pages, ..Made::none("no text") });
    }
    let blob = ctx.blobs().put(serde_json::to_vec(&texts)?).await?;
    let pages = if pages == 0 { i64::try_from(texts.len()).unwrap_or(0) } else { pages };
    Ok(Made { state: "done", blob: Some(blob), pages, detail: String::new() })
}

/// A PDF of an office file or a text; for keeping, as PDF/A.
async fn pdf(ctx: &Ctx, hash: &Hash, source: &Source, archive: bool) -> Result<Made> {
    let data = match ctx.blobs().get(hash, LARGEST).await {
        Ok(data) => data,
        Err(Error::TooLarge) => return Ok(Made::none("too large")),
        Err(error) => return Err(error),
    };
    let kind = seen(&source.name, &data)?;
    let made = match converter::to_pdf(&ctx.house().staging, &kind, &data, archive).await? {
        Convert::Made(bytes) => bytes,
        Convert::Unable(why) => return Ok(Made::none(why)),
    };
    let copy = made.clone();
    let pages = tokio::task::spawn_blocking(move || formats::pdf::page_count(&copy, &Limits::default()).unwrap_or(0))
        .await
        .map_err(Error::internal)?;
    let blob = ctx.blobs().put(made).await?;
    Ok(Made { state: "done", blob: Some(blob), pages: i64::try_from(pages).unwrap_or(0), detail: String::new() })
}

/// POST /documents/{id}/text: reads a file again whose text could not be read.
pub async fn again(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page> {
    let mut uow = ctx.write().await?;
    let open = uow.open::<Document, Edit>(id, None).await?;
    let (blob, media_type, name): (Hash, String, String) =
        uow.one("SELECT v.blob, v.media_type, v.name FROM my_version v WHERE v.id = $1", &args![open.row.main_version]).await?;
    if uow.also("DELETE FROM rendition WHERE hash = $1 AND kind = 'text' AND state = 'failed'", &args![blob]).await? > 0 {
        order(&mut uow, "text", &blob, &media_type, &name).await?;
        uow.note(&DocumentEvent::TextRead { state: "waiting".into() }, On::document(open.row.case_id, id)).await?;
        uow.commit().await?;
        ctx.house().wake.notify_one();
    }
    Ok(Page::to(&format!("/documents/{id}")))
}

base::row! {
    /// The state of a rendition.
    #[derive(Debug, Clone)]
    pub struct Rendition { pub state: String, pub blob: Option<[u8; 32]>, pub pages: i64, pub detail: String }
}

/// A rendition of a file that the actor has been shown to see.
pub async fn find(ctx: &Ctx, hash: &Hash, form: &str) -> Result<Option<Rendition>> {
    ctx.reader.maybe("SELECT state, blob, pages, detail FROM rendition WHERE hash = $1 AND kind = $2", &args![*hash, form]).await
}

/// The text of a file, page by page; empty where there is none.
pub async fn pages_of(ctx: &Ctx, hash: &Hash) -> Result<Vec<String>> {
    let Some(Rendition { blob: Some(blob), .. }) = find(ctx, hash, "text").await? else { return Ok(vec![]) };
    Ok(serde_json::from_slice(&ctx.blobs().get(&blob, LARGEST).await?)?)
}
