//! The filters above a list of cases, each a menu.

use super::Status;
use super::filter::{CaseFilter, View};
use base::web::{Ctx, Fields};
use base::{Result, args, date};
use texts::cases as t;
use ui::{Button, Field, FilterMenu, FilterText, Icon, Markup, Picker, html};

/// The row of filters above a list.
pub async fn row(ctx: &Ctx, filter: &CaseFilter, tools: Markup) -> Result<Markup> {
    let lang = ctx.lang;
    let types: Vec<(i64, String)> = ctx.reader.all("SELECT id, name FROM case_type ORDER BY name_key", &[]).await?;
    let address = filter.with(|f| f.text.clear());
    let kept = Fields::parse(address.split_once('?').map(|(_, query)| query).unwrap_or_default());
    let kept: Vec<(&str, &str)> = kept.pairs().collect();
    let text = FilterText {
        action: "/cases",
        kept: &kept,
        name: "q",
        value: &filter.text,
        label: t::filter_text(lang),
        target: "#list",
        also: Some("#list-tabs,#list-filters,#list-tools"),
    };
    let content = html! {
        (text)
        (ui::unfold(t::narrow(lang)))
        div.parts id="list-filters" {
            (status_filter(ctx, filter))
            (type_filter(ctx, filter, &types))
            (owner_filter(ctx, filter).await?)
            (key_filter(ctx, filter).await?)
            (due_filter(ctx, filter))
            (changed_filter(ctx, filter))
            @if filter.narrowed() {
                a.button.plain.small href=(filter.with(|f| { let plain = CaseFilter::read(&Fields::default()); *f = CaseFilter { view: f.view, ..plain }; })) { (t::clear(lang)) }
            }
        }
    };
    Ok(ui::filters(t::filters(lang), content, html! { div.parts id="list-tools" { (tools) } }))
}

/// What narrows the list, each part by its name: the tab, the text, and what the menus are set to.
pub async fn described(ctx: &Ctx, filter: &CaseFilter) -> Result<Vec<String>> {
    let lang = ctx.lang;
    let mut all = Vec::new();
    match filter.view {
        View::All => {}
        View::Mine => all.push(t::mine(lang).to_owned()),
        View::Favourites => all.push(t::favourites(lang).to_owned()),
        View::Unassigned => all.push(t::unassigned_tab(lang).to_owned()),
    }
    if !filter.text.is_empty() {
        all.push(t::quoted(lang, &filter.text));
    }
    let mut add = |label: &str, value: Option<String>| all.extend(value.map(|value| format!("{label}: {value}")));
    add(t::col_status(lang), status_now(ctx, filter));
    let mut types = Vec::new();
    for id in &filter.types {
        let found: Option<(String,)> = ctx.reader.maybe("SELECT name FROM case_type WHERE id = $1", &args![*id]).await?;
        types.push(found.map(|(name,)| name).unwrap_or_default());
    }
    let mut owners = Vec::new();
    for id in &filter.owners {
        owners.push(super::create::owner_of(ctx, *id).await?.map(|(_, name)| name).unwrap_or_default());
    }
    let mut keys = Vec::new();
    for id in &filter.keys {
        keys.push(super::create::key_of(ctx, Some(*id)).await?.map(|(_, name)| name).unwrap_or_default());
    }
    for (label, names) in [(t::col_type(lang), types), (t::col_owner(lang), owners), (t::col_key(lang), keys)] {
        add(label, (!names.is_empty()).then(|| names.join(", ")));
    }
    add(t::col_deadline(lang), filter.due_before.map(|day| t::before_day(lang, date::date(lang, day))));
    add(t::col_changed(lang), filter.changed_after.map(|day| t::from_day(lang, date::date(lang, day))));
    Ok(all)
}

