//! The start page *(Min side)*: what is mine, what happened, and the first steps of a new organisation.

mod cards;
mod steps;

use crate::shell::{self, Nav};
use base::web::{Ctx, Page, Routes};
use base::{Lang, Result, date, route};
use texts::start as t;
use ui::{Button, Icon, PageHead, html};

/// The slice's routes.
pub fn routes() -> Routes {
    vec![route!(GET "/" SignedIn => page)]
}

/// `Godmorgen, Mette`
fn greeting(ctx: &Ctx) -> String {
    let first = ctx.actor.name.split(' ').next().unwrap_or_default();
    match date::local(ctx.now).hour() {
        5..10 => t::morning(ctx.lang, first),
        10..18 => t::day(ctx.lang, first),
        _ => t::evening(ctx.lang, first),
    }
}

/// `tirsdag den 24. februar 2026`
fn today(ctx: &Ctx) -> String {
    const DA: [&str; 7] = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"];
    const EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let day = date::today(ctx.now);
    let at = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0).min(6);
    match ctx.lang {
        Lang::Da => format!("{} den {}", DA[at], date::date(ctx.lang, day)),
        Lang::En => format!("{} {}", EN[at], date::date(ctx.lang, day)),
    }
}

/// GET /
pub async fn page(ctx: Ctx) -> Result<Page> {
    let lang = ctx.lang;
    let title = greeting(&ctx);
    let actions = html! {
        @if crate::templates::offers(&ctx).await? { (Button::link(texts::cases::new_case(lang), "/cases/new").primary().icon(Icon::Plus).attr("data-key", "n")) }
    };
    let steps = steps::steps(&ctx).await?;
    let main = html! {
        (PageHead::new(&title).beside(today(&ctx)).actions(actions))
        @if let Some(steps) = steps { (steps) }
        (ui::cards(
            html! { (cards::my_cases(&ctx).await?) (cards::my_documents(&ctx).await?) },
            html! { (cards::unassigned(&ctx).await?) (cards::favourites(&ctx).await?) (cards::activity(&ctx).await?) },
        ))
    };
    Ok(shell::page(&ctx, Nav::Start, texts::shell::start(lang), ui::page(main)))
}
