//! A link by mail with which a user chooses a password.

use super::{PeopleEvent, keep, user, users};
use crate::admin::done;
use crate::mail;
use axum::extract::Path;
use base::event::On;
use base::web::{Ctx, Page, once};
use base::{Error, Lang, Result, Uow, args};
use texts::people as t;

/// How long it works, in hours.
const HOURS: i64 = 48;

/// POST /admin/users/{id}/link
pub async fn send(ctx: Ctx, Path(id): Path<String>) -> Result<Page> {
    let id = user::number(&id)?;
    let mut uow = ctx.write().await?;
    keep::above(&mut uow, id).await?;
    make(&ctx, &mut uow, id).await?;
    uow.commit().await?;
    ctx.house().wake.notify_one();
    Ok(done(&format!("{}/{id}", users::HERE), t::link_sent(ctx.lang)))
}

/// Makes the link and wants its mail, in the unit of work of whoever has reason to.
pub(super) async fn make(ctx: &Ctx, uow: &mut Uow, user: i64) -> Result<()> {
    let (email, name, lang, active): (String, String, String, bool) =
        uow.one("SELECT email, name, lang, active FROM users WHERE id = $1", &args![user]).await?;
    if !active {
        return Err(Error::refused(t::is_disabled));
    }
    let lang = Lang::parse(&lang).unwrap_or_default();
    let text = once::make(uow, "password", Some(user), HOURS).await?;
    let link = format!("{}/password?key={text}", ctx.house().public_url);
    mail::enqueue(uow, &email, t::invited_subject(lang), &t::invited_mail(lang, &link, &name)).await?;
    uow.note(&PeopleEvent::LinkSent { email }, On::thing("user", user)).await
}