/// What the statuses are set to; none for any.
fn status_now(ctx: &Ctx, filter: &CaseFilter) -> Option<String> {
    match filter.status.as_deref() {
        None => Some(Status::Active.name(ctx.lang).to_owned()),
        Some([]) => None,
        Some(all) => Some(all.iter().map(|s| s.name(ctx.lang)).collect::<Vec<_>>().join(", ")),
    }
}

fn status_filter(ctx: &Ctx, filter: &CaseFilter) -> Markup {
    let lang = ctx.lang;
    let only = |status: Status| filter.with(|f| f.status = if status == Status::Active { None } else { Some(vec![status]) });
    let now = status_now(ctx, filter);
    let mut choices: Vec<(&str, String, bool)> = Status::ALL
        .into_iter()
        .map(|s| {
            let on = filter.status.as_ref().map_or(s == Status::Active, |all| all.contains(&s));
            (s.name(lang), only(s), on)
        })
        .collect();
    choices.push((t::any(lang), filter.with(|f| f.status = Some(vec![])), filter.status.as_ref().is_some_and(Vec::is_empty)));
    let choices: Vec<(&str, &str, bool)> = choices.iter().map(|(label, href, on)| (*label, href.as_str(), *on)).collect();
    html! { (FilterMenu { id: "filter-status", label: t::col_status(lang), value: now.as_deref(), body: ui::filter_choices(&choices), keep: false }) }
}

fn type_filter(ctx: &Ctx, filter: &CaseFilter, types: &[(i64, String)]) -> Markup {
    let lang = ctx.lang;
    let names: Vec<&str> = types.iter().filter(|(id, _)| filter.types.contains(id)).map(|(_, name)| name.as_str()).collect();
    let mut choices: Vec<(&str, String, bool)> = types
        .iter()
        .map(|(id, name)| {
            let on = filter.types.contains(id);
            (name.as_str(), filter.with(|f| if on { f.types.retain(|t| t != id) } else { f.types.push(*id) }), on)
        })
        .collect();
    choices.insert(0, (t::any(lang), filter.with(|f| f.types.clear()), filter.types.is_empty()));
    let choices: Vec<(&str, &str, bool)> = choices.iter().map(|(label, href, on)| (*label, href.as_str(), *on)).collect();
    let value = (!names.is_empty()).then(|| names.join(", "));
    html! { (FilterMenu { id: "filter-type", label: t::col_type(lang), value: value.as_deref(), body: ui::filter_choices(&choices), keep: false }) }
}

/// The owners worth offering: the user himself, his groups, and whoever is chosen.
async fn owner_filter(ctx: &Ctx, filter: &CaseFilter) -> Result<Markup> {
    let lang = ctx.lang;
    let mut offered = vec![ctx.actor.id];
    offered.extend(super::filter::my_groups(ctx).await?);
    offered.extend(filter.owners.iter().copied());
    offered.dedup();
    let mut choices: Vec<(String, String, bool)> =
        vec![(t::any(lang).to_owned(), filter.with(|f| f.owners.clear()), filter.owners.is_empty())];
    let mut value = None;
    for id in offered {
        let on = filter.owners.contains(&id);
        if let Some((_, label)) = super::create::owner_of(ctx, id).await? {
            if on {
                value = Some(label.clone());
            }
            choices.push((label, filter.with(|f| f.owners = if on { vec![] } else { vec![id] }), on));
        }
    }
    let choices: Vec<(&str, &str, bool)> = choices.iter().map(|(label, href, on)| (label.as_str(), href.as_str(), *on)).collect();
    let body =
        html! { (ui::filter_choices(&choices)) (other(ctx, filter, "owner", t::another(lang), "/pick/people?groups=1", Icon::User)) };
    Ok(html! { (FilterMenu { id: "filter-owner", label: t::col_owner(lang), value: value.as_deref(), body, keep: false }) })
}

