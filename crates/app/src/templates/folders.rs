//! The folders every new case gets: a tree edited line by line, without script.

use super::{Template, TemplateEvent, open, template_of, touch};
use crate::journal::{Frame, Said, done, faults};
use axum::extract::Path;
use axum::http::StatusCode;
use base::error::Fault;
use base::event::On;
use base::web::{Ctx, Fields, Page};
use base::{Error, Reader, Result, Uuid, args};
use maud::{Markup, html};
use std::collections::HashMap;
use texts::templates as t;
use ui::{Button, Choice, Field, Form, Icon};

base::row! {
    /// A folder as it is stored.
    #[derive(Debug, Clone)]
    pub struct Stored { pub id: Uuid, pub parent_id: Option<Uuid>, pub name: String, pub position: i64 }
}

/// A folder with its depth, from 0, and its whole path.
#[derive(Debug, Clone)]
pub struct Folder {
    pub id: Uuid,
    pub parent: Option<Uuid>,
    pub name: String,
    pub path: String,
    pub level: usize,
}

pub(super) const FOLDERS: &str =
    "SELECT f.id, f.parent_id, f.name, f.position FROM template_folder f WHERE f.template_id = $1 ORDER BY f.position, f.id";

/// The folders as a tree is read.
pub(super) fn ordered(stored: Vec<Stored>) -> Vec<Folder> {
    let mut below: HashMap<Option<Uuid>, Vec<Stored>> = HashMap::new();
    for one in stored {
        below.entry(one.parent_id).or_default().push(one);
    }
    let mut out: Vec<Folder> = Vec::new();
    let mut open: Vec<(Stored, usize, String)> =
        below.remove(&None).unwrap_or_default().into_iter().rev().map(|f| (f, 0, String::new())).collect();
    while let Some((one, level, above)) = open.pop() {
        let path = format!("{above}{}", one.name);
        open.extend(below.remove(&Some(one.id)).unwrap_or_default().into_iter().rev().map(|f| (f, level + 1, format!("{path}/"))));
        out.push(Folder { id: one.id, parent: one.parent_id, name: one.name, path, level });
    }
    out
}

/// A template's folders.
pub async fn tree(reader: &Reader, template: i64) -> Result<Vec<Folder>> {
    reader.all(FOLDERS, &args![template]).await.map(ordered)
}

/// GET /admin/templates/{id}/folders
pub async fn page(ctx: Ctx, Path(id): Path<i64>) -> Result<Page> {
    let template = template_of(&ctx.reader, id).await?;
    draw(&ctx, &template, &Fields::default(), &[]).await
}

