//! The columns of case lists: which there are, which a user has chosen, what each shows.

use super::{Status, list::Listed};
use base::web::{Ctx, Fields, Page, is_own};
use base::{Lang, Result, date};
use texts::cases as t;
use ui::{Cell, Kind, Markup, html};

/// A column.
pub struct Column {
    pub name: &'static str,
    /// The sort key, where one can sort by it.
    pub sort: Option<&'static str>,
    pub kind: Kind,
    /// The order in which columns leave on narrow screens.
    pub leaves: u8,
    pub label: fn(Lang) -> &'static str,
}

/// All columns but the title, which always stands first.
pub const COLUMNS: &[Column] = &[
    Column { name: "number", sort: Some("number"), kind: Kind::Nr, leaves: 2, label: t::col_number },
    Column { name: "archive_number", sort: Some("archive_number"), kind: Kind::Nr, leaves: 4, label: t::col_archive_number },
    Column { name: "type", sort: Some("type"), kind: Kind::Type, leaves: 3, label: t::col_type },
    Column { name: "status", sort: Some("status"), kind: Kind::Role, leaves: 3, label: t::col_status },
    Column { name: "owner", sort: Some("owner"), kind: Kind::Person, leaves: 2, label: t::col_owner },
    Column { name: "key", sort: None, kind: Kind::Person, leaves: 4, label: t::col_key },
    Column { name: "documents", sort: None, kind: Kind::Number, leaves: 4, label: t::col_documents },
    Column { name: "deadline", sort: Some("deadline"), kind: Kind::Role, leaves: 2, label: t::col_deadline },
    Column { name: "created", sort: Some("created"), kind: Kind::When, leaves: 4, label: t::col_created },
    Column { name: "changed", sort: Some("changed"), kind: Kind::When, leaves: 1, label: t::col_changed },
    Column { name: "changed_by", sort: Some("changed_by"), kind: Kind::Person, leaves: 4, label: t::col_changed_by },
    Column { name: "closed", sort: Some("closed"), kind: Kind::When, leaves: 4, label: t::col_closed },
];

const USUAL: &str = "number,type,owner,deadline,changed";

/// The columns that this user has chosen, in his order.
pub async fn chosen(ctx: &Ctx) -> Result<Vec<&'static Column>> {
    let names = ctx.pref("cases.columns").await?.unwrap_or_else(|| USUAL.into());
    Ok(names.split(',').filter_map(|name| COLUMNS.iter().find(|c| c.name == name)).collect())
}

/// POST /cases/columns: remembers the ticked columns, in the order they stand.
pub async fn choose(ctx: Ctx, fields: Fields) -> Result<Page> {
    let names: Vec<&str> = fields.all("column").filter(|name| COLUMNS.iter().any(|c| c.name == *name)).collect();
    ctx.remember("cases.columns", &names.join(",")).await?;
    let to = fields.get("to");
    Ok(Page::to(if is_own(to) && to.starts_with("/cases") { to } else { "/cases" }))
}

/// What a column shows of a case.
pub fn cell(ctx: &Ctx, column: &Column, case: &Listed) -> Cell {
    let lang = ctx.lang;
    match column.name {
        "number" => Cell::dim(&case.number),
        "archive_number" => Cell::dim(&case.archive_number),
        "type" => Cell::dim(&case.type_name),
        "status" => Cell::new(Status::of(case.status).state(lang)),
        "owner" => Cell::new(owner(lang, case)),
        "key" => Cell::dim(&case.key_name),
        "documents" => Cell::dim(texts::Number(lang, case.documents).to_string()),
        "deadline" => Cell::new(deadline(ctx, case)),
        "created" => Cell::dim(time(ctx, Some(case.created))),
        "changed" => Cell::dim(time(ctx, Some(case.changed))),
        "changed_by" => Cell::dim(&case.changed_by_name),
        _ => Cell::dim(time(ctx, case.closed_at)),
    }
}

/// A case that a group owns is nobody's yet.
fn owner(lang: Lang, case: &Listed) -> Markup {
    if case.owner_is_group {
        ui::unassigned(&case.owner_name, t::unassigned(lang), t::unassigned_title(lang))
    } else {
        html! { (case.owner_name) }
    }
}

/// A time as lists show it, with the exact one in the title.
pub fn time(ctx: &Ctx, at: Option<base::Timestamp>) -> Markup {
    at.map_or_else(|| html! {}, |at| ui::time(&format!("{at:.0}"), &date::exact(ctx.lang, at), &date::list_time(ctx.lang, ctx.now, at)))
}

/// A deadline; red with a clock when it has passed and the case is open.
pub fn deadline(ctx: &Ctx, case: &Listed) -> Markup {
    let Some(day) = case.deadline.as_deref().and_then(|d| d.parse().ok()) else { return html! {} };
    let shown = date::list_date(ctx.lang, ctx.now, day);
    if day < date::today(ctx.now) && case.status < Status::Closed as i64 {
        ui::late(&shown, t::late(ctx.lang))
    } else {
        html! { span.dim { (shown) } }
    }
}
