//! The first steps of a new organisation, until there is a case.

use base::Result;
use base::permission::Permission;
use base::web::Ctx;
use texts::start as t;
use ui::{Button, Markup, Stage, Step, html};

/// The steps, for those who can take them; none once there are cases that this person sees.
pub async fn steps(ctx: &Ctx) -> Result<Option<Markup>> {
    if !ctx.actor.permissions.administers() || !ctx.actor.may(Permission::CasesCreate) {
        return Ok(None);
    }
    let (cases, users, keys, documents): (bool, i64, bool, bool) = ctx
        .reader
        .one(
            "SELECT EXISTS (SELECT 1 FROM my_case c) AS cases, (SELECT count(*) FROM users WHERE active) AS users,
               EXISTS (SELECT 1 FROM journal_key) AS keys, EXISTS (SELECT 1 FROM my_document d) AS documents",
            &[],
        )
        .await?;
    if cases && documents {
        return Ok(None);
    }
    let lang = ctx.lang;
    let first = !(cases && documents);
    let next = |label, href| Stage::Next(html! { (Button::link(label, href)) });
    let later = |label, href| Stage::Later(html! { (Button::link(label, href)) });
    let stage = |done: bool, label, href| if done { Stage::Done(t::done(lang)) } else { later(label, href) };
    Ok(Some(ui::checklist(&[
        Step {
            title: t::step_case(lang),
            text: t::step_case_why(lang),
            stage: if first { next(texts::cases::new_case(lang), "/cases/new") } else { Stage::Done(t::done(lang)) },
        },
        Step {
            title: t::step_people(lang),
            text: t::step_people_why(lang),
            stage: stage(users > 1, t::step_people_do(lang), "/admin/users/new"),
        },
        Step { title: t::step_keys(lang), text: t::step_keys_why(lang), stage: stage(keys, t::step_keys_do(lang), "/admin/plans") },
        Step {
            title: t::step_templates(lang),
            text: t::step_templates_why(lang),
            stage: later(t::step_templates_do(lang), "/admin/templates"),
        },
    ])))
}
