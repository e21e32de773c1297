//! Getting files in: the tus protocol 1.0, each file a document when its last byte is stored.

use super::insert::{NewDocument, NewFile, insert};
use super::{checked_type, place};
use crate::cases::Case;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use base::uow::Edit;
use base::web::upload::{self, Announced, Came, Upload, Whole};
use base::web::{Ctx, Fields, Page};
use base::{Error, Result, Uow, Uuid, args};
use formats::sniff::{self, Sniffed};
use serde::{Deserialize, Serialize};
use texts::documents as t;

const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");

/// What was chosen when the file was announced.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Details {
    folder: Option<Uuid>,
    type_id: Option<i64>,
    /// Add even if the case has the same content.
    again: bool,
    /// A new version of this document instead of a new document.
    version_of: Option<Uuid>,
    /// An attachment to this document.
    attach_to: Option<Uuid>,
    comment: String,
    /// The version of that document that the sender knew, by `If-Match`.
    #[serde(default)]
    known: Option<i64>,
}

/// What came of a file whose last byte is stored.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Uploaded {
    /// The document.
    id: Uuid,
    /// Its page.
    url: String,
    title: String,
}

/// POST /uploads?purpose=stage: a file for a form that isn't saved yet.
pub async fn stage(ctx: Ctx, headers: HeaderMap) -> Result<Page> {
    announce(&ctx, &headers, "stage", "", &Details::default()).await
}

/// POST /cases/{id}/uploads: a file that becomes a document.
pub async fn to_case(ctx: Ctx, Path(id): Path<Uuid>, headers: HeaderMap, uri: axum::http::Uri) -> Result<Page> {
    let case: Case = ctx.reader.one(&format!("SELECT {} FROM my_case c WHERE c.id = $1", Case::COLUMNS), &args![id]).await?;
    if case.level < base::uow::Level::Write as i64 {
        return Err(Error::Forbidden);
    }
    // From a tab that was open while the case was closed.
    base::uow::Guarded::allows(&case, base::uow::Level::Write)?;
    let fields = Fields::parse(uri.query().unwrap_or_default());
    let meta = metadata(&headers);
    let details = Details {
        folder: meta.get("folder").parse().ok().or_else(|| fields.get("folder").parse().ok()),
        type_id: fields.get("type").parse().ok(),
        again: meta.get("duplicate") == "add",
        version_of: fields.get("version_of").parse().ok(),
        attach_to: fields.get("attach_to").parse().ok(),
        comment: fields.get("comment").chars().take(300).collect(),
        known: headers.get(header::IF_MATCH).and_then(|v| v.to_str().ok()).and_then(|v| v.trim_matches(['"', 'W', '/']).parse().ok()),
    };
    announce(&ctx, &headers, "case", &id.to_string(), &details).await
}

async fn announce(ctx: &Ctx, headers: &HeaderMap, purpose: &str, target: &str, details: &Details) -> Result<Page> {
    let size = number(headers, &LENGTH).ok_or_else(|| Error::refused(t::no_length))?;
    if size == 0 {
        return Err(Error::refused(t::empty_file));
    }
    let meta = metadata(headers);
    let name = sniff::clean_name(meta.get("filename"));
    if sniff::sniff(&[], &name).executable {
        return Err(Error::refused(t::dangerous));
    }
    let path: String = meta.get("path").chars().take(2000).collect();
    let details = serde_json::to_string(details)?;
    let id = upload::create(ctx, &Announced { purpose, target, size, name: &name, folder_path: &path, details: &details }).await?;
    // Announced to the API, it goes on there.
    let below = if ctx.uri.starts_with("/api/") { "/api/v1/uploads" } else { "/uploads" };
    Ok(Page::nothing()
        .status(StatusCode::CREATED)
        .header(header::LOCATION, &format!("{below}/{id}"))
        .header(RESUMABLE, "1.0.0")
        .header(OFFSET, "0"))
}

