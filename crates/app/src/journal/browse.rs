//! The journal plan as everybody uses it: the tree at the left, the chosen key's cases at the right.

use super::{Key, Plan, branch, cases, find, key_of, plans};
use crate::shell::{self, Nav};
use base::permission::Permission;
use base::web::{Ctx, Fields, Page};
use base::{Error, Result, Uuid};
use maud::{Markup, html};
use texts::journal as t;
use ui::{Button, Icon};

/// GET /journal?plan=&key=&q=
pub async fn page(ctx: Ctx, fields: Fields) -> Result<Page> {
    let lang = ctx.lang;
    let mut read = fields.read();
    let (plan, key, q) = (read.id("plan"), read.id("key"), read.text("q", 0..=200));
    read.done()?;
    let all = plans::all(&ctx, false).await?;
    let key = match key {
        Some(key) => Some(key_of(&ctx.reader, key).await?),
        None => None,
    };
    let Some(plan) = choose(&ctx, &all, plan, key.as_ref()).await? else {
        let nothing = ui::page(html! { (ui::PageHead::new(t::journal_plan(lang))) (ui::empty(t::no_plan(lang), t::no_plan_why(lang), "")) });
        return Ok(shell::page(&ctx, Nav::Cases, t::journal_plan(lang), nothing));
    };
    ctx.remember("journal.plan", &plan.id.to_string()).await?;
    let left = left(&ctx, plan, &all, key.as_ref(), &q).await?;
    let right = match &key {
        Some(key) => chosen(&ctx, key, &fields).await?,
        None => html! { (ui::empty(t::choose_key_title(lang), t::choose_key_why(lang), "")) },
    };
    let title = key.as_ref().map_or_else(|| t::journal_plan(lang).to_owned(), Key::label);
    Ok(shell::page(&ctx, Nav::Cases, &title, ui::cols(ui::Cols::Plan, html! { (left) (ui::page(right)) })))
}

/// The plan to show: the key's own, the one asked for, the last one, the first one.
async fn choose<'a>(ctx: &Ctx, all: &'a [Plan], asked: Option<Uuid>, key: Option<&Key>) -> Result<Option<&'a Plan>> {
    let named = |id: Uuid| all.iter().find(|p| p.id == id);
    if let Some(wanted) = key.map(|k| k.plan_id).or(asked) {
        return named(wanted).map(Some).ok_or(Error::NotFound);
    }
    let last = ctx.pref("journal.plan").await?.and_then(|id| Uuid::parse_str(&id).ok());
    Ok(last.and_then(named).or(all.first()))
}

async fn left(ctx: &Ctx, plan: &Plan, all: &[Plan], key: Option<&Key>, q: &str) -> Result<Markup> {
    let lang = ctx.lang;
    let mut open = branch::opened(ctx, plan.id).await?;
    if let Some(key) = key {
        open.extend(find::above(&ctx.reader, key.id).await?.into_iter().map(|(id, _)| id));
        open.push(key.id);
    }
    let nested = q.is_empty();
    let keys = if nested { find::shown(&ctx.reader, plan.id, &open).await? } else { find::search(&ctx.reader, plan.id, q, 100).await? };
    let items = branch::items(ctx, &keys, &open, key.map(|k| k.id), nested).await?;
    let here = format!("/journal?plan={}", plan.id);
    Ok(html! {
        div.side.stay.planside {
            div.row.between {
                h1 { (t::journal_plan(lang)) }
                @if all.len() > 1 {
                    form action="/journal" {
                        select.select.small name="plan" aria-label=(t::journal_plan(lang)) data-submit {
                            @for one in all { option value=(one.id) selected[one.id == plan.id] { (one.name) } }
                        }
                        noscript { (Button::submit(t::choose(lang)).small()) }
                    }
                }
            }
            form.withicon.around action="/journal" role="search" {
                (ui::icon(Icon::Search))
                input type="hidden" name="plan" value=(plan.id);
                input.input type="search" name="q" value=(q) aria-label=(t::search_keys(lang)) placeholder=(t::search_keys(lang)) autocomplete="off"
                    hx-get=(here) hx-trigger="input changed delay:200ms, search" hx-target="#keys" hx-select="#keys" hx-swap="outerHTML";
            }
            div id="keys" {
                @if !keys.is_empty() { (branch::draw(ctx, &items)) }
                @else if nested { (no_keys(ctx, plan)) }
                @else { (ui::empty_tight(t::no_keys_found(lang), &t::no_keys_found_why(lang, q), Button::link(t::clear(lang), &here).small())) }
            }
        }
    })
}

fn no_keys(ctx: &Ctx, plan: &Plan) -> Markup {
    let lang = ctx.lang;
    if ctx.actor.may(Permission::Plans) {
        let href = format!("/admin/plans/{}", plan.id);
        return ui::empty_tight(t::no_keys(lang), t::no_keys_why(lang), Button::link(t::edit_keys(lang), &href).small());
    }
    ui::empty_tight(t::no_keys(lang), t::no_keys_ask(lang), "")
}

async fn chosen(ctx: &Ctx, key: &Key, fields: &Fields) -> Result<Markup> {
    let lang = ctx.lang;
    let n = branch::counts(&ctx.reader, &[key.id]).await?.get(&key.id).copied().unwrap_or(0);
    let add = format!("/cases/new?key={}", key.id);
    let may = ctx.actor.may(Permission::CasesCreate) && key.children == 0 && !key.closed;
    let list = cases::list(ctx, key, fields).await?;
    Ok(html! {
        div.page-head {
            div.titles {
                h2.h1 { span.code { (key.code) } " " (key.title) @if key.closed { " " (ui::chip(ui::State::Closed, t::closed(lang))) } }
                p.muted.small { @if !key.description.is_empty() { (key.description) " " } (t::n_cases(lang, n)) }
            }
            @if may { div.actions { (Button::link(t::create_here(lang), &add).icon(Icon::Plus).primary()) } }
        }
        (list)
    })
}
