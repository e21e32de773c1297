//! The first steps of a new organisation, until they are taken or it is well under way.

use base::Result;
use base::permission::Permission;
use base::web::Ctx;
use texts::start as t;
use ui::{Button, Markup, Stage, Step, html};

/// With this many cases nobody needs to be told how to begin.
const UNDER_WAY: i64 = 20;

/// The steps, for those who can take them; none once all are taken.
pub async fn steps(ctx: &Ctx) -> Result<Option<Markup>> {
    if !ctx.actor.permissions.administers() || !ctx.actor.may(Permission::CasesCreate) {
        return Ok(None);
    }
    let (cases, users, keys, documents, templates): (i64, i64, bool, bool, i64) = ctx
        .reader
        .one(
            "SELECT (SELECT count(*) FROM (SELECT c.id FROM my_case c LIMIT 21) x) AS cases, (SELECT count(*) FROM users WHERE active) AS users,
               EXISTS (SELECT 1 FROM journal_key) AS keys, EXISTS (SELECT 1 FROM my_document d) AS documents, (SELECT count(*) FROM template) AS templates",
            &[],
        )
        .await?;
    let done = [cases > 0 && documents, users > 1, keys, templates > 1];
    if done.iter().all(|d| *d) || cases > UNDER_WAY {
        return Ok(None);
    }
    let lang = ctx.lang;
    let next = done.iter().position(|d| !d);
    let stage = |at: usize, label, href| {
        let link = html! { (Button::link(label, href)) };
        match done[at] {
            true => Stage::Done(t::done(lang)),
            false if next == Some(at) => Stage::Next(link),
            false => Stage::Later(link),
        }
    };
    let people_why = if crate::mail::reaches(ctx) { t::step_people_why(lang) } else { t::step_people_why_no_mail(lang) };
    Ok(Some(ui::checklist(&[
        Step { title: t::step_case(lang), text: t::step_case_why(lang), stage: stage(0, texts::cases::new_case(lang), "/cases/new") },
        Step { title: t::step_people(lang), text: people_why, stage: stage(1, t::step_people_do(lang), "/admin/users/new") },
        Step { title: t::step_keys(lang), text: t::step_keys_why(lang), stage: stage(2, t::step_keys_do(lang), "/admin/plans") },
        Step {
            title: t::step_templates(lang),
            text: t::step_templates_why(lang),
            stage: stage(3, t::step_templates_do(lang), "/admin/templates"),
        },
    ])))
}
