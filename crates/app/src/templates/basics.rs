//! What a template says about its cases: name, type, icon, owner, title, journal keys.

use super::{Template, TemplateEvent, keys_of, list, open, page::Whole, page::api_get, pattern, people, template_of};
use crate::journal::{Frame, Said, done, faults, key_of};
use crate::people::{At, chosen, known_name, usable};
use axum::extract::Path;
use axum::http::StatusCode;
use base::error::Fault;
use base::event::On;
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Lang, Result, Uow, Uuid, args, collate};
use maud::{Markup, html};
use texts::templates as t;
use ui::{Button, Choice, Field, Form, Icon, Picked, Picker};

/// The icons a template may have.
const ICONS: [(&str, Icon); 12] = [
    ("binder", Icon::Binder),
    ("building", Icon::Building),
    ("user", Icon::User),
    ("users", Icon::Users),
    ("page", Icon::Page),
    ("calendar", Icon::Calendar),
    ("shield", Icon::Shield),
    ("key", Icon::Key),
    ("chart", Icon::Chart),
    ("mail", Icon::Mail),
    ("home", Icon::Home),
    ("tag", Icon::Tag),
];

/// An icon with its name.
pub(super) fn icon_shown(lang: Lang, name: &str) -> Markup {
    let icon = ICONS.iter().find(|(n, _)| *n == name).map_or(Icon::Binder, |(_, icon)| *icon);
    html! { span.row { (ui::icon(icon)) " " (t::icon_name(lang, name)) } }
}

/// GET /admin/templates/{id}/edit
pub async fn page(ctx: Ctx, Path(id): Path<i64>) -> Result<Page> {
    let template = template_of(&ctx.reader, id).await?;
    let fields = stored(&ctx, &template).await?;
    form(&ctx, &template, template.version, &fields, &[]).await
}

