//! Hits, read once more as this actor, and how they are shown.

use crate::cases::Status;
use crate::documents;
use base::search::{Excerpt, Hit, Wanted, excerpt};
use base::web::Ctx;
use base::{Result, Timestamp, Uuid, date, marks};
use serde::Serialize;
use std::collections::HashMap;
use texts::search as t;
use ui::{FileKind, Icon, Markup, html};

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

/// As many places as a page has hits: the same statement for every page.
const PAGE: usize = 50;

/// Ids in the places of a page; one that is repeated is found once.
fn places(ids: &[Uuid]) -> Vec<base::Val> {
    ids.iter().cycle().take(if ids.is_empty() { 0 } else { PAGE.max(ids.len()) }).map(|id| (*id).into()).collect()
}

async fn read_cases(ctx: &Ctx, ids: &[Uuid], wanted: &Wanted, out: &mut HashMap<Uuid, Shown>) -> Result<()> {
    let ids = places(ids);
    if ids.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "SELECT c.id, c.title, c.number, c.status, coalesce(u.name, g.name, '') AS owner, c.changed, c.description FROM my_case c
             LEFT JOIN users u ON u.id = c.owner LEFT JOIN groups g ON g.id = c.owner WHERE c.id IN ({})",
        marks(1, ids.len())
    );
    for c in ctx.reader.all::<CaseRow>(&sql, &ids).await? {
        let found = excerpt(&[c.description], wanted);
        let shown = Shown {
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
        };
        out.insert(c.id, shown);
    }
    Ok(())
}

async fn read_documents(ctx: &Ctx, ids: &[Uuid], wanted: &Wanted, out: &mut HashMap<Uuid, Shown>) -> Result<()> {
    let ids = places(ids);
    if ids.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "SELECT d.id, d.title, d.status, d.case_id, c.title AS case_title, c.number, coalesce(u.name, '') AS owner, d.changed, v.name AS file, v.blob, d.description
             FROM my_document d JOIN my_case c ON c.id = d.case_id LEFT JOIN my_version v ON v.id = d.main_version LEFT JOIN users u ON u.id = d.handler WHERE d.id IN ({})",
        marks(1, ids.len())
    );
    for d in ctx.reader.all::<DocumentRow>(&sql, &ids).await? {
        let pages = match d.blob {
            Some(blob) if !wanted.is_empty() => documents::pages_of(ctx, &blob).await?,
            _ => vec![],
        };
        let many = pages.len() > 1;
        let found = excerpt(&pages, wanted).or_else(|| excerpt(&[d.description], wanted));
        let page = found.as_ref().map(|e| e.page).filter(|_| many);
        let shown = Shown {
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
        };
        out.insert(d.id, shown);
    }
    Ok(())
}

/// Reads hits again as this actor: what he may not see (any more) is no hit.
pub async fn read_all(ctx: &Ctx, hits: &[Hit], wanted: &Wanted) -> Result<Vec<Shown>> {
    let of = |kind: u64| hits.iter().filter(|hit| hit.kind == kind).map(|hit| hit.id).collect::<Vec<_>>();
    let mut read = HashMap::with_capacity(hits.len());
    read_cases(ctx, &of(0), wanted, &mut read).await?;
    read_documents(ctx, &of(1), wanted, &mut read).await?;
    Ok(hits.iter().filter_map(|hit| read.remove(&hit.id)).collect())
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
fn marked_title(title: &str, wanted: &Wanted) -> Markup {
    match excerpt(&[title.to_owned()], wanted).filter(|e| e.text == title) {
        Some(found) => marked(&found),
        None => html! { (title) },
    }
}

/// The texts of a hit's line.
pub struct Line {
    href: String,
    preview: Option<String>,
    icon: Markup,
    title: Markup,
    excerpt: Option<Markup>,
    place: String,
    end: Markup,
}

impl Line {
    pub fn of(ctx: &Ctx, hit: &Shown, wanted: &Wanted) -> Line {
        let lang = ctx.lang;
        let case = hit.kind == "case";
        let place = if case { format!("{} · {}", hit.number, hit.owner) } else { hit.case_title.clone() };
        let state = if case { Status::of(hit.status).state(lang) } else { documents::row_state(lang, hit.status) };
        Line {
            href: if case { format!("/cases/{}", hit.id) } else { format!("/documents/{}", hit.id) },
            preview: (!case).then(|| format!("/documents/{}/preview", hit.id)),
            icon: if case { ui::icon_large(Icon::Binder) } else { ui::file_icon(FileKind::of_name(&hit.file), &hit.file) },
            title: marked_title(&hit.title, wanted),
            excerpt: hit.found.as_ref().map(marked),
            place: hit.page.map_or(place.clone(), |page| format!("{place} · {}", t::page(lang, page))),
            end: html! { (date::date(lang, date::local(hit.changed).date())) br; (state) },
        }
    }

    pub fn found(&self) -> ui::Found<'_> {
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
