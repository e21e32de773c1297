//! How far something is.

use maud::{Markup, html};

/// A run under way. `done` is in per cent, none when it isn't known.
#[must_use]
pub fn progress(label: &str, done: Option<u8>) -> Markup {
    match done {
        Some(done) => {
            html! { progress class=(if done >= 100 { "progress done" } else { "progress" }) max="100" value=(done.min(100)) aria-label=(label) {} }
        }
        None => html! { progress.progress aria-label=(label) {} },
    }
}

/// A run that stopped before the end.
#[must_use]
pub fn progress_failed(label: &str, reached: u8) -> Markup {
    html! { progress.progress.failed max="100" value=(reached.min(100)) aria-label=(label) {} }
}

/// A run with its words above: »Eksporterer 3.214 sager«, »62 %«.
#[must_use]
pub fn progress_said(text: &str, figure: &str, done: Option<u8>) -> Markup {
    html! {
        div {
            p.row.between.small { span { (text) } span.muted.num { (figure) } }
            (progress(text, done))
        }
    }
}

/// A step of a work plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    Done,
    Late,
    Now,
    Later,
}

/// A work plan's steps; `said` tells it in words.
#[must_use]
pub fn steps(said: &str, steps: &[StepState]) -> Markup {
    html! {
        ol.steps aria-label=(said) {
            @for step in steps {
                @let class = match step { StepState::Done => Some("done"), StepState::Late => Some("late"), StepState::Now => Some("now"), StepState::Later => None };
                li class=[class] {}
            }
        }
    }
}

/// Something short is being made; the sentence is announced.
#[must_use]
pub fn waiting(sentence: &str) -> Markup {
    html! { p.row { span.spinner aria-hidden="true" {} span role="status" { (sentence) } } }
}
