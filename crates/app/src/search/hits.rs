//! Hits, read once more as this actor, and how they are shown.

use crate::cases::Status;
use crate::documents;
use base::search::{Excerpt, Hit, excerpt};
use base::web::Ctx;
use base::{Result, Timestamp, Uuid, args, date};
use serde::Serialize;
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

/// Reads a hit again as this actor: what he may not see (any more) is no hit.
async fn read(ctx: &Ctx, hit: &Hit, words: &[&str]) -> Result<Option<Shown>> {
    if hit.kind == 0 { read_case(ctx, hit, words).await } else { read_document(ctx, hit, words).await }
}

async fn read_case(ctx: &Ctx, hit: &Hit, words: &[&str]) -> Result<Option<Shown>> {
    let found: Option<CaseRow> = ctx
        .reader
        .maybe(
            "SELECT c.id, c.title, c.number, c.status, coalesce(u.name, g.name, '') AS owner, c.changed, c.description FROM my_case c
             LEFT JOIN users u ON u.id = c.owner LEFT JOIN groups g ON g.id = c.owner WHERE c.id = $1",
            &args![hit.id],
        )
        .await?;
    Ok(found.map(|c| {
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
    }))
}

async fn read_document(ctx: &Ctx, hit: &Hit, words: &[&str]) -> Result<Option<Shown>> {
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

/// Reads all that may be seen.
pub async fn read_all(ctx: &Ctx, hits: &[Hit], words: &[&str]) -> Result<Vec<Shown>> {
    let mut out = Vec::with_capacity(hits.len());
    for hit in hits {
        out.extend(read(ctx, hit, words).await?);
    }
    Ok(out)
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
    pub fn of(ctx: &Ctx, hit: &Shown, words: &[&str]) -> Line {
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
