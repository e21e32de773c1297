//! Making a case: a title and a click. Number, folders, documents, access and history stand together or not at all.

use super::repeat::Key;
use super::{Case, CaseEvent, find_key, number};
use crate::shell::{self, Nav};
use crate::{documents, people, settings, templates};
use axum::http::{HeaderMap, StatusCode};
use base::error::Fault;
use base::event::On;
use base::uow::Edit;
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Result, Uow, Uuid, acl, args, collate, date};
use maud::{Markup, html};
use serde::Serialize;
use std::collections::HashMap;
use texts::cases as t;
use ui::{Button, Choice, Field, Form, FormError, Icon, PageHead, Picked, Picker};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Input {
    pub template: i64,
    pub title: String,
    pub description: String,
    pub key: Option<Uuid>,
    pub owner: Option<i64>,
    pub start_date: Option<String>,
    pub expected_end: Option<String>,
    pub deadline: Option<String>,
    pub uploads: Vec<Uuid>,
}

impl Input {
    /// Reads a form or a JSON body.
    pub fn read(fields: &Fields) -> Result<Input> {
        let mut read = fields.read();
        let template = read.int("template", 1..=i64::MAX);
        if template.is_none() {
            read.fault("template", t::choose_template);
        }
        let (start, end) = (read.date("start_date"), read.date("expected_end"));
        if let (Some(start), Some(end)) = (start, end)
            && end < start
        {
            read.fault("expected_end", move |lang| t::end_before_start(lang, date::date(lang, start)));
        }
        let input = Input {
            template: template.unwrap_or(0),
            title: read.text("title", 1..=300),
            description: read.long_text("description", 0..=10_000),
            key: read.id("key"),
            owner: read.int("owner", 1..=i64::MAX),
            start_date: start.map(|d| d.to_string()),
            expected_end: end.map(|d| d.to_string()),
            deadline: read.date("deadline").map(|d| d.to_string()),
            uploads: read.ids("upload"),
        };
        read.done()?;
        Ok(input)
    }
}

/// A case that was made.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = CaseCreated)]
pub struct Created {
    pub id: Uuid,
    pub number: String,
}

/// Makes the case.
pub async fn create(ctx: &Ctx, input: &Input) -> Result<Created> {
    make(ctx, input, None).await
}

async fn make(ctx: &Ctx, input: &Input, repeat: Option<&Key>) -> Result<Created> {
    ctx.need(base::permission::Permission::CasesCreate)?;
    let (pattern, archive_pattern) = (settings::get(ctx, "numbers.case").await?, settings::get(ctx, "numbers.archive").await?);
    let mut uow = ctx.write().await?;
    let template = templates::maker(&mut uow, input.template).await?.ok_or_else(|| Error::field("template", t::choose_template))?;
    let owner = owner(&mut uow, input.owner, template.default_owner).await?;
    let key = template.fixed_key.or(input.key);
    let number = number::next(&mut uow, &pattern).await?;
    let archive_number = match key {
        Some(key) => {
            let code = number::leaf(&mut uow, key).await?.ok_or_else(|| Error::field("key", t::choose_leaf))?;
            if !templates::key_allowed(&mut uow, template.id, key).await? {
                return Err(Error::field("key", t::key_not_allowed));
            }
            number::archive(&mut uow, &archive_pattern, &code, &number).await?
        }
        None => String::new(),
    };
    let id = insert(&mut uow, input, &template, owner, key, &number, &archive_number).await?;
    acl::relist(&mut uow, id).await?;
    keep_in_sight(&mut uow, id).await?;
    fill(&mut uow, id, &template, &input.uploads).await?;
    acl::relist(&mut uow, id).await?;
    let made = Created { id, number };
    if let Some(key) = repeat {
        key.keep(&mut uow, &made).await?;
    }
    uow.commit().await?;
    ctx.house().wake.notify_one();
    Ok(made)
}

/// The owner: whom the maker chose, else the one the template proposes, else himself.
async fn owner(uow: &mut Uow, wanted: Option<i64>, proposed: Option<i64>) -> Result<i64> {
    let (at, proposed) = (people::At("owner", t::choose_owner), proposed.unwrap_or(uow.actor().id));
    let id = wanted.unwrap_or(proposed);
    if id == proposed {
        people::usable(uow, id, at).await?
    } else {
        people::chosen(uow, id, at).await?
    };
    Ok(id)
}

