//! The lists of cases: tabs, filters, columns, pages. The workplace.

use super::columns::{self, COLUMNS};
use super::favourite;
use super::filter::{CaseFilter, SIZES, View, encode, place};
use super::filters;
use crate::shell::{self, Nav};
use base::web::{Ctx, Fields, Json, Page};
use base::{Result, Timestamp, Uuid, list};
use serde::Serialize;
use texts::Number;
use texts::cases as t;
use ui::{Button, Cell, Choice, Column, Icon, Kind, Markup, Order, PageHead, PageSize, Pager, Row, Tab, Table, Title, html};

base::row! {
    /// A case as lists show it.
    #[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
    #[schema(as = CaseListed)]
    pub struct Listed {
        pub id: Uuid,
        pub number: String,
        pub archive_number: String,
        pub title: String,
        pub status: i64,
        pub type_name: String,
        pub owner: i64,
        pub owner_name: String,
        pub owner_is_group: bool,
        pub key_name: String,
        pub documents: i64,
        pub deadline: Option<String>,
        pub created: Timestamp,
        pub changed: Timestamp,
        pub changed_by_name: String,
        pub closed_at: Option<Timestamp>,
        pub restricted: bool,
        pub favourite: bool,
    }
}

const COLUMNS_READ: &str =
    "c.id, c.number, c.archive_number, c.title, c.status, t.name AS type_name, c.owner, coalesce(u.name, g.name, '') AS owner_name,
    u.id IS NULL AS owner_is_group, coalesce(k.code || ' ' || k.title, '') AS key_name, my_document_count(c.id) AS documents,
    c.deadline, c.created, c.changed, coalesce(b.name, '') AS changed_by_name, c.closed_at, c.restricted,
    EXISTS (SELECT 1 FROM favourite v WHERE v.user_id = {me} AND v.object = 'case' AND v.object_id = c.id) AS favourite";
const JOINS: &str = "JOIN case_type t ON t.id = c.type_id LEFT JOIN users u ON u.id = c.owner LEFT JOIN groups g ON g.id = c.owner
    LEFT JOIN users b ON b.id = c.changed_by LEFT JOIN journal_key k ON k.id = c.key_id";

/// A page of a list and the whole number.
pub struct Found {
    pub page: list::Page<Listed>,
    pub total: i64,
}

/// Runs a list.
pub async fn find(ctx: &Ctx, filter: &CaseFilter) -> Result<Found> {
    let filters = filter.filters(ctx).await?;
    let (page, total) = list::find(&ctx.reader, &filter.want(filters), COLUMNS_READ, JOINS).await?;
    Ok(Found { page, total })
}

/// The newest changed of some cases, and how many there are: for cards.
pub async fn newest(ctx: &Ctx, filters: Vec<list::Filter>, size: i64) -> Result<(Vec<Listed>, i64)> {
    let want = list::Want { sort: list::Field::CHANGED, descending: true, filters, cursor: None, back: false, size };
    let (page, total) = list::find(&ctx.reader, &want, COLUMNS_READ, JOINS).await?;
    Ok((page.rows, total))
}

