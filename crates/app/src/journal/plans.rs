//! The list of plans, a new plan, and their order.

use super::{Frame, JournalEvent, Plan, Said, done, faults};
use axum::extract::Path;
use axum::http::StatusCode;
use base::error::Fault;
use base::event::On;
use base::permission::Permission;
use base::web::{Ctx, Fields, Json, Page};
use base::{Result, Uuid, args, collate};
use maud::{Markup, html};
use texts::journal as t;
use ui::{Button, Cell, Column, Field, Form, Icon, Kind, Row, State, Table, Title};

base::row! {
    struct Listed { id: Uuid, name: String, description: String, active: bool, keys: i64, cases: i64 }
}

/// The active plans, in order; who keeps plans sees the others too when asked for.
pub(super) async fn all(ctx: &Ctx, inactive: bool) -> Result<Vec<Plan>> {
    let which = if inactive && ctx.actor.may(Permission::Plans) { "" } else { "WHERE p.active" };
    ctx.reader.all(&format!("SELECT {} FROM plan p {which} ORDER BY p.position, p.name_key, p.id", Plan::COLUMNS), &[]).await
}

/// GET /admin/plans
pub async fn page(ctx: Ctx) -> Result<Page> {
    list(&ctx, &Fields::default(), &[]).await
}

/// POST /admin/plans
pub async fn create(ctx: Ctx, fields: Fields) -> Result<Page> {
    match make(&ctx, &fields).await {
        Ok(plan) => Ok(done(&format!("/admin/plans/{}", plan.id), &t::plan_made(ctx.lang, &plan.name))),
        Err(error) => Ok(list(&ctx, &fields, &faults(error)?).await?.status(StatusCode::UNPROCESSABLE_ENTITY)),
    }
}

/// GET /api/v1/plans
pub async fn api_list(ctx: Ctx) -> Result<Json<Vec<Plan>>> {
    Ok(Json::ok(all(&ctx, true).await?))
}

/// POST /api/v1/plans
pub async fn api_create(ctx: Ctx, fields: Fields) -> Result<Json<Plan>> {
    let plan = make(&ctx, &fields).await?;
    let place = format!("/api/v1/plans/{}", plan.id);
    Ok(Json::created(plan, place).version(1))
}

async fn make(ctx: &Ctx, fields: &Fields) -> Result<Plan> {
    let mut read = fields.read();
    let name = read.text("name", 1..=100);
    let description = read.long_text("description", 0..=2000);
    read.done()?;
    let mut uow = ctx.write().await?;
    let id = uow.id();
    let (last,): (i64,) = uow.one("SELECT coalesce(max(position), 0) FROM plan", &[]).await?;
    uow.record(
        &JournalEvent::PlanCreated { name: name.clone() },
        On::thing("plan", id),
        "INSERT INTO plan (id, name, name_key, description, position) VALUES ($1, $2, $3, $4, $5)",
        &args![id, name.as_str(), collate::key(&name), description.as_str(), last + 1],
    )
    .await
    .map_err(|e| e.taken_at("plan_name", "name", t::name_taken))?;
    uow.commit().await?;
    Ok(Plan { id, name, description, position: last + 1, active: true, version: 1 })
}

/// POST /admin/plans/{plan}/order
pub async fn order(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    let mut read = fields.read();
    let to = read.choice("to", &["up", "down"]);
    read.done()?;
    let mut uow = ctx.write().await?;
    let mut plans: Vec<(Uuid, i64)> = uow.all("SELECT id, position FROM plan ORDER BY position, name_key, id {lock}", &[]).await?;
    let at = plans.iter().position(|(p, _)| *p == id).ok_or(base::Error::NotFound)?;
    let new = if to == "up" { at.saturating_sub(1) } else { (at + 1).min(plans.len() - 1) };
    if new == at {
        return Ok(Page::to("/admin/plans"));
    }
    let plan = plans.remove(at);
    plans.insert(new, plan);
    for (n, (plan, position)) in plans.iter().enumerate() {
        if *position != n as i64 + 1 {
            uow.also("UPDATE plan SET position = $1 WHERE id = $2", &args![n + 1, *plan]).await?;
        }
    }
    let event = JournalEvent::PlanChanged { field: "position".into(), old: (at + 1).to_string(), new: (new + 1).to_string() };
    uow.note(&event, On::thing("plan", id)).await?;
    uow.commit().await?;
    Ok(Page::to("/admin/plans"))
}

