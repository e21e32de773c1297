//! The standard documents every new case gets: one file each, sent as the body of the request.

use super::folders::{choices, tree};
use super::{Template, TemplateEvent, open, template_of, touch};
use crate::journal::{Frame, done};
use axum::body::to_bytes;
use axum::extract::{Path, Request};
use base::event::On;
use base::web::{Ctx, Fields, Page};
use base::{Error, Reader, Result, Uow, Uuid, args, date};
use formats::sniff;
use maud::{Markup, html};
use texts::templates as t;
use ui::{Button, Choice, Field, Icon};

/// The largest standard document.
const LIMIT: usize = 20 << 20;

base::row! {
    /// A standard document, without its file.
    #[derive(Debug, Clone)]
    pub struct Standard { pub id: Uuid, pub folder_id: Option<Uuid>, pub title: String, pub type_id: i64, pub file_name: String, pub size: i64 }
}

/// A template's standard documents.
pub async fn all(reader: &Reader, template: i64) -> Result<Vec<Standard>> {
    reader
        .all("SELECT d.id, d.folder_id, d.title, d.type_id, d.file_name, d.size FROM template_document d WHERE d.template_id = $1 ORDER BY d.position, d.id", &args![template])
        .await
}

/// GET /admin/templates/{id}/documents
pub async fn page(ctx: Ctx, Path(id): Path<i64>) -> Result<Page> {
    draw(&ctx, &template_of(&ctx.reader, id).await?).await
}

/// POST /admin/templates/{id}/documents?file_name=&title=&type=&folder=: the file is the body.
pub async fn add(ctx: Ctx, Path(id): Path<i64>, request: Request) -> Result<Page> {
    let fields = Fields::parse(request.uri().query().unwrap_or_default());
    let mut read = fields.read();
    let (title, kind, folder) = (read.text("title", 0..=200), read.int("type", 1..=i64::MAX), read.id("folder"));
    let file_name = sniff::clean_name(fields.get("file_name"));
    read.done()?;
    let body = to_bytes(request.into_body(), LIMIT).await.map_err(|_| Error::TooLarge)?;
    if body.is_empty() || fields.get("file_name").trim().is_empty() {
        return Err(Error::refused(t::file_needed));
    }
    let seen = sniff::sniff(&body[..body.len().min(sniff::HEAD_BYTES)], &file_name);
    if seen.executable {
        return Err(Error::refused(t::file_refused));
    }
    let size = i64::try_from(body.len()).unwrap_or(i64::MAX);
    let blob = ctx.blobs().put(body).await?;
    let title = if title.is_empty() { sniff::title_from_name(&file_name) } else { title };
    let mut uow = ctx.write().await?;
    open(&mut uow, id, None).await?;
    let kind = place(&mut uow, id, kind, folder).await?;
    let (document, now) = (uow.id(), uow.now());
    uow.also("INSERT INTO blob (hash, size, created) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING", &args![blob, size, now]).await?;
    uow.record(
        &TemplateEvent::DocumentAdded { title: title.clone(), file: file_name.clone(), size },
        On::thing("template", id),
        "INSERT INTO template_document (id, template_id, folder_id, title, type_id, file_name, media_type, size, blob, position)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, (SELECT coalesce(max(position), 0) + 1 FROM template_document WHERE template_id = $2))",
        &args![document, id, folder, title.as_str(), kind, file_name.as_str(), seen.media_type, size, blob],
    )
    .await?;
    touch(&mut uow, id).await?;
    uow.commit().await?;
    Ok(done(&format!("/admin/templates/{id}/documents"), &t::document_added(ctx.lang, &title)))
}

/// The type to use, the default where none was named; the folder has to be the template's.
async fn place(uow: &mut Uow, template: i64, kind: Option<i64>, folder: Option<Uuid>) -> Result<i64> {
    let wrong = |field: &'static str| Error::field(field, texts::base::fault_choice);
    let kind: Option<(i64,)> =
        uow.maybe("SELECT id FROM document_type WHERE active AND (id = $1 OR ($1 IS NULL AND is_default))", &args![kind]).await?;
    if let Some(folder) = folder {
        uow.maybe::<(Uuid,)>("SELECT id FROM template_folder WHERE id = $1 AND template_id = $2", &args![folder, template])
            .await?
            .ok_or_else(|| wrong("folder"))?;
    }
    kind.map(|(id,)| id).ok_or_else(|| wrong("type"))
}

