//! Open cases that are called something like a new one, while its title is being written.

use base::web::{Ctx, Fields, Page};
use base::{Result, Uuid, args, collate};
use texts::cases as t;
use ui::{Icon, Line, Markup, html};

/// GET /cases/new/similar: open cases that are called something like it.
pub async fn similar(ctx: Ctx, fields: Fields) -> Result<Page> {
    Ok(Page::html(lines(&ctx, fields.get("title")).await?))
}

base::row! {
    struct Similar { id: Uuid, title: String, number: String, owner_name: String, status: i64 }
}

pub async fn lines(ctx: &Ctx, title: &str) -> Result<Markup> {
    let lang = ctx.lang;
    let folded = collate::fold(title);
    let mut words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 3).collect();
    words.sort_by_key(|w| std::cmp::Reverse(w.chars().count()));
    let (Some(first), second) = (words.first(), words.get(1)) else { return Ok(html! {}) };
    let found: Vec<Similar> = ctx
        .reader
        .all(
            "SELECT c.id, c.title, c.number, coalesce(u.name, g.name, '') AS owner_name, c.status FROM my_case c
             LEFT JOIN users u ON u.id = c.owner LEFT JOIN groups g ON g.id = c.owner
             WHERE c.status < 2 AND c.find_key LIKE $1 AND c.find_key LIKE $2 ORDER BY c.changed DESC LIMIT 4",
            &args![format!("%{first}%"), format!("%{}%", second.unwrap_or(first))],
        )
        .await?;
    if found.is_empty() {
        return Ok(html! {});
    }
    let rows: Vec<(String, String)> = found
        .iter()
        .map(|c| (format!("/cases/{}", c.id), format!("{} · {} · {}", c.number, c.owner_name, super::status_name(lang, c.status))))
        .collect();
    let lines: Vec<Line<'_>> = found
        .iter()
        .zip(&rows)
        .map(|(c, (href, meta))| Line { icon: Some(ui::icon(Icon::Binder)), href: Some(href), text: &c.title, meta: Some(meta), end: None })
        .collect();
    Ok(html! { (ui::section_head("similar-head", t::similar(lang), None, html! {})) (ui::lines(&lines)) })
}
