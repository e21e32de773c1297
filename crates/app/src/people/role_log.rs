//! What was changed on roles, newest first, below the pages that change them.

use super::log_words;
use base::Result;
use base::web::Ctx;
use maud::{Markup, html};
use texts::people as t;

const COLUMNS: &str = log_words::COLUMNS;

/// The latest changes of all roles.
pub async fn section(ctx: &Ctx) -> Result<Markup> {
    of(ctx, None).await
}

/// The latest changes of one role, or of all.
pub async fn of(ctx: &Ctx, role: Option<i64>) -> Result<Markup> {
    let lang = ctx.lang;
    let only = if role.is_some() { "AND e.object_id = $1" } else { "AND CAST($1 AS TEXT) IS NULL" };
    let sql = format!("SELECT {COLUMNS} FROM my_security_event e WHERE e.object = 'role' {only} ORDER BY e.seq DESC LIMIT 20");
    let events: Vec<log_words::Happened> = ctx.reader.all(&sql, &base::args![role.map(|id| id.to_string())]).await?;
    let names = log_words::Names::load(&ctx.reader, &events).await?;
    Ok(html! {
        section.part aria-labelledby="changes" {
            (ui::section_head("changes", t::change_log(lang), None, ""))
            @if events.is_empty() { p.muted { (t::no_role_changes(lang)) } }
            @else { (log_words::days(ctx, &events, &names)) }
        }
    })
}
