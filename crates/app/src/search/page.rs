//! The page of search: facets at the left, hits with excerpts in the middle, the chosen one at the right.

use super::ask;
use crate::cases::Status;
use crate::documents;
use crate::shell::{self, Nav};
use base::search::{Excerpt, Found, Hit, Narrow, Query, excerpt};
use base::web::{Ctx, Fields, Json, Page};
use base::{Lang, Result, Timestamp, Uuid, args, date};
use serde::Serialize;
use texts::Number;
use texts::search as t;
use ui::{Button, Cols, FileKind, Icon, Markup, Pager, html};

/// Hits on a page.
const SIZE: usize = 50;
/// Hits of each kind when both are shown.
const FEW: usize = 10;

/// What was asked.
struct Wish {
    text: String,
    query: Query,
    narrow: Narrow,
    newest: bool,
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

/// A hit as it was read through the reader.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = SearchHit)]
pub struct Shown {
    kind: &'static str,
    id: Uuid,
    title: String,
    number: String,
    case_id: Uuid,
    case_title: String,
    status: i64,
    owner: String,
    changed: Timestamp,
    #[serde(skip)]
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    excerpt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
    #[serde(skip)]
    found: Option<Excerpt>,
}

base::row! {
    struct CaseRow { id: Uuid, title: String, number: String, status: i64, owner: String, changed: Timestamp, description: String }
}

base::row! {
    struct DocumentRow { id: Uuid, title: String, status: i64, case_id: Uuid, case_title: String, number: String, owner: String, changed: Timestamp, file: Option<String>, blob: Option<[u8; 32]>, description: String }
}

/// Reads a hit again as this actor: what he may not see (any more) is no hit.
async fn read(ctx: &Ctx, hit: &Hit, words: &[&str]) -> Result<Option<Shown>> {
    if hit.kind == 0 {
        let found: Option<CaseRow> = ctx
            .reader
            .maybe(
                "SELECT c.id, c.title, c.number, c.status, coalesce(u.name, g.name, '') AS owner, c.changed, c.description FROM my_case c
                 LEFT JOIN users u ON u.id = c.owner LEFT JOIN groups g ON g.id = c.owner WHERE c.id = $1",
                &args![hit.id],
            )
            .await?;
        return Ok(found.map(|c| {
            let found = excerpt(&[c.description], words);
            Shown {
                kind: "case",
                id: c.id,
                case_id: c.id,
                case_title: c.title.clone(),
                title: c.title,
                number: c.number,
                status: c.status,
                owner: c.owner,
                changed: c.changed,
                file: String::new(),
                excerpt: found.as_ref().map(|e| e.text.clone()),
                page: None,
                found,
            }
        }));
    }
    let found: Option<DocumentRow> = ctx
        .reader
        .maybe(
            "SELECT d.id, d.title, d.status, d.case_id, c.title AS case_title, c.number, coalesce(u.name, '') AS owner, d.changed, v.name AS file, v.blob, d.description
             FROM my_document d JOIN my_case c ON c.id = d.case_id LEFT JOIN my_version v ON v.id = d.main_version LEFT JOIN users u ON u.id = d.handler WHERE d.id = $1",
            &args![hit.id],
        )
        .await?;
    let Some(d) = found else { return Ok(None) };
    let pages = match d.blob {
        Some(blob) if !words.is_empty() => documents::pages_of(ctx, &blob).await?,
        _ => vec![],
    };
    let many = pages.len() > 1;
    let found = excerpt(&pages, words).or_else(|| excerpt(&[d.description], words));
    let page = found.as_ref().map(|e| e.page).filter(|_| many);
    Ok(Some(Shown {
        kind: "document",
        id: d.id,
        title: d.title,
        number: d.number,
        case_id: d.case_id,
        case_title: d.case_title,
        status: d.status,
        owner: d.owner,
        changed: d.changed,
        file: d.file.unwrap_or_default(),
        excerpt: found.as_ref().map(|e| e.text.clone()),
        page,
        found,
    }))
}

async fn read_all(ctx: &Ctx, hits: &[Hit], words: &[&str]) -> Result<Vec<Shown>> {
    let mut out = Vec::with_capacity(hits.len());
    for hit in hits {
        out.extend(read(ctx, hit, words).await?);
    }
    Ok(out)
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
    let found = ask(&ctx, &wish.query, &wish.narrow, wish.newest, wish.at, SIZE).await?;
    let items = read_all(&ctx, &found.hits, &wish.query.words()).await?;
    let next = (wish.at + SIZE < found.total).then_some(wish.at + SIZE);
    Ok(Json::ok(Answer { items, total: found.total, next }))
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
    let words = wish.query.words();
    let mut parts: Vec<(u64, Found, Vec<Shown>)> = Vec::new();
    let kinds: Vec<u64> = wish.narrow.kind.map_or_else(|| vec![1, 0], |k| vec![k]);
    for kind in &kinds {
        let narrow = Narrow { kind: Some(*kind), ..wish.narrow.clone() };
        let (at, size) = if kinds.len() == 1 { (wish.at, SIZE) } else { (0, FEW) };
        let found = ask(&ctx, &wish.query, &narrow, wish.newest, at, size).await?;
        let shown = read_all(&ctx, &found.hits, &words).await?;
        parts.push((*kind, found, shown));
    }
    let total: usize = parts.iter().map(|(_, found, _)| found.total).sum();
    let n = i64::try_from(total).unwrap_or(i64::MAX);
    let title = if wish.text.trim().is_empty() { t::everything(lang, n) } else { t::found(lang, n, wish.text.trim()) };
    let content = html! {
        (facets(&ctx, &wish, &parts).await?)
        div {
            (top(&ctx, &wish, &title).await?)
            @if parts.iter().any(|(_, found, _)| found.forgiven) { p.hits-top.small.muted { (t::forgiven(lang, wish.text.trim())) } }
            @if total == 0 { div.hits-top { (nothing(&ctx, &wish)) } }
            @for (kind, found, shown) in &parts { @if found.total > 0 { (group(&ctx, &wish, *kind, found, shown, kinds.len() > 1)) } }
        }
        (ui::preview_place())
    };
    let nav = if wish.narrow.kind == Some(1) && wish.text.is_empty() { Nav::Documents } else { Nav::Elsewhere };
    Ok(shell::searching(&ctx, nav, &title, &wish.text, ui::page(ui::cols(Cols::Found, content))))
}

async fn top(ctx: &Ctx, wish: &Wish, title: &str) -> Result<Markup> {
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
                @if !wish.text.trim().is_empty() {
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
    let narrowed = wish.narrow.case.is_some()
        || !wish.narrow.types.is_empty()
        || !wish.narrow.statuses.is_empty()
        || !wish.narrow.years.is_empty()
        || wish.narrow.kind.is_some();
    ui::empty(
        t::nothing(lang),
        if narrowed { t::nothing_narrow(lang) } else { t::nothing_why(lang) },
        html! {
            @if narrowed { (Button::link(t::widen(lang), &plain)) }
        },
    )
}

fn marked(excerpt: &Excerpt) -> Markup {
    let mut at = 0;
    let mut parts = Vec::new();
    for (from, to) in &excerpt.marks {
        parts.push((&excerpt.text[at..*from], &excerpt.text[*from..*to]));
        at = *to;
    }
    html! { @for (plain, mark) in parts { (plain) mark { (mark) } } (&excerpt.text[at..]) }
}

/// A title with what was searched for marked.
fn marked_title(title: &str, words: &[&str]) -> Markup {
    match excerpt(&[title.to_owned()], words).filter(|e| e.text == title) {
        Some(found) => marked(&found),
        None => html! { (title) },
    }
}

fn group(ctx: &Ctx, wish: &Wish, kind: u64, found: &Found, shown: &[Shown], few: bool) -> Markup {
    let lang = ctx.lang;
    let words = wish.query.words();
    let n = i64::try_from(found.total).unwrap_or(0);
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
        next: (end < found.total && end < 10_000).then_some(after.as_str()),
        previous_label: texts::cases::previous(lang),
        next_label: texts::cases::next(lang),
        size: None,
    };
    let lines: Vec<Line> = shown.iter().map(|hit| Line::of(ctx, hit, &words)).collect();
    let hits: Vec<ui::Found<'_>> = lines.iter().map(Line::found).collect();
    let all = wish.address(Some(kind), 0);
    html! {
        (ui::hits(id, heading, &Number(lang, n).to_string(), &hits, (few && found.total > shown.len()).then_some((more.as_str(), all.as_str()))))
        @if !few && found.total > SIZE { (ui::list_foot(t::pages(lang), None, &pager)) }
    }
}

/// The texts of a hit's line.
struct Line {
    href: String,
    preview: Option<String>,
    icon: Markup,
    title: Markup,
    excerpt: Option<Markup>,
    place: String,
    end: Markup,
}

impl Line {
    fn of(ctx: &Ctx, hit: &Shown, words: &[&str]) -> Line {
        let lang = ctx.lang;
        let case = hit.kind == "case";
        let place = if case { format!("{} · {}", hit.number, hit.owner) } else { hit.case_title.clone() };
        let state = if case { Status::of(hit.status).state(lang) } else { documents::row_state(lang, hit.status) };
        Line {
            href: if case { format!("/cases/{}", hit.id) } else { format!("/documents/{}", hit.id) },
            preview: (!case).then(|| format!("/documents/{}/preview", hit.id)),
            icon: if case { ui::icon_large(Icon::Binder) } else { ui::file_icon(FileKind::of_name(&hit.file), &hit.file) },
            title: marked_title(&hit.title, words),
            excerpt: hit.found.as_ref().map(marked),
            place: hit.page.map_or(place.clone(), |page| format!("{place} · {}", t::page(lang, page))),
            end: html! { (date::date(lang, date::local(hit.changed).date())) br; (state) },
        }
    }

