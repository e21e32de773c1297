//! The options of pickers of cases: by number or by words of the title.

use base::uow::Level;
use base::web::{Ctx, Fields, Page};
use base::{Result, Uuid, args, collate};
use ui::{Icon, html, picker_option};

base::row! {
    struct Found { id: Uuid, title: String, number: String }
}

/// GET /pick/cases?q=: open cases that the actor may write to, latest changed first.
pub async fn options(ctx: Ctx, fields: Fields) -> Result<Page> {
    let folded = collate::fold(fields.get("q"));
    let mut words = folded.split_whitespace().take(3).map(|w| format!("%{}%", w.replace(['%', '_', '\\'], "")));
    let mut next = || words.next().unwrap_or_else(|| "%".into());
    let found: Vec<Found> = ctx
        .reader
        .all(
            "SELECT c.id, c.title, c.number FROM my_case c WHERE c.status < 2 AND c.level >= $1 AND c.find_key LIKE $2 AND c.find_key LIKE $3 AND c.find_key LIKE $4
             ORDER BY c.changed DESC, c.id LIMIT 10",
            &args![Level::Write as i64, next(), next(), next()],
        )
        .await?;
    Ok(Page::html(html! {
        @for case in &found { (picker_option(&case.id.to_string(), &format!("{} · {}", case.title, case.number), Some(Icon::Binder), None)) }
    }))
}
