//! Signing out: the session ends at once.

use super::PeopleEvent;
use axum::http::header;
use base::event::On;
use base::web::{Ctx, Page, session};
use base::{Result, args};

/// POST /sign-out
pub async fn sign_out(ctx: Ctx) -> Result<Page> {
    if let Some(id) = ctx.session_id() {
        let mut uow = ctx.write().await?;
        let user = ctx.actor.id;
        uow.record(&PeopleEvent::SignedOut {}, On::thing("user", user), "DELETE FROM session WHERE id = $1", &args![id]).await?;
        uow.commit().await?;
    }
    Ok(Page::to("/sign-in").header(header::SET_COOKIE, &session::cookie("", ctx.house().secure)))
}
