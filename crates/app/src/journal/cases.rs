//! The cases of a key and of all below it that the reader sees: sorted by any column, 50 a page.

use super::Key;
use crate::cases::Status;
use base::list::{self, Field, Filter, Want};
use base::web::{Ctx, Fields};
use base::{Result, Timestamp, Uuid, args, collate, date};
use maud::{Markup, html};
use texts::journal as t;
use ui::{Button, Cell, Column, FilterMenu, FilterText, Kind, Order, Pager, Row, Table, Title};

const SIZE: i64 = 50;

/// The columns one can sort by, with the words in the address.
const SORTS: [(&str, Field); 6] = [
    ("changed", Field::CHANGED),
    ("title", Field::TITLE),
    ("owner", Field::OWNER),
    ("type", Field::TYPE),
    ("changed_by", Field::CHANGED_BY),
    ("archive", Field::ARCHIVE_NUMBER),
];

base::row! {
    struct Listed {
        id: Uuid, title: String, number: String, archive_number: String, owner: String, type_name: String, changed: Timestamp, changed_by: String, restricted: bool,
        documents: i64,
    }
}

const COLUMNS: &str = "c.id, c.title, c.number, c.archive_number, coalesce(u.name, g.name, '') AS owner, t.name AS type_name, c.changed,
    coalesce(b.name, '') AS changed_by, c.restricted, my_document_count(c.id) AS documents";
const JOINS: &str = "JOIN case_type t ON t.id = c.type_id LEFT JOIN users u ON u.id = c.owner LEFT JOIN groups g ON g.id = c.owner LEFT JOIN users b ON b.id = c.changed_by";

/// What the address asks for.
struct Asked {
    key: Uuid,
    sort: &'static str,
    down: bool,
    status: String,
    text: String,
    cursor: Option<(Vec<u8>, Uuid)>,
    back: bool,
    before: i64,
}

impl Asked {
    fn read(key: Uuid, fields: &Fields) -> Result<Asked> {
        let words: Vec<&'static str> = SORTS.iter().map(|(word, _)| *word).collect();
        let mut read = fields.read();
        let sort = read.choice("sort", &words);
        let order = read.choice("order", &["", "up", "down"]);
        let status = read.choice("status", &["active", "passive", "closed", "archived", "all"]).to_owned();
        let text = read.text("text", 0..=200);
        let before = read.int("n", 0..=i64::MAX).unwrap_or(0);
        read.done()?;
        let back = fields.has("before");
        let cursor = place(fields.get(if back { "before" } else { "after" }));
        let down = if order.is_empty() { sort == "changed" } else { order == "down" };
        Ok(Asked { key, sort, down, status, text, before: if cursor.is_none() { 0 } else { before }, cursor, back })
    }

    fn field(&self) -> Field {
        SORTS.iter().find(|(word, _)| *word == self.sort).map_or(Field::CHANGED, |(_, field)| *field)
    }

    /// The address with something else.
    fn href(&self, sort: &str, down: bool, status: &str, more: &str) -> String {
        let text: String =
            self.text.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
        // Left out where it is empty: the box that filters adds its own.
        let text = if text.is_empty() { text } else { format!("&text={text}") };
        let order = if down { "down" } else { "up" };
        format!("/journal?key={}&sort={sort}&order={order}&status={status}{text}{more}", self.key)
    }

    fn filters(&self, keys: Vec<Vec<u8>>) -> Vec<Filter> {
        let mut filters = vec![Filter::Is(Field::KEY_ID, keys)];
        if let Some(status) = Status::parse(&self.status) {
            filters.push(Filter::Status(vec![status as i64]));
        }
        if !self.text.is_empty() {
            filters.push(Filter::Text(collate::fold(&self.text)));
        }
        filters
    }
}

