//! The first page of the administration: what this person may use, each in a line.

use super::{Group, menu, pages};
use crate::shell::{self, Nav};
use base::Result;
use base::web::{Ctx, Page};
use maud::html;
use texts::admin as t;
use ui::{Line, PageHead};

/// GET /admin
pub async fn page(ctx: Ctx) -> Result<Page> {
    let lang = ctx.lang;
    let content = html! {
        (PageHead::new(t::administration(lang)).lede(t::index_lede(lang)))
        @for group in Group::ALL {
            @let lines: Vec<Line<'_>> = pages(&ctx, group)
                .map(|e| Line { href: Some(e.href), text: (e.label)(lang), meta: Some((e.why)(lang)), ..Line::default() })
                .collect();
            @if !lines.is_empty() {
                section.part { (ui::section_head(&format!("{}-head", group.id()), group.title(lang), None, "")) (ui::lines(&lines)) }
            }
        }
    };
    Ok(shell::page(
        &ctx,
        Nav::Elsewhere,
        t::administration(lang),
        html! {
            (ui::cols(ui::Cols::Admin, html! { (menu(&ctx, "")) (ui::page(content)) }))
        },
    ))
}
