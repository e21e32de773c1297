//! Renaming, moving and deleting a template's folder.

use super::folders::{self, FOLDERS, Folder, ordered};
use super::{TemplateEvent, open, template_of, touch};
use crate::journal::faults;
use axum::extract::Path;
use axum::http::StatusCode;
use base::event::On;
use base::web::{Ctx, Fields, Page};
use base::{Error, Result, Uow, Uuid, args, collate};
use texts::templates as t;

/// POST /admin/templates/{id}/folders/{folder}
pub async fn save(ctx: Ctx, Path((id, folder)): Path<(i64, Uuid)>, fields: Fields) -> Result<Page> {
    match change(&ctx, id, folder, &fields).await {
        Ok(()) => Ok(Page::to(&format!("/admin/templates/{id}/folders"))),
        Err(error) => {
            let mut faults = faults(error)?;
            for fault in &mut faults {
                fault.field = format!("name-{folder}");
            }
            let template = template_of(&ctx.reader, id).await?;
            folders::draw(&ctx, &template, &Fields::default(), &faults).await.map(|p| p.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

async fn change(ctx: &Ctx, id: i64, folder: Uuid, fields: &Fields) -> Result<()> {
    let mut read = fields.read();
    let to = read.choice("to", &["rename", "up", "down", "in", "out", "delete"]);
    let name = if to == "rename" { folders::name(&mut read) } else { String::new() };
    read.done()?;
    let mut uow = ctx.write().await?;
    open(&mut uow, id, None).await?;
    let all = ordered(uow.all(FOLDERS, &args![id]).await?);
    let one = all.iter().find(|f| f.id == folder).ok_or(Error::NotFound)?.clone();
    match to {
        "rename" => rename(&mut uow, &all, &one, &name).await?,
        "delete" => delete(&mut uow, id, &all, &one).await?,
        _ => shift(&mut uow, &all, &one, to).await?,
    }
    let now = ordered(uow.all(FOLDERS, &args![id]).await?);
    let paths = |all: &[Folder]| all.iter().map(|f| f.path.as_str()).collect::<Vec<_>>().join(", ");
    if paths(&all) == paths(&now) {
        return Ok(());
    }
    let new = now.iter().find(|f| f.id == folder).map(|f| f.path.clone()).unwrap_or_default();
    let event = if new == one.path {
        TemplateEvent::Changed { field: "folders".into(), old: paths(&all), new: paths(&now) }
    } else {
        TemplateEvent::Changed { field: "folder".into(), old: one.path, new }
    };
    uow.note(&event, On::thing("template", id)).await?;
    touch(&mut uow, id).await?;
    uow.commit().await
}

fn free(all: &[Folder], one: Uuid, parent: Option<Uuid>, name: &str) -> Result<()> {
    let taken = all.iter().any(|f| f.id != one && f.parent == parent && collate::fold(&f.name) == collate::fold(name));
    if taken { Err(Error::field("name", t::folder_taken)) } else { Ok(()) }
}

async fn rename(uow: &mut Uow, all: &[Folder], one: &Folder, name: &str) -> Result<()> {
    free(all, one.id, one.parent, name)?;
    uow.also("UPDATE template_folder SET name = $1 WHERE id = $2", &args![name, one.id]).await.map(drop)
}

/// A folder goes with those in it; its standard documents go up to where it lay.
async fn delete(uow: &mut Uow, template: i64, all: &[Folder], one: &Folder) -> Result<()> {
    let inside = |f: &&Folder| f.id == one.id || f.path.starts_with(&format!("{}/", one.path));
    for folder in all.iter().filter(inside).collect::<Vec<_>>().into_iter().rev() {
        uow.also(
            "UPDATE template_document SET folder_id = $1 WHERE template_id = $2 AND folder_id = $3",
            &args![one.parent, template, folder.id],
        )
        .await?;
        uow.also("DELETE FROM template_folder WHERE id = $1", &args![folder.id]).await?;
    }
    Ok(())
}

async fn shift(uow: &mut Uow, all: &[Folder], one: &Folder, to: &str) -> Result<()> {
    let siblings = |parent: Option<Uuid>| all.iter().filter(|f| f.parent == parent).map(|f| f.id).collect::<Vec<_>>();
    let mine = siblings(one.parent);
    let at = mine.iter().position(|s| *s == one.id).unwrap_or(0);
    let (parent, place) = match to {
        "up" if at > 0 => (one.parent, at - 1),
        "down" if at + 1 < mine.len() => (one.parent, at + 1),
        "in" if at > 0 => (Some(mine[at - 1]), usize::MAX),
        "out" => match one.parent.and_then(|p| all.iter().find(|f| f.id == p)) {
            Some(above) => (above.parent, siblings(above.parent).iter().position(|s| *s == above.id).map_or(usize::MAX, |n| n + 1)),
            None => return Ok(()),
        },
        _ => return Ok(()),
    };
    free(all, one.id, parent, &one.name)?;
    let mut order = siblings(parent);
    order.retain(|f| *f != one.id);
    order.insert(place.min(order.len()), one.id);
    uow.also("UPDATE template_folder SET parent_id = $1 WHERE id = $2", &args![parent, one.id]).await?;
    for (n, folder) in order.iter().enumerate() {
        uow.also("UPDATE template_folder SET position = $1 WHERE id = $2", &args![n + 1, *folder]).await?;
    }
    Ok(())
}
