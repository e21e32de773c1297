//! Moving a key with all below it, to before, after or below another of its plan.

use super::tree::Tree;
use super::{Frame, JournalEvent, Key, Said, done, faults, key_of, plan_of, rehome};
use axum::extract::Path;
use axum::http::StatusCode;
use base::error::Fault;
use base::event::On;
use base::web::{Ctx, Fields, Json, Page};
use base::{Error, Result, Uow, Uuid};
use maud::html;
use texts::journal as t;
use ui::{Button, Choice, Field, Form, Picked, Picker};

/// GET /admin/keys/{key}/move
pub async fn page(ctx: Ctx, Path(key): Path<Uuid>, fields: Fields) -> Result<Page> {
    form(&ctx, key, &fields, &[]).await
}

/// POST /admin/keys/{key}/move
pub async fn save(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    match change(&ctx, id, &fields).await {
        Ok(key) => Ok(done(&format!("/admin/plans/{}?key={id}", key.plan_id), &t::moved(ctx.lang, key.label()))),
        Err(error) => {
            let faults = faults(error)?;
            Ok(form(&ctx, id, &fields, &faults).await?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// POST /api/v1/keys/{key}/move
pub async fn api_save(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Json<Key>> {
    change(&ctx, id, &fields).await?;
    let key = key_of(&ctx.reader, id).await?;
    let version = key.version;
    Ok(Json::ok(key).version(version))
}

async fn change(ctx: &Ctx, id: Uuid, fields: &Fields) -> Result<Key> {
    let mut read = fields.read();
    let place = read.choice("place", &["after", "before", "into"]);
    let target = read.id("target");
    if target.is_none() && !read.faulty() {
        read.fault("target", t::target_needed);
    }
    read.done()?;
    let mut uow = ctx.write().await?;
    let (mut tree, key) = Tree::of_key(&mut uow, id, fields.version).await?;
    let target = target.and_then(|t| tree.get(t)).ok_or_else(|| Error::field("target", t::target_needed))?.clone();
    if target.id == id {
        return Err(Error::field("target", t::move_into_itself));
    }
    match place {
        "into" => tree.move_to(id, Some(target.id), usize::MAX)?,
        _ => {
            let siblings: Vec<Uuid> = tree.children(target.parent_id).iter().copied().filter(|s| *s != id).collect();
            let at = siblings.iter().position(|s| *s == target.id).unwrap_or(0);
            tree.move_to(id, target.parent_id, if place == "after" { at + 1 } else { at })?;
        }
    }
    let into = (place == "into").then_some(target);
    finish(uow, tree, &key, into, fields).await
}

/// Numbers anew, writes the move and its event; the cases of a leaf that got the key below it go
/// where `fields` say.
pub(super) async fn finish(mut uow: Uow, mut tree: Tree, old: &Key, into: Option<Key>, fields: &Fields) -> Result<Key> {
    let renumbered = tree.number()?;
    let key = tree.get(old.id).ok_or(Error::NotFound)?.clone();
    if key.parent_id.and_then(|p| tree.get(p)).is_some_and(|p| p.closed) && !key.closed {
        return Err(Error::refused(t::closed_above));
    }
    tree.write(&mut uow).await?;
    let event = JournalEvent::KeyMoved { old: old.code.clone(), new: key.code.clone(), renumbered };
    uow.note(&event, On::thing("journal_key", old.id)).await?;
    if let Some(into) = into {
        rehome::move_cases(&mut uow, &into, &key, fields).await?;
    }
    uow.commit().await?;
    Ok(key)
}

async fn form(ctx: &Ctx, id: Uuid, fields: &Fields, faults: &[Fault]) -> Result<Page> {
    let lang = ctx.lang;
    let key = key_of(&ctx.reader, id).await?;
    let plan = plan_of(&ctx.reader, key.plan_id).await?;
    let said = Said::new(lang, faults);
    let target = match Uuid::parse_str(fields.get("target")) {
        Ok(id) => key_of(&ctx.reader, id).await.ok().filter(|k| k.plan_id == plan.id),
        Err(_) => None,
    };
    let cases = match &target {
        Some(target) if target.children == 0 && fields.get("place") == "into" => rehome::count(&ctx.reader, target.id).await?,
        _ => 0,
    };
    let chosen = target.as_ref().map(|k| (k.id.to_string(), k.label()));
    let chosen: Vec<Picked<'_>> = chosen.iter().map(|(value, label)| Picked { value, label }).collect();
    let place = |value, label| Choice { value, label, chosen: fields.get("place") == value || (value == "after" && fields.get("place").is_empty()) };
    let places = [place("before", t::before(lang)), place("after", t::after(lang)), place("into", t::into(lang))];
    let source = format!("/pick/keys?any=1&plan={}", plan.id);
    let picker = Picker {
        source: &source, chosen: &chosen, several: false, placeholder: t::search_keys(lang), remove: t::remove(lang), nothing: t::no_keys_found(lang), icon: None, action: None,
    };
    let (title, back, plan_href) = (t::move_key(lang, key.label()), format!("/admin/plans/{}?key={id}", plan.id), format!("/admin/plans/{}", plan.id));
    let content = html! {
        (said.summary(lang))
        (Form::new(&format!("/admin/keys/{id}/move"), &ctx.csrf).version(&key.version.to_string()).body(html! {
            (ui::radios("place", t::place(lang), &places, said.at("place")))
            (Field::picker("target", t::target(lang), picker).help(t::target_help(lang)).error(said.at("target")))
            @if let Some(target) = target.as_ref().filter(|_| cases > 0) { (rehome::question(ctx, target, cases, fields, &said)) }
            (ui::form_foot(Button::submit(t::r#move(lang)).primary(), Button::link(texts::base::cancel(lang), &back), None))
        }))
    };
    let window = if faults.is_empty() { title.clone() } else { t::error_title(lang, &title) };
    let frame = Frame::new("/admin/plans", &title).lede(t::move_lede(lang)).under(t::plans(lang), "/admin/plans").under(&plan.name, &plan_href);
    Ok(frame.titled(ctx, &window, content))
}
