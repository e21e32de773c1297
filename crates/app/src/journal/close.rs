//! Closing a key and all below it for new cases, and reopening it.

use super::tree::Tree;
use super::{Key, done, edit, key_of};
use axum::extract::Path;
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Result, Uuid};
use texts::journal as t;

/// POST /admin/keys/{key}/close
pub async fn save(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    let key = change(&ctx, id, &fields).await?;
    let said = if key.closed { t::closed_now(ctx.lang, key.label()) } else { t::reopened(ctx.lang, key.label()) };
    Ok(done(&format!("/admin/plans/{}?key={id}", key.plan_id), &said))
}

/// POST /api/v1/keys/{key}/close
pub async fn api_save(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Json<Key>> {
    change(&ctx, id, &fields).await?;
    let key = key_of(&ctx.reader, id).await?;
    let version = key.version;
    Ok(Json::ok(key).version(version))
}

/// Closing takes everything below along; reopening only the key itself, and only below open keys.
async fn change(ctx: &Ctx, id: Uuid, fields: &Fields) -> Result<Key> {
    let closed = !fields.has("closed") || fields.read().flag("closed");
    let mut uow = ctx.write().await?;
    let (mut tree, key) = Tree::of_key(&mut uow, id, fields.version).await?;
    if !closed && key.parent_id.and_then(|p| tree.get(p)).is_some_and(|p| p.closed) {
        return Err(Error::refused(t::reopen_above_first));
    }
    let which = if closed { tree.subtree(id) } else { vec![id] };
    let mut changed = 0;
    for one in which {
        let Some(old) = tree.get(one).filter(|k| k.closed != closed).cloned() else { continue };
        let new = Key { closed, ..old.clone() };
        edit::note(&mut uow, &old, &new).await?;
        if let Some(key) = tree.get_mut(one) {
            *key = new;
        }
        changed += 1;
    }
    if changed == 0 {
        return Ok(key);
    }
    let key = Key { closed, ..key };
    tree.write(&mut uow).await?;
    uow.commit().await?;
    Ok(key)
}
