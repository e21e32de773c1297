//! Folders of a case: made, renamed, deleted with what is in them.

use super::DocumentEvent;
use super::place::{clean, make};
use crate::cases::{Case, CaseTab, case_frame, case_view};
use axum::extract::Path;
use axum::http::StatusCode;
use base::error::Fault;
use base::event::On;
use base::uow::{Edit, Level, Open};
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Result, Uow, Uuid, args, collate};
use serde::Serialize;
use texts::documents as t;
use ui::{Button, Field, Form, Icon, Markup, html};

/// POST /cases/{id}/folders
pub async fn create(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    match add(&ctx, id, &fields).await {
        Ok((_, parent, name)) => {
            let to = parent.map(|p| format!("?folder={p}")).unwrap_or_default();
            Ok(Page::to(&format!("/cases/{id}{to}")).toast(&crate::shell::toast(&t::folder_made(ctx.lang, name))))
        }
        Err(Error::Invalid(faults)) => {
            let words = (t::new_folder(ctx.lang), t::make_folder(ctx.lang));
            let place = (id, fields.get("parent").parse().ok());
            again(&ctx, place, words, &format!("/cases/{id}/folders"), fields.get("name"), &faults).await
        }
        Err(other) => Err(other),
    }
}

/// The form as a page of its own over the folder that is open, with what was typed and what is wrong with it.
async fn again(
    ctx: &Ctx,
    (case, open): (Uuid, Option<Uuid>),
    (title, go): (&str, &str),
    action: &str,
    name: &str,
    faults: &[Fault],
) -> Result<Page> {
    let case = case_view(ctx, case).await?;
    case.needs(Level::Write)?;
    let said = faults.first().map(|f| f.say.text(ctx.lang));
    let back = format!("/cases/{}{}", case.id, open.map(|f| format!("?folder={f}")).unwrap_or_default());
    let content = html! {
        div.readable {
            (Form::new(action, &ctx.csrf).attr("novalidate", "").body(html! {
                h2 { (title) }
                @if let Some(open) = open { input type="hidden" name="parent" value=(open); }
                (Field::text("name", t::folder_name(ctx.lang), name).error(said.as_deref()).flag("autofocus", true).attr("maxlength", "120"))
                (ui::form_foot(Button::submit(go).primary(), Button::link(texts::base::cancel(ctx.lang), &back), None))
            }))
        }
    };
    Ok(case_frame(ctx, &case, CaseTab::Case, html! {}, content).status(StatusCode::UNPROCESSABLE_ENTITY))
}

/// A folder's name as somebody writes it. A slash is no part of one, since exports make paths of them.
fn named(fields: &Fields) -> Result<String> {
    let typed = fields.get("name");
    let name = clean(typed);
    if name.is_empty() {
        return Err(Error::field("name", texts::base::fault_empty));
    }
    if typed.contains(['/', '\\']) { Err(Error::field("name", t::folder_slash)) } else { Ok(name) }
}

/// The new folder, the one it is in, its name.
async fn add(ctx: &Ctx, id: Uuid, fields: &Fields) -> Result<(Uuid, Option<Uuid>, String)> {
    let name = named(fields)?;
    let mut uow = ctx.write().await?;
    let case = uow.open::<Case, Edit>(id, None).await?;
    let parent = super::place::at(&mut uow, &case, fields.get("parent").parse().ok(), "").await?;
    if let Some(there) = super::place::find(&mut uow, id, parent, &name).await? {
        return Ok((there, parent, name));
    }
    let folder = make(&mut uow, &case, parent, &name).await?;
    super::touch_case(&mut uow, id, false).await?;
    uow.commit().await?;
    Ok((folder, parent, name))
}