async fn insert(
    uow: &mut Uow,
    input: &Input,
    template: &templates::Maker,
    owner: i64,
    key: Option<Uuid>,
    number: &str,
    archive: &str,
) -> Result<Uuid> {
    let (id, now, actor) = (uow.id(), uow.now(), uow.actor().id);
    let ordinal = number::ordinal(uow).await?;
    let event = CaseEvent::Created {
        number: number.to_owned(),
        title: input.title.clone(),
        template: template.id,
        template_name: template.name.clone(),
        owner,
        key,
        archive_number: archive.to_owned(),
    };
    uow.record(
        &event,
        On::case(id),
        "INSERT INTO cases (id, ordinal, number, archive_number, title, find_key, description, status, owner, template_id, type_id, key_id,
           start_date, expected_end, deadline, created, created_by, changed, changed_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, $10, $11, $12, $13, $14, $15, $16, $15, $16)",
        &args![
            id,
            ordinal,
            number,
            archive,
            input.title.as_str(),
            find_key(&input.title, number, archive),
            input.description.as_str(),
            owner,
            template.id,
            template.type_id,
            key,
            input.start_date.clone(),
            input.expected_end.clone(),
            input.deadline.clone(),
            now,
            actor,
        ],
    )
    .await
    .map_err(|e| e.taken_at("cases_number", "", t::number_taken))?;
    Ok(id)
}

/// Who makes a case that he would not see becomes a member who may write, and the history says so.
async fn keep_in_sight(uow: &mut Uow, id: Uuid) -> Result<()> {
    let seen: Option<(i64,)> = uow.maybe("SELECT c.level FROM my_case c WHERE c.id = $1", &args![id]).await?;
    if seen.is_some_and(|(level,)| level >= 2) {
        return Ok(());
    }
    let user = uow.actor().id;
    let event = CaseEvent::MemberAdded { principal: user, name: uow.actor().name.clone(), level: 2 };
    uow.record(&event, On::case(id), "INSERT INTO case_member (case_id, principal, level) VALUES ($1, $2, 2)", &args![id, user]).await?;
    acl::relist(uow, id).await
}

/// Folders and standard documents of the template, and the files dropped on the form.
async fn fill(uow: &mut Uow, id: Uuid, template: &templates::Maker, uploads: &[Uuid]) -> Result<()> {
    let mut folders: HashMap<Uuid, Uuid> = HashMap::new();
    for (position, (from, parent, name)) in templates::standard_folders(uow, template.id).await?.into_iter().enumerate() {
        let folder = uow.id();
        let parent = parent.and_then(|p| folders.get(&p).copied());
        uow.also(
            "INSERT INTO folder (id, case_id, parent_id, name, name_key, position) VALUES ($1, $2, $3, $4, $5, $6)",
            &args![folder, id, parent, name.as_str(), collate::key(&name), position],
        )
        .await?;
        folders.insert(from, folder);
    }
    let case = uow.open::<Case, Edit>(id, None).await?;
    for standard in templates::standard_documents(uow, template.id).await? {
        let folder = standard.folder_id.and_then(|f| folders.get(&f).copied());
        documents::insert(uow, &case, &documents::NewDocument::standard(standard, folder)).await?;
    }
    let default = documents::default_type(uow, template.default_document_type).await?;
    documents::use_uploads(uow, &case, uploads, default).await?;
    Ok(())
}

/// GET /cases/new
pub async fn page(ctx: Ctx, fields: Fields) -> Result<Page> {
    draw(&ctx, &fields, &[]).await
}

/// POST /cases/new
pub async fn submit(ctx: Ctx, fields: Fields) -> Result<Page> {
    let made = match Input::read(&fields) {
        Ok(input) => create(&ctx, &input).await,
        Err(error) => Err(error),
    };
    ctx.remember("cases.template", fields.get("template")).await?;
    match made {
        Ok(made) => Ok(Page::to(&format!("/cases/{}", made.id)).toast(&shell::toast(&t::created(ctx.lang, &made.number)))),
        Err(Error::Invalid(faults)) => Ok(draw(&ctx, &fields, &faults).await?.status(StatusCode::UNPROCESSABLE_ENTITY)),
        Err(other) => Err(other),
    }
}

/// POST /api/v1/cases: with an `Idempotency-Key` the same call again gives the same answer.
pub async fn api(ctx: Ctx, headers: HeaderMap, fields: Fields) -> Result<Json<Created>> {
    let key = Key::of(&headers, &fields)?;
    let before = match &key {
        Some(key) => key.made(&ctx).await?,
        None => None,
    };
    let made = match (before, &key) {
        (Some(made), _) => made,
        (None, None) => create(&ctx, &Input::read(&fields)?).await?,
        (None, Some(key)) => match make(&ctx, &Input::read(&fields)?, Some(key)).await {
            Err(Error::Conflict) => key.made(&ctx).await?.ok_or(Error::Conflict)?,
            other => other?,
        },
    };
    let location = format!("/api/v1/cases/{}", made.id);
    Ok(Json::created(made, location))
}

