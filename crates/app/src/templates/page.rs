//! One template in sections, each with its way to change it, and its changes below.

use super::{Listed, Template, keys_of, offer, people, template_of, words};
use crate::journal::{Frame, changes, draw_changes};
use axum::extract::Path;
use base::uow::Level;
use base::web::{Ctx, Json, Page};
use base::{Lang, Result, Uuid, args};
use maud::{Markup, html};
use serde::Serialize;
use std::collections::BTreeMap;
use texts::templates as t;
use ui::{Button, Cell, Column, Fact, Icon, Kind, MenuItem, Notice, Row, State, Table, Tone};

/// The word for a level.
pub(super) fn level_name(lang: Lang, level: i64) -> &'static str {
    match Level::of(level) {
        Some(Level::Read) => t::level_read(lang),
        Some(Level::Write) => t::level_write(lang),
        Some(Level::Manage) => t::level_manage(lang),
        None => t::level_none(lang),
    }
}

/// A template with its lists.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = TemplateWhole)]
pub struct Whole {
    #[serde(flatten)]
    pub template: Template,
    pub access: Vec<Listed>,
    pub creators: Vec<Listed>,
    pub keys: Vec<Uuid>,
}

/// GET /api/v1/templates/{id}
pub async fn api_get(ctx: Ctx, Path(id): Path<i64>) -> Result<Json<Whole>> {
    let template = template_of(&ctx.reader, id).await?;
    let version = template.version;
    let whole = Whole {
        access: people::access(&ctx.reader, id).await?,
        creators: people::creators(&ctx.reader, id).await?,
        keys: keys_of(&ctx.reader, id).await?.into_iter().map(|(id, _)| id).collect(),
        template,
    };
    Ok(Json::ok(whole).version(version))
}

/// GET /admin/templates/{id}
pub async fn page(ctx: Ctx, Path(id): Path<i64>) -> Result<Page> {
    let lang = ctx.lang;
    let template = template_of(&ctx.reader, id).await?;
    let (cases, restricted): (i64, i64) = ctx
        .reader
        .one(
            "SELECT count(*), CAST(coalesce(sum(CASE WHEN c.restricted THEN 1 ELSE 0 END), 0) AS BIGINT) FROM my_filed_case c WHERE c.template_id = $1",
            &args![id],
        )
        .await?;
    let (creatable,): (bool,) =
        ctx.reader.one(&format!("SELECT {} AS creatable FROM template t WHERE t.id = $1", offer::CREATABLE), &args![id]).await?;
    let log = changes(&ctx, "my_template_event", "template", &id.to_string()).await?;
    let useless = template.active && !creatable;
    let content = html! {
        @if useless { (nobody_creates(lang, id)) }
        div.columns {
            div {
                (case_part(&ctx, &template).await?)
                (access_part(&ctx, &template, cases, restricted).await?)
            }
            div {
                (files_part(&ctx, &template).await?)
                (types_part(&ctx, &template).await?)
                (draw_changes(&ctx, &log, |c| words::of(&ctx, c)))
            }
        }
    };
    let lede = format!("{} {}", if template.description.is_empty() { "" } else { &template.description }, t::template_lede(lang, cases));
    let edit = format!("/admin/templates/{id}/edit");
    let chip = if template.active { ui::chip(State::Active, t::active(lang)) } else { ui::chip(State::Passive, t::inactive(lang)) };
    let chip = html! { (chip) @if useless { (ui::chip(State::Waiting, t::nobody_may_create(lang))) } };
    let frame = Frame::new("/admin/templates", &template.name).under(t::templates(lang), "/admin/templates").chips(chip).lede(lede.trim());
    let frame = frame.actions(html! { (Button::link(t::edit(lang), &edit).primary()) (menu(&ctx, &template, cases == 0)) });
    Ok(frame.page(&ctx, content))
}

/// In use, and yet no case can be made from it.
fn nobody_creates(lang: Lang, id: i64) -> Markup {
    let access = format!("/admin/templates/{id}/access");
    let choose = Button::link(t::choose_creators(lang), &access).small();
    html! { div.around { (Notice::new(Tone::Warning, t::nobody_may_create(lang)).more(t::nobody_may_create_more(lang)).actions(choose)) } }
}

fn menu(ctx: &Ctx, template: &Template, unused: bool) -> Markup {
    let lang = ctx.lang;
    let href = |what: &str| format!("/admin/templates/{}/{what}", template.id);
    let (copy, active, delete) = (href("copy"), href("active"), href("delete"));
    let mut items = vec![
        MenuItem::submit(if template.active { t::deactivate(lang) } else { t::activate(lang) }, "template-do", &active).icon(Icon::Lock),
    ];
    if unused {
        items.push(MenuItem::button(t::delete(lang)).attr("data-dialog", "delete-template").icon(Icon::Trash).danger());
    }
    html! {
        form method="post" action=(copy) { (ui::csrf(&ctx.csrf)) (Button::submit(t::copy(lang)).icon(Icon::Copy)) }
        (Button::new(t::more(lang)).icon_only(Icon::More).menu("template-more"))
        (ui::menu_of("template-more", &items))
        form id="template-do" method="post" hidden { (ui::csrf(&ctx.csrf)) input type="hidden" name="active" value=(if template.active { "" } else { "true" }); }
        @if unused {
            (ui::Confirm {
                id: "delete-template", title: &t::delete_title(lang, &template.name), text: t::delete_text(lang), action: &delete, csrf: &ctx.csrf,
                cancel: texts::base::cancel(lang), go: t::delete(lang), danger: true, fields: &[],
            })
        }
    }
}

