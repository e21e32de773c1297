//! Moving and copying documents: to another folder, or to another case that the actor may write to.

use super::insert::{NewDocument, NewFile, insert};
use super::page::{DocumentView, view};
use super::{Document, DocumentEvent, place};
use crate::cases::{Case, case_view};
use crate::shell::{self, Nav};
use axum::extract::Path;
use axum::http::StatusCode;
use base::event::On;
use base::uow::{Edit, Level, Open};
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Result, Uow, Uuid, args};
use texts::documents as t;
use ui::{Button, Choice, Field, Form, Icon, PageHead, Picked, Picker, html};

/// What shall go elsewhere.
struct Asked {
    case: Uuid,
    documents: Vec<Uuid>,
    /// The document whose page it was asked on, and which it leads back to.
    back: Option<Uuid>,
}

/// GET /documents/{id}/place
pub async fn page(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    let (case,): (Uuid,) = ctx.reader.one("SELECT d.case_id FROM my_document d WHERE d.id = $1", &args![id]).await?;
    draw(&ctx, &Asked { case, documents: vec![id], back: Some(id) }, &fields, None).await
}

/// POST /api/v1/documents/{id}/move: `target`, a case, and `folder` in it; without a target within its own case.
pub async fn api_move(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Json<DocumentView>> {
    let before = view(&ctx, id).await?;
    carry(&ctx, before.case_id, &[id], &fields, false).await?;
    super::page::api(ctx, Path(id)).await
}

/// POST /api/v1/documents/{id}/copy: likewise; the copy is a new draft.
pub async fn api_copy(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Json<DocumentView>> {
    let before = view(&ctx, id).await?;
    let Carried { made, .. } = carry(&ctx, before.case_id, &[id], &fields, true).await?;
    let copy = view(&ctx, *made.first().ok_or_else(|| Error::internal("no copy"))?).await?;
    let (place, version) = (format!("/api/v1/documents/{}", copy.id), copy.version);
    Ok(Json::created(copy, place).version(version))
}

/// POST /cases/{id}/documents/place: where the ticked documents shall go; with `do` it is done.
pub async fn submit(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    let mut read = fields.read();
    let documents = read.ids("id");
    read.done()?;
    if documents.is_empty() {
        case_view(&ctx, id).await?;
        return Ok(Page::to(&format!("/cases/{id}")));
    }
    let back = fields.get("back").parse().ok().filter(|back| documents == [*back]);
    let asked = Asked { case: id, documents, back };
    if !fields.has("do") {
        return draw(&ctx, &asked, &fields, None).await;
    }
    let copy = fields.get("do") == "copy";
    match carry(&ctx, id, &asked.documents, &fields, copy).await {
        Ok(Carried { to, n, .. }) => {
            let said = if copy { t::copied_n(ctx.lang, n) } else { t::moved_n(ctx.lang, n) };
            let place = asked.back.filter(|_| !copy).map_or(format!("/cases/{to}"), |document| format!("/documents/{document}"));
            Ok(Page::to(&place).toast(&shell::toast(&said)))
        }
        Err(Error::Invalid(faults)) => {
            let said = faults.first().map(|f| f.say.text(ctx.lang));
            Ok(draw(&ctx, &asked, &fields, said.as_deref()).await?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(Error::Refused(say)) => Ok(draw(&ctx, &asked, &fields, Some(&say.text(ctx.lang))).await?.status(StatusCode::CONFLICT)),
        Err(other) => Err(other),
    }
}

/// The titles of the documents, and the folder that all of them are in.
async fn standing(ctx: &Ctx, documents: &[Uuid]) -> Result<(Vec<String>, Option<Uuid>)> {
    let (mut titles, mut folders) = (vec![], vec![]);
    for id in documents {
        let (title, folder): (String, Option<Uuid>) =
            ctx.reader.one("SELECT d.title, d.folder_id FROM my_document d WHERE d.id = $1", &args![*id]).await?;
        titles.push(title);
        folders.push(folder);
    }
    folders.dedup();
    Ok((titles, folders.first().copied().flatten().filter(|_| folders.len() == 1)))
}

async fn draw(ctx: &Ctx, asked: &Asked, fields: &Fields, error: Option<&str>) -> Result<Page> {
    let lang = ctx.lang;
    let case = case_view(ctx, asked.case).await?;
    case.needs(Level::Write)?;
    let target = match fields.get("target").parse::<Uuid>() {
        Ok(id) if id != case.id => case_view(ctx, id).await.unwrap_or_else(|_| case.clone()),
        _ => case.clone(),
    };
    let folders: Vec<(Uuid, String)> =
        ctx.reader.all("SELECT f.id, f.name FROM my_folder f WHERE f.case_id = $1 ORDER BY f.name_key, f.id", &args![target.id]).await?;
    let (titles, stands) = standing(ctx, &asked.documents).await?;
    let folder = if fields.has("folder") || target.id != case.id {
        fields.get("folder").to_owned()
    } else {
        stands.map(|f| f.to_string()).unwrap_or_default()
    };
    let ids: Vec<String> = folders.iter().map(|(id, _)| id.to_string()).collect();
    let mut choices = vec![Choice { value: "", label: t::top(lang), chosen: folder.is_empty() }];
    choices.extend(folders.iter().zip(&ids).map(|((_, name), id)| Choice { value: id, label: name, chosen: folder == *id }));
    let key = target.id.to_string();
    let label = format!("{} · {}", target.title, target.number);
    let chosen = [Picked { value: &key, label: &label }];
    let picker = Picker {
        source: "/pick/cases",
        chosen: &chosen,
        several: false,
        placeholder: t::case_hint(lang),
        remove: texts::cases::remove(lang),
        nothing: texts::shell::nothing_found(lang),
        icon: Some(Icon::Binder),
        action: None,
    };
    let case_href = format!("/cases/{}", case.id);
    let back = asked.back.map_or(case_href.clone(), |document| format!("/documents/{document}"));
    let action = format!("{case_href}/documents/place");
    let title = match titles.as_slice() {
        [one] => t::place_title_one(lang, one),
        all => t::place_title(lang, i64::try_from(all.len()).unwrap_or(0)),
    };
    let mut way = vec![(texts::cases::cases(lang), Some("/cases")), (case.title.as_str(), Some(case_href.as_str()))];
    way.extend(titles.first().filter(|_| asked.back.is_some()).map(|title| (title.as_str(), Some(back.as_str()))));
    way.push((t::move_copy(lang), None));
    let body = html! {
        (ui::crumbs(t::way(lang), &way))
        (PageHead::new(&title))
        (Form::new(&action, &ctx.csrf).attr("id", "place").body(html! {
            @for id in &asked.documents { input type="hidden" name="id" value=(id); }
            @if let Some(document) = asked.back { input type="hidden" name="back" value=(document); }
            (Field::picker("target", t::case(lang), picker).error(error))
            (Field::select("folder", t::folder(lang), &choices).help(t::folder_help(lang)))
            (ui::form_foot(
                html! { (Button::submit(t::move_here(lang)).primary().attr("name", "do").attr("value", "move")) (Button::submit(t::copy_here(lang)).attr("name", "do").attr("value", "copy")) },
                Button::link(texts::base::cancel(lang), &back), None))
        }))
    };
    Ok(shell::page(ctx, Nav::Cases, &title, ui::page(body)))
}

/// What was moved or copied.
struct Carried {
    /// The case that they are in now.
    to: Uuid,
    /// The copies.
    made: Vec<Uuid>,
    /// How many there are; what stood there already isn't counted.
    n: i64,
}

/// Moves or copies; all or none.
async fn carry(ctx: &Ctx, from: Uuid, documents: &[Uuid], fields: &Fields, copy: bool) -> Result<Carried> {
    let (mut made, mut n) = (Vec::new(), 0);
    // A version is of one document.
    let version = fields.version.filter(|_| documents.len() == 1);
    let mut uow = ctx.write().await?;
    let to: Uuid = fields.get("target").parse().unwrap_or(from);
    // Both cases are held in one order, so that two moves across each other don't wait for each other.
    if from < to {
        uow.open::<Case, Edit>(from, None).await?;
    }
    let target = uow.open::<Case, Edit>(to, None).await.map_err(|e| match e {
        Error::NotFound | Error::Forbidden => Error::field("target", t::choose_case),
        other => other,
    })?;
    let wanted = fields.get("folder").parse().ok();
    let folder = match place::at(&mut uow, &target, wanted, "").await {
        Ok(folder) => folder,
        // The folder was one of the case that was chosen before.
        Err(Error::Refused(_)) if to != from => None,
        Err(other) => return Err(other),
    };
    let mut limited = true;
    for id in documents {
        let document = uow.open::<Document, Edit>(*id, version).await?;
        limited &= document.row.limited;
        if document.row.case_id != from {
            return Err(Error::NotFound);
        }
        if copy {
            let copied = copy_to(&mut uow, &document, &target, folder).await?;
            keep_in_sight(&mut uow, &document, copied).await?;
            made.push(copied);
        } else if document.row.case_id == to && document.row.folder_id == folder {
            continue;
        } else {
            move_to(&mut uow, &document, &target, folder).await?;
            keep_in_sight(&mut uow, &document, *id).await?;
        }
        n += 1;
    }
    if n == 0 {
        return Ok(Carried { to, made, n });
    }
    super::touch_case(&mut uow, to, limited).await?;
    // A copy leaves the case that it was made from as it was.
    if !copy && to != from {
        super::touch_case(&mut uow, from, limited).await?;
    }
    uow.commit().await?;
    Ok(Carried { to, made, n })
}

/// Who sees a limited document only as one who manages its case doesn't lose it by moving it to a case that he doesn't
/// manage. Nor is he let in silently.
async fn keep_in_sight(uow: &mut Uow, document: &Open<Document, Edit>, now: Uuid) -> Result<()> {
    let seen: Option<(Uuid,)> = uow.maybe("SELECT d.id FROM my_document d WHERE d.id = $1", &args![now]).await?;
    let title = document.row.title.clone();
    seen.map(drop).ok_or_else(|| Error::refused(move |lang| t::out_of_sight(lang, &title)))
}

async fn folder_name(uow: &mut Uow, folder: Option<Uuid>) -> Result<String> {
    let found: Option<(String,)> = uow.maybe("SELECT f.name FROM my_folder f WHERE f.id = $1", &args![folder]).await?;
    Ok(found.map(|(name,)| name).unwrap_or_default())
}

async fn move_to(uow: &mut Uow, document: &Open<Document, Edit>, target: &Open<Case, Edit>, folder: Option<Uuid>) -> Result<()> {
    let d = &document.row;
    let (now, actor) = (uow.now(), uow.actor().id);
    let new_folder = folder_name(uow, folder).await?;
    if d.case_id == target.row.id {
        let old = folder_name(uow, d.folder_id).await?;
        return uow
            .record(
                &DocumentEvent::Moved { from: old, to: new_folder },
                On::document(d.case_id, d.id),
                "UPDATE document SET folder_id = $1, version = version + 1 WHERE id = $2",
                &args![folder, d.id],
            )
            .await;
    }
    d.draft()?;
    let (no,): (i64,) = uow.one("SELECT c.next_document FROM my_case c WHERE c.id = $1", &args![target.row.id]).await?;
    uow.also("UPDATE cases SET next_document = next_document + 1 WHERE id = $1", &args![target.row.id]).await?;
    // Both cases' histories say so; which the other is, who sees that one.
    let out = DocumentEvent::MovedOut { title: d.title.clone(), case: Some(target.row.id), place: String::new() };
    uow.note(&out, On::document(d.case_id, d.id)).await?;
    uow.record(
        &DocumentEvent::MovedIn { case: Some(d.case_id), place: String::new() },
        On::document(target.row.id, d.id),
        "UPDATE document SET case_id = $1, folder_id = $2, no = $3, changed = $4, changed_by = $5, version = version + 1 WHERE id = $6",
        &args![target.row.id, folder, no, now, actor, d.id],
    )
    .await
}

base::row! {
    struct Source { blob: [u8; 32], name: String, media_type: String, family: String, size: i64 }
}

/// A copy is a new draft whose source is noted.
async fn copy_to(uow: &mut Uow, document: &Open<Document, Edit>, target: &Open<Case, Edit>, folder: Option<Uuid>) -> Result<Uuid> {
    let d = &document.row;
    let main: Option<Source> = uow
        .maybe("SELECT v.blob, v.name, v.media_type, v.family, v.size FROM my_version v WHERE v.id = $1", &args![d.main_version])
        .await?;
    let type_id = super::checked_type(uow, &target.row, d.type_id, "").await?;
    let new = NewDocument {
        folder,
        title: d.title.clone(),
        description: d.description.clone(),
        type_id,
        direction: "internal",
        sender: String::new(),
        receivers: String::new(),
        letter_date: None,
        source: "copy",
        file: main.map(|m| NewFile { blob: m.blob, name: m.name, media_type: m.media_type, family: m.family, size: m.size, upload: None }),
    };
    let id = insert(uow, target, &new).await?;
    let attached: Vec<Source> = uow
        .all(
            "SELECT v.blob, v.name, v.media_type, v.family, v.size FROM my_attachment a JOIN my_version v ON v.id = a.current_version WHERE a.document_id = $1 ORDER BY a.position",
            &args![d.id],
        )
        .await?;
    for m in attached {
        let file = NewFile { blob: m.blob, name: m.name, media_type: m.media_type, family: m.family, size: m.size, upload: None };
        super::attachment::write(uow, target.row.id, id, &file).await?;
    }
    let on = On::document(target.row.id, id);
    uow.note(&DocumentEvent::Copied { case: Some(d.case_id), document: Some(d.id), place: String::new() }, on).await?;
    if d.limited {
        let who = super::limit::named(uow, d.id).await?;
        for (principal, _) in &who {
            uow.also("INSERT INTO document_access (document_id, principal) VALUES ($1, $2)", &args![id, *principal]).await?;
        }
        let (principals, new) = who.into_iter().unzip();
        let event = DocumentEvent::Limited { was: false, limited: true, old: vec![], new, principals: Some(principals) };
        uow.record(&event, On::document(target.row.id, id), "UPDATE document SET limited = TRUE WHERE id = $1", &args![id]).await?;
    }
    Ok(id)
}