base::row! {
    #[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
    pub struct Folder { id: Uuid, case_id: Uuid, parent_id: Option<Uuid>, name: String }
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct Folders {
    folders: Vec<Folder>,
}

/// GET /api/v1/cases/{id}/folders: all, each with the one it is in.
pub async fn api_list(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Json<Folders>> {
    crate::cases::case_row(&ctx, id).await?;
    crate::cases::looked(&ctx, id).await?;
    let folders = ctx
        .reader
        .all("SELECT f.id, f.case_id, f.parent_id, f.name FROM my_folder f WHERE f.case_id = $1 ORDER BY f.position, f.id", &args![id])
        .await?;
    Ok(Json::ok(Folders { folders }))
}

/// POST /api/v1/cases/{id}/folders
pub async fn api_create(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Json<Folder>> {
    let (folder, parent_id, name) = add(&ctx, id, &fields).await?;
    Ok(Json::created(Folder { id: folder, case_id: id, parent_id, name }, format!("/api/v1/folders/{folder}")))
}

/// PATCH /api/v1/folders/{id}
pub async fn api_rename(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Json<Folder>> {
    rename_to(&ctx, id, &fields).await?;
    let folder: Folder = ctx.reader.one("SELECT f.id, f.case_id, f.parent_id, f.name FROM my_folder f WHERE f.id = $1", &args![id]).await?;
    Ok(Json::ok(folder))
}

/// DELETE /api/v1/folders/{id}
pub async fn api_delete(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page> {
    discard(&ctx, id).await?;
    Ok(Page::nothing())
}

async fn open(uow: &mut Uow, id: Uuid) -> Result<(Folder, Open<Case, Edit>)> {
    let folder: Folder = uow.one("SELECT f.id, f.case_id, f.parent_id, f.name FROM my_folder f WHERE f.id = $1", &args![id]).await?;
    let case = uow.open::<Case, Edit>(folder.case_id, None).await?;
    Ok((folder, case))
}

/// POST /folders/{id}/rename
pub async fn rename(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    match rename_to(&ctx, id, &fields).await {
        Ok(case) => Ok(Page::to(&format!("/cases/{case}?folder={id}"))),
        Err(Error::Invalid(faults)) => {
            let (case,): (Uuid,) = ctx.reader.one("SELECT f.case_id FROM my_folder f WHERE f.id = $1", &args![id]).await?;
            let words = (t::rename_folder(ctx.lang), t::rename(ctx.lang));
            again(&ctx, (case, Some(id)), words, &format!("/folders/{id}/rename"), fields.get("name"), &faults).await
        }
        Err(other) => Err(other),
    }
}

async fn rename_to(ctx: &Ctx, id: Uuid, fields: &Fields) -> Result<Uuid> {
    let name = named(fields)?;
    let mut uow = ctx.write().await?;
    let (folder, _) = open(&mut uow, id).await?;
    uow.record(
        &DocumentEvent::FolderRenamed { old: folder.name, new: name.clone() },
        On::folder(folder.case_id, folder.id),
        "UPDATE folder SET name = $1, name_key = $2, version = version + 1 WHERE id = $3 AND deleted_at IS NULL",
        &args![name.as_str(), collate::key(&name), id],
    )
    .await?;
    super::touch_case(&mut uow, folder.case_id, false).await?;
    uow.commit().await?;
    Ok(folder.case_id)
}

/// POST /folders/{id}/delete: an empty folder goes; one with something in it is refused.
pub async fn delete(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page> {
    let (case, parent) = discard(&ctx, id).await?;
    let up = parent.map(|p| format!("?folder={p}")).unwrap_or_default();
    Ok(Page::to(&format!("/cases/{case}{up}")).toast(&crate::shell::toast(t::folder_deleted(ctx.lang))))
}

/// The case, and the folder that it was in.
async fn discard(ctx: &Ctx, id: Uuid) -> Result<(Uuid, Option<Uuid>)> {
    let mut uow = ctx.write().await?;
    let (folder, _) = open(&mut uow, id).await?;
    let (inside,): (i64,) = uow
        .one(
            "SELECT (SELECT count(*) FROM my_document d WHERE d.folder_id = $1) + (SELECT count(*) FROM my_folder f WHERE f.parent_id = $1) AS n",
            &args![id],
        )
        .await?;
    if inside > 0 {
        return Err(Error::refused(t::folder_full));
    }
    lift(&mut uow, &folder).await?;
    let (now, actor) = (uow.now(), uow.actor().id);
    uow.record(
        &DocumentEvent::FolderDeleted { name: folder.name },
        On::folder(folder.case_id, id),
        "UPDATE folder SET deleted_at = $1, deleted_by = $2 WHERE id = $3 AND deleted_at IS NULL",
        &args![now, actor, id],
    )
    .await?;
    super::touch_case(&mut uow, folder.case_id, false).await?;
    uow.commit().await?;
    Ok((folder.case_id, folder.parent_id))
}

/// Whatever still lies in a folder that this actor finds empty is limited to others: it moves up, so that he learns nothing of it.
async fn lift(uow: &mut Uow, folder: &Folder) -> Result<()> {
    let above: Option<(String,)> = uow.maybe("SELECT f.name FROM my_folder f WHERE f.id = $1", &args![folder.parent_id]).await?;
    let above = above.map(|(name,)| name).unwrap_or_default();
    for (hidden,) in uow.all_as_system::<(Uuid,)>("SELECT d.id FROM my_document d WHERE d.folder_id = $1", &args![folder.id]).await? {
        uow.record(
            &DocumentEvent::Moved { from: folder.name.clone(), to: above.clone() },
            On::document(folder.case_id, hidden),
            "UPDATE document SET folder_id = $1, version = version + 1 WHERE id = $2",
            &args![folder.parent_id, hidden],
        )
        .await?;
    }
    Ok(())
}

/// What can be done with the folder that is open.
pub fn tools(ctx: &Ctx, _case: Uuid, folder: Option<&(Uuid, String)>) -> Markup {
    let lang = ctx.lang;
    let Some((id, name)) = folder else { return html! {} };
    html! {
        div.row {
            (Button::new(t::rename(lang)).plain().small().icon(Icon::Pencil).dialog("rename-folder"))
            form method="post" action={ "/folders/" (id) "/delete" } {
                (ui::form::csrf(&ctx.csrf))
                (Button::submit(t::delete_folder(lang)).plain().small().icon(Icon::Trash))
            }
        }
        (ui::dialog("rename-folder", t::rename_folder(lang), html! {
            form id="rename-folder-form" method="post" action={ "/folders/" (id) "/rename" } {
                (ui::form::csrf(&ctx.csrf))
                (Field::text("name", t::folder_name(lang), name).id("folder-new-name").flag("required", true).attr("maxlength", "120"))
            }
        }, html! {
            (Button::new(texts::base::cancel(lang)).attr("data-close", ""))
            (Button::submit(t::rename(lang)).primary().attr("form", "rename-folder-form"))
        }))
    }
}