async fn list(ctx: &Ctx, fields: &Fields, faults: &[Fault]) -> Result<Page> {
    let lang = ctx.lang;
    let plans: Vec<Listed> = ctx
        .reader
        .all(
            "SELECT p.id, p.name, p.description, p.active, (SELECT count(*) FROM journal_key k WHERE k.plan_id = p.id) AS keys,
               (SELECT count(*) FROM journal_key k JOIN my_filed_case c ON c.key_id = k.id WHERE k.plan_id = p.id AND c.deleted_at IS NULL) AS cases
             FROM plan p ORDER BY p.position, p.name_key, p.id",
            &[],
        )
        .await?;
    let said = Said::new(lang, faults);
    let content = html! {
        (said.summary(lang))
        (table(ctx, &plans))
        section.part aria-labelledby="new-plan" {
            (ui::section_head("new-plan", t::new_plan(lang), None, ""))
            (Form::new("/admin/plans", &ctx.csrf).body(html! {
                (Field::text("name", t::name(lang), fields.get("name")).error(said.at("name")).attr("maxlength", "100"))
                (Field::textarea("description", t::description(lang), fields.get("description"), 2).optional(t::optional(lang)).error(said.at("description")))
                (ui::form_foot(Button::submit(t::create_plan(lang)).primary(), "", None))
            }))
        }
    };
    let frame = Frame::new("/admin/plans", t::plans(lang)).lede(t::plans_lede(lang));
    let window = if faults.is_empty() { t::plans(lang).to_owned() } else { t::error_title(lang, t::plans(lang)) };
    Ok(frame.titled(ctx, &window, content))
}

fn table(ctx: &Ctx, plans: &[Listed]) -> Markup {
    let lang = ctx.lang;
    let columns = [
        Column::new(Kind::Title, t::name(lang)),
        Column::new(Kind::Number, t::keys(lang)).leaves(2),
        Column::new(Kind::Number, t::cases(lang)),
        Column::new(Kind::State, t::state(lang)).leaves(2),
        Column::new(Kind::Short, t::place(lang)).hidden_label(true),
    ];
    let hrefs: Vec<String> = plans.iter().map(|p| format!("/admin/plans/{}", p.id)).collect();
    let rows = plans
        .iter()
        .zip(&hrefs)
        .enumerate()
        .map(|(at, (plan, href))| {
            let mut title = Title::new(&plan.name, href);
            if !plan.description.is_empty() {
                title = title.below(&plan.description);
            }
            Row::new(vec![
                title.cell(),
                Cell::new(texts::Number(lang, plan.keys).to_string()),
                Cell::new(texts::Number(lang, plan.cases).to_string()),
                Cell::new(if plan.active {
                    ui::state(State::Active, t::active(lang))
                } else {
                    ui::state(State::Passive, t::inactive(lang))
                }),
                Cell::action(steps(ctx, &format!("{href}/order"), at, plans.len(), &plan.name)),
            ])
            .off(!plan.active)
        })
        .collect();
    html! { (Table::new(t::plans_caption(lang), &columns, rows)) }
}

/// Two small buttons that move a thing up and down its list.
pub(crate) fn steps(ctx: &Ctx, action: &str, at: usize, count: usize, name: &str) -> Markup {
    let lang = ctx.lang;
    html! {
        form.row.one method="post" action=(action) {
            (ui::csrf(&ctx.csrf))
            (Button::submit(&t::up(lang, name)).icon_only(Icon::Up).plain().small().disabled(at == 0).attr("name", "to").attr("value", "up"))
            (Button::submit(&t::down(lang, name)).icon_only(Icon::Down).plain().small().disabled(at + 1 == count).attr("name", "to").attr("value", "down"))
        }
    }
}
