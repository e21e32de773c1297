//! What is done to the ticked documents of a case: all or none, with a report.

use super::finalise::make_final;
use super::sure::{self, Question};
use super::{DRAFT, Document};
use crate::cases::Case;
use axum::extract::Path;
use base::uow::Edit;
use base::web::{Ctx, Fields, Page};
use base::{Error, Result, Uuid};
use texts::documents as t;

fn ticked(fields: &Fields) -> Result<Vec<Uuid>> {
    let mut read = fields.read();
    let ids = read.ids("id");
    read.done()?;
    if ids.is_empty() {
        return Err(Error::refused(t::none_chosen));
    }
    if ids.len() > 1000 { Err(Error::TooLarge) } else { Ok(ids) }
}

/// POST /cases/{id}/documents/final: those that are drafts become final. Who can't undo it is asked first.
pub async fn finalise(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    let mut uow = ctx.write().await?;
    uow.open::<Case, Edit>(id, None).await?;
    let (mut made, mut were) = (0, 0);
    let documents = ticked(&fields)?;
    for document in &documents {
        let open = uow.open::<Document, Edit>(*document, None).await?;
        if open.row.case_id != id {
            return Err(Error::NotFound);
        }
        if open.row.status == DRAFT {
            make_final(&mut uow, &open).await?;
            made += 1;
        } else {
            were += 1;
        }
    }
    if made > 0 && sure::unsaid(&ctx, &fields) {
        drop(uow);
        let (action, back) = (format!("/cases/{id}/documents/final"), format!("/cases/{id}"));
        return sure::page(&ctx, &Question { case: id, documents: &documents, version: None, action: &action, back: &back }).await;
    }
    if made > 0 {
        uow.commit().await?;
        ctx.house().wake.notify_one();
    }
    let said = if were == 0 { t::made_final_n(ctx.lang, made) } else { t::made_final_some(ctx.lang, made, were) };
    Ok(Page::to(&format!("/cases/{id}")).toast(&crate::shell::toast(&said)))
}

/// POST /cases/{id}/documents/delete
pub async fn delete(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    let ids = ticked(&fields)?;
    let mut uow = ctx.write().await?;
    uow.open::<Case, Edit>(id, None).await?;
    for document in &ids {
        let open = uow.open::<Document, Edit>(*document, None).await?;
        if open.row.case_id != id {
            return Err(Error::NotFound);
        }
        super::delete::delete(&mut uow, &ctx, &open.row).await?;
    }
    uow.commit().await?;
    let n = i64::try_from(ids.len()).unwrap_or(0);
    Ok(Page::to(&format!("/cases/{id}")).toast(&crate::shell::toast(&t::deleted_n(ctx.lang, n))))
}
