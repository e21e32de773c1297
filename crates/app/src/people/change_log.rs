//! What was changed on a user, a group or roles, newest first, below the pages that change them.

use super::log_words::{self, COLUMNS, Happened, Names};
use base::web::Ctx;
use base::{Result, Val, args};
use maud::{Markup, html};
use texts::people as t;

/// As many as tell the latest; the security log has the rest.
const LATEST: usize = 20;

/// The latest changes of one user, group or role, or of all of a kind. Signing in is no change.
pub async fn section(ctx: &Ctx, object: &str, id: Option<i64>) -> Result<Markup> {
    let lang = ctx.lang;
    let mut args: Vec<Val> = args![object].into();
    let mut only = String::new();
    if let Some(id) = id {
        args.extend(args![id.to_string()]);
        only.push_str("AND e.object_id = $2");
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM my_security_event e WHERE e.object = $1 {only} AND e.kind NOT IN ('user.signed_in', 'user.signed_out')
         ORDER BY e.at DESC, e.seq DESC LIMIT {LATEST}"
    );
    let events: Vec<Happened> = ctx.reader.all(&sql, &args).await?;
    let names = Names::load(&ctx.reader, &events).await?;
    Ok(html! {
        section.part aria-labelledby="changes" {
            (ui::section_head("changes", t::change_log(lang), None, ""))
            @if events.is_empty() { p.muted { (t::nothing_changed(lang)) } }
            @else { (log_words::days(ctx, &events, &names)) }
        }
    })
}
