//! Deleting a key that never held a case and has none below it.

use super::tree::Tree;
use super::{JournalEvent, Key, done};
use axum::extract::Path;
use base::event::On;
use base::web::{Ctx, Fields, Page};
use base::{Error, Result, Uuid, args};
use texts::journal as t;

/// POST /admin/keys/{key}/delete
pub async fn save(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    let key = delete(&ctx, id, &fields).await?;
    let above = key.parent_id.map(|p| format!("?key={p}")).unwrap_or_default();
    Ok(done(&format!("/admin/plans/{}{above}", key.plan_id), &t::deleted(ctx.lang, key.label())))
}

/// DELETE /api/v1/keys/{key}
pub async fn api_delete(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    delete(&ctx, id, &fields).await?;
    Ok(Page::nothing())
}

async fn delete(ctx: &Ctx, id: Uuid, fields: &Fields) -> Result<Key> {
    let mut uow = ctx.write().await?;
    let (mut tree, key) = Tree::of_key(&mut uow, id, fields.version).await?;
    if key.children > 0 {
        return Err(Error::refused(t::delete_children));
    }
    if key.held {
        return Err(Error::refused(t::delete_held));
    }
    let named: Option<(i64,)> = uow
        .maybe("SELECT t.id FROM template t WHERE t.fixed_key = $1 UNION SELECT k.template_id FROM template_key k WHERE k.key_id = $1", &args![id])
        .await?;
    if named.is_some() {
        return Err(Error::refused(t::delete_named));
    }
    tree.remove(id);
    tree.write(&mut uow).await?;
    let event = JournalEvent::KeyDeleted { code: key.code.clone(), title: key.title.clone() };
    uow.note(&event, On::thing("journal_key", id)).await?;
    uow.commit().await?;
    Ok(key)
}