#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = CasePage)]
pub struct ApiPage {
    items: Vec<Listed>,
    total: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// GET /api/v1/cases
pub async fn api(ctx: Ctx, fields: Fields) -> Result<Json<ApiPage>> {
    let mut filter = CaseFilter::read(&fields);
    if !fields.has("status") {
        filter.status = Some(vec![]);
    }
    let found = find(&ctx, &filter).await?;
    let next = found.page.places.last().filter(|_| found.page.more).map(|(value, id)| place(value, *id));
    Ok(Json::ok(ApiPage { items: found.page.rows, total: found.total, next }))
}

/// GET /cases
pub async fn page(ctx: Ctx, fields: Fields) -> Result<Page> {
    let lang = ctx.lang;
    let asked = ctx.uri.split_once('?').map(|(_, query)| query.to_owned());
    let fields = match &asked {
        Some(_) => fields,
        None => Fields::parse(&ctx.pref("cases.view").await?.unwrap_or_default()),
    };
    let filter = CaseFilter::read(&fields);
    if let Some((_, kept)) = filter.address().split_once('?').filter(|_| asked.is_some() && filter.text.is_empty()) {
        ctx.remember("cases.view", kept).await?;
    }
    let found = find(&ctx, &filter).await?;
    let chosen = columns::chosen(&ctx).await?;
    let offers = crate::templates::offers(&ctx).await?;
    let main = html! {
        (PageHead::new(t::cases(lang)).actions(new_button(&ctx, offers)))
        div id="list-tabs" { (tabs(&ctx, &filter, found.total).await?) }
        (filters::row(&ctx, &filter, column_menu(&ctx, &filter).await?).await?)
        div id="list" {
            @if found.page.rows.is_empty() { (nothing(&ctx, &filter, offers).await?) } @else { (table(&ctx, &filter, &chosen, &found)) }
            @if found.total > 0 { (foot(&ctx, &filter, &found)) }
        }
    };
    Ok(shell::page(&ctx, Nav::Cases, t::cases(lang), ui::page(main)))
}

fn new_button(ctx: &Ctx, offers: bool) -> Markup {
    html! {
        @if offers {
            (Button::link(t::new_case(ctx.lang), "/cases/new").primary().icon(Icon::Plus).attr("data-key", "n"))
        }
    }
}

async fn tabs(ctx: &Ctx, filter: &CaseFilter, total: i64) -> Result<Markup> {
    let lang = ctx.lang;
    let mut shown = Vec::new();
    for view in View::ALL {
        let other = CaseFilter { view, ..CaseFilter::read(&Fields::default()) };
        let count = if view == filter.view { total } else { list::total(&ctx.reader, &other.filters(ctx).await?).await? };
        let label = match view {
            View::All => t::all(lang),
            View::Mine => t::mine(lang),
            View::Favourites => t::favourites(lang),
            View::Unassigned => t::unassigned_tab(lang),
        };
        shown.push((other.address(), label, Number(lang, count).to_string(), view == filter.view));
    }
    let mut tabs: Vec<Tab<'_>> =
        shown.iter().map(|(href, label, count, current)| Tab { href, label, count: Some(count), current: *current }).collect();
    tabs.push(Tab { href: "/journal", label: t::journal(lang), count: None, current: false });
    Ok(ui::tabs(t::views(lang), &tabs))
}

async fn column_menu(ctx: &Ctx, filter: &CaseFilter) -> Result<Markup> {
    let lang = ctx.lang;
    let chosen = columns::chosen(ctx).await?;
    let body = html! {
        form method="post" action="/cases/columns" {
            (ui::form::csrf(&ctx.csrf))
            input type="hidden" name="to" value=(filter.address());
            @for column in COLUMNS {
                (ui::menu_tick("column", column.name, (column.label)(lang), chosen.iter().any(|c| c.name == column.name)))
            }
            hr;
            (Button::submit(t::show_columns(lang)).small())
        }
    };
    Ok(html! {
        (Button::new(t::columns(lang)).plain().small().icon(Icon::Columns).menu("columns"))
        (ui::menu("columns", &body))
    })
}

fn table(ctx: &Ctx, filter: &CaseFilter, chosen: &[&columns::Column], found: &Found) -> Markup {
    let lang = ctx.lang;
    let order = if filter.descending { Order::Descending } else { Order::Ascending };
    let sorted = |name: &'static str| {
        filter.with(|f| {
            f.descending = if f.sort == name { !f.descending } else { matches!(name, "changed" | "created" | "closed" | "number") };
            f.sort = name;
        })
    };
    let title_href = sorted("title");
    let hrefs: Vec<String> = chosen.iter().map(|c| c.sort.map(sorted).unwrap_or_default()).collect();
    let mut heads = vec![
        Column::new(Kind::Star, t::favourite(lang)),
        Column::new(Kind::Title, t::col_title(lang)).sort(&title_href, (filter.sort == "title").then_some(order)),
    ];
    for (column, href) in chosen.iter().zip(&hrefs) {
        let head = Column::new(column.kind, (column.label)(lang)).leaves(column.leaves);
        heads.push(if column.sort.is_some() { head.sort(href, (column.sort == Some(filter.sort)).then_some(order)) } else { head });
    }
    let addresses: Vec<String> = found.page.rows.iter().map(|c| format!("/cases/{}", c.id)).collect();
    let assign = filter.view == View::Unassigned;
    if assign {
        heads.push(Column::new(Kind::Short, t::assign(lang)).hidden_label(true));
    }
    let rows = found
        .page
        .rows
        .iter()
        .zip(&addresses)
        .map(|(case, href)| {
            let mut cells = vec![Cell::new(favourite::star(ctx, case.id, case.favourite)), title(ctx, case, href)];
            cells.extend(chosen.iter().map(|column| columns::cell(ctx, column, case)));
            if assign {
                cells.push(Cell::action(Button::link(t::assign(lang), &format!("{href}/assign")).small().plain()));
            }
            Row::new(cells)
        })
        .collect();
    html! { (Table::new(t::caption(lang), &heads, rows).list()) }
}

