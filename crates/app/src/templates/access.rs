//! Who has access to a template's cases, and who may make them. It holds at once for every case, so
//! the effect is shown before it is saved.

use super::page::{Whole, api_get, level_name};
use super::{Listed, Template, TemplateEvent, basics, effect, open, people, template_of, touch};
use crate::journal::{Frame, Said, done, faults};
use crate::people::{At, choosing, chosen};
use axum::extract::Path;
use axum::http::StatusCode;
use base::error::Fault;
use base::event::On;
use base::uow::Level;
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Reader, Result, acl, args};
use maud::{Markup, html};
use std::collections::{BTreeMap, HashMap};
use texts::templates as t;
use ui::{Button, Check, Choice, Field, Form, Notice, Tone};

/// Level (0: none) and whether they may make cases, by principal.
type Wanted = BTreeMap<i64, (i64, bool)>;

/// GET /admin/templates/{id}/access
pub async fn page(ctx: Ctx, Path(id): Path<i64>) -> Result<Page> {
    let template = template_of(&ctx.reader, id).await?;
    let wanted = stored(&ctx.reader, id).await?;
    form(&ctx, &template, template.version, &wanted, &[]).await
}

async fn stored(reader: &Reader, id: i64) -> Result<Wanted> {
    let mut wanted: Wanted = people::access(reader, id).await?.into_iter().map(|l| (l.principal, (l.level, false))).collect();
    for one in people::creators(reader, id).await? {
        wanted.entry(one.principal).or_default().1 = true;
    }
    Ok(wanted)
}

/// POST /admin/templates/{id}/access: shows the effect; with `confirm`, saves.
pub async fn save(ctx: Ctx, Path(id): Path<i64>, fields: Fields) -> Result<Page> {
    let template = template_of(&ctx.reader, id).await?;
    let version = fields.version.unwrap_or(template.version);
    match read(&fields) {
        Ok(wanted) if fields.read().flag("confirm") => match change(&ctx, id, fields.version, &wanted).await {
            Ok(()) => Ok(done(&format!("/admin/templates/{id}"), t::access_saved(ctx.lang))),
            Err(error) => again(&ctx, &template, version, error).await,
        },
        Ok(wanted) => match confirm(&ctx, &template, version, &wanted).await {
            Err(error) => again(&ctx, &template, version, error).await,
            shown => shown,
        },
        Err(error) => again(&ctx, &template, version, error).await,
    }
}

/// The form again, with what is wrong.
async fn again(ctx: &Ctx, template: &Template, version: i64, error: Error) -> Result<Page> {
    let faults = faults(error)?;
    let wanted = stored(&ctx.reader, template.id).await?;
    Ok(form(ctx, template, version, &wanted, &faults).await?.status(StatusCode::UNPROCESSABLE_ENTITY))
}

/// PUT /api/v1/templates/{id}/access: `principal` (several), `level-ID`, `create-ID`.
pub async fn api_save(ctx: Ctx, Path(id): Path<i64>, fields: Fields) -> Result<Json<Whole>> {
    change(&ctx, id, fields.version, &read(&fields)?).await?;
    api_get(ctx, Path(id)).await
}

fn level_of(word: &str) -> Option<i64> {
    if word.is_empty() || word == "none" { Some(0) } else { Level::parse(word).map(|l| l as i64) }
}

/// The rows of the form, then those who are added.
fn read(fields: &Fields) -> Result<Wanted> {
    let mut read = fields.read();
    let (rows, added) = (read.ints("principal"), read.ints("add"));
    let mut wanted = Wanted::new();
    for id in rows {
        let (level, create) = (format!("level-{id}"), format!("create-{id}"));
        match level_of(fields.get(&level)) {
            Some(n) => drop(wanted.insert(id, (n, read.flag(&create)))),
            None => read.fault(&level, texts::base::fault_choice),
        }
    }
    let (level, create) = (level_of(fields.get("add_level")), read.flag("add_create"));
    for id in added {
        match level {
            Some(n) if n > 0 || create => drop(wanted.insert(id, (n, create))),
            Some(_) => read.fault("add_level", t::add_nothing),
            None => read.fault("add_level", texts::base::fault_choice),
        }
    }
    read.done()?;
    wanted.retain(|_, (level, create)| *level > 0 || *create);
    Ok(wanted)
}

/// Names by principal.
type Names = HashMap<i64, String>;