/// POST /admin/templates/{id}/folders
pub async fn add(ctx: Ctx, Path(id): Path<i64>, fields: Fields) -> Result<Page> {
    match make(&ctx, id, &fields).await {
        Ok(()) => Ok(done(&format!("/admin/templates/{id}/folders"), t::folder_added(ctx.lang))),
        Err(error) => {
            let faults = faults(error)?;
            let template = template_of(&ctx.reader, id).await?;
            draw(&ctx, &template, &fields, &faults).await.map(|p| p.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// A folder's name: no slash, since exports make paths of them.
pub(super) fn name(read: &mut base::web::Read<'_>) -> String {
    let name = read.text("name", 1..=100);
    if name.contains(['/', '\\']) {
        read.fault("name", t::folder_slash);
    }
    name
}

async fn make(ctx: &Ctx, id: i64, fields: &Fields) -> Result<()> {
    let mut read = fields.read();
    let (name, parent) = (name(&mut read), read.id("parent"));
    read.done()?;
    let mut uow = ctx.write().await?;
    open(&mut uow, id, None).await?;
    let all = ordered(uow.all(FOLDERS, &args![id]).await?);
    let above =
        parent.map(|p| all.iter().find(|f| f.id == p).ok_or_else(|| Error::field("parent", texts::base::fault_choice))).transpose()?;
    if all.len() >= 200 || above.is_some_and(|a| a.level >= 9) {
        return Err(Error::refused(t::folders_many));
    }
    if all.iter().any(|f| f.parent == parent && base::collate::fold(&f.name) == base::collate::fold(&name)) {
        return Err(Error::field("name", t::folder_taken));
    }
    let path = above.map_or_else(|| name.clone(), |a| format!("{}/{name}", a.path));
    let folder = uow.id();
    uow.record(
        &TemplateEvent::Changed { field: "folder".into(), old: String::new(), new: path },
        On::thing("template", id),
        "INSERT INTO template_folder (id, template_id, parent_id, name, position) VALUES ($1, $2, $3, $4, $5)",
        &args![folder, id, parent, name.as_str(), all.len() + 1],
    )
    .await?;
    touch(&mut uow, id).await?;
    uow.commit().await
}

/// The folders to choose from, the top first.
pub(super) fn choices<'a>(top: &'a str, all: &'a [Folder], chosen: &str) -> Vec<(String, &'a str, bool)> {
    let mut choices = vec![(String::new(), top, chosen.is_empty())];
    choices.extend(all.iter().map(|f| (f.id.to_string(), f.path.as_str(), f.id.to_string() == chosen)));
    choices
}

pub(super) async fn draw(ctx: &Ctx, template: &Template, fields: &Fields, faults: &[Fault]) -> Result<Page> {
    let lang = ctx.lang;
    let said = Said::new(lang, faults);
    let all = tree(&ctx.reader, template.id).await?;
    let href = format!("/admin/templates/{}", template.id);
    let parents = choices(t::at_the_top(lang), &all, fields.get("parent"));
    let parents: Vec<Choice<'_>> = parents.iter().map(|(value, label, chosen)| Choice { value, label, chosen: *chosen }).collect();
    let content = html! {
        (said.summary(lang))
        @if all.is_empty() { (ui::empty(t::no_folders(lang), t::no_folders_why(lang), "")) }
        ul.lines.plain { @for folder in &all { (line(ctx, template.id, folder, &all)) } }
        section.part aria-labelledby="add" { (ui::section_head("add", t::add_folder(lang), None, "")) (Form::new(&format!("{href}/folders"), &ctx.csrf).body(html! {
            (ui::two(
                Field::text("name", t::new_folder(lang), fields.get("name")).error(said.at("name")).attr("maxlength", "100"),
                Field::select("parent", t::lies_in(lang), &parents).error(said.at("parent")),
            ))
            (ui::form_foot(Button::submit(t::add_folder(lang)).primary(), Button::link(t::back(lang), &href), None))
        })) }
    };
    let title = t::folders(lang);
    let window = if faults.is_empty() { title.to_owned() } else { t::error_title(lang, title) };
    let frame = Frame::new("/admin/templates", title)
        .lede(t::folders_help(lang))
        .under(t::templates(lang), "/admin/templates")
        .under(&template.name, &href);
    Ok(frame.titled(ctx, &window, content))
}

fn line(ctx: &Ctx, template: i64, folder: &Folder, all: &[Folder]) -> Markup {
    let lang = ctx.lang;
    let siblings: Vec<Uuid> = all.iter().filter(|f| f.parent == folder.parent).map(|f| f.id).collect();
    let at = siblings.iter().position(|s| *s == folder.id).unwrap_or(0);
    let field = format!("name-{}", folder.id);
    let action = format!("/admin/templates/{template}/folders/{}", folder.id);
    let said = [
        t::folder_up(lang, &folder.name),
        t::folder_down(lang, &folder.name),
        t::folder_in(lang, &folder.name),
        t::folder_out(lang, &folder.name),
        t::folder_delete(lang, &folder.name),
    ];
    let button = |n: usize, to: &str, icon: Icon, off: bool| {
        Button::submit(&said[n]).icon_only(icon).plain().small().disabled(off).attr("name", "to").attr("value", to)
    };
    html! {
        li {
            form.row.wrap.grow.folderline method="post" action=(action) {
                (ui::csrf(&ctx.csrf))
                span class={ "grow indent-" (folder.level.min(5)) } {
                    span.withicon {
                        (ui::icon(Icon::Folder))
                        input.input type="text" id=(field) name="name" value=(folder.name) maxlength="100" aria-label=(t::folder_name(lang, &folder.path));
                    }
                }
                (Button::submit(t::rename(lang)).small().attr("name", "to").attr("value", "rename"))
                (button(0, "up", Icon::Up, at == 0)) (button(1, "down", Icon::Down, at + 1 == siblings.len()))
                (button(2, "in", Icon::Right, at == 0)) (button(3, "out", Icon::Left, folder.parent.is_none()))
                (button(4, "delete", Icon::Trash, false))
            }
        }
    }
}
