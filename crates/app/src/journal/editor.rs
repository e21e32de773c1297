//! One plan in the administration: its tree at the left, the chosen key and what can be done with it
//! at the right.

use super::{Change, Frame, Key, Plan, changes, find, key_of, log, plan_of};
use axum::extract::Path;
use base::web::{Ctx, Fields, Page};
use base::{Error, Result, Uuid, args};
use maud::{Markup, html};
use std::collections::HashSet;
use texts::journal as t;
use ui::{Button, Fact, Icon, MenuItem, Node, State};

/// GET /admin/plans/{plan}?key=&q=
pub async fn page(ctx: Ctx, Path(id): Path<Uuid>, fields: Fields) -> Result<Page> {
    let lang = ctx.lang;
    let plan = plan_of(&ctx.reader, id).await?;
    let mut read = fields.read();
    let (chosen, q) = (read.id("key"), read.text("q", 0..=200));
    read.done()?;
    let key = match chosen {
        Some(key) => Some(key_of(&ctx.reader, key).await?),
        None => None,
    };
    if key.as_ref().is_some_and(|k| k.plan_id != id) {
        return Err(Error::NotFound);
    }
    let right = match &key {
        Some(key) => key_part(&ctx, key).await?,
        None => plan_part(&ctx, &plan).await?,
    };
    let content = html! {
        div.columns {
            section aria-label=(t::keys(lang)) { (left(&ctx, &plan, key.as_ref(), &q).await?) }
            div id="key" { (right) }
        }
    };
    let new = format!("/admin/plans/{id}/new");
    let mut frame = Frame::new("/admin/plans", &plan.name).under(t::plans(lang), "/admin/plans").actions(html! {
        (Button::link(t::add_key(lang), &new).icon(Icon::Plus).primary())
        (Button::new(t::more(lang)).icon_only(Icon::More).menu("plan-more"))
        (menu(&ctx, &plan))
    });
    frame = frame.chips(if plan.active { ui::chip(State::Active, t::active(lang)) } else { ui::chip(State::Passive, t::inactive(lang)) });
    let lede = if plan.description.is_empty() { t::plan_lede(lang) } else { &plan.description };
    Ok(frame.lede(lede).page(&ctx, content))
}

fn menu(ctx: &Ctx, plan: &Plan) -> Markup {
    let lang = ctx.lang;
    let href = |what: &str| format!("/admin/plans/{}/{what}", plan.id);
    let (edit, export, import, active) = (href("edit"), href("export"), href("import"), href("active"));
    let word = if plan.active { t::deactivate(lang) } else { t::activate(lang) };
    html! {
        (ui::menu_of("plan-more", &[
            MenuItem::link(t::edit_plan(lang), &edit).icon(Icon::Pencil),
            MenuItem::link(t::export(lang), &export).icon(Icon::Download),
            MenuItem::link(t::import(lang), &import).icon(Icon::Upload),
            MenuItem::submit(word, "plan-active", &active).icon(if plan.active { Icon::Close } else { Icon::Check }),
        ]))
        form id="plan-active" method="post" action=(active) hidden {
            (ui::csrf(&ctx.csrf))
            input type="hidden" name="active" value=(if plan.active { "" } else { "true" });
        }
    }
}

async fn left(ctx: &Ctx, plan: &Plan, key: Option<&Key>, q: &str) -> Result<Markup> {
    let lang = ctx.lang;
    let open: Vec<Uuid> = match key {
        Some(key) => find::above(&ctx.reader, key.id).await?.into_iter().map(|(id, _)| id).chain([key.id]).collect(),
        None => vec![],
    };
    let keys =
        if q.is_empty() { find::shown(&ctx.reader, plan.id, &open).await? } else { find::search(&ctx.reader, plan.id, q, 200).await? };
    let here = format!("/admin/plans/{}", plan.id);
    Ok(html! {
        (ui::FilterText { action: &here, kept: &[], name: "q", value: q, label: t::search_keys(lang), target: "#keys", also: None })
        div id="keys" {
            @if keys.is_empty() && q.is_empty() {
                (ui::empty(t::no_keys(lang), t::no_keys_why(lang), html! {
                    (Button::link(t::add_key(lang), &format!("{here}/new")).icon(Icon::Plus)) (Button::link(t::import(lang), &format!("{here}/import")).icon(Icon::Upload))
                }))
            } @else if keys.is_empty() {
                (ui::empty(t::no_keys_found(lang), &t::no_keys_found_why(lang, q), Button::link(t::clear(lang), &here)))
            } @else {
                (nodes(ctx, &keys, if q.is_empty() { &open } else { &[] }, key.map(|k| k.id), q.is_empty(), true))
                p.small.muted { (t::tree_help(lang)) }
            }
        }
    })
}