/// A place in the list as it stands in an address: the value in hex, a dot, the id.
fn place(text: &str) -> Option<(Vec<u8>, Uuid)> {
    let (value, id) = text.split_once('.')?;
    if !value.is_ascii() || value.len() > 800 || value.len() % 2 != 0 {
        return None;
    }
    let bytes: Option<Vec<u8>> = (0..value.len() / 2).map(|n| u8::from_str_radix(&value[2 * n..2 * n + 2], 16).ok()).collect();
    Some((bytes?, Uuid::parse_str(id).ok()?))
}

fn placed((value, id): &(Vec<u8>, Uuid)) -> String {
    let hex: String = value.iter().map(|b| format!("{b:02x}")).collect();
    format!("{hex}.{id}")
}

/// The keys that hold or held cases: this one and all below it.
async fn holding(ctx: &Ctx, key: Uuid) -> Result<Vec<Vec<u8>>> {
    let found: Vec<(Uuid,)> = ctx
        .reader
        .all(
            "WITH RECURSIVE below (id, held) AS (SELECT k.id, k.held FROM journal_key k WHERE k.id = $1
               UNION ALL SELECT k.id, k.held FROM below b CROSS JOIN journal_key k WHERE k.parent_id = b.id)
             SELECT id FROM below WHERE held LIMIT 20000",
            &args![key],
        )
        .await?;
    Ok(found.into_iter().map(|(id,)| id.as_bytes().to_vec()).collect())
}

/// The list with its filters.
pub async fn list(ctx: &Ctx, key: &Key, fields: &Fields) -> Result<Markup> {
    let asked = Asked::read(key.id, fields)?;
    let filters = asked.filters(holding(ctx, key.id).await?);
    let want = Want { sort: asked.field(), descending: asked.down, filters, cursor: asked.cursor.clone(), back: asked.back, size: SIZE };
    let (page, total) = list::find::<Listed>(&ctx.reader, &want, COLUMNS, JOINS).await?;
    Ok(html! {
        (bar(ctx, &asked))
        div.grow id="cases" {
            @if page.rows.is_empty() { (nothing(ctx, &asked, key)) }
            @else { (table(ctx, &asked, &page.rows)) (foot(ctx, &asked, &page, total)) }
        }
    })
}

fn bar(ctx: &Ctx, asked: &Asked) -> Markup {
    let lang = ctx.lang;
    let words = ["active", "passive", "closed", "archived", "all"];
    let name = |word: &str| Status::parse(word).map_or(t::all(lang), |s| s.name(lang));
    let hrefs: Vec<String> = words.iter().map(|w| asked.href(asked.sort, asked.down, w, "")).collect();
    let choices: Vec<(&str, &str, bool)> = words.iter().zip(&hrefs).map(|(w, href)| (name(w), href.as_str(), *w == asked.status)).collect();
    let key = asked.key.to_string();
    let order = if asked.down { "down" } else { "up" };
    let kept = [("key", key.as_str()), ("sort", asked.sort), ("order", order), ("status", &asked.status)];
    let text = FilterText {
        action: "/journal",
        kept: &kept,
        name: "text",
        value: &asked.text,
        label: t::filter_text(lang),
        target: "#cases",
        also: Some("#status"),
    };
    ui::filters(
        t::filters(lang),
        html! {
            (text)
            div.parts.keep id="status" {
                (FilterMenu { id: "status-menu", label: t::status(lang), value: Some(name(&asked.status)), body: ui::filter_choices(&choices), keep: true })
            }
        },
        "",
    )
}

impl Asked {
    /// The same question from the first page.
    fn again(&self) -> Asked {
        Asked {
            key: self.key,
            sort: self.sort,
            down: self.down,
            status: self.status.clone(),
            text: self.text.clone(),
            cursor: None,
            back: false,
            before: 0,
        }
    }
}

