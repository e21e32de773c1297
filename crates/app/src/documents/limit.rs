//! Limiting a document to named users and groups: then only they, and who manages the case, see that it exists.

use super::page::view;
use super::{Document, DocumentEvent, touch};
use crate::cases::case_view;
use crate::people;
use crate::shell::{self, Nav};
use axum::extract::Path;
use base::event::On;
use base::uow::{Level, Manage};
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Result, Uow, Uuid, args};
use serde::Serialize;
use texts::documents as t;
use ui::{Button, Field, Form, Icon, PageHead, Picked, Picker, html};

const NAMED: &str =
    "SELECT a.principal, coalesce(u.name, g.name, '') AS name FROM my_document_access a LEFT JOIN users u ON u.id = a.principal
    LEFT JOIN groups g ON g.id = a.principal WHERE a.document_id = $1 ORDER BY 2";

/// The users and groups to whom a document is limited.
pub async fn named(uow: &mut Uow, id: Uuid) -> Result<Vec<(i64, String)>> {
    uow.all(NAMED, &args![id]).await
}

/// GET /documents/{id}/access
pub async fn page(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page> {
    draw(&ctx, id, None).await
}

async fn draw(ctx: &Ctx, id: Uuid, error: Option<&str>) -> Result<Page> {
    let document = view(ctx, id).await?;
    let case = case_view(ctx, document.case_id).await?;
    case.needs(Level::Manage)?;
    let lang = ctx.lang;
    let now: Vec<(i64, String)> = ctx.reader.all(NAMED, &args![id]).await?;
    let ids: Vec<String> = now.iter().map(|(id, _)| id.to_string()).collect();
    let chosen: Vec<Picked<'_>> = now.iter().zip(&ids).map(|((_, label), value)| Picked { value, label }).collect();
    let picker = Picker {
        source: "/pick/people?groups=1",
        chosen: &chosen,
        several: true,
        placeholder: texts::cases::owner_hint(lang),
        remove: texts::cases::remove(lang),
        nothing: texts::shell::nothing_found(lang),
        icon: Some(Icon::Users),
        action: None,
    };
    let (back, case_href) = (format!("/documents/{id}"), format!("/cases/{}", case.id));
    let body = html! {
        (ui::crumbs(t::way(lang), &[(&case.title, Some(&case_href)), (&document.title, Some(&back)), (t::limit(lang), None)]))
        (PageHead::new(t::limit(lang)).lede(t::limit_what(lang)))
        (Form::new(&format!("/documents/{id}/access"), &ctx.csrf).version(&document.version.to_string()).body(html! {
            (ui::Check::new("limited", "true", t::limit_on(lang), document.limited))
            (Field::picker("principal", t::limit_who(lang), picker).error(error))
            (ui::form_foot(Button::submit(texts::base::save(lang)).primary(), Button::link(texts::base::cancel(lang), &back), None))
        }))
    };
    Ok(shell::page(ctx, Nav::Cases, t::limit(lang), ui::page(body)))
}

/// POST /documents/{id}/access
pub async fn submit(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    match set(&ctx, id, &fields).await {
        Ok(()) => Ok(Page::to(&format!("/documents/{id}")).toast(&shell::toast(texts::cases::saved(ctx.lang)))),
        Err(Error::Invalid(faults)) => {
            let said = faults.first().map(|f| f.say.text(ctx.lang));
            Ok(draw(&ctx, id, said.as_deref()).await?.status(axum::http::StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

base::row! {
    /// Somebody who sees a limited document.
    #[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
    #[schema(as = DocumentSeer)]
    pub struct Seer { principal: i64, name: String }
}

#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = DocumentAccess)]
pub struct Access {
    limited: bool,
    people: Vec<Seer>,
}

/// GET /api/v1/documents/{id}/access
pub async fn api(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Json<Access>> {
    let document = view(&ctx, id).await?;
    if !case_view(&ctx, document.case_id).await?.may(Level::Manage) {
        return Err(Error::Forbidden);
    }
    let people = ctx
        .reader
        .all(
            "SELECT a.principal, coalesce(u.name, g.name, '') AS name FROM my_document_access a LEFT JOIN users u ON u.id = a.principal
             LEFT JOIN groups g ON g.id = a.principal WHERE a.document_id = $1 ORDER BY 2",
            &args![id],
        )
        .await?;
    Ok(Json::ok(Access { limited: document.limited, people }).version(document.version))
}

/// PUT /api/v1/documents/{id}/access: `limited` and every `principal`.
pub async fn api_set(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Json<Access>> {
    set(&ctx, id, &fields).await?;
    api(ctx, Path(id)).await
}

async fn set(ctx: &Ctx, id: Uuid, fields: &Fields) -> Result<()> {
    let mut read = fields.read();
    let limited = read.flag("limited");
    let principals = if limited { read.ints("principal") } else { vec![] };
    let mut uow = ctx.write().await?;
    let open = uow.open::<Document, Manage>(id, fields.version).await?;
    if principals.len() > 200 {
        read.fault("principal", texts::cases::choose_member);
    }
    read.done()?;
    let old = named(&mut uow, id).await?;
    let mut names = Vec::new();
    uow.also("DELETE FROM document_access WHERE document_id = $1", &args![id]).await?;
    for principal in &principals {
        let at = people::At("principal", texts::cases::choose_member);
        let stands = old.iter().any(|(one, _)| one == principal);
        let who = if stands { people::usable(&mut uow, *principal, at).await? } else { people::chosen(&mut uow, *principal, at).await? };
        uow.also("INSERT INTO document_access (document_id, principal) VALUES ($1, $2)", &args![id, *principal]).await?;
        names.push(who.name);
    }
    let event = DocumentEvent::Limited {
        was: open.row.limited,
        limited,
        old: old.into_iter().map(|(_, name)| name).collect(),
        new: names,
        principals: Some(principals),
    };
    uow.record(&event, On::document(open.row.case_id, id), "UPDATE document SET limited = $1 WHERE id = $2", &args![limited, id]).await?;
    touch(&mut uow, &Document { limited, ..open.row }).await?;
    uow.commit().await
}
