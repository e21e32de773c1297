//! Looking without downloading: pages as pictures, texts, mails. Never blocks a page: what isn't
//! rendered yet says so and comes by itself.

use super::rendition::{self, Rendition, office};
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use base::web::{Ctx, Fields, Page};
use base::{Error, Result, Uuid, args};
use formats::Limits;
use texts::documents as t;
use ui::{Button, FileKind, Icon, Markup, PreviewPane, Sheet, Thumb, html};

base::row! {
    /// A version as the preview needs it.
    #[derive(Debug, Clone)]
    pub struct Shown { pub id: Uuid, pub document_id: Uuid, pub case_id: Uuid, pub title: String, pub name: String, pub family: String, pub media_type: String, pub blob: [u8; 32], pub size: i64 }
}

const FIND: &str = "SELECT v.id, v.document_id, d.case_id, d.title, v.name, v.family, v.media_type, v.blob, v.size FROM my_version v JOIN my_document d ON d.id = v.document_id";
const LARGEST: u64 = 300 << 20;
/// Texts shown at most, in characters.
const LONGEST: usize = 200_000;

/// The version that is current.
pub async fn current(ctx: &Ctx, document: Uuid) -> Result<Option<Shown>> {
    ctx.reader.maybe(&format!("{FIND} WHERE d.id = $1 AND v.id = d.main_version"), &args![document]).await
}

/// One version, seen by the actor.
pub async fn version(ctx: &Ctx, id: Uuid) -> Result<Shown> {
    let shown: Shown = ctx.reader.one(&format!("{FIND} WHERE v.id = $1"), &args![id]).await?;
    crate::cases::looked(ctx, shown.case_id).await?;
    Ok(shown)
}

/// What the desk shows, and how many pages there are.
pub struct Desk {
    pub content: Markup,
    pub pages: i64,
}

/// Draws a version.
pub async fn desk(ctx: &Ctx, shown: &Shown) -> Result<Desk> {
    match shown.family.as_str() {
        "pdf" => pdf(ctx, shown, rendition::find(ctx, &shown.blob, "text").await?).await,
        // A drawing in SVG could act; it is never drawn as it is.
        "image" if shown.media_type == "image/svg+xml" => Ok(Desk { content: unable(ctx, shown, t::no_preview(ctx.lang)), pages: 0 }),
        "image" => Ok(Desk {
            content: html! { img.picture src={ "/versions/" (shown.id) "/picture" } alt=(shown.title) decoding="async"; },
            pages: 1,
        }),
        "mail" => Ok(Desk { content: mail(ctx, shown).await?, pages: 1 }),
        // Plain text needs no picture of itself.
        "text" | "sheet" if shown.media_type.starts_with("text/") && shown.media_type != "text/rtf" => {
            Ok(Desk { content: text(ctx, shown).await?, pages: 1 })
        }
        family if office(family) => {
            let made = rendition::find(ctx, &shown.blob, "pdf").await?;
            match made.as_ref().map(|m| m.state.as_str()) {
                Some("done") => pdf(ctx, shown, made).await,
                Some("waiting") => Ok(Desk { content: waiting(ctx, shown), pages: 0 }),
                None => {
                    rendition::wanted(ctx, "pdf", &shown.blob, &shown.media_type, &shown.name).await?;
                    Ok(Desk { content: waiting(ctx, shown), pages: 0 })
                }
                _ => Ok(Desk { content: text(ctx, shown).await?, pages: 1 }),
            }
        }
        _ => Ok(Desk { content: text(ctx, shown).await?, pages: 1 }),
    }
}

fn waiting(ctx: &Ctx, shown: &Shown) -> Markup {
    html! {
        div hx-get={ "/versions/" (shown.id) "/desk" } hx-trigger="load delay:1500ms" hx-swap="outerHTML" { (ui::waiting(t::rendering(ctx.lang))) }
    }
}

