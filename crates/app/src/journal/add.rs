//! A new key, at the top or below another; the cases of a leaf that gets one move along.

use super::tree::Tree;
use super::{Frame, JournalEvent, Key, Said, done, faults, key_of, plan_of, rehome};
use axum::extract::Path;
use axum::http::StatusCode;
use base::error::Fault;
use base::event::On;
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Result, Uuid};
use maud::{Markup, html};
use texts::journal as t;
use ui::{Button, Field, Form};

/// GET /admin/plans/{plan}/new?parent=
pub async fn page(ctx: Ctx, Path(plan): Path<Uuid>, fields: Fields) -> Result<Page> {
    form(&ctx, plan, &fields, &[]).await
}

/// POST /admin/plans/{plan}/new
pub async fn save(ctx: Ctx, Path(plan): Path<Uuid>, fields: Fields) -> Result<Page> {
    match add(&ctx, plan, &fields).await {
        Ok(key) => Ok(done(&format!("/admin/plans/{plan}?key={}", key.id), &t::added(ctx.lang, key.label()))),
        Err(error) => {
            let faults = faults(error)?;
            Ok(form(&ctx, plan, &fields, &faults).await?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// POST /api/v1/plans/{plan}/keys
pub async fn api_save(ctx: Ctx, Path(plan): Path<Uuid>, fields: Fields) -> Result<Json<Key>> {
    let key = add(&ctx, plan, &fields).await?;
    let (place, version) = (format!("/api/v1/keys/{}", key.id), key.version);
    Ok(Json::created(key, place).version(version))
}

async fn add(ctx: &Ctx, plan: Uuid, fields: &Fields) -> Result<Key> {
    let mut read = fields.read();
    let parent = read.id("parent");
    let title = read.text("title", 1..=200);
    let description = read.long_text("description", 0..=4000);
    let keywords = read.text("keywords", 0..=500);
    read.done()?;
    let mut uow = ctx.write().await?;
    let mut tree = Tree::lock(&mut uow, plan).await?;
    let above = match parent {
        Some(parent) => Some(tree.get(parent).ok_or(Error::NotFound)?.clone()),
        None => None,
    };
    if above.as_ref().is_some_and(|a| a.closed) {
        return Err(Error::refused(t::closed_above));
    }
    let id = uow.id();
    let key = Key {
        id, plan_id: plan, parent_id: parent, position: 0, code: String::new(), title, description, keywords, closed: false, children: 0, held: false, version: 1,
    };
    tree.insert(key, usize::MAX);
    tree.number()?;
    let key = tree.get(id).ok_or(Error::NotFound)?.clone();
    tree.write(&mut uow).await?;
    let event = JournalEvent::KeyCreated {
        code: key.code.clone(), title: key.title.clone(), description: key.description.clone(), keywords: key.keywords.clone(),
    };
    uow.note(&event, On::thing("journal_key", id)).await?;
    if let Some(above) = above {
        rehome::move_cases(&mut uow, &above, &key, fields).await?;
    }
    uow.commit().await?;
    Ok(key)
}

async fn form(ctx: &Ctx, plan: Uuid, fields: &Fields, faults: &[Fault]) -> Result<Page> {
    let lang = ctx.lang;
    let plan = plan_of(&ctx.reader, plan).await?;
    let parent = match Uuid::parse_str(fields.get("parent")) {
        Ok(id) => Some(key_of(&ctx.reader, id).await?),
        Err(_) => None,
    };
    let cases = match &parent {
        Some(parent) if parent.children == 0 => rehome::count(&ctx.reader, parent.id).await?,
        _ => 0,
    };
    let said = Said::new(lang, faults);
    let title = parent.as_ref().map_or_else(|| t::add_key(lang).to_owned(), |p| t::add_below(lang, p.label()));
    let back = format!("/admin/plans/{}{}", plan.id, parent.as_ref().map(|p| format!("?key={}", p.id)).unwrap_or_default());
    let content = html! {
        (said.summary(lang))
        (Form::new(&format!("/admin/plans/{}/new", plan.id), &ctx.csrf).guard().body(html! {
            input type="hidden" name="parent" value=(fields.get("parent"));
            (words(ctx, [fields.get("title"), fields.get("description"), fields.get("keywords")], &said))
            @if let Some(parent) = parent.as_ref().filter(|_| cases > 0) { (rehome::question(ctx, parent, cases, fields, &said)) }
            (ui::form_foot(Button::submit(t::add_key(lang)).primary(), Button::link(texts::base::cancel(lang), &back), None))
        }))
    };
    let frame = Frame::new("/admin/plans", &title).under(t::plans(lang), "/admin/plans");
    let plan_href = format!("/admin/plans/{}", plan.id);
    let frame = frame.under(&plan.name, &plan_href);
    let window = if faults.is_empty() { title.clone() } else { t::error_title(lang, &title) };
    Ok(frame.titled(ctx, &window, content))
}

/// The fields of a key's words.
pub(super) fn words(ctx: &Ctx, [title, description, keywords]: [&str; 3], said: &Said) -> Markup {
    let lang = ctx.lang;
    html! {
        (Field::text("title", t::title(lang), title).error(said.at("title")).flag("autofocus", said.at("title").is_none()).attr("maxlength", "200"))
        (Field::textarea("description", t::description(lang), description, 3).optional(t::optional(lang)).help(t::description_help(lang)).error(said.at("description")))
        (Field::text("keywords", t::keywords(lang), keywords).optional(t::optional(lang)).help(t::keywords_help(lang)).error(said.at("keywords")))
    }
}