/// GET /admin/plans/{plan}/keys?parent=
pub async fn children(ctx: Ctx, Path(plan): Path<Uuid>, fields: Fields) -> Result<Page> {
    let mut read = fields.read();
    let parent = read.id("parent");
    read.done()?;
    let parent = parent.ok_or(Error::NotFound)?;
    let keys = find::children(&ctx.reader, plan, &[parent]).await?;
    Ok(Page::html(nodes(&ctx, &keys, &[], None, true, false)))
}

/// The keys as items of a tree, each moved by Alt and the arrows.
fn nodes(ctx: &Ctx, keys: &[Key], open: &[Uuid], chosen: Option<Uuid>, nested: bool, whole: bool) -> Markup {
    let lang = ctx.lang;
    let open: HashSet<Uuid> = open.iter().copied().collect();
    let hrefs: Vec<[String; 4]> = keys
        .iter()
        .map(|k| {
            let plan = format!("/admin/plans/{}", k.plan_id);
            [
                format!("{plan}?key={}", k.id),
                format!("{plan}/keys?parent={}", k.id),
                format!("{plan}/new?parent={}", k.id),
                format!("/admin/keys/{}/shift", k.id),
            ]
        })
        .collect();
    let items: Vec<Node<'_>> = keys
        .iter()
        .zip(&hrefs)
        .map(|(key, [href, children, add, shift])| {
            let mut node = Node::new(if nested { key.level() } else { 1 }, &key.title, href)
                .code(&key.code)
                .selected(chosen == Some(key.id))
                .attr("data-shift", shift);
            if nested && key.children > 0 {
                node = if open.contains(&key.id) { node.branch(true) } else { node.lazy(children) };
            }
            if key.closed { node.closed(t::closed(lang)) } else { node.add(t::add_below_short(lang), add) }
        })
        .collect();
    if whole { ui::tree(t::keys(lang), &items) } else { ui::tree_children(&items) }
}

async fn plan_part(ctx: &Ctx, plan: &Plan) -> Result<Markup> {
    let changes = changes(ctx, "my_plan_event", "plan", &plan.id.to_string()).await?;
    Ok(html! {
        p.muted { (t::choose_key(ctx.lang)) }
        (log::draw(ctx, &changes, |c| words(ctx, c)))
    })
}

