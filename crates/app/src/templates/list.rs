//! The list of templates, and a new one.

use super::{Template, TemplateEvent, offer, template_of};
use crate::journal::{Frame, Said, done, faults};
use axum::http::StatusCode;
use base::error::Fault;
use base::event::On;
use base::permission::Permission;
use base::web::{Ctx, Fields, Json, Page};
use base::{Result, Uow, acl, args, collate};
use maud::{Markup, html};
use serde::Serialize;
use texts::templates as t;
use ui::{Button, Cell, Column, Field, Form, Kind, Row, State, Table, Title};

base::row! {
    struct Shown { id: i64, name: String, description: String, case_type: String, active: bool, creatable: bool, cases: i64, creators: Option<String> }
}

/// GET /admin/templates
pub async fn page(ctx: Ctx) -> Result<Page> {
    draw(&ctx, &Fields::default(), &[]).await
}

/// POST /admin/templates
pub async fn create(ctx: Ctx, fields: Fields) -> Result<Page> {
    match make(&ctx, &fields).await {
        Ok(id) => Ok(done(&format!("/admin/templates/{id}"), &t::made(ctx.lang, fields.get("name").trim()))),
        Err(error) => Ok(draw(&ctx, &fields, &faults(error)?).await?.status(StatusCode::UNPROCESSABLE_ENTITY)),
    }
}

/// A template as the API lists it.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = TemplateListed)]
pub struct Brief {
    pub id: i64,
    pub name: String,
    pub description: String,
    pub active: bool,
}

/// GET /api/v1/templates: what the caller may make cases from; with `all`, for administrators, every one.
pub async fn api_list(ctx: Ctx, fields: Fields) -> Result<Json<Vec<Brief>>> {
    if fields.read().flag("all") {
        ctx.need(Permission::Templates)?;
        let all: Vec<Template> = ctx.reader.all(&format!("{} ORDER BY t.name_key, t.id", Template::FROM), &[]).await?;
        return Ok(Json::ok(
            all.into_iter().map(|t| Brief { id: t.id, name: t.name, description: t.description, active: t.active }).collect(),
        ));
    }
    let offered = offer::offered(&ctx).await?;
    Ok(Json::ok(offered.into_iter().map(|t| Brief { id: t.id, name: t.name, description: t.description, active: true }).collect()))
}

/// POST /api/v1/templates
pub async fn api_create(ctx: Ctx, fields: Fields) -> Result<Json<Template>> {
    let id = make(&ctx, &fields).await?;
    Ok(Json::created(template_of(&ctx.reader, id).await?, format!("/api/v1/templates/{id}")).version(1))
}

async fn make(ctx: &Ctx, fields: &Fields) -> Result<i64> {
    let mut read = fields.read();
    let (name, case_type) = (read.text("name", 1..=100), read.text("case_type", 1..=100));
    read.done()?;
    let mut uow = ctx.write().await?;
    let (id, now) = (acl::new_scope(&mut uow).await?, uow.now());
    let kind = case_type_id(&mut uow, &case_type).await?;
    let default: Option<(i64,)> = uow.maybe("SELECT id FROM document_type WHERE is_default", &[]).await?;
    uow.record(
        &TemplateEvent::Created { name: name.clone(), case_type, copied_from: String::new() },
        On::thing("template", id),
        "INSERT INTO template (id, name, name_key, type_id, default_document_type, created, changed) VALUES ($1, $2, $3, $4, $5, $6, $6)",
        &args![id, name.as_str(), collate::key(&name), kind, default.map(|(d,)| d), now],
    )
    .await
    .map_err(|e| e.taken_at("template_name", "name", t::name_taken))?;
    uow.commit().await?;
    Ok(id)
}

/// The case type of a name; made where there is none.
pub(super) async fn case_type_id(uow: &mut Uow, name: &str) -> Result<i64> {
    let found: Option<(i64,)> = uow.maybe("SELECT id FROM case_type WHERE name_key = $1", &args![collate::key(name)]).await?;
    if let Some((id,)) = found {
        return Ok(id);
    }
    let id = uow.next("case_type").await?;
    uow.also("INSERT INTO case_type (id, name, name_key) VALUES ($1, $2, $3)", &args![id, name, collate::key(name)]).await?;
    Ok(id)
}