    fn found(&self) -> ui::Found<'_> {
        ui::Found {
            href: &self.href,
            preview: self.preview.as_deref(),
            icon: self.icon.clone(),
            title: self.title.clone(),
            excerpt: self.excerpt.clone(),
            place: &self.place,
            end: self.end.clone(),
            chosen: false,
        }
    }
}

/// Value, label, count and whether it is chosen.
type FacetText = (String, String, String, bool);

fn facet(name: &str, legend: &str, choices: &[FacetText]) -> Markup {
    let choices: Vec<ui::FacetChoice<'_>> =
        choices.iter().map(|(value, label, count, on)| ui::FacetChoice { value, label, count, on: *on }).collect();
    html! { @if !choices.is_empty() { (ui::facet(name, legend, &choices)) } }
}

async fn facets(ctx: &Ctx, wish: &Wish, parts: &[(u64, Found, Vec<Shown>)]) -> Result<Markup> {
    let lang = ctx.lang;
    let kinds = parts.first().map(|(_, found, _)| &found.kinds);
    let of = |kind: u64| kinds.and_then(|k| k.get(&kind)).copied().unwrap_or(0);
    let number = |n: u64| Number(lang, i64::try_from(n).unwrap_or(0)).to_string();
    let documents = parts.iter().find(|(kind, ..)| *kind == 1).map(|(_, found, _)| found);
    let title = if lang == Lang::Da { "title_da" } else { "title_en" };
    let names: Vec<(i64, String)> =
        ctx.reader.all(&format!("SELECT id, {title} AS title FROM document_type ORDER BY position, id"), &[]).await?;
    let mut years: Vec<(u64, u64)> = Vec::new();
    for (_, found, _) in parts {
        for (year, n) in &found.years {
            match years.iter_mut().find(|(y, _)| y == year) {
                Some((_, sum)) => *sum += n,
                None => years.push((*year, *n)),
            }
        }
    }
    years.sort_unstable_by(|a, b| b.cmp(a));
    let kind_choices = vec![
        ("document".to_owned(), t::documents(lang).to_owned(), number(of(1)), wish.narrow.kind == Some(1)),
        ("case".to_owned(), t::cases(lang).to_owned(), number(of(0)), wish.narrow.kind == Some(0)),
    ];
    let type_choices: Vec<FacetText> = documents
        .map(|found| {
            names
                .iter()
                .filter_map(|(id, name)| {
                    let key = u64::try_from(*id).ok()?;
                    let n = found.types.get(&key).copied().unwrap_or(0);
                    let on = wish.narrow.types.contains(&key);
                    (n > 0 || on).then(|| (id.to_string(), name.clone(), number(n), on))
                })
                .collect()
        })
        .unwrap_or_default();
    let year_choices: Vec<FacetText> =
        years.iter().take(8).map(|(year, n)| (year.to_string(), year.to_string(), number(*n), wish.narrow.years.contains(year))).collect();
    Ok(html! {
        aside.side.stay aria-label=(t::narrow(lang)) {
            form.facets id="facets" action="/search" {
                input type="hidden" name="q" value=(wish.text);
                @if let Some(case) = wish.narrow.case { input type="hidden" name="case" value=(case); }
                @if wish.newest && !wish.text.is_empty() { input type="hidden" name="sort" value="date"; }
                (facet("kind", t::kind(lang), &kind_choices))
                (facet("type", t::document_type(lang), &type_choices))
                (facet("year", t::year(lang), &year_choices))
                noscript { button type="submit" { (t::narrow(lang)) } }
            }
        }
    })
}
