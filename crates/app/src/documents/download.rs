//! Getting a file out: original name, ranges, logged. Never run as the application.

use super::DocumentEvent;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use base::event::On;
use base::web::{Ctx, Page};
use base::{Result, Uuid, args};

base::row! {
    struct File { document_id: Uuid, case_id: Uuid, name: String, media_type: String, blob: [u8; 32], size: i64 }
}

/// GET /versions/{id}/download
pub async fn download(ctx: Ctx, Path(id): Path<Uuid>, headers: HeaderMap) -> Result<Page> {
    let file: File = ctx
        .reader
        .one(
            "SELECT v.document_id, d.case_id, v.name, v.media_type, v.blob, v.size FROM my_version v JOIN my_document d ON d.id = v.document_id WHERE v.id = $1",
            &args![id],
        )
        .await?;
    send(&ctx, &file, &headers).await
}

/// GET /documents/{id}/pdfa: the PDF/A beside a final document.
pub async fn pdfa(ctx: Ctx, Path(id): Path<Uuid>, headers: HeaderMap) -> Result<Page> {
    let (case_id, name, blob): (Uuid, String, [u8; 32]) = ctx
        .reader
        .one(
            "SELECT d.case_id, v.name, r.blob FROM my_document d JOIN my_version v ON v.id = d.main_version
             JOIN rendition r ON r.hash = v.blob AND r.kind = 'pdfa' AND r.state = 'done' WHERE d.id = $1 AND d.status = 1",
            &args![id],
        )
        .await?;
    let bytes = ctx.blobs().get(&blob, 1 << 30).await?;
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let file = File {
        document_id: id,
        case_id,
        name: format!("{stem}.pdf"),
        media_type: "application/pdf".into(),
        blob,
        size: i64::try_from(bytes.len()).unwrap_or(0),
    };
    send(&ctx, &file, &headers).await
}

async fn send(ctx: &Ctx, file: &File, headers: &HeaderMap) -> Result<Page> {
    let size = u64::try_from(file.size).unwrap_or(0);
    let etag = format!("\"{}\"", base::blob::hex(&file.blob));
    let asked = headers.get(header::RANGE).and_then(|v| v.to_str().ok());
    let fresh = headers.get(header::IF_RANGE).is_none_or(|v| v.as_bytes() == etag.as_bytes());
    let range = match asked.filter(|_| fresh).map(|text| parse(text, size)) {
        Some(Some(range)) => Some(range),
        Some(None) => {
            return Ok(Page::nothing().status(StatusCode::RANGE_NOT_SATISFIABLE).header(header::CONTENT_RANGE, &format!("bytes */{size}")));
        }
        None => None,
    };
    let (start, end) = range.unwrap_or((0, size));
    crate::cases::looked(ctx, file.case_id).await?;
    if start == 0 || !begun(ctx, file).await? {
        let mut uow = ctx.write_logging().await?;
        uow.note(&DocumentEvent::Downloaded { file: file.name.clone() }, On::document(file.case_id, file.document_id)).await?;
        uow.commit().await?;
    }
    let stream = ctx.blobs().stream(&file.blob, start..end).await?;
    let mut page = Page::content(&file.media_type, Body::from_stream(stream))
        .header(header::CONTENT_DISPOSITION, &disposition(&file.name))
        .header(header::ACCEPT_RANGES, "bytes")
        .header(header::ETAG, &etag)
        .header(header::CONTENT_LENGTH, &(end - start).to_string())
        .header(header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'");
    if range.is_some() {
        page = page
            .status(StatusCode::PARTIAL_CONTENT)
            .header(header::CONTENT_RANGE, &format!("bytes {start}-{}/{size}", end.saturating_sub(1)));
    }
    Ok(page)
}

/// Whether this actor's download of the file stands in the log of the last hour: then a later part of it needs no line.
async fn begun(ctx: &Ctx, file: &File) -> Result<bool> {
    let since = ctx.now.checked_sub(jiff::SignedDuration::from_hours(1)).unwrap_or(ctx.now);
    let data = serde_json::json!({ "file": file.name }).to_string();
    let found: Option<(i64,)> = ctx
        .reader
        .maybe(
            "SELECT e.seq FROM my_event e WHERE e.document_id = $1 AND e.actor = $2 AND e.kind = 'document.downloaded' AND e.data = $3 AND e.at > $4 LIMIT 1",
            &args![file.document_id, ctx.actor.id, data, since],
        )
        .await?;
    Ok(found.is_some())
}

/// One range of bytes: first and one past the last. None where it can't be met; several are answered whole.
fn parse(text: &str, size: u64) -> Option<(u64, u64)> {
    let spec = text.strip_prefix("bytes=")?;
    if spec.contains(',') {
        return Some((0, size));
    }
    let (from, to) = spec.split_once('-')?;
    let (start, end) = match (from.trim(), to.trim()) {
        ("", last) => (size.saturating_sub(last.parse().ok()?), size),
        (first, "") => (first.parse().ok()?, size),
        (first, last) => (first.parse().ok()?, last.parse::<u64>().ok()?.saturating_add(1).min(size)),
    };
    (start < end && end <= size).then_some((start, end))
}

/// The original name, for old and new browsers.
fn disposition(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || " ._-".contains(c) { c } else { '_' }).collect();
    let coded: String = name
        .bytes()
        .map(|b| if b.is_ascii_alphanumeric() || b"._-".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{coded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        assert_eq!(parse("bytes=0-99", 1000), Some((0, 100)));
        assert_eq!(parse("bytes=990-", 1000), Some((990, 1000)));
        assert_eq!(parse("bytes=-10", 1000), Some((990, 1000)));
        assert_eq!(parse("bytes=0-5000", 1000), Some((0, 1000)));
        assert_eq!(parse("bytes=1000-", 1000), None);
        assert_eq!(parse("bytes=5-2", 1000), None);
        assert_eq!(parse("lines=1-2", 1000), None);
    }

    #[test]
    fn names_keep_their_letters() {
        assert_eq!(disposition("Æble \"1\".pdf"), "attachment; filename=\"_ble _1_.pdf\"; filename*=UTF-8''%C3%86ble%20%221%22.pdf");
    }
}