/// Those who are wanted and stand on neither list yet.
fn new_ones(known: &Names, wanted: &Wanted) -> Vec<i64> {
    wanted.keys().filter(|id| !known.contains_key(id)).copied().collect()
}

fn names_of(old: &[Listed], old_creators: &[Listed]) -> Names {
    old.iter().chain(old_creators).map(|l| (l.principal, l.name.clone())).collect()
}

/// What is said of somebody who can't be put on a list.
const AT: At = At("add", texts::base::fault_choice);

/// The wanted lists with names.
fn named(names: &Names, wanted: &Wanted) -> (Vec<Listed>, Vec<Listed>) {
    let (mut access, mut creators) = (vec![], vec![]);
    for (id, (level, create)) in wanted {
        let name = names.get(id).cloned().unwrap_or_default();
        if *level > 0 {
            access.push(Listed { principal: *id, name: name.clone(), level: *level });
        }
        if *create {
            creators.push(Listed { principal: *id, name, level: 0 });
        }
    }
    let sorted = |list: &mut Vec<Listed>| list.sort_by_key(|l| (std::cmp::Reverse(l.level), base::collate::key(&l.name), l.principal));
    sorted(&mut access);
    sorted(&mut creators);
    (access, creators)
}

async fn change(ctx: &Ctx, id: i64, version: Option<i64>, wanted: &Wanted) -> Result<()> {
    let mut uow = ctx.write().await?;
    open(&mut uow, id, version).await?;
    let (old, old_creators) = people::lists(&mut uow, id).await?;
    let mut names = names_of(&old, &old_creators);
    for one in new_ones(&names, wanted) {
        names.insert(one, chosen(&mut uow, one, AT).await?.name);
    }
    let (new, creators) = named(&names, wanted);
    let mut differs = false;
    if old != new {
        differs = true;
        let effect = effect::of(&ctx.reader, id, &old, &new).await?;
        let concerned = effect::concerned(&mut uow, &old, &new).await?;
        uow.also("DELETE FROM template_access WHERE template_id = $1", &args![id]).await?;
        for one in &new {
            uow.also(
                "INSERT INTO template_access (template_id, principal, level) VALUES ($1, $2, $3)",
                &args![id, one.principal, one.level],
            )
            .await?;
        }
        let event = TemplateEvent::AccessChanged { old, new, gained: effect.gained.len(), lost: effect.lost.len() };
        uow.note(&event, On::thing("template", id)).await?;
        acl::rescope(&mut uow, Some(&concerned)).await?;
    }
    if old_creators != creators {
        differs = true;
        uow.also("DELETE FROM template_creator WHERE template_id = $1", &args![id]).await?;
        for one in &creators {
            uow.also("INSERT INTO template_creator (template_id, principal) VALUES ($1, $2)", &args![id, one.principal]).await?;
        }
        uow.note(&TemplateEvent::CreatorsChanged { old: old_creators, new: creators }, On::thing("template", id)).await?;
    }
    if !differs {
        return Ok(());
    }
    touch(&mut uow, id).await?;
    uow.commit().await
}

async fn confirm(ctx: &Ctx, template: &Template, version: i64, wanted: &Wanted) -> Result<Page> {
    let lang = ctx.lang;
    let (old, old_creators) = (people::access(&ctx.reader, template.id).await?, people::creators(&ctx.reader, template.id).await?);
    let mut names = names_of(&old, &old_creators);
    for one in new_ones(&names, wanted) {
        names.insert(one, choosing(&ctx.reader, one, AT).await?.name);
    }
    let (new, creators) = named(&names, wanted);
    let href = format!("/admin/templates/{}", template.id);
    if old == new && old_creators == creators {
        return Ok(Page::to(&href));
    }
    let effect = effect::of(&ctx.reader, template.id, &old, &new).await?;
    let shown = |list: &[Listed]| {
        list.iter()
            .map(|l| if l.level > 0 { format!("{} ({})", l.name, level_name(lang, l.level)) } else { l.name.clone() })
            .collect::<Vec<_>>()
            .join(", ")
    };
    let content = html! { div.stack {
        (Notice::new(if effect.lost.is_empty() && effect.lowered.is_empty() { Tone::Info } else { Tone::Warning }, t::effect(lang, effect.cases, effect.gained.len() as i64, effect.lost.len() as i64)).more(&t::effect_restricted(lang, effect.restricted)))
        (people_list(t::gained(lang), &effect.gained))
        (people_list(t::lost(lang), &effect.lost))
        (people_list(t::raised(lang), &effect.raised))
        (people_list(t::lowered(lang), &effect.lowered))
        dl.facts.wide {
            @if old != new { div { dt { (t::access(lang)) } dd { (ui::change(Some(&shown(&old)), Some(&shown(&new)))) } } }
            @if old_creators != creators { div { dt { (t::may_create(lang)) } dd { (ui::change(Some(&shown(&old_creators)), Some(&shown(&creators)))) } } }
        }
        (Form::new(&format!("{href}/access"), &ctx.csrf).version(&version.to_string()).body(html! {
            input type="hidden" name="confirm" value="true";
            @for (id, (level, create)) in wanted {
                input type="hidden" name="principal" value=(id);
                input type="hidden" name={ "level-" (id) } value=(Level::of(*level).map_or("none", Level::word));
                @if *create { input type="hidden" name={ "create-" (id) } value="true"; }
            }
            (ui::form_foot(Button::submit(t::save_access(lang)).primary(), Button::link(texts::base::cancel(lang), &format!("{href}/access")), None))
        }))
    } };
    Ok(Frame::new("/admin/templates", t::confirm_access(lang))
        .under(t::templates(lang), "/admin/templates")
        .under(&template.name, &href)
        .page(ctx, content))
}

