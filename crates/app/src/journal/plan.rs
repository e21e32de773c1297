//! A plan's name, description, and whether it is in use.

use super::{Frame, JournalEvent, Plan, Said, done, faults, plan_of};
use axum::extract::Path;
use axum::http::StatusCode;
use base::error::Fault;
use base::event::On;
use base::permission::Permission;
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Result, Uow, Uuid, args, collate};
use maud::html;
use texts::journal as t;
use ui::{Button, Field, Form};

/// GET /admin/plans/{plan}/edit
pub async fn page(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page> {
    let plan = plan_of(&ctx.reader, id).await?;
    let now = Fields::of(&[("name", &plan.name), ("description", &plan.description)]);
    form(&ctx, &plan, plan.version, &now, &[]).await
}

/// POST /admin/plans/{plan}/edit
pub async fn save(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    match change(&ctx, id, &fields).await {
        Ok(()) => Ok(done(&format!("/admin/plans/{id}"), t::plan_saved(ctx.lang))),
        Err(error) => {
            let faults = faults(error)?;
            let plan = plan_of(&ctx.reader, id).await?;
            form(&ctx, &plan, fields.version.unwrap_or(plan.version), &fields, &faults).await.map(|p| p.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// POST /admin/plans/{plan}/active
pub async fn activate(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    let plan = plan_of(&ctx.reader, id).await?;
    let fields = fields.preset("name", &plan.name).preset("description", &plan.description).preset("active", "");
    change(&ctx, id, &fields).await?;
    Ok(done(&format!("/admin/plans/{id}"), if fields.read().flag("active") { t::plan_activated(ctx.lang) } else { t::plan_deactivated(ctx.lang) }))
}

/// GET /api/v1/plans/{plan}
pub async fn api_get(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Json<Plan>> {
    let plan = plan_of(&ctx.reader, id).await?;
    if !plan.active && !ctx.actor.may(Permission::Plans) {
        return Err(Error::NotFound);
    }
    let version = plan.version;
    Ok(Json::ok(plan).version(version))
}

/// PATCH /api/v1/plans/{plan}
pub async fn api_save(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Json<Plan>> {
    let plan = plan_of(&ctx.reader, id).await?;
    change(&ctx, id, &fields.preset("name", &plan.name).preset("description", &plan.description)).await?;
    api_get(ctx, Path(id)).await
}

async fn change(ctx: &Ctx, id: Uuid, fields: &Fields) -> Result<()> {
    let mut read = fields.read();
    let name = read.text("name", 1..=100);
    let description = read.long_text("description", 0..=2000);
    let active = fields.has("active").then(|| read.flag("active"));
    read.done()?;
    let mut uow = ctx.write().await?;
    let old: Plan = uow.one(&format!("SELECT {} FROM plan p WHERE p.id = $1 {{lock}}", Plan::COLUMNS), &args![id]).await?;
    if fields.version.is_some_and(|v| v != old.version) {
        return Err(Error::Conflict);
    }
    let new = Plan { name, description, active: active.unwrap_or(old.active), ..old.clone() };
    if !write(&mut uow, &old, &new).await? {
        return Ok(());
    }
    if old.active && !new.active && uow.maybe::<(Uuid,)>("SELECT id FROM plan WHERE active LIMIT 1", &[]).await?.is_none() {
        return Err(Error::refused(t::last_plan));
    }
    uow.commit().await
}

/// Whether anything differed.
async fn write(uow: &mut Uow, old: &Plan, new: &Plan) -> Result<bool> {
    let words = |p: &Plan| [("name", p.name.clone()), ("description", p.description.clone()), ("active", p.active.to_string())];
    let mut differs = false;
    for ((field, old_value), (_, new_value)) in words(old).into_iter().zip(words(new)) {
        if old_value != new_value {
            differs = true;
            uow.note(&JournalEvent::PlanChanged { field: field.into(), old: old_value, new: new_value }, On::thing("plan", old.id)).await?;
        }
    }
    if differs {
        uow.also(
            "UPDATE plan SET name = $1, name_key = $2, description = $3, active = $4, version = version + 1 WHERE id = $5",
            &args![new.name.as_str(), collate::key(&new.name), new.description.as_str(), new.active, new.id],
        )
        .await
        .map_err(|e| e.taken_at("plan_name", "name", t::name_taken))?;
    }
    Ok(differs)
}

async fn form(ctx: &Ctx, plan: &Plan, version: i64, fields: &Fields, faults: &[Fault]) -> Result<Page> {
    let lang = ctx.lang;
    let said = Said::new(lang, faults);
    let href = format!("/admin/plans/{}", plan.id);
    let content = html! {
        (said.summary(lang))
        (Form::new(&format!("{href}/edit"), &ctx.csrf).version(&version.to_string()).guard().body(html! {
            (Field::text("name", t::name(lang), fields.get("name")).error(said.at("name")).attr("maxlength", "100"))
            (Field::textarea("description", t::description(lang), fields.get("description"), 3).optional(t::optional(lang)).error(said.at("description")))
            (ui::form_foot(Button::submit(texts::base::save(lang)).primary(), Button::link(texts::base::cancel(lang), &href), None))
        }))
    };
    let window = if faults.is_empty() { plan.name.clone() } else { t::error_title(lang, &plan.name) };
    Ok(Frame::new("/admin/plans", &plan.name).under(t::plans(lang), "/admin/plans").titled(ctx, &window, content))
}