fn due_filter(ctx: &Ctx, filter: &CaseFilter) -> Markup {
    let lang = ctx.lang;
    let today = base::date::today(ctx.now);
    let days = [(t::due_late(lang), 0), (t::due_week(lang), 7), (t::due_month(lang), 31)];
    let mut choices: Vec<(&str, String, bool)> = vec![(t::any(lang), filter.with(|f| f.due_before = None), filter.due_before.is_none())];
    let mut value = None;
    for (label, ahead) in days {
        let Ok(day) = today.checked_add(jiff::Span::new().days(ahead)) else { continue };
        let on = filter.due_before == Some(day);
        if on {
            value = Some(label);
        }
        choices.push((label, filter.with(|f| f.due_before = Some(day)), on));
    }
    let choices: Vec<(&str, &str, bool)> = choices.iter().map(|(label, href, on)| (*label, href.as_str(), *on)).collect();
    html! { (FilterMenu { id: "filter-due", label: t::col_deadline(lang), value, body: ui::filter_choices(&choices), keep: false }) }
}

/// A form in a filter's menu that picks what isn't offered as a link.
fn other(ctx: &Ctx, filter: &CaseFilter, name: &'static str, label: &str, source: &str, icon: Icon) -> Markup {
    let lang = ctx.lang;
    let picker = Picker {
        source,
        chosen: &[],
        several: false,
        placeholder: label,
        remove: t::remove(lang),
        nothing: texts::shell::nothing_found(lang),
        icon: Some(icon),
        action: None,
    };
    let address = filter.with(|f| if name == "owner" { f.owners.clear() } else { f.keys.clear() });
    let kept = Fields::parse(address.split_once('?').map(|(_, query)| query).unwrap_or_default());
    html! {
        hr;
        form.menuform action="/cases" {
            @for (name, value) in kept.pairs() { input type="hidden" name=(name) value=(value); }
            (Field::picker(name, label, picker).hidden_label())
            (Button::submit(t::show(lang)).small())
        }
    }
}

async fn key_filter(ctx: &Ctx, filter: &CaseFilter) -> Result<Markup> {
    let lang = ctx.lang;
    let mut choices: Vec<(String, String, bool)> = vec![(t::any(lang).to_owned(), filter.with(|f| f.keys.clear()), filter.keys.is_empty())];
    let mut value = None;
    for id in &filter.keys {
        if let Some((_, label)) = super::create::key_of(ctx, Some(*id)).await? {
            choices.push((label.clone(), filter.with(|f| f.keys.retain(|k| k != id)), true));
            value = Some(label);
        }
    }
    let choices: Vec<(&str, &str, bool)> = choices.iter().map(|(label, href, on)| (label.as_str(), href.as_str(), *on)).collect();
    let body = html! { (ui::filter_choices(&choices)) (other(ctx, filter, "key", t::key_hint(lang), "/pick/keys", Icon::Tree)) };
    Ok(html! { (FilterMenu { id: "filter-key", label: t::col_key(lang), value: value.as_deref(), body, keep: false }) })
}

fn changed_filter(ctx: &Ctx, filter: &CaseFilter) -> Markup {
    let lang = ctx.lang;
    let today = base::date::today(ctx.now);
    let days = [(t::changed_week(lang), 7), (t::changed_month(lang), 31), (t::changed_year(lang), 365)];
    let mut choices: Vec<(&str, String, bool)> =
        vec![(t::any(lang), filter.with(|f| f.changed_after = None), filter.changed_after.is_none())];
    let mut value = None;
    for (label, back) in days {
        let Ok(day) = today.checked_sub(jiff::Span::new().days(back)) else { continue };
        let on = filter.changed_after == Some(day);
        if on {
            value = Some(label);
        }
        choices.push((label, filter.with(|f| f.changed_after = Some(day)), on));
    }
    let choices: Vec<(&str, &str, bool)> = choices.iter().map(|(label, href, on)| (*label, href.as_str(), *on)).collect();
    html! { (FilterMenu { id: "filter-changed", label: t::col_changed(lang), value, body: ui::filter_choices(&choices), keep: false }) }
}