/// Up to a dozen names under a heading.
fn people_list(title: &str, people: &[(i64, String)]) -> Markup {
    html! {
        @if !people.is_empty() {
            div {
            h2 { (title) " " span.count { (people.len()) } }
            p { (people.iter().take(12).map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")) @if people.len() > 12 { " …" } }
            }
        }
    }
}

fn levels(lang: base::Lang, chosen: i64) -> Vec<Choice<'static>> {
    let words = [("none", 0), ("read", 1), ("write", 2), ("manage", 3)];
    words.into_iter().map(|(value, n)| Choice { value, label: level_name(lang, n), chosen: n == chosen }).collect()
}

async fn form(ctx: &Ctx, template: &Template, version: i64, wanted: &Wanted, faults: &[Fault]) -> Result<Page> {
    let lang = ctx.lang;
    let said = Said::new(lang, faults);
    let href = format!("/admin/templates/{}", template.id);
    let mut rows = Vec::new();
    for (id, (level, create)) in wanted {
        rows.push((*id, people::name(&ctx.reader, *id).await?.unwrap_or_default(), *level, *create));
    }
    rows.sort_by_key(|(_, name, level, _)| (std::cmp::Reverse(*level), base::collate::key(name)));
    let new_level = levels(lang, 1);
    let content = html! {
        (said.summary(lang))
        (Form::new(&format!("{href}/access"), &ctx.csrf).version(&version.to_string()).guard().body(html! {
            @if rows.is_empty() { p.muted { (t::no_access(lang)) } }
            @for (id, name, level, create) in &rows { (row(ctx, *id, name, *level, *create, &said)) }
            section.part.stack aria-labelledby="add-people" {
                (ui::section_head("add-people", t::add_people(lang), None, ""))
                (Field::picker("add", t::who(lang), basics::picker(ctx, "/pick/people?groups=1", &[], true, t::search_people(lang), t::nobody_found(lang))).optional(t::optional(lang)).error(said.at("add")))
                (Field::select("add_level", t::level(lang), &new_level).short().error(said.at("add_level")))
                (Check::new("add_create", "true", t::may_create(lang), false))
            }
            (ui::form_foot(Button::submit(t::show_effect(lang)).primary(), Button::link(texts::base::cancel(lang), &href), None))
        }))
    };
    let title = t::access(lang);
    let window = if faults.is_empty() { title.to_owned() } else { t::error_title(lang, title) };
    let frame = Frame::new("/admin/templates", title)
        .lede(t::access_help(lang))
        .under(t::templates(lang), "/admin/templates")
        .under(&template.name, &href);
    Ok(frame.titled(ctx, &window, content))
}

fn row(ctx: &Ctx, id: i64, name: &str, level: i64, create: bool, said: &Said) -> Markup {
    let lang = ctx.lang;
    let (field, tick) = (format!("level-{id}"), format!("create-{id}"));
    let choices = levels(lang, level);
    html! {
        fieldset.field {
            legend { (name) }
            input type="hidden" name="principal" value=(id);
            div.row.wrap {
                (Field::select(&field, &t::level_for(lang, name), &choices).hidden_label().short().error(said.at(&field)))
                (Check::new(&tick, "true", t::may_create(lang), create))
            }
        }
    }
}