fn title(ctx: &Ctx, case: &Listed, href: &str) -> Cell {
    let lang = ctx.lang;
    let below = html! { @if case.deadline.is_some() { (columns::deadline(ctx, case)) " · " } (case.owner_name) " · " (super::time(ctx, Some(case.changed))) };
    let title = Title::new(&case.title, href).below(below);
    if case.restricted { title.marks(ui::lock(t::restricted(lang))).cell() } else { title.cell() }
}

/// The way to the cases of other statuses, where the list would find some.
async fn elsewhere(ctx: &Ctx, filter: &CaseFilter) -> Result<Option<(String, String)>> {
    if filter.status.as_ref().is_some_and(Vec::is_empty) {
        return Ok(None);
    }
    let any = CaseFilter { status: Some(vec![]), cursor: None, at: 0, ..filter.clone() };
    let n = list::total(&ctx.reader, &any.filters(ctx).await?).await?;
    Ok((n > 0).then(|| (any.address(), t::in_all_statuses(ctx.lang, Number(ctx.lang, n)))))
}

async fn nothing(ctx: &Ctx, filter: &CaseFilter, offers: bool) -> Result<Markup> {
    let lang = ctx.lang;
    let elsewhere = elsewhere(ctx, filter).await?;
    let wider = html! { @if let Some((href, label)) = &elsewhere { (Button::link(label, href)) } };
    let clear = filter.with(|f| {
        let plain = CaseFilter::read(&Fields::default());
        *f = CaseFilter { view: f.view, ..plain };
    });
    if filter.narrowed() {
        let why = t::no_hits_why(lang, filters::described(ctx, filter).await?.join(" · "));
        return Ok(ui::empty(t::no_hits(lang), &why, html! { (wider) (Button::link(t::clear(lang), &clear)) }));
    }
    Ok(match filter.view {
        View::All => ui::empty(
            t::no_cases(lang),
            if offers { t::no_cases_why(lang) } else { t::no_cases_seen(lang) },
            html! {
                @if offers { (Button::link(t::new_case(lang), "/cases/new")) }
                (wider)
            },
        ),
        View::Mine => ui::empty(t::no_mine(lang), t::no_mine_why(lang), html! { (wider) (Button::link(t::all(lang), "/cases?view=all")) }),
        View::Favourites => {
            ui::empty(t::no_favourites(lang), t::no_favourites_why(lang), html! { (wider) (Button::link(t::all(lang), "/cases?view=all")) })
        }
        View::Unassigned => ui::empty(t::no_unassigned(lang), t::no_unassigned_why(lang), wider),
    })
}

fn foot(ctx: &Ctx, filter: &CaseFilter, found: &Found) -> Markup {
    let lang = ctx.lang;
    let shown = i64::try_from(found.page.rows.len()).unwrap_or(0);
    let at = filter.at;
    let n = |n: i64| Number(lang, n).to_string();
    let range = if shown == 0 { t::total(lang, found.total) } else { t::range(lang, n(at + 1), n(at + shown), n(found.total)) };
    let address = filter.address();
    let ends = (found.page.places.first(), found.page.places.last());
    let (before, after) = if filter.back { (found.page.more, true) } else { (filter.cursor.is_some(), found.page.more) };
    let previous = ends
        .0
        .filter(|_| before && at > 0)
        .map(|(value, id)| format!("{address}&before={}&at={}", encode(&place(value, *id)), (at - filter.size).max(0)));
    let next = ends.1.filter(|_| after).map(|(value, id)| format!("{address}&after={}&at={}", encode(&place(value, *id)), at + shown));
    let sizes: Vec<(String, String)> = SIZES.iter().map(|n| (n.to_string(), t::per_page(lang, *n))).collect();
    let choices: Vec<Choice<'_>> =
        sizes.iter().map(|(value, label)| Choice { value, label, chosen: *value == filter.size.to_string() }).collect();
    let kept_text = address.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let kept_fields = Fields::parse(kept_text);
    let kept: Vec<(&str, &str)> = kept_fields.pairs().filter(|(name, _)| *name != "size").collect();
    let size = PageSize { action: "/cases", kept: &kept, name: "size", label: t::page_size(lang), choices: &choices };
    let pager = Pager {
        range: &range,
        previous: previous.as_deref(),
        next: next.as_deref(),
        previous_label: t::previous(lang),
        next_label: t::next(lang),
        size: Some(size),
    };
    ui::list_foot(t::list_foot(lang), None, &pager)
}
