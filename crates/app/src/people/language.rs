//! The language of the pages before anybody has signed in.

use axum::http::header;
use base::web::{Ctx, Fields, Page};
use base::{Lang, Result};

/// POST /language
pub async fn choose(_ctx: Ctx, fields: Fields) -> Result<Page> {
    let lang = Lang::parse(fields.get("lang")).unwrap_or_default();
    let to = fields.get("to");
    let to = if to.starts_with('/') && !to.starts_with("//") && !to.contains('\\') { to } else { "/" };
    Ok(Page::to(to).header(header::SET_COOKIE, &format!("rb_lang={}; Path=/; Max-Age=31536000; SameSite=Lax", lang.tag())))
}