/// The names of the case types there are, as suggestions for the field `case_type`.
pub(super) async fn type_choices(ctx: &Ctx) -> Result<Markup> {
    let names: Vec<(String,)> = ctx.reader.all("SELECT name FROM case_type ORDER BY name_key", &[]).await?;
    Ok(html! { datalist id="case-types" { @for (name,) in &names { option value=(name) {} } } })
}

async fn draw(ctx: &Ctx, fields: &Fields, faults: &[Fault]) -> Result<Page> {
    let lang = ctx.lang;
    let all: Vec<Shown> = ctx
        .reader
        .all(
            &format!(
                "SELECT t.id, t.name, t.description, y.name AS case_type, t.active, {} AS creatable,
               (SELECT count(*) FROM my_filed_case c WHERE c.template_id = t.id AND c.deleted_at IS NULL) AS cases,
               (SELECT string_agg(coalesce(u.name, g.name), ', ') FROM template_creator r LEFT JOIN users u ON u.id = r.principal
                  LEFT JOIN groups g ON g.id = r.principal WHERE r.template_id = t.id) AS creators
             FROM template t JOIN case_type y ON y.id = t.type_id ORDER BY t.name_key, t.id",
                offer::CREATABLE
            ),
            &[],
        )
        .await?;
    let said = Said::new(lang, faults);
    let content = html! {
        (said.summary(lang))
        @if all.is_empty() { (ui::empty(t::none(lang), t::none_why(lang), "")) } @else { (table(ctx, &all)) }
        section.part aria-labelledby="new-template" {
            (ui::section_head("new-template", t::new_template(lang), None, ""))
            (Form::new("/admin/templates", &ctx.csrf).body(html! {
                (ui::two(
                    Field::text("name", t::name(lang), fields.get("name")).error(said.at("name")).attr("maxlength", "100"),
                    Field::text("case_type", t::case_type(lang), fields.get("case_type")).help(t::case_type_help(lang)).error(said.at("case_type")).attr("list", "case-types").attr("maxlength", "100"),
                ))
                (type_choices(ctx).await?)
                (ui::form_foot(Button::submit(t::create(lang)).primary(), "", None))
            }))
        }
    };
    let window = if faults.is_empty() { t::templates(lang).to_owned() } else { t::error_title(lang, t::templates(lang)) };
    Ok(Frame::new("/admin/templates", t::templates(lang)).lede(t::lede(lang)).titled(ctx, &window, content))
}

fn table(ctx: &Ctx, all: &[Shown]) -> Markup {
    let lang = ctx.lang;
    let columns = [
        Column::new(Kind::Title, t::name(lang)),
        Column::new(Kind::Type, t::case_type(lang)).leaves(2),
        Column::new(Kind::Place, t::may_create(lang)).leaves(3),
        Column::new(Kind::Number, t::cases(lang)),
        Column::new(Kind::State, t::state(lang)).leaves(1),
    ];
    let hrefs: Vec<String> = all.iter().map(|t| format!("/admin/templates/{}", t.id)).collect();
    let rows = all
        .iter()
        .zip(&hrefs)
        .map(|(one, href)| {
            let mut title = Title::new(&one.name, href);
            let warning = (one.active && !one.creatable).then(|| t::nobody_may_create(lang));
            let below: Vec<&str> = warning.into_iter().chain([one.description.as_str()]).filter(|s| !s.is_empty()).collect();
            if !below.is_empty() {
                title = title.below(below.join(" · "));
            }
            Row::new(vec![
                title.cell(),
                Cell::dim(&one.case_type),
                Cell::dim(one.creators.as_deref().unwrap_or(t::nobody(lang))),
                Cell::new(texts::Number(lang, one.cases).to_string()),
                Cell::new(state(lang, one)),
            ])
            .off(!one.active)
        })
        .collect();
    html! { (Table::new(t::caption(lang), &columns, rows)) }
}

/// In use or not, in a row; and where it is of no use, the way to mend that.
fn state(lang: base::Lang, one: &Shown) -> Markup {
    match (one.active, one.creatable) {
        (true, true) => ui::state(State::Active, t::active(lang)),
        (true, false) => {
            let said = format!("{}: {}", t::nobody_may_create(lang), one.name);
            html! { a href={ "/admin/templates/" (one.id) "/access" } aria-label=(said) { (ui::state(State::Waiting, t::nobody_may_create(lang))) } }
        }
        (false, _) => ui::state(State::Passive, t::inactive(lang)),
    }
}
