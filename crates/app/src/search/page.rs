//! The page of search: facets at the left, hits with excerpts in the middle, the chosen one at the right.

use super::ask;
use super::facets::facets;
use super::hits::{Line, Shown, read_all};
use crate::shell::{self, Nav};
use base::search::{Narrow, Query, Wanted};
use base::web::{Ctx, Fields, Json, Page};
use base::{Result, Uuid, args};
use serde::Serialize;
use texts::Number;
use texts::search as t;
use ui::{Button, Cols, Icon, Markup, Pager, html};

/// Hits on a page.
const SIZE: usize = 50;
/// Hits of each kind when both are shown.
const FEW: usize = 10;

/// What was asked.
pub struct Wish {
    pub text: String,
    query: Query,
    pub narrow: Narrow,
    pub newest: bool,
    at: usize,
}

impl Wish {
    fn read(fields: &Fields) -> Wish {
        let text: String = fields.get("q").chars().take(300).collect();
        let numbers = |name: &str| fields.all(name).filter_map(|v| v.parse().ok()).collect();
        let kind = match fields.get("kind") {
            "case" => Some(0),
            "document" => Some(1),
            _ => None,
        };
        Wish {
            query: Query::parse(&text),
            narrow: Narrow {
                kind,
                case: fields.get("case").parse().ok(),
                types: numbers("type"),
                statuses: numbers("status"),
                years: numbers("year"),
            },
            newest: fields.get("sort") == "date" || text.trim().is_empty(),
            at: fields.get("at").parse::<usize>().unwrap_or(0).min(10_000),
            text,
        }
    }

    fn address(&self, kind: Option<u64>, at: usize) -> String {
        let mut out = format!("/search?q={}", crate::cases::encode(&self.text));
        let mut add = |name: &str, value: String| out.push_str(&format!("&{name}={value}"));
        match kind {
            Some(0) => add("kind", "case".into()),
            Some(_) => add("kind", "document".into()),
            None => {}
        }
        if let Some(case) = self.narrow.case {
            add("case", case.to_string());
        }
        self.narrow.types.iter().for_each(|v| add("type", v.to_string()));
        self.narrow.statuses.iter().for_each(|v| add("status", v.to_string()));
        self.narrow.years.iter().for_each(|v| add("year", v.to_string()));
        if self.newest {
            add("sort", "date".into());
        }
        if at > 0 {
            add("at", at.to_string());
        }
        out
    }
}

#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = SearchResult)]
pub struct Answer {
    items: Vec<Shown>,
    total: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<usize>,
}

/// GET /api/v1/search?q=&kind=&case=&at=
pub async fn api(ctx: Ctx, fields: Fields) -> Result<Json<Answer>> {
    let wish = Wish::read(&fields);
    let kind = wish.narrow.kind;
    let found = ask(&ctx, &wish.query, &wish.narrow, wish.newest, wish.at + SIZE).await?;
    let items = read_all(&ctx, &found.hits(kind, wish.at, SIZE), &Wanted::of(&wish.query.words())).await?;
    let total = found.total(kind);
    let next = (wish.at + SIZE < total).then_some(wish.at + SIZE);
    Ok(Json::ok(Answer { items, total, next }))
}

/// A number written in full goes straight to its case.
async fn numbered(ctx: &Ctx, wish: &Wish) -> Result<Option<Uuid>> {
    let text = wish.text.trim();
    if text.len() < 3 || !text.contains(|c: char| c.is_ascii_digit()) || text.contains(char::is_whitespace) {
        return Ok(None);
    }
    let found: Vec<(Uuid,)> =
        ctx.reader.all("SELECT c.id FROM my_case c WHERE c.number = $1 OR c.archive_number = $1 LIMIT 2", &args![text]).await?;
    Ok(if let [(id,)] = found.as_slice() { Some(*id) } else { None })
}

/// GET /search
pub async fn page(ctx: Ctx, fields: Fields) -> Result<Page> {
    let lang = ctx.lang;
    let wish = Wish::read(&fields);
    if let Some(id) = numbered(&ctx, &wish).await? {
        return Ok(Page::to(&format!("/cases/{id}")));
    }
    let wanted = Wanted::of(&wish.query.words());
    let kinds: Vec<u64> = wish.narrow.kind.map_or_else(|| vec![1, 0], |k| vec![k]);
    let (at, size) = if kinds.len() == 1 { (wish.at, SIZE) } else { (0, FEW) };
    let found = ask(&ctx, &wish.query, &wish.narrow, wish.newest, at + size).await?;
    let mut groups: Vec<Group> = Vec::new();
    for kind in &kinds {
        let shown = read_all(&ctx, &found.hits(Some(*kind), at, size), &wanted).await?;
        groups.push(Group { kind: *kind, total: found.of(*kind).total, shown, few: kinds.len() > 1 });
    }
    let total = found.total(wish.narrow.kind);
    let n = i64::try_from(total).unwrap_or(i64::MAX);
    let title = if wish.text.trim().is_empty() { t::everything(lang, n) } else { t::found(lang, n, wish.text.trim()) };
    let content = html! {
        (facets(&ctx, &wish, &found).await?)
        div {
            (top(&ctx, &wish, &title, total > 0).await?)
            @if found.forgiven && total > 0 { p.hits-top.small.muted { (t::forgiven(lang, wish.text.trim())) } }
            @if total == 0 { div.hits-top { (nothing(&ctx, &wish)) } }
            @for of in &groups { @if of.total > 0 { (group(&ctx, &wish, of, &wanted)) } }
        }
        (ui::preview_place())
    };
    let nav = if wish.narrow.kind == Some(1) && wish.text.is_empty() { Nav::Documents } else { Nav::Elsewhere };
    Ok(shell::searching(&ctx, nav, &title, &wish.text, ui::page(ui::cols(Cols::Found, content))))
}

