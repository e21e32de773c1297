//! The facts of a case, each changed where it stands.

use super::give::{Stays, give};
use super::page::CaseView;
use super::{Case, CaseEvent, Status, find_key, number};
use crate::{settings, templates};
use axum::extract::Path;
use axum::http::StatusCode;
use base::event::On;
use base::uow::{Edit, Level, Manage, Open, Right};
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Lang, Result, Uow, Uuid, acl, args, date};
use serde::Serialize;
use texts::cases as t;
use ui::{Fact, FactEditing, Icon, Markup, Picked, Picker, html};

/// A fact that can be changed: its name in addresses and the log, the level it needs.
struct Editable {
    name: &'static str,
    label: fn(Lang) -> &'static str,
    level: Level,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Long,
    Date,
    Owner,
    Key,
}

const EDITABLE: &[Editable] = &[
    Editable { name: "title", label: t::title, level: Level::Write, kind: Kind::Text },
    Editable { name: "owner", label: t::owner, level: Level::Manage, kind: Kind::Owner },
    Editable { name: "key", label: t::key_short, level: Level::Manage, kind: Kind::Key },
    Editable { name: "deadline", label: t::deadline, level: Level::Write, kind: Kind::Date },
    Editable { name: "start_date", label: t::start_date, level: Level::Write, kind: Kind::Date },
    Editable { name: "expected_end", label: t::expected_end, level: Level::Write, kind: Kind::Date },
    Editable { name: "description", label: t::description, level: Level::Write, kind: Kind::Long },
];

fn editable(name: &str) -> Result<&'static Editable> {
    EDITABLE.iter().find(|e| e.name == name).ok_or(Error::NotFound)
}

fn shown(lang: Lang, case: &CaseView, name: &str) -> String {
    let day = |text: &Option<String>| text.as_deref().and_then(|d| d.parse().ok()).map(|d| date::date(lang, d)).unwrap_or_default();
    match name {
        "title" => case.title.clone(),
        "owner" => case.owner_name.clone(),
        "key" => case.key_name.clone(),
        "deadline" => day(&case.deadline),
        "start_date" => day(&case.start_date),
        "expected_end" => day(&case.expected_end),
        _ => case.description.clone(),
    }
}

/// The value of a fact as the form sends it, of a case as it is seen or as it is changed.
macro_rules! value {
    ($case:expr, $name:expr) => {
        match $name {
            "title" => $case.title.clone(),
            "owner" => $case.owner.to_string(),
            "key" => $case.key_id.map(|k| k.to_string()).unwrap_or_default(),
            "deadline" => $case.deadline.clone().unwrap_or_default(),
            "start_date" => $case.start_date.clone().unwrap_or_default(),
            "expected_end" => $case.expected_end.clone().unwrap_or_default(),
            _ => $case.description.clone(),
        }
    };
}

fn fact(ctx: &Ctx, case: &CaseView, one: &Editable) -> Markup {
    let lang = ctx.lang;
    let value = shown(lang, case, one.name);
    let url = format!("/cases/{}/facts/{}", case.id, one.name);
    let late = one.name == "deadline"
        && case.status < Status::Closed as i64
        && case.deadline.as_deref().and_then(|d| d.parse().ok()).is_some_and(|d: jiff::civil::Date| d < date::today(ctx.now));
    let body = if value.is_empty() {
        html! { (t::add(lang)) }
    } else if late {
        ui::late(&value, t::late(lang))
    } else {
        html! { (value) }
    };
    let may = case.may(one.level);
    if value.is_empty() && !may {
        return html! {};
    }
    let said = t::change(lang, (one.label)(lang));
    let fact = Fact::new((one.label)(lang), body);
    let fact = if value.is_empty() { fact.unset() } else { fact };
    if may {
        html! { (fact.edit(&url, &said)) }
    } else {
        html! { (fact) }
    }
}