async fn draw(ctx: &Ctx, fields: &Fields, faults: &[Fault]) -> Result<Page> {
    let lang = ctx.lang;
    let mut offered = templates::offered(ctx).await?;
    // From a leaf of the plan: only what may stand there, while there is any such template.
    if let Ok(key) = fields.get("key").parse() {
        let fitting = templates::under(ctx, key).await?;
        if offered.iter().any(|o| fitting.contains(&o.id)) {
            offered.retain(|o| fitting.contains(&o.id));
        }
    }
    let title = if faults.is_empty() { t::new_case(lang).to_owned() } else { t::new_case_error(lang).to_owned() };
    if offered.is_empty() {
        let action = if ctx.actor.may(base::permission::Permission::Templates) {
            html! { (Button::link(t::to_templates(lang), "/admin/templates")) }
        } else {
            html! {}
        };
        let body = html! { (ui::crumbs(t::way(lang), &[(t::cases(lang), Some("/cases")), (t::new_case(lang), None)])) (PageHead::new(t::new_case(lang))) (ui::empty(t::no_templates(lang), t::no_templates_why(lang), action)) };
        return Ok(shell::page(ctx, Nav::Cases, &title, ui::page(body)));
    }
    let last = ctx.pref("cases.template").await?;
    let named = |text: &str| text.parse().ok().and_then(|id: i64| offered.iter().find(|o| o.id == id));
    let chosen = named(fields.get("template")).or_else(|| named(last.as_deref().unwrap_or_default())).unwrap_or(&offered[0]);
    let form = form(ctx, fields, faults, &offered, chosen).await?;
    let beside = beside(ctx, fields, chosen).await?;
    let main = html! {
        (ui::crumbs(t::way(lang), &[(t::cases(lang), Some("/cases")), (t::new_case(lang), None)]))
        (PageHead::new(t::new_case(lang)))
        (documents::stage("new-case", ctx).zone(html! { div.sidebyside { div id="new-case-form" { (form) } div id="new-case-beside" { (beside) } } }))
    };
    Ok(shell::page(ctx, Nav::Cases, &title, ui::page(main)))
}

async fn form(ctx: &Ctx, fields: &Fields, faults: &[Fault], offered: &[templates::Offer], chosen: &templates::Offer) -> Result<Markup> {
    let lang = ctx.lang;
    let said: Vec<(String, String)> = faults.iter().map(|f| (f.field.clone(), f.say.text(lang))).collect();
    let error = |name: &str| said.iter().find(|(field, _)| field == name).map(|(_, text)| text.as_str());
    let errors: Vec<FormError<'_>> = said.iter().map(|(field, message)| FormError { field, message }).collect();
    let ids: Vec<String> = offered.iter().map(|o| o.id.to_string()).collect();
    let choices: Vec<Choice<'_>> =
        offered.iter().zip(&ids).map(|(o, id)| Choice { value: id, label: &o.name, chosen: o.id == chosen.id }).collect();
    let key = key_of(ctx, chosen.fixed_key.or_else(|| fields.get("key").parse().ok())).await?;
    // What the template before had proposed gives way to what this one proposes.
    let was = offered.iter().find(|o| o.id.to_string() == fields.get("was") && o.id != chosen.id);
    let owner = shown_owner(ctx, fields.get("owner"), was, chosen).await?;
    let pattern = |t: &templates::Offer| templates::title_from(&t.title_pattern, &t.name, lang, ctx.now, &ctx.actor.name);
    let typed = Some(fields.get("title")).filter(|text| was.is_none_or(|w| *text != pattern(w))).unwrap_or_default();
    let title = if typed.is_empty() && faults.is_empty() { pattern(chosen) } else { typed.to_owned() };
    let picked_key: Vec<Picked<'_>> = key.iter().map(|(value, label)| Picked { value, label }).collect();
    let picked_owner: Vec<Picked<'_>> = owner.iter().map(|(value, label)| Picked { value, label }).collect();
    let picker = |source, chosen, placeholder, icon| Picker {
        source,
        chosen,
        several: false,
        placeholder,
        remove: t::remove(lang),
        nothing: texts::shell::nothing_found(lang),
        icon: Some(icon),
        action: None,
    };
    let body = html! {
        @if !errors.is_empty() { (ui::error_summary(t::not_created(lang), &errors)) }
        input type="hidden" name="was" value=(chosen.id);
        (Field::select("template", t::template(lang), &choices).help(if chosen.description.is_empty() { t::template_help(lang) } else { &chosen.description })
            .error(error("template"))
            .attr("hx-get", "/cases/new").attr("hx-include", "closest form").attr("hx-target", "#main").attr("hx-select", "#main > *").attr("hx-swap", "innerHTML"))
        (Field::text("title", t::title(lang), &title).error(error("title")).flag("autofocus", faults.is_empty()).attr("maxlength", "300")
            .attr("hx-get", "/cases/new/similar").attr("hx-trigger", "input changed delay:300ms").attr("hx-target", "#similar"))
        (ui::two(
            html! {
                @if chosen.fixed_key.is_some() {
                    (Field::text("key_shown", t::key(lang), key.as_ref().map_or("", |(_, label)| label)).flag("readonly", true).help(t::key_fixed(lang)))
                } @else {
                    (Field::picker("key", t::key(lang), picker("/pick/keys", &picked_key, t::key_hint(lang), Icon::Tree)).optional(t::optional(lang))
                        .error(error("key")).help(if key.is_none() { t::key_none(lang) } else { "" }))
                }
            },
            Field::picker("owner", t::owner(lang), picker("/pick/people?groups=1", &picked_owner, t::owner_hint(lang), Icon::User)).error(error("owner")),
        ))
        (ui::two(
            Field::date("start_date", t::start_date(lang), fields.get("start_date")).optional(t::optional(lang)).error(error("start_date")).short(),
            Field::date("expected_end", t::expected_end(lang), fields.get("expected_end")).optional(t::optional(lang)).error(error("expected_end")).short(),
        ))
        (Field::date("deadline", t::deadline(lang), fields.get("deadline")).optional(t::optional(lang)).error(error("deadline")).short())
        (Field::textarea("description", t::description(lang), fields.get("description"), 3).optional(t::optional(lang)).error(error("description")))
        (ui::form_foot(Button::submit(t::create(lang)).primary(), Button::link(texts::base::cancel(lang), "/cases"), None))
    };
    Ok(Form::new("/cases/new", &ctx.csrf).guard().attr("novalidate", "").attr("id", "new-case").body(body))
}

