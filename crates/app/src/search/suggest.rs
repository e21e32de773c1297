//! Suggestions while typing: numbers first, then the best few cases and documents.

use super::first;
use base::search::{Narrow, Query};
use base::web::{Ctx, Fields, Page};
use base::{Result, Uuid, args};
use texts::search as t;
use ui::{FileKind, Hit, Icon, html, option_group};

const FEW: usize = 5;

base::row! {
    struct Case { id: Uuid, title: String, number: String }
}

base::row! {
    struct Document { id: Uuid, title: String, number: String, file: Option<String> }
}

/// GET /search/suggest?q=
pub async fn suggest(ctx: Ctx, fields: Fields) -> Result<Page> {
    let text: String = fields.get("q").trim().chars().take(100).collect();
    let query = Query::parse(&text).typing();
    if query.is_empty() {
        return Ok(Page::html(html! {}));
    }
    let case = fields.get("case").parse().ok();
    let [of_cases, of_documents] = first(&ctx, &query, &Narrow { case, ..Narrow::default() }, FEW).await?;
    let (mut cases, mut documents) = (Vec::new(), Vec::new());
    for hit in &of_cases {
        let sql = "SELECT c.id, c.title, c.number FROM my_case c WHERE c.id = $1";
        cases.extend(ctx.reader.maybe::<Case>(sql, &args![hit.id]).await?);
    }
    for hit in &of_documents {
        let sql = "SELECT d.id, d.title, c.number, v.name AS file FROM my_document d JOIN my_case c ON c.id = d.case_id LEFT JOIN my_version v ON v.id = d.main_version WHERE d.id = $1";
        documents.extend(ctx.reader.maybe::<Document>(sql, &args![hit.id]).await?);
    }
    let lang = ctx.lang;
    let case_hrefs: Vec<String> = cases.iter().map(|c| format!("/cases/{}", c.id)).collect();
    let document_hrefs: Vec<String> = documents.iter().map(|d| format!("/documents/{}", d.id)).collect();
    let case_hits: Vec<Hit<'_>> = cases
        .iter()
        .zip(&case_hrefs)
        .map(|(c, href)| Hit { href, icon: ui::icon(Icon::Binder), title: html! { (c.title) }, place: Some(&c.number), key: None })
        .collect();
    let document_hits: Vec<Hit<'_>> = documents
        .iter()
        .zip(&document_hrefs)
        .map(|(d, href)| {
            let file = d.file.as_deref().unwrap_or_default();
            Hit { href, icon: ui::file_icon(FileKind::of_name(file), file), title: html! { (d.title) }, place: Some(&d.number), key: None }
        })
        .collect();
    Ok(Page::html(html! {
        @if !case_hits.is_empty() { (option_group("suggest-cases", t::cases(lang), &case_hits)) }
        @if !document_hits.is_empty() { (option_group("suggest-documents", t::documents(lang), &document_hits)) }
    }))
}