/// POST /admin/templates/{id}/edit
pub async fn save(ctx: Ctx, Path(id): Path<i64>, fields: Fields) -> Result<Page> {
    match change(&ctx, id, &fields).await {
        Ok(()) => Ok(done(&format!("/admin/templates/{id}"), t::saved(ctx.lang))),
        Err(error) => {
            let faults = faults(error)?;
            let template = template_of(&ctx.reader, id).await?;
            let version = fields.version.unwrap_or(template.version);
            Ok(form(&ctx, &template, version, &fields, &faults).await?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// PATCH /api/v1/templates/{id}
pub async fn api_save(ctx: Ctx, Path(id): Path<i64>, fields: Fields) -> Result<Json<Whole>> {
    let template = template_of(&ctx.reader, id).await?;
    let mut whole = fields;
    for (name, value) in stored(&ctx, &template).await?.pairs().map(|(n, v)| (n.to_owned(), v.to_owned())).collect::<Vec<_>>() {
        if name != "keys" {
            whole = whole.preset(&name, &value);
        }
    }
    if !whole.has("keys") {
        let keys = keys_of(&ctx.reader, id).await?;
        let mut pairs: Vec<(String, String)> = whole.pairs().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
        pairs.extend(keys.into_iter().map(|(k, _)| ("keys".to_owned(), k.to_string())));
        let version = whole.version;
        let borrowed: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        whole = Fields::of(&borrowed);
        whole.version = version;
    }
    change(&ctx, id, &whole).await?;
    api_get(ctx, Path(id)).await
}

/// The form as the template stands.
async fn stored(ctx: &Ctx, template: &Template) -> Result<Fields> {
    let text = |id: Option<String>| id.unwrap_or_default();
    let (owner, fixed) = (text(template.default_owner.map(|o| o.to_string())), text(template.fixed_key.map(|k| k.to_string())));
    let keys: Vec<String> = keys_of(&ctx.reader, template.id).await?.into_iter().map(|(id, _)| id.to_string()).collect();
    let mut pairs = vec![
        ("name", template.name.as_str()),
        ("case_type", &template.case_type),
        ("description", &template.description),
        ("icon", &template.icon),
        ("title_pattern", &template.title_pattern),
        ("default_owner", &owner),
        ("fixed_key", &fixed),
    ];
    pairs.extend(keys.iter().map(|k| ("keys", k.as_str())));
    Ok(Fields::of(&pairs))
}

/// What the form says, read and checked as far as the form alone tells.
struct Wanted {
    name: String,
    case_type: String,
    description: String,
    icon: &'static str,
    title_pattern: String,
    owner: Option<i64>,
    keys: Vec<Uuid>,
    fixed_key: Option<Uuid>,
}

fn read(fields: &Fields) -> Result<Wanted> {
    let icons: Vec<&'static str> = ICONS.iter().map(|(name, _)| *name).collect();
    let mut read = fields.read();
    let wanted = Wanted {
        name: read.text("name", 1..=100),
        case_type: read.text("case_type", 1..=100),
        description: read.long_text("description", 0..=2000),
        icon: read.choice("icon", &icons),
        title_pattern: read.text("title_pattern", 0..=200),
        owner: read.int("default_owner", 1..=i64::MAX),
        keys: read.ids("keys"),
        fixed_key: read.id("fixed_key"),
    };
    if let Some(part) = pattern::fault(&wanted.title_pattern) {
        read.fault("title_pattern", move |lang| t::pattern_unknown(lang, &part));
    }
    read.done()?;
    Ok(wanted)
}

async fn change(ctx: &Ctx, id: i64, fields: &Fields) -> Result<()> {
    let wanted = read(fields)?;
    let mut uow = ctx.write().await?;
    let old = open(&mut uow, id, fields.version).await?;
    let mut events = differences(&mut uow, &old, &wanted).await?;
    events.extend(keys_difference(&mut uow, id, &wanted).await?);
    if events.is_empty() {
        return Ok(());
    }
    check_fixed(&mut uow, id, wanted.fixed_key).await?;
    let kind = list::case_type_id(&mut uow, &wanted.case_type).await?;
    let now = uow.now();
    uow.also(
        "UPDATE template SET name = $1, name_key = $2, type_id = $3, description = $4, icon = $5, title_pattern = $6, default_owner = $7, fixed_key = $8,
           changed = $9, version = version + 1 WHERE id = $10",
        &args![
            wanted.name.as_str(), collate::key(&wanted.name), kind, wanted.description.as_str(), wanted.icon, wanted.title_pattern.as_str(), wanted.owner,
            wanted.fixed_key, now, id,
        ],
    )
    .await
    .map_err(|e| e.taken_at("template_name", "name", t::name_taken))?;
    for event in &events {
        uow.note(event, On::thing("template", id)).await?;
    }
    uow.commit().await
}

async fn differences(uow: &mut Uow, old: &Template, wanted: &Wanted) -> Result<Vec<TemplateEvent>> {
    let owner = named_owner(uow, old.default_owner, wanted.owner).await?;
    let old_owner = named(uow, old.default_owner).await?;
    let (fixed, old_fixed) = (label(uow, wanted.fixed_key).await?, label(uow, old.fixed_key).await?);
    // Whether it is another one is told by the number: two may have the same name.
    let (another, elsewhere) = (old.default_owner != wanted.owner, old.fixed_key != wanted.fixed_key);
    let text = |field, old: &str, new: &str| (field, old.to_owned(), new.to_owned(), old != new);
    let all = [
        text("name", &old.name, &wanted.name),
        text("case_type", &old.case_type, &wanted.case_type),
        text("description", &old.description, &wanted.description),
        text("icon", &old.icon, wanted.icon),
        text("title_pattern", &old.title_pattern, &wanted.title_pattern),
        ("default_owner", old_owner, owner, another),
        ("fixed_key", old_fixed, fixed, elsewhere),
    ];
    Ok(all
        .into_iter()
        .filter(|(.., differs)| *differs)
        .map(|(field, old, new, _)| TemplateEvent::Changed { field: field.into(), old, new })
        .collect())
}

async fn named(uow: &mut Uow, id: Option<i64>) -> Result<String> {
    let Some(id) = id else { return Ok(String::new()) };
    let found: Option<(String,)> =
        uow.maybe("SELECT u.name FROM users u WHERE u.id = $1 UNION ALL SELECT g.name FROM groups g WHERE g.id = $1", &args![id]).await?;
    Ok(found.map(|(name,)| name).unwrap_or_default())
}

async fn named_owner(uow: &mut Uow, old: Option<i64>, wanted: Option<i64>) -> Result<String> {
    let Some(id) = wanted else { return Ok(String::new()) };
    let at = At("default_owner", texts::base::fault_choice);
    Ok(if old == wanted { usable(uow, id, at).await? } else { chosen(uow, id, at).await? }.name)
}

async fn label(uow: &mut Uow, key: Option<Uuid>) -> Result<String> {
    let Some(key) = key else { return Ok(String::new()) };
    let found: Option<(String,)> = uow.maybe("SELECT k.code || ' ' || k.title FROM journal_key k WHERE k.id = $1", &args![key]).await?;
    Ok(found.map(|(label,)| label).unwrap_or_default())
}

/// Writes the template's keys; an event where they differ.
async fn keys_difference(uow: &mut Uow, id: i64, wanted: &Wanted) -> Result<Option<TemplateEvent>> {
    let have: Vec<(Uuid,)> = uow.all("SELECT key_id FROM template_key WHERE template_id = $1", &args![id]).await?;
    let have: Vec<Uuid> = have.into_iter().map(|(k,)| k).collect();
    let differs = have.len() != wanted.keys.len() || have.iter().any(|key| !wanted.keys.contains(key));
    let (mut old, mut new) = (vec![], vec![]);
    for key in &have {
        old.push(label(uow, Some(*key)).await?);
        if !wanted.keys.contains(key) {
            uow.also("DELETE FROM template_key WHERE template_id = $1 AND key_id = $2", &args![id, *key]).await?;
        }
    }
    for key in &wanted.keys {
        let name = label(uow, Some(*key)).await?;
        if name.is_empty() {
            return Err(Error::field("keys", texts::base::fault_choice));
        }
        new.push(name);
        if !have.contains(key) {
            uow.also("INSERT INTO template_key (template_id, key_id) VALUES ($1, $2)", &args![id, *key]).await?;
        }
    }
    old.sort();
    new.sort();
    Ok(differs.then(|| TemplateEvent::Changed { field: "keys".into(), old: old.join(", "), new: new.join(", ") }))
}

/// A fixed key is an open leaf among those the template may be used under.
async fn check_fixed(uow: &mut Uow, id: i64, key: Option<Uuid>) -> Result<()> {
    let Some(key) = key else { return Ok(()) };
    let leaf: Option<(Uuid,)> =
        uow.maybe("SELECT k.id FROM journal_key k WHERE k.id = $1 AND k.children = 0 AND NOT k.closed", &args![key]).await?;
    if leaf.is_none() {
        return Err(Error::field("fixed_key", t::fixed_key_leaf));
    }
    if super::key_allowed(uow, id, key).await? { Ok(()) } else { Err(Error::field("fixed_key", t::fixed_key_outside)) }
}

async fn form(ctx: &Ctx, template: &Template, version: i64, fields: &Fields, faults: &[Fault]) -> Result<Page> {
    let lang = ctx.lang;
    let said = Said::new(lang, faults);
    let href = format!("/admin/templates/{}", template.id);
    let icons: Vec<(String, &str)> = ICONS.iter().map(|(name, _)| (t::icon_name(lang, name), *name)).collect();
    let icons: Vec<Choice<'_>> = icons.iter().map(|(label, value)| Choice { value, label, chosen: fields.get("icon") == *value }).collect();
    let owner = match fields.get("default_owner").parse() {
        Ok(id) if Some(id) == template.default_owner => people::name(&ctx.reader, id).await?,
        Ok(id) => known_name(&ctx.reader, id).await?,
        Err(_) => None,
    };
    let owner: Vec<Picked<'_>> = owner.iter().map(|name| Picked { value: fields.get("default_owner"), label: name }).collect();
    let keys = picked(ctx, fields, "keys").await?;
    let fixed = picked(ctx, fields, "fixed_key").await?;
    let content = html! {
        (said.summary(lang))
        (Form::new(&format!("{href}/edit"), &ctx.csrf).version(&version.to_string()).guard().body(html! {
            (Field::text("name", t::name(lang), fields.get("name")).error(said.at("name")).attr("maxlength", "100"))
            (Field::text("case_type", t::case_type(lang), fields.get("case_type")).help(t::case_type_help(lang)).error(said.at("case_type")).attr("list", "case-types").attr("maxlength", "100"))
            (list::type_choices(ctx).await?)
            (Field::textarea("description", t::description(lang), fields.get("description"), 2).optional(t::optional(lang)).error(said.at("description")))
            (Field::select("icon", t::icon(lang), &icons).short())
            (Field::text("title_pattern", t::title_pattern(lang), fields.get("title_pattern")).optional(t::optional(lang)).help(t::title_pattern_help(lang)).error(said.at("title_pattern")))
            (Field::picker("default_owner", t::default_owner(lang), picker(ctx, "/pick/people?groups=1", &owner, false, t::search_people(lang), t::nobody_found(lang)))
                .optional(t::optional(lang)).help(t::default_owner_help(lang)).error(said.at("default_owner")))
            (Field::picker("keys", t::keys(lang), picker(ctx, "/pick/keys?any=1", &shown(&keys), true, t::search_keys(lang), t::no_keys_found(lang)))
                .optional(t::optional(lang)).help(t::keys_help(lang)).error(said.at("keys")))
            (Field::picker("fixed_key", t::fixed_key(lang), picker(ctx, "/pick/keys", &shown(&fixed), false, t::search_keys(lang), t::no_keys_found(lang)))
                .optional(t::optional(lang)).help(t::fixed_key_help(lang)).error(said.at("fixed_key")))
            (ui::form_foot(Button::submit(texts::base::save(lang)).primary(), Button::link(texts::base::cancel(lang), &href), None))
        }))
    };
    let window = if faults.is_empty() { template.name.clone() } else { t::error_title(lang, &template.name) };
    Ok(Frame::new("/admin/templates", &template.name)
        .lede(t::edit_lede(lang))
        .under(t::templates(lang), "/admin/templates")
        .titled(ctx, &window, content))
}

async fn picked(ctx: &Ctx, fields: &Fields, name: &str) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for id in fields.all(name).filter_map(|id| Uuid::parse_str(id).ok()) {
        if let Ok(key) = key_of(&ctx.reader, id).await {
            found.push((id.to_string(), key.label()));
        }
    }
    Ok(found)
}

fn shown(all: &[(String, String)]) -> Vec<Picked<'_>> {
    all.iter().map(|(value, label)| Picked { value, label }).collect()
}

/// A picker with the usual words.
pub(super) fn picker<'a>(
    ctx: &Ctx,
    source: &'a str,
    chosen: &'a [Picked<'a>],
    several: bool,
    placeholder: &'a str,
    nothing: &'a str,
) -> Picker<'a> {
    Picker { source, chosen, several, placeholder, remove: t::remove(ctx.lang), nothing, icon: None, action: None }
}