async fn key_part(ctx: &Ctx, key: &Key) -> Result<Markup> {
    let lang = ctx.lang;
    let (cases,): (i64,) = ctx
        .reader
        .one(
            "WITH RECURSIVE below (id) AS (
               SELECT k.id FROM journal_key k WHERE k.id = $1 UNION ALL SELECT k.id FROM below b JOIN journal_key k ON k.parent_id = b.id)
             SELECT count(*) FROM below b JOIN my_filed_case c ON c.key_id = b.id WHERE c.deleted_at IS NULL",
            &args![key.id],
        )
        .await?;
    let changes = changes(ctx, "my_plan_event", "journal_key", &key.id.to_string()).await?;
    let href = |what: &str| format!("/admin/keys/{}/{what}", key.id);
    let add = format!("/admin/plans/{}/new?parent={}", key.plan_id, key.id);
    let state = if key.closed { ui::state(State::Closed, t::closed(lang)) } else { ui::state(State::Active, t::open(lang)) };
    let facts = [
        Fact::new(t::description(lang), key.description.as_str()),
        Fact::new(t::keywords(lang), key.keywords.as_str()),
        Fact::new(t::state(lang), state),
        Fact::new(t::cases(lang), texts::Number(lang, cases).to_string()),
    ];
    Ok(html! {
        section.stack aria-labelledby="key-title" {
            h2.h1 id="key-title" { span.code { (key.code) } " " (key.title) }
            (ui::facts_wide(&facts))
            div.row.wrap {
                (Button::link(t::edit_key(lang), &href("edit")).icon(Icon::Pencil).small())
                @if !key.closed { (Button::link(t::add_below_short(lang), &add).icon(Icon::Plus).small()) }
                (Button::link(t::r#move(lang), &href("move")).icon(Icon::Move).small())
                form.row method="post" action=(href("close")) {
                    (ui::csrf(&ctx.csrf))
                    input type="hidden" name="closed" value=(if key.closed { "" } else { "true" });
                    (Button::submit(if key.closed { t::reopen(lang) } else { t::close(lang) }).icon(if key.closed { Icon::Undo } else { Icon::Lock }).small())
                }
                @if key.children == 0 && !key.held {
                    (Button::new(t::delete(lang)).icon(Icon::Trash).small().dialog("delete-key"))
                }
            }
            (shifts(ctx, key))
            @if key.children == 0 && !key.held { (delete_dialog(ctx, key)) }
        }
        (log::draw(ctx, &changes, |c| words(ctx, c)))
    })
}

fn delete_dialog(ctx: &Ctx, key: &Key) -> Markup {
    let lang = ctx.lang;
    html! {
        (ui::Confirm {
            id: "delete-key", title: &t::delete_title(lang, key.label()), text: t::delete_text(lang), action: &format!("/admin/keys/{}/delete", key.id),
            csrf: &ctx.csrf, cancel: texts::base::cancel(lang), go: &t::delete_go(lang, &key.code), danger: true, fields: &[("version", &key.version.to_string())],
        })
    }
}

fn step<'a>(to: &str, label: &'a str, icon: Icon) -> Button<'a> {
    Button::submit(label).icon(icon).plain().small().attr("name", "to").attr("value", to)
}

/// One step in each direction, for whom the tree's keys are no way.
fn shifts(ctx: &Ctx, key: &Key) -> Markup {
    let lang = ctx.lang;
    let first = key.position <= 1;
    html! {
        form.row.wrap method="post" action={ "/admin/keys/" (key.id) "/shift" } {
            (ui::csrf(&ctx.csrf))
            input type="hidden" name="version" value=(key.version);
            span.small.muted { (t::shift(lang)) }
            (step("up", t::shift_up(lang), Icon::Up).disabled(first))
            (step("down", t::shift_down(lang), Icon::Down))
            (step("in", t::shift_in(lang), Icon::Right).disabled(first))
            (step("out", t::shift_out(lang), Icon::Left).disabled(key.parent_id.is_none()))
        }
    }
}

/// An event in words.
fn words(ctx: &Ctx, change: &Change) -> String {
    let lang = ctx.lang;
    let (old, new) = (change.text("old"), change.text("new"));
    match change.kind.as_str() {
        "plan.created" => t::did_create_plan(lang, change.text("name")),
        "plan.imported" => t::did_import(lang, change.number("added"), change.number("changed"), change.number("closed")),
        "journal_key.created" => t::did_create(lang, change.text("code"), change.text("title")),
        "journal_key.moved" => t::did_move(lang, new, old),
        "journal_key.cases_moved" => t::did_move_cases(lang, change.number("cases"), new),
        "plan.changed" | "journal_key.changed" => match (change.text("field"), new) {
            ("closed", "true") => t::did_close(lang).to_owned(),
            ("closed", _) => t::did_reopen(lang).to_owned(),
            ("active", "true") => t::did_activate(lang).to_owned(),
            ("active", _) => t::did_deactivate(lang).to_owned(),
            ("position", _) => t::did_order(lang, new, old),
            (field, _) => t::did_change(lang, field, if new.is_empty() { "–" } else { new }, if old.is_empty() { "–" } else { old }),
        },
        other => other.to_owned(),
    }
}
