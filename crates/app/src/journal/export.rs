//! A plan as a CSV file.

use super::{Key, plan_of, sheet};
use axum::extract::Path;
use axum::http::header;
use base::web::{Ctx, Page};
use base::{Result, Uuid, args};

/// GET /admin/plans/{plan}/export
pub async fn file(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Page> {
    let plan = plan_of(&ctx.reader, id).await?;
    let sql = format!("SELECT {} FROM journal_key k WHERE k.plan_id = $1 ORDER BY k.code_key, k.id", Key::COLUMNS);
    let keys: Vec<Key> = ctx.reader.all(&sql, &args![id]).await?;
    let mut rows: Vec<Vec<String>> = vec![sheet::COLUMNS.iter().map(|c| (*c).to_owned()).collect()];
    rows.extend(keys.into_iter().map(|k| vec![k.code, k.title, k.description, k.keywords, if k.closed { "1".into() } else { String::new() }]));
    let name: String = plan.name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let encoded: String = plan.name.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
    Ok(Page::content("text/csv; charset=utf-8", formats::csv::write(rows))
        .header(header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{name}.csv\"; filename*=UTF-8''{encoded}.csv")))
}
