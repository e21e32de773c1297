//! Assigning an unassigned case to somebody *(Tildel til)*: the group stays a member with manage.

use super::give::{Stays, give};
use super::page::{CaseTab, frame, view};
use super::{Case, members};
use axum::extract::Path;
use axum::http::StatusCode;
use base::uow::{Level, Manage};
use base::web::{Ctx, Fields, Page};
use base::{Error, Result, Uuid, args};
use texts::cases as t;
use ui::{Button, Field, Form, Icon, Picked, Picker, html};

/// GET /cases/{id}/assign
pub async fn page(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page> {
    draw(&ctx, id, None).await
}

async fn draw(ctx: &Ctx, id: Uuid, error: Option<&str>) -> Result<Page> {
    let case = view(ctx, id).await?;
    case.needs(Level::Manage)?;
    let lang = ctx.lang;
    let (me, name) = (ctx.actor.id.to_string(), t::me(lang, &ctx.actor.name));
    let chosen = [Picked { value: &me, label: &name }];
    let picker = Picker {
        source: "/pick/people",
        chosen: &chosen,
        several: false,
        placeholder: t::owner_hint(lang),
        remove: t::remove(lang),
        nothing: texts::shell::nothing_found(lang),
        icon: Some(Icon::User),
        action: None,
    };
    let back = format!("/cases/{id}");
    let content = html! {
        div.readable {
            (Form::new(&format!("/cases/{id}/assign"), &ctx.csrf).version(&case.version.to_string()).body(html! {
                h2 { (t::assign_title(lang)) }
                @if case.owner_is_group { p { (t::assign_what(lang, &case.owner_name)) } }
                (Field::picker("owner", t::owner(lang), picker).error(error))
                (ui::form_foot(Button::submit(t::assign(lang)).primary(), Button::link(texts::base::cancel(lang), &back), None))
            }))
        }
    };
    Ok(frame(ctx, &case, CaseTab::Case, html! {}, content))
}

/// POST /cases/{id}/assign
pub async fn submit(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    match assign(&ctx, id, &fields).await {
        Ok(stays) => {
            let said = stays.map_or(t::assigned(ctx.lang).to_owned(), |s| s.said(&ctx));
            Ok(Page::to(&format!("/cases/{id}")).toast(&crate::shell::toast(&said)))
        }
        Err(Error::Invalid(faults)) => {
            let said = faults.first().map(|f| f.say.text(ctx.lang));
            Ok(draw(&ctx, id, said.as_deref()).await?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

async fn assign(ctx: &Ctx, id: Uuid, fields: &Fields) -> Result<Option<Stays>> {
    let mut uow = ctx.write().await?;
    let open = uow.open::<Case, Manage>(id, fields.version).await?;
    let old = open.row.owner;
    // The group that it was assigned to keeps its hand on it.
    if uow.maybe::<(i64,)>("SELECT id FROM groups WHERE id = $1", &args![old]).await?.is_some() {
        members::give(&mut uow, id, old, Level::Manage as i64).await?;
    }
    let stays = give(&mut uow, &open, fields.get("owner")).await?;
    uow.commit().await?;
    Ok(stays)
}
