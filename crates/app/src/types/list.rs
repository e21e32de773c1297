//! The document types in their order, and a new one.

use super::{DocumentType, TypeEvent, all};
use crate::journal::{Frame, Said, done, faults, steps};
use axum::http::StatusCode;
use base::error::Fault;
use base::event::On;
use base::web::{Ctx, Fields, Json, Page};
use base::{Result, args};
use maud::{Markup, html};
use texts::types as t;
use ui::{Button, Cell, Column, Field, Form, Kind, Row, State, Table, Title};

/// GET /admin/document-types
pub async fn page(ctx: Ctx) -> Result<Page> {
    draw(&ctx, &Fields::default(), &[]).await
}

/// POST /admin/document-types
pub async fn create(ctx: Ctx, fields: Fields) -> Result<Page> {
    match make(&ctx, &fields).await {
        Ok(made) => Ok(done("/admin/document-types", &t::made(ctx.lang, made.title(ctx.lang)))),
        Err(error) => Ok(draw(&ctx, &fields, &faults(error)?).await?.status(StatusCode::UNPROCESSABLE_ENTITY)),
    }
}

/// GET /api/v1/document-types
pub async fn api_list(ctx: Ctx) -> Result<Json<Vec<DocumentType>>> {
    Ok(Json::ok(all(&ctx.reader).await?))
}

/// POST /api/v1/document-types
pub async fn api_create(ctx: Ctx, fields: Fields) -> Result<Json<DocumentType>> {
    let made = make(&ctx, &fields).await?;
    let place = format!("/api/v1/document-types/{}", made.id);
    Ok(Json::created(made, place).version(1))
}

async fn make(ctx: &Ctx, fields: &Fields) -> Result<DocumentType> {
    let mut read = fields.read();
    let (title_da, title_en) = (read.text("title_da", 1..=100), read.text("title_en", 1..=100));
    read.done()?;
    let mut uow = ctx.write().await?;
    let types: Vec<DocumentType> =
        uow.all(&format!("SELECT {} FROM document_type d ORDER BY d.id {{lock}}", DocumentType::COLUMNS), &[]).await?;
    super::edit::unique(&types, 0, &title_da, &title_en)?;
    let id = uow.next("document_type").await?;
    let position = types.iter().map(|t| t.position).max().unwrap_or(0) + 1;
    uow.record(
        &TypeEvent::Created { title_da: title_da.clone(), title_en: title_en.clone() },
        On::thing("document_type", id),
        "INSERT INTO document_type (id, title_da, title_en, position) VALUES ($1, $2, $3, $4)",
        &args![id, title_da.as_str(), title_en.as_str(), position],
    )
    .await?;
    uow.commit().await?;
    Ok(DocumentType { id, title_da, title_en, position, active: true, is_default: false, shipped: false, version: 1 })
}

async fn draw(ctx: &Ctx, fields: &Fields, faults: &[Fault]) -> Result<Page> {
    let lang = ctx.lang;
    let types = all(&ctx.reader).await?;
    let said = Said::new(lang, faults);
    let content = html! {
        (said.summary(lang))
        (table(ctx, &types))
        section.part aria-labelledby="new-type" {
            (ui::section_head("new-type", t::new_type(lang), None, ""))
            (Form::new("/admin/document-types", &ctx.csrf).body(html! {
                (ui::two(
                    Field::text("title_da", t::title_da(lang), fields.get("title_da")).error(said.at("title_da")).attr("maxlength", "100"),
                    Field::text("title_en", t::title_en(lang), fields.get("title_en")).error(said.at("title_en")).attr("maxlength", "100"),
                ))
                (ui::form_foot(Button::submit(t::create(lang)).primary(), "", None))
            }))
        }
    };
    let window = if faults.is_empty() { t::types(lang).to_owned() } else { t::error_title(lang, t::types(lang)) };
    Ok(Frame::new("/admin/document-types", t::types(lang)).lede(t::lede(lang)).titled(ctx, &window, content))
}

fn table(ctx: &Ctx, types: &[DocumentType]) -> Markup {
    let lang = ctx.lang;
    let columns = [
        Column::new(Kind::Title, t::title(lang)),
        Column::new(Kind::Place, t::other_language(lang)).leaves(2),
        Column::new(Kind::State, t::state(lang)).leaves(1),
        Column::new(Kind::Short, t::order(lang)).hidden_label(true),
    ];
    let hrefs: Vec<String> = types.iter().map(|d| format!("/admin/document-types/{}", d.id)).collect();
    let rows = types
        .iter()
        .zip(&hrefs)
        .enumerate()
        .map(|(at, (one, href))| {
            let mut title = Title::new(one.title(lang), href);
            if one.is_default {
                title = title.marks(ui::tag(t::default(lang)));
            }
            let other = if lang == base::Lang::Da { &one.title_en } else { &one.title_da };
            Row::new(vec![
                title.cell(),
                Cell::dim(other),
                Cell::new(if one.active {
                    ui::state(State::Active, t::active(lang))
                } else {
                    ui::state(State::Passive, t::inactive(lang))
                }),
                Cell::action(steps(ctx, &format!("{href}/order"), at, types.len(), one.title(lang))),
            ])
            .off(!one.active)
        })
        .collect();
    html! { (Table::new(t::caption(lang), &columns, rows)) }
}