/// The areas at the right of the case's page.
pub fn areas(ctx: &Ctx, case: &CaseView) -> Markup {
    let lang = ctx.lang;
    let when = |at| ui::time(&format!("{at}"), &date::exact(lang, at), &date::relative(lang, ctx.now, at));
    html! {
        section.facts-area {
            h2 { (t::facts(lang)) }
            dl.facts {
                (Fact::new(t::col_status(lang), Status::of(case.status).state(lang)))
                @for one in EDITABLE { (fact(ctx, case, one)) }
                @if !case.archive_number.is_empty() { (Fact::new(t::col_archive_number(lang), case.archive_number.as_str())) }
                (Fact::new(t::template(lang), case.template_name.as_str()))
            }
        }
        section.facts-area {
            h2 { (t::trail(lang)) }
            dl.facts {
                (Fact::new(t::col_created(lang), html! { (when(case.created)) br; span.why { (case.created_by_name) } }))
                (Fact::new(t::col_changed(lang), html! { (when(case.changed)) br; span.why { (case.changed_by_name) } }))
                @if let Some(at) = case.closed_at { (Fact::new(t::col_closed(lang), html! { (when(at)) br; span.why { (case.closed_by_name) } })) }
            }
        }
    }
}

/// GET /cases/{id}/facts/{name}: the field; with `plain` the fact again.
pub async fn edit(ctx: Ctx, Path((id, name)): Path<(Uuid, String)>, fields: Fields) -> Result<Page> {
    let case = super::page::view(&ctx, id).await?;
    let one = editable(&name)?;
    super::looked(&ctx, id).await?;
    if fields.has("plain") || !case.may(one.level) {
        let page = Page::html(fact(&ctx, &case, one));
        // From a tab that was open while the case was closed.
        return Ok(match case.needs(one.level) {
            Err(Error::Refused(why)) if !fields.has("plain") => page.toast(&crate::shell::toast(&why.text(ctx.lang))),
            _ => page,
        });
    }
    let value = shown(ctx.lang, &case, one.name);
    Ok(Page::html(field(&ctx, &case, one, &value, None)))
}

fn field(ctx: &Ctx, case: &CaseView, one: &Editable, value: &str, error: Option<&str>) -> Markup {
    let lang = ctx.lang;
    let invalid = error.map(|_| "true");
    let id = format!("fact-{}", one.name);
    let (chosen_owner, chosen_key) = (case.owner.to_string(), case.key_id.map(|k| k.to_string()).unwrap_or_default());
    let picker = |source: &str, icon: Icon, chosen: &[Picked<'_>]| {
        let picker = Picker {
            source,
            chosen,
            several: false,
            placeholder: "",
            remove: t::remove(lang),
            nothing: texts::shell::nothing_found(lang),
            icon: Some(icon),
            action: None,
        };
        html! { (ui::Field::picker("value", (one.label)(lang), picker).id(&id).hidden_label()) }
    };
    let control = match one.kind {
        Kind::Long => html! { textarea.textarea.low id=(id) name="value" maxlength="10000" aria-invalid=[invalid] { (value) } },
        Kind::Owner => picker("/pick/people?groups=1", Icon::User, &[Picked { value: &chosen_owner, label: &case.owner_name }]),
        Kind::Key if case.key_id.is_some() => picker("/pick/keys", Icon::Tree, &[Picked { value: &chosen_key, label: &case.key_name }]),
        Kind::Key => picker("/pick/keys", Icon::Tree, &[]),
        _ => html! { input.input id=(id) name="value" value=(value) maxlength="300" autocomplete="off" aria-invalid=[invalid]; },
    };
    let control = html! { input type="hidden" name="was" value=(value!(case, one.name)); (control) };
    let action = format!("/cases/{}/facts/{}", case.id, one.name);
    let cancel = format!("{action}?plain=1");
    let version = case.version.to_string();
    html! {
        (FactEditing {
            label: (one.label)(lang), field: &id, control, action: &action, cancel_url: &cancel, csrf: &ctx.csrf,
            version: Some(&version), error, save: texts::base::save(lang), cancel: texts::base::cancel(lang),
        })
    }
}

