//! A link that works once, and doesn't: used, expired and never made are one answer, with the ways on.

use crate::shell;
use axum::http::StatusCode;
use base::web::{Ctx, Page};
use maud::html;
use texts::people as t;
use ui::Button;

/// The page in place of what the link would have shown.
pub fn page(ctx: &Ctx) -> Page {
    let lang = ctx.lang;
    let ways = html! {
        div.stack {
            h1 { (t::link_ended(lang)) }
            p { (t::link_ended_help(lang)) }
            div.row.wrap {
                (Button::link(t::sign_in(lang), "/sign-in").primary())
                (Button::link(t::forgotten(lang), "/forgotten").plain())
            }
        }
    };
    shell::bare(ctx, t::link_ended(lang), ways).status(StatusCode::NOT_FOUND)
}