/// GET /versions/{id}/desk: the content of the desk again, while something is being rendered.
pub async fn again(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page> {
    let shown = version(&ctx, id).await?;
    Ok(Page::html(desk(&ctx, &shown).await?.content))
}

async fn pdf(ctx: &Ctx, shown: &Shown, known: Option<Rendition>) -> Result<Desk> {
    let lang = ctx.lang;
    let Some(known) = known.filter(|k| k.state != "waiting") else { return Ok(Desk { content: waiting(ctx, shown), pages: 0 }) };
    if known.detail == "protected" {
        return Ok(Desk { content: unable(ctx, shown, t::protected(lang)), pages: 0 });
    }
    if known.pages == 0 {
        return Ok(Desk { content: unable(ctx, shown, t::unreadable(lang)), pages: 0 });
    }
    let sizes = sizes(ctx, shown).await.unwrap_or_default();
    let all: Vec<(String, String, u32, u32)> = (0..known.pages)
        .map(|n| {
            let at = usize::try_from(n).unwrap_or(0);
            let (w, h) = sizes.get(at).copied().unwrap_or((595, 842));
            (format!("/versions/{}/page/{n}?w=1000", shown.id), t::page_n(lang, n + 1), w, h)
        })
        .collect();
    let content = html! {
        @for (n, (src, label, width, height)) in all.iter().enumerate() {
            div.sheetplace id={ "page-" (n + 1) } { (Sheet { src, label, width: *width, height: *height }) }
        }
    };
    Ok(Desk { content, pages: known.pages })
}

/// The sizes of a PDF's pages, so that nothing moves when the pictures come.
async fn sizes(ctx: &Ctx, shown: &Shown) -> Result<Vec<(u32, u32)>> {
    let data = pdf_data(ctx, shown).await?;
    let found = tokio::task::spawn_blocking(move || formats::pdf::page_sizes(&data, &Limits::default())).await.map_err(Error::internal)?;
    Ok(found.unwrap_or_default().iter().map(|s| (s.width.clamp(1.0, 20_000.0) as u32, s.height.clamp(1.0, 20_000.0) as u32)).collect())
}

/// The PDF that stands for a version: itself, or what was made of it.
async fn pdf_data(ctx: &Ctx, shown: &Shown) -> Result<bytes::Bytes> {
    if shown.family == "pdf" {
        return ctx.blobs().get(&shown.blob, LARGEST).await;
    }
    let made = rendition::find(ctx, &shown.blob, "pdf").await?.and_then(|m| m.blob).ok_or(Error::NotFound)?;
    ctx.blobs().get(&made, LARGEST).await
}

/// GET /versions/{id}/page/{n}?w=1000: a page as a picture; made once, then kept beside.
pub async fn page_picture(ctx: Ctx, Path((id, n)): Path<(Uuid, usize)>, headers: HeaderMap, fields: Fields) -> Result<Page> {
    let shown = version(&ctx, id).await?;
    let width = if fields.get("w") == "140" { 140 } else { 1000 };
    let name = format!("{}-{n}-{width}.png", base::blob::hex(&shown.blob));
    if has(&headers, &name) {
        return Ok(unchanged(&name));
    }
    let picture = kept(&ctx, &name, || async {
        let data = pdf_data(&ctx, &shown).await?;
        tokio::task::spawn_blocking(move || formats::pdf::render_page(&data, n, width, &Limits::default()))
            .await
            .map_err(Error::internal)?
            .map_err(|_| Error::NotFound)
    })
    .await?;
    Ok(checked(Page::content("image/png", picture), &name))
}

/// A browser may keep a picture, but asks each time whether it may still be shown.
fn checked(page: Page, name: &str) -> Page {
    page.header(header::CACHE_CONTROL, "private, no-cache").header(header::ETAG, &format!("\"{name}\""))
}

fn has(headers: &HeaderMap, name: &str) -> bool {
    headers.get(header::IF_NONE_MATCH).is_some_and(|v| v.as_bytes() == format!("\"{name}\"").as_bytes())
}

fn unchanged(name: &str) -> Page {
    checked(Page::nothing().status(StatusCode::NOT_MODIFIED), name)
}

/// GET /versions/{id}/picture: an image drawn anew, so that nothing in the file can act.
pub async fn picture(ctx: Ctx, Path(id): Path<Uuid>, headers: HeaderMap) -> Result<Page> {
    let shown = version(&ctx, id).await?;
    if shown.family != "image" {
        return Err(Error::NotFound);
    }
    let name = format!("{}-picture", base::blob::hex(&shown.blob));
    if has(&headers, &name) {
        return Ok(unchanged(&name));
    }
    let picture = kept(&ctx, &name, || async {
        let data = ctx.blobs().get(&shown.blob, LARGEST).await?;
        tokio::task::spawn_blocking(move || formats::image::thumbnail(&data, 1800, 1800, &Limits::default()))
            .await
            .map_err(Error::internal)?
            .map_err(|_| Error::NotFound)
    })
    .await?;
    let kind = if picture.starts_with(&[0xff, 0xd8]) { "image/jpeg" } else { "image/png" };
    Ok(checked(Page::content(kind, picture), &name))
}

/// A picture from this node's cache, or made and put there. The cache may be lost at any time.
async fn kept<F: Future<Output = Result<Vec<u8>>>>(ctx: &Ctx, name: &str, make: impl FnOnce() -> F) -> Result<Vec<u8>> {
    let folder = ctx.house().staging.join("cache").join(&name[..2]);
    let file = folder.join(name);
    if let Ok(picture) = tokio::fs::read(&file).await {
        return Ok(picture);
    }
    let picture = make().await?;
    tokio::fs::create_dir_all(&folder).await?;
    let part = folder.join(format!("{name}.{}", base::web::unique(ctx)));
    tokio::fs::write(&part, &picture).await?;
    tokio::fs::rename(&part, &file).await?;
    Ok(picture)
}

async fn text(ctx: &Ctx, shown: &Shown) -> Result<Markup> {
    let lang = ctx.lang;
    let known = rendition::find(ctx, &shown.blob, "text").await?;
    match known.as_ref().map(|k| k.state.as_str()) {
        Some("waiting") => return Ok(waiting(ctx, shown)),
        Some("done") => {}
        _ => return Ok(unable(ctx, shown, t::no_preview(lang))),
    }
    let pages = rendition::pages_of(ctx, &shown.blob).await?;
    let whole = pages.join("\n\n");
    let cut: String = whole.chars().take(LONGEST).collect();
    Ok(html! { div.sheet.paper { pre.plaintext { (cut) } @if cut.len() < whole.len() { p.muted { (t::cut(lang)) } } } })
}

async fn mail(ctx: &Ctx, shown: &Shown) -> Result<Markup> {
    let lang = ctx.lang;
    let data = ctx.blobs().get(&shown.blob, LARGEST).await?;
    let msg = shown.name.to_lowercase().ends_with(".msg");
    let read =
        move || if msg { formats::mail::parse_msg(&data, &Limits::default()) } else { formats::mail::parse_eml(&data, &Limits::default()) };
    let Ok(mail) = tokio::task::spawn_blocking(read).await.map_err(Error::internal)? else {
        return Ok(unable(ctx, shown, t::unreadable(lang)));
    };
    let person = |p: &formats::mail::Person| if p.name.is_empty() { p.address.clone() } else { format!("{} <{}>", p.name, p.address) };
    let from = mail.from.as_ref().map(person).unwrap_or_default();
    let to = mail.to.iter().map(person).collect::<Vec<_>>().join(", ");
    let cc = mail.cc.iter().map(person).collect::<Vec<_>>().join(", ");
    let body: String = mail.body_text.chars().take(LONGEST).collect();
    Ok(html! {
        div.sheet.paper {
            h2 { (mail.subject) }
            dl.facts {
                (ui::Fact::new(t::mail_from(lang), from.as_str()))
                (ui::Fact::new(t::mail_to(lang), to.as_str()))
                @if !cc.is_empty() { (ui::Fact::new(t::mail_cc(lang), cc.as_str())) }
                @if let Some(at) = mail.date { (ui::Fact::new(t::mail_date(lang), base::date::exact(lang, at))) }
            }
            pre.plaintext { (body) }
        }
    })
}

fn unable(ctx: &Ctx, shown: &Shown, why: &str) -> Markup {
    html! {
        div.nopreview {
            (ui::file_icon(FileKind::of_name(&shown.name), &shown.name))
            p { (why) }
            (Button::link(t::download(ctx.lang), &format!("/versions/{}/download", shown.id)).icon(Icon::Download))
        }
    }
}

/// The thumbnails of a document's pages.
pub fn thumbs(ctx: &Ctx, shown: &Shown, pages: i64) -> Markup {
    let lang = ctx.lang;
    let all: Vec<(String, String)> =
        (0..pages.min(400)).map(|n| (format!("#page-{}", n + 1), format!("/versions/{}/page/{n}?w=140", shown.id))).collect();
    let thumbs: Vec<Thumb<'_>> = all
        .iter()
        .enumerate()
        .map(|(n, (href, src))| Thumb { href, src, nr: u32::try_from(n + 1).unwrap_or(0), current: n == 0 })
        .collect();
    ui::thumbs(t::pages(lang), t::page(lang), &thumbs)
}

/// GET /documents/{id}/preview: the pane beside the list.
pub async fn pane(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page> {
    let lang = ctx.lang;
    let (title, case): (String, Uuid) = ctx.reader.one("SELECT d.title, d.case_id FROM my_document d WHERE d.id = $1", &args![id]).await?;
    crate::cases::looked(&ctx, case).await?;
    let shown = current(&ctx, id).await?;
    let desk = match &shown {
        Some(shown) => desk(&ctx, shown).await?,
        None => Desk { content: html! { p.muted { (t::no_file(lang)) } }, pages: 0 },
    };
    let name = shown.as_ref().map(|s| s.name.clone()).unwrap_or_default();
    let tools = html! {
        (Button::link(t::open(lang), &format!("/documents/{id}")).plain().small().icon_only(Icon::External))
        @if let Some(shown) = &shown { (Button::link(t::download(lang), &format!("/versions/{}/download", shown.id)).plain().small().icon_only(Icon::Download)) }
    };
    let foot = (desk.pages > 1).then(|| html! { (t::pages_n(lang, desk.pages)) });
    Ok(Page::html(html! {
        (PreviewPane { label: t::preview(lang), icon: ui::file_icon(FileKind::of_name(&name), &name), title: &title, tools, close: t::close_preview(lang), pages: t::pages(lang), content: desk.content, foot })
    }))
}
