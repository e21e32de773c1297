//! Where one is signed in, and ending it there.

use super::{PeopleEvent, device, profile};
use crate::admin::done;
use base::event::On;
use base::web::{Ctx, Fields, Page, session};
use base::{Error, Result, args, date};
use maud::html;
use texts::people as t;
use ui::{Button, Icon, State};

const HERE: &str = "/account/sessions";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// GET /account/sessions
pub async fn page(ctx: Ctx) -> Result<Page> {
    let lang = ctx.lang;
    let all = ctx.sessions().await?;
    let content = html! {
        p.muted { (t::sessions_help(lang)) }
        ul.lines {
            @for (one, mine) in &all {
                @let words = device::words(lang, &one.agent);
                li {
                    (ui::icon(Icon::Device))
                    span.grow {
                        (words)
                        span.meta { (t::session_seen(lang, &one.address, date::relative(lang, ctx.now, one.seen), date::exact(lang, one.created))) }
                    }
                    @if *mine { (ui::chip(State::Active, t::this_session(lang))) }
                    @else {
                        form method="post" action={ (HERE) "/end" } {
                            (ui::csrf(&ctx.csrf))
                            input type="hidden" name="session" value=(hex(&one.id));
                            (Button::submit(t::end_session(lang)).small().attr("aria-label", &t::end_session_on(lang, &words)))
                        }
                    }
                }
            }
        }
        @if all.len() > 1 {
            form method="post" action={ (HERE) "/end-others" } { (ui::csrf(&ctx.csrf)) (Button::submit(t::end_other_sessions(lang))) }
        }
    };
    Ok(profile::frame(&ctx, HERE, "", content))
}

/// POST /account/sessions/end
pub async fn end(ctx: Ctx, fields: Fields) -> Result<Page> {
    let wanted = fields.get("session");
    let all = ctx.sessions().await?;
    let (one, _) = all.into_iter().find(|(one, _)| hex(&one.id) == wanted).ok_or(Error::NotFound)?;
    let me = ctx.actor.id;
    let mut uow = ctx.write().await?;
    uow.record(
        &PeopleEvent::SessionsEnded { count: 1 },
        On::thing("user", me),
        "DELETE FROM session WHERE id = $1 AND user_id = $2",
        &args![one.id, me],
    )
    .await?;
    uow.commit().await?;
    Ok(done(HERE, t::session_ended(ctx.lang)))
}

/// POST /account/sessions/end-others
pub async fn end_others(ctx: Ctx) -> Result<Page> {
    let me = ctx.actor.id;
    let mut uow = ctx.write().await?;
    let n = session::end_others(&mut uow, me, ctx.session_id()).await?;
    if n > 0 {
        uow.note(&PeopleEvent::SessionsEnded { count: i64::try_from(n).unwrap_or(i64::MAX) }, On::thing("user", me)).await?;
        uow.commit().await?;
    }
    Ok(done(HERE, t::other_sessions_ended(ctx.lang)))
}
