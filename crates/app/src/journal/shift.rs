//! Moving a key one step: up, down, in below the one above it, out beside the one it lies in.

use super::place::finish;
use super::tree::Tree;
use super::{done, rehome};
use axum::extract::Path;
use base::web::{Ctx, Fields, Page};
use base::{Error, Result, Uuid};
use texts::journal as t;

/// POST /admin/keys/{key}/shift
pub async fn save(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    let mut read = fields.read();
    let to = read.choice("to", &["up", "down", "in", "out"]);
    read.done()?;
    let mut uow = ctx.write().await?;
    let (mut tree, key) = Tree::of_key(&mut uow, id, fields.version).await?;
    let page = |key: &super::Key| format!("/admin/plans/{}?key={id}", key.plan_id);
    let at = tree.place(&key);
    let last = tree.children(key.parent_id).len().saturating_sub(1);
    let mut into = None;
    match to {
        "up" if at > 0 => tree.move_to(id, key.parent_id, at - 1)?,
        "down" if at < last => tree.move_to(id, key.parent_id, at + 1)?,
        "in" if at > 0 => {
            let above = tree.children(key.parent_id)[at - 1];
            into = tree.get(above).cloned();
            tree.move_to(id, Some(above), usize::MAX)?;
        }
        "out" if key.parent_id.is_some() => {
            let parent = key.parent_id.and_then(|p| tree.get(p)).ok_or(Error::NotFound)?.clone();
            tree.move_to(id, parent.parent_id, tree.place(&parent) + 1)?;
        }
        _ => return Ok(Page::to(&page(&key))),
    }
    // Where the cases of a leaf go has to be asked, on the page for moving.
    if let Some(above) = into.as_ref().filter(|a| a.children == 0) {
        if rehome::any(&mut uow, above.id).await? {
            return Ok(Page::to(&format!("/admin/keys/{id}/move?place=into&target={}", above.id)));
        }
    }
    let moved = finish(uow, tree, &key, into, &fields).await?;
    Ok(done(&page(&moved), &t::moved(ctx.lang, moved.label())))
}
