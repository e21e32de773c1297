//! A user's own mark on a case.

use super::CaseEvent;
use axum::extract::Path;
use base::event::On;
use base::web::{Ctx, Page};
use base::{Result, Uuid, args};

/// POST /cases/{id}/favourite: sets the mark or takes it away; answers with the star.
pub async fn toggle(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page> {
    let mut uow = ctx.write().await?;
    uow.one::<(Uuid,)>("SELECT c.id FROM my_case c WHERE c.id = $1", &args![id]).await?;
    let (user, now) = (ctx.actor.id, uow.now());
    let off = uow.also("DELETE FROM favourite WHERE user_id = $1 AND object = 'case' AND object_id = $2", &args![user, id]).await? > 0;
    if !off {
        uow.also(
            "INSERT INTO favourite (user_id, object, object_id, at) VALUES ($1, 'case', $2, $3) ON CONFLICT DO NOTHING",
            &args![user, id, now],
        )
        .await?;
    }
    // A mark is the user's own: it stands in his log, not in the case's history.
    uow.note(&CaseEvent::Favoured { on: !off }, On::thing("favourite", id)).await?;
    uow.commit().await?;
    Ok(Page::html(star(&ctx, id, !off)))
}

/// The star.
pub fn star(ctx: &Ctx, id: Uuid, on: bool) -> ui::Markup {
    ui::star(&format!("/cases/{id}/favourite"), on, texts::cases::favourite(ctx.lang))
}
