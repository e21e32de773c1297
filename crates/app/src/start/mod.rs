//! The start page *(Min side)*.

use crate::shell::{self, Nav};
use base::web::{Ctx, Page, Routes};
use base::{Result, route};
use maud::html;

/// The slice's routes.
pub fn routes() -> Routes {
    vec![route!(GET "/" SignedIn => page)]
}

/// GET /
pub async fn page(ctx: Ctx) -> Result<Page> {
    let title = texts::shell::start(ctx.lang);
    Ok(shell::page(&ctx, Nav::Start, title, ui::page(html! { (ui::PageHead::new(title)) })))
}
