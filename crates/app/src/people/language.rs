//! The language of the pages before anybody has signed in.

use axum::http::header;
use base::web::{Ctx, Fields, Page, is_own};
use base::{Lang, Result};

/// POST /language
pub async fn choose(_ctx: Ctx, fields: Fields) -> Result<Page> {
    let lang = Lang::parse(fields.get("lang")).unwrap_or_default();
    let to = fields.get("to");
    let to = if is_own(to) { to } else { "/" };
    Ok(Page::to(to).header(header::SET_COOKIE, &format!("rb_lang={}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax", lang.tag())))
}
