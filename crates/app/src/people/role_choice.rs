//! The roles that a new user gets in the same step: chosen by whoever may give roles, with what people
//! of his kind usually have ticked beforehand. Who may not give any is told who must.

use super::roles::{self, Role};
use super::{given, keep, permission_name, users};
use crate::admin::Said;
use base::permission::Permission;
use base::web::{Ctx, Fields, Read};
use base::{Error, Result, Uow};
use maud::{Markup, html};
use texts::people as t;
use ui::{Check, Field};

/// The key of the role that a kind usually has; guests and services have none.
fn usual(kind: &str) -> &'static str {
    match kind {
        "" | users::INTERNAL => "caseworker",
        "external" => "external",
        _ => "",
    }
}

/// The roles that were chosen, by their numbers.
pub async fn read(ctx: &Ctx, read: &mut Read<'_>) -> Result<Vec<i64>> {
    let chosen = read.ints("roles");
    if chosen.is_empty() {
        return Ok(chosen);
    }
    ctx.need(Permission::Roles)?;
    let there = roles::all(&ctx.reader).await?;
    if chosen.iter().any(|id| there.iter().all(|role| role.id != *id)) {
        read.fault("roles", texts::base::fault_choice);
    }
    Ok(chosen)
}

/// Gives them, in the unit of work that makes the user.
pub async fn give(uow: &mut Uow, user: i64, chosen: &[i64]) -> Result<()> {
    if chosen.is_empty() {
        return Ok(());
    }
    keep::begin(uow).await?;
    for role in chosen {
        given::write(uow, *role, "user", user).await.map_err(|error| match error {
            // Deleted meanwhile.
            Error::NotFound => Error::field("roles", texts::base::fault_choice),
            other => other,
        })?;
    }
    Ok(())
}

/// What stands ticked. As long as nobody chose anything else, what is usual follows the kind.
fn ticked(all: &[Role], fields: &Fields) -> Vec<i64> {
    let usual = |kind: &str| all.iter().filter(|r| r.key == usual(kind)).map(|r| r.id).collect::<Vec<_>>();
    let sent: Vec<i64> = fields.all("roles").filter_map(|id| id.parse().ok()).collect();
    let untouched = if fields.has("usual_for") { sent == usual(fields.get("usual_for")) } else { sent.is_empty() };
    if untouched { usual(fields.get("kind")) } else { sent }
}

/// The field for the kind of account: another kind brings other roles, where there are any to choose.
pub fn leading<'a>(ctx: &Ctx, kind: Field<'a>) -> Field<'a> {
    if !ctx.actor.may(Permission::Roles) {
        return kind;
    }
    kind.attr("hx-get", "/admin/users/new")
        .attr("hx-include", "#roles")
        .attr("hx-target", "#roles")
        .attr("hx-select", "#roles")
        .attr("hx-swap", "outerHTML")
}

/// The choice, or who has it.
pub async fn part(ctx: &Ctx, fields: &Fields, said: &Said) -> Result<Markup> {
    let lang = ctx.lang;
    if !ctx.actor.may(Permission::Roles) {
        return Ok(html! { p.muted { (t::roles_by_others(lang, permission_name(lang, Permission::Roles))) } });
    }
    let all = roles::all(&ctx.reader).await?;
    let on = ticked(&all, fields);
    let ids: Vec<String> = all.iter().map(|r| r.id.to_string()).collect();
    let checks: Vec<Check<'_>> =
        all.iter().zip(&ids).map(|(role, id)| Check::new("roles", id, role.name(lang), on.contains(&role.id))).collect();
    Ok(html! {
        div.stack id="roles" tabindex="-1" {
            input type="hidden" name="usual_for" value=(fields.get("kind"));
            (ui::checks(t::roles(lang), &checks))
            @if let Some(said) = said.at("roles") { (ui::field_error("roles-error", said)) }
            p.small.muted { (t::roles_help(lang)) }
        }
    })
}