/// POST /cases/{id}/facts/{name}
pub async fn save(ctx: Ctx, Path((id, name)): Path<(Uuid, String)>, fields: Fields) -> Result<Page> {
    let one = editable(&name)?;
    let was = fields.has("was").then(|| fields.get("was"));
    match change(&ctx, id, &[(one, fields.get("value"))], fields.version, was).await {
        Ok(stays) => saved(&ctx, id, one, stays.as_ref()).await,
        Err(Error::Invalid(faults)) => {
            let case = super::page::view(&ctx, id).await?;
            let said = faults.first().map(|f| f.say.text(ctx.lang)).unwrap_or_default();
            Ok(Page::html(field(&ctx, &case, one, fields.get("value"), Some(&said))).status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        // What was typed stays in the field, whatever the rule.
        Err(Error::Refused(why)) => {
            let case = super::page::view(&ctx, id).await?;
            let said = why.text(ctx.lang);
            Ok(Page::html(field(&ctx, &case, one, fields.get("value"), Some(&said))).status(StatusCode::CONFLICT))
        }
        Err(Error::Conflict) => {
            let case = super::page::view(&ctx, id).await?;
            let theirs = t::changed_meanwhile(ctx.lang, &case.changed_by_name, shown(ctx.lang, &case, one.name));
            Ok(Page::html(field(&ctx, &case, one, fields.get("value"), Some(&theirs))).status(StatusCode::CONFLICT))
        }
        Err(other) => Err(other),
    }
}

async fn saved(ctx: &Ctx, id: Uuid, one: &Editable, stays: Option<&Stays>) -> Result<Page> {
    let said = stays.map_or(t::saved(ctx.lang).to_owned(), |s| s.said(ctx));
    let toast = crate::shell::toast(&said);
    match super::page::view(ctx, id).await {
        // The head and the title of the window say these, too.
        Ok(_) if matches!(one.name, "title" | "owner" | "key") => Ok(Page::to(&format!("/cases/{id}")).toast(&toast)),
        Ok(case) => Ok(Page::html(fact(ctx, &case, one)).toast(&toast)),
        // Who gave a group's case away may not see it any more.
        Err(Error::NotFound) => Ok(Page::to("/cases").toast(&crate::shell::toast(t::given_away(ctx.lang)))),
        Err(other) => Err(other),
    }
}

#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = CaseChanged)]
pub struct Changed {
    id: Uuid,
    /// Not there when the caller no longer sees the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i64>,
}

/// PATCH /api/v1/cases/{id}: any of the facts by their names, all or none.
pub async fn api(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Json<Changed>> {
    let mut all: Vec<(&Editable, &str)> = EDITABLE.iter().filter(|e| fields.has(e.name)).map(|e| (e, fields.get(e.name))).collect();
    // Whoever gives the case away may not change it afterwards.
    all.sort_by_key(|(one, _)| one.kind == Kind::Owner);
    change(&ctx, id, &all, fields.version, None).await?;
    match super::page::view(&ctx, id).await {
        Ok(case) => Ok(Json::ok(Changed { id, version: Some(case.version) }).version(case.version)),
        Err(Error::NotFound) if !all.is_empty() => Ok(Json::ok(Changed { id, version: None })),
        Err(other) => Err(other),
    }
}

/// Opens the case for a change of one fact. That others changed something else since the form was drawn is no
/// conflict, as long as this fact is what it was there.
async fn open<R: Right>(uow: &mut Uow, id: Uuid, version: Option<i64>, one: &Editable, was: Option<&str>) -> Result<Open<Case, R>> {
    match (uow.open::<Case, R>(id, version).await, was) {
        (Err(Error::Conflict), Some(was)) => {
            let open = uow.open::<Case, R>(id, None).await?;
            if value!(open.row, one.name) == was.replace("\r\n", "\n") { Ok(open) } else { Err(Error::Conflict) }
        }
        (opened, _) => opened,
    }
}

/// Changes several facts, all or none of them; who stays a member, if the owner is one of them.
async fn change(ctx: &Ctx, id: Uuid, all: &[(&Editable, &str)], mut version: Option<i64>, was: Option<&str>) -> Result<Option<Stays>> {
    let pattern = settings::get(ctx, "numbers.archive").await?;
    let mut uow = ctx.write().await?;
    if all.is_empty() {
        return uow.open::<Case, Edit>(id, version).await.map(|_| None);
    }
    let mut stays = None;
    for (one, value) in all {
        // The version is looked at with the first; the row is ours from there on.
        let seen = version.take();
        let done = if one.level == Level::Manage {
            let open = open::<Manage>(&mut uow, id, seen, one, was).await?;
            if one.kind == Kind::Owner {
                give(&mut uow, &open, value).await.map(|who| stays = who)
            } else {
                place(&mut uow, &open, value, &pattern).await
            }
        } else {
            let open = open::<Edit>(&mut uow, id, seen, one, was).await?;
            write(&mut uow, &open, one, value).await
        };
        done.map_err(|error| error.at(one.name))?;
    }
    uow.commit().await?;
    Ok(stays)
}

async fn write(uow: &mut Uow, open: &Open<Case, Edit>, one: &Editable, value: &str) -> Result<()> {
    let case = &open.row;
    let fields = Fields::of(&[("value", value)]).on(date::today(uow.now()));
    let mut read = fields.read();
    let new = match one.kind {
        Kind::Long => read.long_text("value", 0..=10_000),
        Kind::Date => read.date("value").map(|d| d.to_string()).unwrap_or_default(),
        _ => read.text("value", 1..=300),
    };
    read.done()?;
    let old = value!(case, one.name);
    let (start, end) = match one.name {
        "start_date" => (Some(new.clone()), case.expected_end.clone()),
        "expected_end" => (case.start_date.clone(), Some(new.clone())),
        _ => (None, None),
    };
    if let (Some(start), Some(end)) = (start.filter(|d| !d.is_empty()), end.filter(|d| !d.is_empty()))
        && end < start
    {
        let day = start.parse().map_err(Error::internal)?;
        return Err(Error::field("value", move |lang| t::end_before_start(lang, date::date(lang, day))));
    }
    let stored = if one.kind == Kind::Date && new.is_empty() { None } else { Some(new.clone()) };
    let find = find_key(if one.name == "title" { &new } else { &case.title }, &case.number, &case.archive_number);
    let (now, actor) = (uow.now(), uow.actor().id);
    uow.record(
        &CaseEvent::Changed { field: one.name.to_owned(), old, new, owner: None },
        On::case(case.id),
        &format!("UPDATE cases SET {} = $1, find_key = $2, changed = $3, changed_by = $4, version = version + 1 WHERE id = $5", one.name),
        &args![stored, find, now, actor, case.id],
    )
    .await?;
    acl::relist(uow, case.id).await
}

/// Puts the case under another key: it gets that key's archive number; the old one stands in the history.
async fn place(uow: &mut Uow, open: &Open<Case, Manage>, value: &str, pattern: &str) -> Result<()> {
    let case = &open.row;
    let key: Option<Uuid> =
        if value.trim().is_empty() { None } else { Some(value.trim().parse().map_err(|_| Error::field("value", t::choose_leaf))?) };
    let archive = match key {
        Some(key) => {
            let code = number::leaf(uow, key).await?.ok_or_else(|| Error::field("value", t::choose_leaf))?;
            if !templates::key_allowed(uow, case.template_id, key).await? {
                return Err(Error::field("value", t::key_not_allowed));
            }
            number::archive(uow, pattern, &code, &case.number).await?
        }
        None => String::new(),
    };
    let (now, actor) = (uow.now(), uow.actor().id);
    uow.record(
        &CaseEvent::Placed { old: case.archive_number.clone(), new: archive.clone() },
        On::case(case.id),
        "UPDATE cases SET key_id = $1, archive_number = $2, find_key = $3, changed = $4, changed_by = $5, version = version + 1 WHERE id = $6",
        &args![key, archive.as_str(), find_key(&case.title, &case.number, &archive), now, actor, case.id],
    )
    .await?;
    acl::relist(uow, case.id).await
}