fn nothing(ctx: &Ctx, asked: &Asked, key: &Key) -> Markup {
    let lang = ctx.lang;
    if asked.text.is_empty() && asked.status == "all" {
        let why = if key.children == 0 && !key.closed { t::no_cases_leaf(lang) } else { t::no_cases_why(lang) };
        return ui::empty(t::no_cases(lang), why, "");
    }
    let all = Asked { text: String::new(), ..asked.again() }.href(asked.sort, asked.down, "all", "");
    ui::empty(t::no_cases(lang), t::no_cases_filter(lang), Button::link(t::show_all(lang), &all))
}

fn table(ctx: &Ctx, asked: &Asked, found: &[Listed]) -> Markup {
    let lang = ctx.lang;
    let turned = |word: &str| asked.href(word, if asked.sort == word { !asked.down } else { word == "changed" }, &asked.status, "");
    let hrefs = SORTS.map(|(word, _)| turned(word));
    let now = |at: usize| (asked.sort == SORTS[at].0).then_some(if asked.down { Order::Descending } else { Order::Ascending });
    let column = |kind, label, at: usize| Column::new(kind, label).sort(&hrefs[at], now(at));
    let columns = [
        column(Kind::Title, t::title(lang), 1),
        Column::new(Kind::Number, t::documents_short(lang)).leaves(3),
        column(Kind::Person, t::owner(lang), 2).leaves(1),
        column(Kind::Type, t::r#type(lang), 3).leaves(3),
        column(Kind::When, t::changed(lang), 0).leaves(1),
        column(Kind::Person, t::changed_by(lang), 4).leaves(4),
        column(Kind::Nr, t::archive_number(lang), 5).leaves(2),
    ];
    let hrefs: Vec<String> = found.iter().map(|c| format!("/cases/{}", c.id)).collect();
    let rows = found
        .iter()
        .zip(&hrefs)
        .map(|(case, href)| {
            let mut title = Title::new(&case.title, href).below(format!("{} · {}", case.owner, ctx.when(case.changed)));
            if case.restricted {
                title = title.marks(ui::lock(t::restricted(lang)));
            }
            Row::new(vec![
                title.cell(),
                Cell::new(if case.documents > 0 { texts::Number(lang, case.documents).to_string() } else { String::new() }),
                Cell::new(&case.owner),
                Cell::dim(&case.type_name),
                Cell::new(ui::chip::time(&case.changed.to_string(), &date::exact(lang, case.changed), &ctx.when(case.changed))),
                Cell::dim(&case.changed_by),
                Cell::new(&case.archive_number),
            ])
        })
        .collect();
    html! { (Table::new(t::cases_caption(lang), &columns, rows).list()) }
}

fn foot(ctx: &Ctx, asked: &Asked, page: &list::Page<Listed>, total: i64) -> Markup {
    let lang = ctx.lang;
    let shown = i64::try_from(page.rows.len()).unwrap_or(0);
    let (first, last) = if asked.back { (asked.before - shown, asked.before) } else { (asked.before, asked.before + shown) };
    let first = if asked.back && !page.more { 0 } else { first.max(0) };
    let to = |how: &str, place: Option<&(Vec<u8>, Uuid)>, n: i64| {
        place.map(|p| asked.href(asked.sort, asked.down, &asked.status, &format!("&{how}={}&n={n}", placed(p))))
    };
    let next = (page.more || asked.back).then(|| to("after", page.places.last(), last)).flatten();
    let previous =
        (if asked.back { page.more } else { asked.cursor.is_some() }).then(|| to("before", page.places.first(), first)).flatten();
    let pager = Pager {
        range: &t::range(lang, first + 1, last.max(shown), total),
        previous: previous.as_deref(),
        next: next.as_deref(),
        previous_label: t::previous(lang),
        next_label: t::next(lang),
        size: None,
    };
    ui::list_foot(t::pages(lang), None, &pager)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_addresses() {
        let here = (vec![0, 255, 7], Uuid::from_u128(5));
        assert_eq!(place(&placed(&here)), Some(here));
        for bad in ["", "zz.1", "0.00000000-0000-0000-0000-000000000000", "æ.b", "00"] {
            assert_eq!(place(bad), None, "{bad}");
        }
    }
}
