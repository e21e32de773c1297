//! What stands where there is nothing yet.

use maud::{Markup, Render, html};

/// What is missing, why, and one action.
#[must_use]
pub fn empty(title: &str, why: &str, action: impl Render) -> Markup {
    html! { div.empty { h2 { (title) } p { (why) } div.row { (action) } } }
}

/// The same inside a section: lower, and a heading below the section's.
#[must_use]
pub fn empty_tight(title: &str, why: &str, action: impl Render) -> Markup {
    html! { div.empty.tight { h3 { (title) } p { (why) } div.row { (action) } } }
}

/// A step of a new organisation's first page.
#[derive(Clone, Debug)]
pub struct Step<'a> {
    pub title: &'a str,
    pub text: &'a str,
    pub stage: Stage<'a>,
}

/// How far a step is.
#[derive(Clone, Debug)]
pub enum Stage<'a> {
    /// With the word that says when.
    Done(&'a str),
    /// The one to take now, with its button.
    Next(Markup),
    Later(Markup),
}

#[must_use]
pub fn checklist(steps: &[Step<'_>]) -> Markup {
    html! {
        ol.checklist {
            @for step in steps {
                @let class = match step.stage { Stage::Done(_) => Some("done"), Stage::Next(_) => Some("next"), Stage::Later(_) => None };
                li class=[class] {
                    h2 { (step.title) }
                    p { (step.text) }
                    @match &step.stage {
                        Stage::Done(when) => { span.state { (when) } }
                        Stage::Next(button) | Stage::Later(button) => { (button) }
                    }
                }
            }
        }
    }
}