/// HEAD /uploads/{id}: how far it came.
pub async fn offset(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page> {
    let upload = upload::reached(&ctx, id).await?;
    Ok(answer(&upload, Page::nothing().status(StatusCode::OK)))
}

fn answer(upload: &Upload, page: Page) -> Page {
    page.header(RESUMABLE, "1.0.0").header(OFFSET, &upload.received.to_string()).header(LENGTH, &upload.size.to_string())
}

/// DELETE /uploads/{id}: cancelled.
pub async fn cancel(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page> {
    upload::give_up(&ctx, id).await?;
    Ok(Page::nothing().header(RESUMABLE, "1.0.0"))
}

/// PATCH /uploads/{id}: more bytes; with the last one the document is there.
pub async fn append(ctx: Ctx, Path(id): Path<Uuid>, headers: HeaderMap, body: Body) -> Result<Page> {
    let at = number(&headers, &OFFSET).ok_or_else(|| Error::refused(t::no_length))?;
    let came = upload::append(&ctx, id, at, body).await?;
    let upload = &came.upload;
    if upload.received < upload.size {
        return Ok(answer(upload, Page::nothing()));
    }
    match finish(&ctx, &came).await {
        Ok(made) => Ok(answer(upload, Page::content("application/json", made.to_string()))),
        // What may pass is tried again with the bytes that are here.
        Err(error) if error.passes() || matches!(error, Error::Internal(_)) => Err(error),
        Err(error) => {
            upload::give_up(&ctx, id).await?;
            Err(error)
        }
    }
}

/// What the bytes are, whatever the name says; programs are refused.
async fn looked_at(upload: &Upload, whole: &Whole) -> Result<Sniffed> {
    let mut file = whole.open()?;
    let name = upload.name.clone();
    let seen = tokio::task::spawn_blocking(move || sniff::sniff_reader(&mut file, &name)).await.map_err(Error::internal)??;
    if seen.executable { Err(Error::refused(t::dangerous)) } else { Ok(seen) }
}

async fn finish(ctx: &Ctx, came: &Came) -> Result<serde_json::Value> {
    let upload = &came.upload;
    if upload.purpose != "case" && upload.blob.is_some() {
        return Ok(serde_json::json!({ "id": upload.id }));
    }
    let whole = upload::whole(ctx, came).await?;
    let seen = looked_at(upload, &whole).await?;
    let family = family(&seen);
    let blob = upload::store(ctx, upload, &whole, seen.media_type, &family).await?;
    if upload.purpose != "case" {
        upload::spent(ctx, upload.id).await;
        return Ok(serde_json::json!({ "id": upload.id }));
    }
    let file = NewFile {
        blob,
        name: upload.name.clone(),
        media_type: seen.media_type.to_owned(),
        family,
        size: upload.size,
        upload: Some(upload.id),
    };
    let details: Details = serde_json::from_str(&upload.details)?;
    let case_id: Uuid = upload.target.parse().map_err(|_| Error::NotFound)?;
    let made = match (details.version_of, details.attach_to) {
        (Some(document), _) => super::version::add(ctx, document, details.known, &file, &details.comment).await?,
        (None, Some(document)) => super::attachment::add(ctx, document, details.known, &file).await?,
        (None, None) => {
            let new = described(ctx, upload, &seen, file, &details).await?;
            add(ctx, case_id, upload, new, &details).await?
        }
    };
    upload::spent(ctx, upload.id).await;
    ctx.house().wake.notify_one();
    Ok(serde_json::to_value(Uploaded { id: made, url: format!("/documents/{made}"), title: upload.name.clone() })?)
}

/// The word under which a file's family is kept.
pub fn family(seen: &Sniffed) -> String {
    format!("{:?}", seen.family).to_lowercase()
}

/// Title, sender and dates: of a mail from its head, else from the file's name.
async fn described(ctx: &Ctx, upload: &Upload, seen: &Sniffed, file: NewFile, details: &Details) -> Result<Described> {
    let mut new = NewDocument {
        folder: details.folder,
        title: sniff::title_from_name(&upload.name),
        description: String::new(),
        type_id: details.type_id.unwrap_or(0),
        direction: "internal",
        sender: String::new(),
        receivers: String::new(),
        letter_date: None,
        source: "upload",
        file: Some(file.clone()),
    };
    let attachments = if file.family == "mail" { super::mail::describe(ctx, seen, &file, &mut new).await? } else { vec![] };
    Ok(Described { new, attachments })
}

struct Described {
    new: NewDocument,
    attachments: Vec<NewFile>,
}

async fn add(ctx: &Ctx, case_id: Uuid, upload: &Upload, described: Described, details: &Details) -> Result<Uuid> {
    let Described { mut new, attachments } = described;
    let mut uow = ctx.write().await?;
    let case = uow.open::<Case, Edit>(case_id, None).await?;
    if !details.again
        && let Some(file) = &new.file
    {
        refuse_double(&mut uow, case_id, file).await?;
    }
    new.type_id = checked_type(&mut uow, &case.row, new.type_id, new.direction).await?;
    new.folder = place::at(&mut uow, &case, details.folder, &upload.folder_path).await?;
    let id = insert(&mut uow, &case, &new).await?;
    for file in &attachments {
        super::attachment::write(&mut uow, case_id, id, file).await?;
    }
    super::touch_case(&mut uow, case_id, false).await?;
    uow.commit().await?;
    Ok(id)
}

/// The same content stands on the case already, where this actor sees it.
async fn refuse_double(uow: &mut Uow, case: Uuid, file: &NewFile) -> Result<()> {
    let found: Option<(Uuid, String)> = uow
        .maybe(
            "SELECT d.id, d.title FROM my_document d JOIN my_version v ON v.id = d.main_version WHERE d.case_id = $1 AND v.blob = $2 LIMIT 1",
            &args![case, file.blob],
        )
        .await?;
    match found {
        Some((id, title)) => Err(Error::Double { url: format!("/documents/{id}"), title }),
        None => Ok(()),
    }
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Option<i64> {
    headers.get(name)?.to_str().ok()?.parse().ok().filter(|n| *n >= 0)
}

struct Metadata(Vec<(String, String)>);

impl Metadata {
    fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }
}

fn metadata(headers: &HeaderMap) -> Metadata {
    let text = headers.get("upload-metadata").and_then(|v| v.to_str().ok()).unwrap_or_default();
    Metadata(
        text.split(',')
            .filter_map(|pair| {
                let (name, value) = pair.trim().split_once(' ').unwrap_or((pair.trim(), ""));
                let bytes = unbase64(value)?;
                Some((name.to_owned(), String::from_utf8_lossy(&bytes).replace('\0', "")))
            })
            .collect(),
    )
}

fn unbase64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut n) = (0u32, 0);
    for byte in text.bytes().filter(|b| *b != b'=') {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(digit);
        n += 6;
        if n >= 8 {
            n -= 8;
            out.push((bits >> n) as u8);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_as_tus_sends_it() {
        let mut headers = HeaderMap::new();
        headers.insert("upload-metadata", "filename w6ZibGUucGRm,folder,path YS9i".parse().expect("a header"));
        let meta = metadata(&headers);
        assert_eq!((meta.get("filename"), meta.get("folder"), meta.get("path")), ("æble.pdf", "", "a/b"));
        assert_eq!(unbase64("!"), None);
    }
}
