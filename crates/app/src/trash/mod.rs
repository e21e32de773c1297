//! The trash *(papirkurv)*: what was deleted, by whom, and the way back.

use crate::shell::{self, Nav};
use base::permission::Permission;
use base::web::{Ctx, Page, Routes};
use base::{Result, Timestamp, Uuid, args, route};
use texts::trash as t;
use ui::{Button, Cell, Column, Icon, Kind, Markup, PageHead, Row, Table, html};

/// The most rows that are shown.
const MOST: i64 = 200;

base::row! {
    struct Trashed { id: Uuid, title: String, place: String, deleted_at: Timestamp, by: String }
}

/// The slice's routes.
pub fn routes() -> Routes {
    vec![route!(GET "/trash" SignedIn => page)]
}

/// GET /trash: a user's own; with the permission everything that he may see.
pub async fn page(ctx: Ctx) -> Result<Page> {
    let lang = ctx.lang;
    let all = ctx.actor.may(Permission::TrashAll);
    let cases: Vec<Trashed> = ctx
        .reader
        .all(
            "SELECT c.id, c.title, c.number AS place, c.deleted_at, coalesce(u.name, '') AS by FROM my_trashed_case c LEFT JOIN users u ON u.id = c.deleted_by
             WHERE (c.deleted_by = $1 OR $2) AND c.level >= 3 ORDER BY c.deleted_at DESC LIMIT $3",
            &args![ctx.actor.id, all, MOST],
        )
        .await?;
    let documents: Vec<Trashed> = ctx
        .reader
        .all(
            "SELECT d.id, d.title, c.title AS place, d.deleted_at, coalesce(u.name, '') AS by FROM my_trashed_document d JOIN my_case c ON c.id = d.case_id
             LEFT JOIN users u ON u.id = d.deleted_by WHERE (d.deleted_by = $1 OR $2) AND d.level >= 2 ORDER BY d.deleted_at DESC LIMIT $3",
            &args![ctx.actor.id, all, MOST],
        )
        .await?;
    let main = html! {
        (PageHead::new(t::trash(lang)).lede(if all { t::lede_all(lang) } else { t::lede(lang) }))
        @if cases.is_empty() && documents.is_empty() { (ui::empty(t::empty(lang), t::empty_why(lang), html! {})) }
        @if !cases.is_empty() { section aria-labelledby="trashed-cases" { (ui::section_head("trashed-cases", t::cases(lang), None, html! {})) (table(&ctx, t::cases(lang), "cases", &cases)) } }
        @if !documents.is_empty() { section aria-labelledby="trashed-documents" { (ui::section_head("trashed-documents", t::documents(lang), None, html! {})) (table(&ctx, t::documents(lang), "documents", &documents)) } }
    };
    Ok(shell::page(&ctx, Nav::Elsewhere, t::trash(lang), ui::page(main)))
}

fn table(ctx: &Ctx, caption: &str, slice: &str, rows: &[Trashed]) -> Markup {
    let lang = ctx.lang;
    let columns = [
        Column::new(Kind::Title, t::title(lang)),
        Column::new(Kind::Place, t::place(lang)).leaves(2),
        Column::new(Kind::Person, t::by(lang)).leaves(2),
        Column::new(Kind::When, t::when(lang)).leaves(1),
        Column::new(Kind::Short, t::restore(lang)).hidden_label(true),
    ];
    let list = rows
        .iter()
        .map(|row| {
            let restore = html! {
                form method="post" action={ "/" (slice) "/" (row.id) "/restore" } {
                    (ui::form::csrf(&ctx.csrf))
                    (Button::submit(t::restore(lang)).plain().small().icon(Icon::Undo).attr("aria-label", &t::restore_one(lang, &row.title)))
                }
            };
            Row::new(vec![
                Cell::new(html! { span title=(row.title) { (row.title) } }),
                Cell::dim(&row.place),
                Cell::dim(&row.by),
                Cell::dim(crate::cases::time(ctx, Some(row.deleted_at))),
                Cell::action(restore),
            ])
        })
        .collect();
    html! { (Table::new(caption, &columns, list)) }
}
