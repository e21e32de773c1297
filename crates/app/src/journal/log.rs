//! What changed on a thing of the administration, and by whom.

use base::web::Ctx;
use base::{Result, Timestamp, args, date};
use maud::{Markup, html};

/// An entry of the log, its words made on reading.
pub(crate) struct Change {
    pub at: Timestamp,
    pub who: String,
    pub kind: String,
    pub data: serde_json::Value,
}

impl Change {
    /// A text among the data.
    pub fn text(&self, name: &str) -> &str {
        self.data.get(name).and_then(serde_json::Value::as_str).unwrap_or("")
    }

    /// A number among the data.
    pub fn number(&self, name: &str) -> i64 {
        self.data.get(name).and_then(serde_json::Value::as_i64).unwrap_or(0)
    }
}

/// The last changes of a thing, newest first, from one of the `my_*_event` views.
pub(crate) async fn changes(ctx: &Ctx, view: &str, object: &str, id: &str) -> Result<Vec<Change>> {
    let sql = format!(
        "SELECT e.at, CASE WHEN e.actor IS NULL THEN $3 ELSE e.actor_name END AS who, e.kind, e.data FROM {view} e WHERE e.object = $1 AND e.object_id = $2 ORDER BY e.seq DESC LIMIT 100"
    );
    let found: Vec<(Timestamp, String, String, String)> =
        ctx.reader.all(&sql, &args![object, id, texts::history::system(ctx.lang)]).await?;
    Ok(found
        .into_iter()
        .map(|(at, who, kind, data)| Change { at, who, kind, data: serde_json::from_str(&data).unwrap_or_default() })
        .collect())
}

/// The log as lines: who, what, when. `words` says what.
pub(crate) fn draw(ctx: &Ctx, changes: &[Change], words: impl Fn(&Change) -> String) -> Markup {
    html! {
        section.part aria-labelledby="changes" {
            (ui::section_head("changes", texts::journal::changes(ctx.lang), None, ""))
            @if changes.is_empty() { p.muted { (texts::journal::no_changes(ctx.lang)) } }
            ul.lines {
                @for change in changes {
                    li {
                        span.grow { b { (change.who) } " " (words(change)) }
                        span.small.muted.nowrap { (ui::chip::time(&change.at.to_string(), &date::exact(ctx.lang, change.at), &ctx.when(change.at))) }
                    }
                }
            }
        }
    }
}
