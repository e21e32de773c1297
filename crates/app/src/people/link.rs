//! A link with which a user chooses a password: by mail, or where there is no mail server shown once to
//! who made it, who then passes it on himself.

use super::{PeopleEvent, keep, user, users};
use crate::admin::done;
use crate::mail;
use axum::extract::Path;
use base::event::On;
use base::web::{Ctx, Page, once};
use base::{Error, Lang, Result, Uow, Via, args};
use maud::{Markup, html};
use texts::people as t;
use ui::{Field, Notice, Tone};

/// How long it works, in hours.
const HOURS: i64 = 48;

/// POST /admin/users/{id}/link
pub async fn send(ctx: Ctx, Path(id): Path<String>) -> Result<Page> {
    let id = user::number(&id)?;
    let mut uow = ctx.write().await?;
    keep::above(&mut uow, id).await?;
    let link = make(&ctx, &mut uow, id).await?;
    uow.commit().await?;
    ctx.house().wake.notify_one();
    match link {
        None => Ok(done(&format!("{}/{id}", users::HERE), t::link_sent(ctx.lang))),
        Some(link) => user::with_link(&ctx, id, &shown(&ctx, t::link_made(ctx.lang), &link)).await,
    }
}

/// Makes the link in the unit of work of whoever has reason to, and wants its mail. Without a mail
/// server it is given back, to be shown in the answer and nowhere else.
pub(super) async fn make(ctx: &Ctx, uow: &mut Uow, user: i64) -> Result<Option<String>> {
    let (email, name, lang, active): (String, String, String, bool) =
        uow.one("SELECT email, name, lang, active FROM users WHERE id = $1", &args![user]).await?;
    if !active {
        return Err(Error::refused(t::is_disabled));
    }
    let sent = mail::reaches(ctx);
    // Whoever has a token must not get into an account by it.
    if !sent && ctx.actor.via != Via::Web {
        return Err(Error::refused(t::link_by_hand));
    }
    let lang = Lang::parse(&lang).unwrap_or_default();
    let text = once::make(uow, "password", Some(user), HOURS).await?;
    let link = format!("{}/password?key={text}", ctx.house().public_url);
    if sent {
        mail::enqueue(uow, &email, t::invited_subject(lang), &t::invited_mail(lang, &link, &name)).await?;
        uow.note(&PeopleEvent::LinkSent { email }, On::thing("user", user)).await?;
        return Ok(None);
    }
    uow.note(&PeopleEvent::LinkShown {}, On::thing("user", user)).await?;
    Ok(Some(link))
}

/// The link, to copy: what was done, and that it is seen now only.
pub(super) fn shown(ctx: &Ctx, done: &str, link: &str) -> Markup {
    let lang = ctx.lang;
    html! {
        div.stack.around {
            (Notice::new(Tone::Success, done).more(t::link_shown_once(lang)))
            (Field::text("one-time-link", t::link_to_copy(lang), link).flag("readonly", true).attr("autocomplete", "off").flag("autofocus", true))
        }
    }
}
