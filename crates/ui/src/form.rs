//! Forms: one column, errors listed at the top and said at each field, save
//! at the left of the foot.

use crate::element::{Attrs, Element};
use crate::field::{Choice, field_error};
use maud::{Markup, Render, html};

/// Something wrong: the field's id and what to write.
#[derive(Clone, Copy, Debug)]
pub struct FormError<'a> {
    pub field: &'a str,
    pub message: &'a str,
}

/// A form that posts. Carries the token that shows that the page is ours.
#[derive(Clone, Debug)]
pub struct Form<'a> {
    action: &'a str,
    csrf: &'a str,
    version: Option<&'a str>,
    attrs: Attrs,
}

impl<'a> Form<'a> {
    #[must_use]
    pub fn new(action: &'a str, csrf: &'a str) -> Self {
        Self { action, csrf, version: None, attrs: Attrs::new() }
    }

    /// The version of what is edited, so that a clash is seen.
    #[must_use]
    pub fn version(mut self, version: &'a str) -> Self {
        self.version = Some(version);
        self
    }

    /// Asks before what was typed is left behind.
    #[must_use]
    pub fn guard(mut self) -> Self {
        self.attrs = self.attrs.flag("data-guard", true);
        self
    }

    #[must_use]
    pub fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.attrs.push(name, value);
        self
    }

    #[must_use]
    pub fn body(self, content: impl Render) -> Markup {
        Element::new("form")
            .attr("class", "form")
            .attr("method", "post")
            .attr("action", self.action)
            .flag("novalidate", true)
            .with(&self.attrs)
            .body(html! {
                (csrf(self.csrf))
                @if let Some(version) = self.version { input type="hidden" name="version" value=(version); }
                (content)
            })
    }
}

/// For forms written by hand.
#[must_use]
pub fn csrf(token: &str) -> Markup {
    html! { input type="hidden" name="csrf" value=(token); }
}

/// The list at the top, which takes focus. Nothing when there are no errors.
#[must_use]
pub fn error_summary(title: &str, errors: &[FormError<'_>]) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.errors role="alert" aria-labelledby="errors-title" tabindex="-1" data-focus {
                h2 id="errors-title" { (title) }
                ul { @for error in errors { li { a href={ "#" (error.field) } { (error.message) } } } }
            }
        }
    }
}

/// An error that belongs to no one field; `id` lets fields point to it.
#[must_use]
pub fn error_box(id: &str, strong: &str, rest: &str) -> Markup {
    html! { div.errors role="alert" id=(id) { p { b { (strong) } " " (rest) } } }
}

/// Two fields that belong together, side by side.
#[must_use]
pub fn two(left: impl Render, right: impl Render) -> Markup {
    html! { div.two { (left) (right) } }
}

/// Save, cancel, and at the far right what happened to the draft.
#[must_use]
pub fn form_foot(save: impl Render, cancel: impl Render, draft: Option<&str>) -> Markup {
    html! {
        div.formfoot {
            (save) (cancel)
            span.small.muted.push data-draft role="status" { @if let Some(draft) = draft { (draft) } }
        }
    }
}

/// A tick box or switch with its label at the right.
#[derive(Clone, Debug)]
pub struct Check<'a> {
    name: &'a str,
    value: &'a str,
    label: &'a str,
    on: bool,
    more: Option<&'a str>,
    switch: bool,
    attrs: Attrs,
}

impl<'a> Check<'a> {
    #[must_use]
    pub fn new(name: &'a str, value: &'a str, label: &'a str, on: bool) -> Self {
        Self { name, value, label, on, more: None, switch: false, attrs: Attrs::new() }
    }

    /// Takes effect at once, or reads as on and off.
    #[must_use]
    pub fn switch(mut self) -> Self {
        self.switch = true;
        self
    }

    #[must_use]
    pub fn more(mut self, sentence: &'a str) -> Self {
        self.more = Some(sentence);
        self
    }

    #[must_use]
    pub fn disabled(mut self, off: bool) -> Self {
        self.attrs = self.attrs.flag("disabled", off);
        self
    }

    #[must_use]
    pub fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.attrs.push(name, value);
        self
    }
}

impl Render for Check<'_> {
    fn render(&self) -> Markup {
        let mut input = Element::new("input").attr("type", "checkbox");
        if self.switch {
            input = input.attr("role", "switch").attr("class", "switch");
        }
        let input = input.attr("name", self.name).attr("value", self.value).flag("checked", self.on).with(&self.attrs).void();
        html! {
            label.check {
                (input)
                span { (self.label) @if let Some(more) = self.more { small { (more) } } }
            }
        }
    }
}

/// One of a few, all shown. The first radio has the group's name as id.
#[must_use]
pub fn radios(name: &str, legend: &str, choices: &[Choice<'_>], error: Option<&str>) -> Markup {
    let error_id = format!("{name}-error");
    html! {
        fieldset.field aria-describedby=[error.map(|_| &error_id)] {
            legend { (legend) }
            @for (nr, choice) in choices.iter().enumerate() {
                label.check {
                    input type="radio" id=[(nr == 0).then_some(name)] name=(name) value=(choice.value) checked[choice.chosen];
                    span { (choice.label) }
                }
            }
            @if let Some(error) = error { (field_error(&error_id, error)) }
        }
    }
}

/// Several tick boxes under one legend.
#[must_use]
pub fn checks(legend: &str, checks: &[Check<'_>]) -> Markup {
    html! { fieldset.field { legend { (legend) } @for check in checks { (check) } } }
}
