//! The list of groups.

use super::directory::{self, ListedGroup, Wanted};
use crate::admin::Frame;
use base::Result;
use base::web::{Ctx, Fields, Json, Page};
use maud::html;
use texts::people as t;
use ui::{Button, Cell, Column, Icon, Kind, Row, Table, Title};

pub(super) const HERE: &str = "/admin/groups";

/// GET /api/v1/groups
pub async fn api(ctx: Ctx, fields: Fields) -> Result<Json<Vec<ListedGroup>>> {
    let wanted = Wanted::new(fields.get("q"));
    Ok(Json::ok(directory::groups(&ctx.reader).await?.into_iter().filter(|g| wanted.group(g)).collect()))
}

/// GET /admin/groups
pub async fn page(ctx: Ctx, fields: Fields) -> Result<Page> {
    let lang = ctx.lang;
    let q = fields.get("q");
    let wanted = Wanted::new(q);
    let all: Vec<ListedGroup> = directory::groups(&ctx.reader).await?.into_iter().filter(|g| wanted.group(g)).collect();
    let new = Button::link(t::new_group(lang), "/admin/groups/new").primary().icon(Icon::Plus);
    let columns = [
        Column::new(Kind::Title, t::name(lang)),
        Column::new(Kind::Place, t::description(lang)).leaves(2),
        Column::new(Kind::Short, t::members(lang)).end(),
    ];
    let links: Vec<String> = all.iter().map(|g| format!("{HERE}/{}", g.id)).collect();
    let rows = all
        .iter()
        .zip(&links)
        .map(|(group, link)| {
            Row::new(vec![
                Title::new(&group.name, link).icon(ui::icon(Icon::Users)).below(&group.description).cell(),
                Cell::dim(&group.description),
                Cell::new(group.members),
            ])
        })
        .collect();
    let content = html! {
        div.filters.first {
            form.withicon.keep action=(HERE) {
                (ui::icon(Icon::Search))
                input.input type="search" name="q" value=(q) aria-label=(t::find_group(lang)) placeholder=(t::find_group(lang))
                    hx-get=(HERE) hx-trigger="input changed delay:200ms, search" hx-target="#groups" hx-select="#groups" hx-swap="outerHTML" hx-replace-url="true";
            }
        }
        div id="groups" {
            @if all.is_empty() {
                (ui::empty(t::no_groups(lang), t::no_groups_why(lang), Button::link(t::new_group(lang), "/admin/groups/new")))
            } @else { (Table::new(t::groups_caption(lang), &columns, rows).list()) }
        }
    };
    let title = texts::admin::groups(lang);
    Ok(Frame::new(HERE, title).lede(texts::admin::groups_why(lang)).actions(html! { (new) }).page(&ctx, content))
}