fn part(id: &str, title: &str, tool: (&str, &str), content: Markup) -> Markup {
    html! {
        section.part aria-labelledby=(id) {
            (ui::section_head(id, title, None, Button::link(tool.0, tool.1).plain().small().icon(Icon::Pencil).attr("aria-label", &format!("{} {title}", tool.0))))
            (content)
        }
    }
}

async fn case_part(ctx: &Ctx, template: &Template) -> Result<Markup> {
    let lang = ctx.lang;
    let keys = keys_of(&ctx.reader, template.id).await?;
    let keys = keys.iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>().join(", ");
    let owner = match template.default_owner {
        Some(id) => people::name(&ctx.reader, id).await?.unwrap_or_default(),
        None => t::the_creator(lang).to_owned(),
    };
    let fixed = match template.fixed_key {
        Some(key) => crate::journal::key_of(&ctx.reader, key).await?.label(),
        None => t::chosen_on_creation(lang).to_owned(),
    };
    let facts = [
        Fact::new(t::case_type(lang), template.case_type.as_str()),
        Fact::new(t::icon(lang), super::basics::icon_shown(lang, &template.icon)),
        Fact::new(t::title_pattern(lang), html! { @if !template.title_pattern.is_empty() { code { (template.title_pattern) } } }),
        Fact::new(t::default_owner(lang), owner),
        Fact::new(t::keys(lang), if keys.is_empty() { t::all_keys(lang).to_owned() } else { keys }),
        Fact::new(t::fixed_key(lang), fixed),
    ];
    Ok(part("s-case", t::the_case(lang), (t::change(lang), &format!("/admin/templates/{}/edit", template.id)), ui::facts_wide(&facts)))
}

async fn access_part(ctx: &Ctx, template: &Template, cases: i64, restricted: i64) -> Result<Markup> {
    let lang = ctx.lang;
    // Name, level, may create.
    let mut all: BTreeMap<i64, (String, i64, bool)> = BTreeMap::new();
    for one in people::access(&ctx.reader, template.id).await? {
        all.insert(one.principal, (one.name, one.level, false));
    }
    for one in people::creators(&ctx.reader, template.id).await? {
        all.entry(one.principal).or_insert((one.name, 0, false)).2 = true;
    }
    let mut all: Vec<_> = all.into_values().collect();
    all.sort_by_key(|(name, level, _)| (std::cmp::Reverse(*level), base::collate::key(name)));
    let columns =
        [Column::new(Kind::Title, t::who(lang)), Column::new(Kind::Type, t::level(lang)), Column::new(Kind::Short, t::may_create(lang))];
    let rows = all
        .iter()
        .map(|(name, level, create)| {
            Row::new(vec![
                Cell::wrap(name),
                Cell::new(level_name(lang, *level)),
                Cell::dim(if *create { t::yes(lang) } else { t::no(lang) }),
            ])
        })
        .collect();
    let content = html! {
        p.muted.small.section-lede { (t::access_lede(lang, cases, restricted)) }
        @if all.is_empty() { p { (t::no_access(lang)) } } @else { (Table::new(t::access_caption(lang), &columns, rows)) }
    };
    Ok(part("s-access", t::access(lang), (t::change(lang), &format!("/admin/templates/{}/access", template.id)), content))
}

async fn files_part(ctx: &Ctx, template: &Template) -> Result<Markup> {
    let lang = ctx.lang;
    let folders = super::folders::tree(&ctx.reader, template.id).await?;
    let documents = super::documents::all(&ctx.reader, template.id).await?;
    let (f, d) = (format!("/admin/templates/{}/folders", template.id), format!("/admin/templates/{}/documents", template.id));
    let file = |one: &super::documents::Standard, level: usize| {
        html! {
            li { span class={ "row indent-" (level.min(5)) } { (ui::file_icon(ui::FileKind::of_name(&one.file_name), &one.file_name)) " " (one.title) } }
        }
    };
    Ok(html! {
        section.part aria-labelledby="s-files" {
            (ui::section_head("s-files", t::files(lang), None, html! {
                (Button::link(t::edit_folders(lang), &f).plain().small().icon(Icon::Folder)) (Button::link(t::edit_documents(lang), &d).plain().small().icon(Icon::Page))
            }))
            p.muted.small.section-lede { (t::files_lede(lang)) }
            @if folders.is_empty() && documents.is_empty() { p { (t::no_files(lang)) } }
            ul.lines.plain {
                @for one in documents.iter().filter(|d| d.folder_id.is_none()) { (file(one, 0)) }
                @for folder in &folders {
                    li { span class={ "row indent-" (folder.level.min(5)) } { (ui::icon_large(Icon::Folder)) " " (folder.name) } }
                    @for one in documents.iter().filter(|d| d.folder_id == Some(folder.id)) { (file(one, folder.level + 1)) }
                }
            }
        }
    })
}

async fn types_part(ctx: &Ctx, template: &Template) -> Result<Markup> {
    let lang = ctx.lang;
    let types = crate::types::all(&ctx.reader).await?;
    let allowed = super::kinds::allowed(&ctx.reader, template.id).await?;
    let names: Vec<&str> = types.iter().filter(|d| allowed.contains(&d.id)).map(|d| d.title(lang)).collect();
    let default = types.iter().find(|d| Some(d.id) == template.default_document_type).map_or("", |d| d.title(lang));
    let facts = [
        Fact::new(t::allowed_types(lang), if names.is_empty() { t::all_types(lang).to_owned() } else { names.join(", ") }),
        Fact::new(t::default_type(lang), default),
        Fact::new(t::on_close(lang), if template.finalise_on_close { t::finalises(lang) } else { t::keeps_drafts(lang) }),
    ];
    Ok(part("s-types", t::documents(lang), (t::change(lang), &format!("/admin/templates/{}/types", template.id)), ui::facts_wide(&facts)))
}