/// The owner that the form shows: whom the maker chose, if he knows him, or whom the template proposes.
async fn shown_owner(
    ctx: &Ctx,
    posted: &str,
    was: Option<&templates::Offer>,
    chosen: &templates::Offer,
) -> Result<Option<(String, String)>> {
    let proposed = |t: &templates::Offer| t.default_owner.unwrap_or(ctx.actor.id);
    let proposal = proposed(chosen);
    match posted.parse().ok().filter(|id| was.is_none_or(|w| *id != proposed(w)) && *id != proposal) {
        Some(id) => owner_of(ctx, id).await,
        None => Ok(people::name(&ctx.reader, proposal).await?.map(|name| labelled(ctx, proposal, name))),
    }
}

pub(super) async fn key_of(ctx: &Ctx, id: Option<Uuid>) -> Result<Option<(String, String)>> {
    let Some(id) = id else { return Ok(None) };
    let found: Option<(String, String)> = ctx.reader.maybe("SELECT code, title FROM journal_key WHERE id = $1", &args![id]).await?;
    Ok(found.map(|(code, title)| (id.to_string(), format!("{code} {title}"))))
}

/// An owner named by a number in an address or a form; none of whom the actor doesn't know.
pub(super) async fn owner_of(ctx: &Ctx, id: i64) -> Result<Option<(String, String)>> {
    Ok(people::known_name(&ctx.reader, id).await?.map(|name| labelled(ctx, id, name)))
}

fn labelled(ctx: &Ctx, id: i64, name: String) -> (String, String) {
    (id.to_string(), if id == ctx.actor.id { t::me(ctx.lang, &name) } else { name })
}

async fn beside(ctx: &Ctx, fields: &Fields, chosen: &templates::Offer) -> Result<Markup> {
    let lang = ctx.lang;
    let brings = templates::brings(ctx, chosen.id).await?;
    let uploads = documents::stage("new-case", ctx);
    let access: Vec<String> =
        brings.access.iter().map(|(name, level)| t::access_one(lang, super::level_name(lang, *level), name)).collect();
    let none = t::none(lang);
    let join = |all: &[String]| if all.is_empty() { none.to_owned() } else { all.join(", ") };
    let facts = [
        (t::folders(lang), join(&brings.folders)),
        (t::documents(lang), join(&brings.documents)),
        (t::access(lang), if access.is_empty() { t::access_owner_only(lang).to_owned() } else { access.join(", ") }),
    ];
    let facts: Vec<ui::Fact<'_>> = facts.iter().map(|(label, value)| ui::Fact::new(label, value.as_str())).collect();
    Ok(html! {
        div id="similar" { (super::similar::lines(ctx, fields.get("title")).await?) }
        (ui::section_head("new-documents", t::documents(lang), None, html! {}))
        (uploads.rows("new-uploads"))
        (documents::kept(ctx, "new-case", fields).await?)
        (ui::drop_zone(t::drop_here(lang), t::choose_files(lang)))
        (ui::section_head("brings", &t::brings(lang, &chosen.name), None, html! {}))
        (ui::facts(&facts))
    })
}