async fn top(ctx: &Ctx, wish: &Wish, title: &str, hits: bool) -> Result<Markup> {
    let lang = ctx.lang;
    let case: Option<(String,)> = match wish.narrow.case {
        Some(id) => ctx.reader.maybe("SELECT c.title FROM my_case c WHERE c.id = $1", &args![id]).await?,
        None => None,
    };
    let other = Wish { newest: !wish.newest, query: wish.query.clone(), narrow: wish.narrow.clone(), text: wish.text.clone(), at: 0 };
    let wide = Wish { narrow: Narrow { case: None, ..wish.narrow.clone() }, query: wish.query.clone(), text: wish.text.clone(), ..*wish };
    Ok(html! {
        div.hits-top {
            (ui::PageHead::new(title))
            div.row {
                @if let Some((title,)) = &case {
                    a.filter.on href=(wide.address(wish.narrow.kind, 0)) title=(t::widen(lang)) { (t::place(lang)) ": " b { (title) } (ui::icon(Icon::Close)) }
                }
                a.filter.jump href="#facets" { (t::narrow(lang)) }
                span.push {}
                @if hits && !wish.text.trim().is_empty() {
                    (ui::segmented_links(t::sort(lang), &[
                        (t::by_relevance(lang), None, &if wish.newest { other.address(wish.narrow.kind, 0) } else { wish.address(wish.narrow.kind, 0) }, !wish.newest),
                        (t::by_date(lang), None, &if wish.newest { wish.address(wish.narrow.kind, 0) } else { other.address(wish.narrow.kind, 0) }, wish.newest),
                    ]))
                }
            }
            @if wish.query.odd { p.small.muted { (t::odd(lang)) } }
        }
    })
}

fn nothing(ctx: &Ctx, wish: &Wish) -> Markup {
    let lang = ctx.lang;
    let plain = format!("/search?q={}", crate::cases::encode(&wish.text));
    let narrow = &wish.narrow;
    // The menu's way to all documents, before there are any.
    if wish.text.is_empty() && narrow.kind == Some(1) && narrow.case.is_none() && narrow.types.is_empty() && narrow.years.is_empty() {
        return ui::empty(t::nothing(lang), t::no_documents(lang), html! { (Button::link(t::to_cases(lang), "/cases")) });
    }
    let narrowed = narrow.case.is_some()
        || !narrow.types.is_empty()
        || !narrow.statuses.is_empty()
        || !narrow.years.is_empty()
        || narrow.kind.is_some();
    ui::empty(
        t::nothing(lang),
        if narrowed { t::nothing_narrow(lang) } else { t::nothing_why(lang) },
        html! {
            @if narrowed { (Button::link(t::widen(lang), &plain)) }
        },
    )
}

/// The hits of a kind.
struct Group {
    kind: u64,
    total: usize,
    shown: Vec<Shown>,
    /// Only the first, beside another kind.
    few: bool,
}

fn group(ctx: &Ctx, wish: &Wish, of: &Group, wanted: &Wanted) -> Markup {
    let lang = ctx.lang;
    let Group { kind, total, shown, few } = of;
    let (kind, total, few) = (*kind, *total, *few);
    let n = i64::try_from(total).unwrap_or(0);
    let (id, heading, more) = if kind == 0 {
        ("hits-cases", t::cases(lang), t::all_cases(lang, n))
    } else {
        ("hits-documents", t::documents(lang), t::all_documents(lang, n))
    };
    let end = wish.at + shown.len();
    let (before, after) = (wish.address(Some(kind), wish.at.saturating_sub(SIZE)), wish.address(Some(kind), end));
    let range = t::range(
        lang,
        Number(lang, i64::try_from(wish.at + 1).unwrap_or(0)),
        Number(lang, i64::try_from(end).unwrap_or(0)),
        Number(lang, n),
    );
    let pager = Pager {
        range: &range,
        previous: (wish.at > 0).then_some(before.as_str()),
        next: (end < total && end < 10_000).then_some(after.as_str()),
        previous_label: texts::cases::previous(lang),
        next_label: texts::cases::next(lang),
        size: None,
    };
    let lines: Vec<Line> = shown.iter().map(|hit| Line::of(ctx, hit, wanted)).collect();
    let hits: Vec<ui::Found<'_>> = lines.iter().map(Line::found).collect();
    let all = wish.address(Some(kind), 0);
    html! {
        (ui::hits(id, heading, &Number(lang, n).to_string(), &hits, (few && total > shown.len()).then_some((more.as_str(), all.as_str()))))
        @if !few && total > SIZE { (ui::list_foot(t::pages(lang), None, &pager)) }
    }
}
