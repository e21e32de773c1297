//! The cards that a new user has.

use crate::cases::{case_rows, my_groups};
use crate::history;
use base::list::Filter;
use base::web::Ctx;
use base::{Result, Timestamp, Uuid, args};
use texts::Number;
use texts::start as t;
use ui::{Card, Cell, Column, FileKind, Kind, Markup, Row, Table, Title, html};

const ROWS: i64 = 6;

async fn cases(ctx: &Ctx, id: &str, title: &str, all: &str, filters: Vec<Filter>, empty: &str) -> Result<Markup> {
    let (rows, total) = case_rows(ctx, filters, ROWS).await?;
    let lang = ctx.lang;
    let hrefs: Vec<String> = rows.iter().map(|c| format!("/cases/{}", c.id)).collect();
    let columns = [
        Column::new(Kind::Title, texts::cases::col_title(lang)),
        Column::new(Kind::Nr, texts::cases::col_number(lang)).leaves(2),
        Column::new(Kind::When, texts::cases::col_changed(lang)).leaves(2),
    ];
    let list = rows
        .iter()
        .zip(&hrefs)
        .map(|(c, href)| {
            let mark = if c.restricted {
                ui::lock(texts::cases::restricted(lang))
            } else {
                html! {}
            };
            Row::new(vec![
                Title::new(&c.title, href).marks(mark).below(html! { (c.number) " · " (crate::cases::time(ctx, Some(c.changed))) }).cell(),
                Cell::dim(&c.number),
                Cell::dim(crate::cases::time(ctx, Some(c.changed))),
            ])
        })
        .collect();
    let body = if rows.is_empty() {
        html! { p.muted { (empty) } }
    } else {
        html! { (Table::new(title, &columns, list)) }
    };
    let count = Number(lang, total).to_string();
    Ok(
        html! { (Card { id, title, count: (total > 0).then_some(count.as_str()), all: (total > ROWS).then_some((t::all(lang), all)), settings: None, body }) },
    )
}

fn active() -> Filter {
    Filter::Status(vec![0])
}

/// Cases that I own.
pub async fn my_cases(ctx: &Ctx) -> Result<Markup> {
    let filters = vec![Filter::Owned(vec![ctx.actor.id]), active()];
    cases(ctx, "my-cases", t::my_cases(ctx.lang), "/cases?view=mine", filters, t::no_cases(ctx.lang)).await
}

/// Cases that my groups own and nobody has taken.
pub async fn unassigned(ctx: &Ctx) -> Result<Markup> {
    let groups = my_groups(ctx).await?;
    let filters = vec![Filter::Owned(groups), active()];
    let (_, total) = case_rows(ctx, filters.clone(), 1).await?;
    if total == 0 {
        return Ok(html! {});
    }
    cases(ctx, "unassigned", t::unassigned(ctx.lang), "/cases?view=unassigned", filters, "").await
}

/// Cases that I have marked.
pub async fn favourites(ctx: &Ctx) -> Result<Markup> {
    cases(
        ctx,
        "favourites",
        t::favourites(ctx.lang),
        "/cases?view=favourites",
        vec![Filter::Favourite, active()],
        t::no_favourites(ctx.lang),
    )
    .await
}

base::row! {
    struct Document { id: Uuid, title: String, file: Option<String>, by: String, by_id: i64, changed: Timestamp }
}

/// Documents that I made or last changed.
pub async fn my_documents(ctx: &Ctx) -> Result<Markup> {
    let lang = ctx.lang;
    let rows: Vec<Document> = ctx
        .reader
        .all(
            "SELECT d.id, d.title, v.name AS file, coalesce(u.name, '') AS by, d.changed_by AS by_id, d.changed FROM my_document d
             LEFT JOIN my_version v ON v.id = d.main_version LEFT JOIN users u ON u.id = d.changed_by
             WHERE d.created_by = $1 OR d.changed_by = $1 ORDER BY d.changed DESC, d.id DESC LIMIT 6",
            &args![ctx.actor.id],
        )
        .await?;
    let hrefs: Vec<String> = rows.iter().map(|d| format!("/documents/{}", d.id)).collect();
    let columns = [
        Column::new(Kind::Title, texts::documents::title(lang)),
        Column::new(Kind::Person, t::by(lang)).leaves(2),
        Column::new(Kind::When, texts::documents::changed(lang)).leaves(2),
    ];
    let list = rows
        .iter()
        .zip(&hrefs)
        .map(|(d, href)| {
            let file = d.file.as_deref().unwrap_or_default();
            let by = if d.by_id == ctx.actor.id { t::me(lang) } else { &d.by };
            Row::new(vec![
                Title::new(&d.title, href)
                    .icon(ui::file_icon(FileKind::of_name(file), file))
                    .below(html! { (by) " · " (crate::cases::time(ctx, Some(d.changed))) })
                    .cell(),
                Cell::dim(by),
                Cell::dim(crate::cases::time(ctx, Some(d.changed))),
            ])
        })
        .collect();
    let body = if rows.is_empty() {
        html! { p.muted { (t::no_documents(lang)) } }
    } else {
        html! { (Table::new(t::my_documents(lang), &columns, list)) }
    };
    Ok(html! { (Card { id: "my-documents", title: t::my_documents(lang), count: None, all: None, settings: None, body }) })
}

/// What others did on my cases and favourites.
pub async fn activity(ctx: &Ctx) -> Result<Markup> {
    let lang = ctx.lang;
    let recent = history::recent(ctx, 8).await?;
    let texts: Vec<(String, String, Markup)> =
        recent.iter().map(|(case, case_title, line)| (format!("/cases/{case}"), case_title.clone(), line.clone())).collect();
    let body = html! {
        @if texts.is_empty() { p.muted { (t::no_activity(lang)) } }
        @else {
            ul.lines {
                @for (href, title, line) in &texts { li { span.grow { span { (line) } span.meta { a.quiet href=(href) { (title) } } } } }
            }
        }
    };
    Ok(html! { (Card { id: "activity", title: t::activity(lang), count: None, all: None, settings: None, body }) })
}