/// POST /admin/templates/{id}/documents/{document}/delete
pub async fn remove(ctx: Ctx, Path((id, document)): Path<(i64, Uuid)>) -> Result<Page> {
    let mut uow = ctx.write().await?;
    open(&mut uow, id, None).await?;
    let (title, file): (String, String) =
        uow.one("SELECT title, file_name FROM template_document WHERE id = $1 AND template_id = $2", &args![document, id]).await?;
    uow.record(
        &TemplateEvent::DocumentRemoved { title: title.clone(), file },
        On::thing("template", id),
        "DELETE FROM template_document WHERE id = $1",
        &args![document],
    )
    .await?;
    touch(&mut uow, id).await?;
    uow.commit().await?;
    Ok(done(&format!("/admin/templates/{id}/documents"), &t::document_removed(ctx.lang, &title)))
}

async fn draw(ctx: &Ctx, template: &Template) -> Result<Page> {
    let lang = ctx.lang;
    let href = format!("/admin/templates/{}", template.id);
    let (documents, folders) = (all(&ctx.reader, template.id).await?, tree(&ctx.reader, template.id).await?);
    let types = crate::types::all(&ctx.reader).await?;
    let kinds: Vec<(String, &str, bool)> = types
        .iter()
        .filter(|d| d.active)
        .map(|d| (d.id.to_string(), d.title(lang), Some(d.id) == template.default_document_type))
        .collect();
    let kinds: Vec<Choice<'_>> = kinds.iter().map(|(value, label, chosen)| Choice { value, label, chosen: *chosen }).collect();
    let places = choices(t::at_the_top(lang), &folders, "");
    let places: Vec<Choice<'_>> = places.iter().map(|(value, label, chosen)| Choice { value, label, chosen: *chosen }).collect();
    let content = html! {
        @if documents.is_empty() { (ui::empty(t::no_documents(lang), t::no_documents_why(lang), "")) }
        ul.lines { @for one in &documents { (line(ctx, template.id, one, &folders, &types)) } }
        section.part aria-labelledby="add" { (ui::section_head("add", t::add_document(lang), None, "")) form.form method="post" action=(format!("{href}/documents")) data-raw {
            (ui::csrf(&ctx.csrf))
            (Field::other("file", t::file(lang), html! { input.input type="file" id="file" name="file" required aria-describedby="file-help"; }).help(t::file_help(lang)))
            (Field::text("title", t::title(lang), "").optional(t::optional(lang)).help(t::title_help(lang)).attr("maxlength", "200"))
            (ui::two(Field::select("type", t::document_type(lang), &kinds), Field::select("folder", t::lies_in(lang), &places)))
            (ui::form_foot(Button::submit(t::add_document(lang)).primary(), Button::link(t::back(lang), &href), None))
            noscript { p.help { (t::needs_script(lang)) } }
        } }
    };
    let frame = Frame::new("/admin/templates", t::standard_documents(lang))
        .lede(t::documents_help(lang))
        .under(t::templates(lang), "/admin/templates");
    Ok(frame.under(&template.name, &href).page(ctx, content))
}

fn line(ctx: &Ctx, template: i64, one: &Standard, folders: &[super::folders::Folder], types: &[crate::types::DocumentType]) -> Markup {
    let lang = ctx.lang;
    let folder = folders.iter().find(|f| Some(f.id) == one.folder_id).map_or("", |f| f.path.as_str());
    let kind = types.iter().find(|d| d.id == one.type_id).map_or("", |d| d.title(lang));
    let about: Vec<&str> = [kind, folder, &one.file_name].into_iter().filter(|s| !s.is_empty()).collect();
    html! {
        li {
            (ui::file_icon(ui::FileKind::of_name(&one.file_name), &one.file_name))
            span.grow { (one.title) span.meta { (about.join(" · ")) " · " (date::size(lang, one.size)) } }
            form method="post" action={ "/admin/templates/" (template) "/documents/" (one.id) "/delete" } {
                (ui::csrf(&ctx.csrf))
                (Button::submit(&t::remove_document(lang, &one.title)).icon_only(Icon::Trash).plain().small())
            }
        }
    }
}
