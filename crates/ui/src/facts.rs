//! Facts: label left, value right. A value one may change is a button that
//! turns into a small field.

use crate::icon::{Icon, icon};
use maud::{Markup, Render, html};

/// A fact.
#[derive(Clone, Debug)]
pub struct Fact<'a> {
    label: &'a str,
    value: Markup,
    edit: Option<(&'a str, &'a str)>,
    unset: bool,
    why: Option<&'a str>,
}

impl<'a> Fact<'a> {
    #[must_use]
    pub fn new(label: &'a str, value: impl Render) -> Self {
        Self { label, value: html! { (value) }, edit: None, unset: false, why: None }
    }

    /// May be changed: `url` answers with [`fact_editing`]; `said` is read
    /// before the value, »Ret status: «.
    #[must_use]
    pub fn edit(mut self, url: &'a str, said: &'a str) -> Self {
        self.edit = Some((url, said));
        self
    }

    /// Has no value; the value given is then the invitation, »Tilføj«.
    #[must_use]
    pub fn unset(mut self) -> Self {
        self.unset = true;
        self
    }

    /// Where it comes from.
    #[must_use]
    pub fn why(mut self, sentence: &'a str) -> Self {
        self.why = Some(sentence);
        self
    }
}

impl Render for Fact<'_> {
    fn render(&self) -> Markup {
        html! {
            div data-fact {
                dt { (self.label) }
                dd {
                    @match self.edit {
                        Some((url, said)) => button type="button" class=(if self.unset { "fact unset" } else { "fact" }) hx-get=(url) hx-target="closest [data-fact]" hx-swap="outerHTML" {
                            span { span.sr { (said) } (self.value) }
                            (icon(Icon::Pencil))
                        },
                        None => (self.value),
                    }
                    @if let Some(why) = self.why { span.why { (why) } }
                }
            }
        }
    }
}

/// A list of facts.
#[must_use]
pub fn facts(facts: &[Fact<'_>]) -> Markup {
    html! { dl.facts { @for fact in facts { (fact) } } }
}

/// With a line between, and room for long labels.
#[must_use]
pub fn facts_wide(facts: &[Fact<'_>]) -> Markup {
    html! { dl.facts.wide { @for fact in facts { (fact) } } }
}

/// A fact being changed. The form posts to `action`, which answers with the
/// fact, or with this again and an error; `cancel` answers with the fact.
#[derive(Clone, Debug)]
pub struct FactEditing<'a> {
    pub label: &'a str,
    /// Id of the control.
    pub field: &'a str,
    /// An `input.input`, `select.select` or so with that id.
    pub control: Markup,
    pub action: &'a str,
    pub cancel_url: &'a str,
    pub csrf: &'a str,
    pub version: Option<&'a str>,
    pub error: Option<&'a str>,
    pub save: &'a str,
    pub cancel: &'a str,
}

impl Render for FactEditing<'_> {
    fn render(&self) -> Markup {
        html! {
            div data-fact {
                dt { label for=(self.field) { (self.label) } }
                dd {
                    form.editing method="post" action=(self.action) hx-post=(self.action) hx-target="closest [data-fact]" hx-swap="outerHTML" novalidate data-edit data-guard {
                        (crate::form::csrf(self.csrf))
                        @if let Some(version) = self.version { input type="hidden" name="version" value=(version); }
                        (self.control)
                        @if let Some(error) = self.error { (crate::field::field_error(&format!("{}-error", self.field), error)) }
                        span.row {
                            button.button.primary.small type="submit" { (self.save) }
                            button.button.plain.small type="button" data-cancel hx-get=(self.cancel_url) hx-target="closest [data-fact]" hx-swap="outerHTML" { (self.cancel) }
                        }
                    }
                }
            }
        }
    }
}

/// An area of facts or lines in a pane; `tools` stand right of the title.
#[must_use]
pub fn facts_area(title: &str, count: Option<&str>, tools: impl Render, content: impl Render) -> Markup {
    html! {
        section.facts-area {
            h2 { (title) @if let Some(count) = count { " " span.count { (count) } } (tools) }
            (content)
        }
    }
}

/// The same, folded.
#[must_use]
pub fn facts_details(title: &str, count: Option<&str>, open: bool, content: impl Render) -> Markup {
    html! {
        details.facts-area open[open] {
            summary { (icon(Icon::Right)) (title) @if let Some(count) = count { " " span.count { (count) } } }
            (content)
        }
    }
}

/// A line: icon, link, what describes it, and controls at the right.
#[derive(Clone, Debug, Default)]
pub struct Line<'a> {
    pub icon: Option<Markup>,
    pub href: Option<&'a str>,
    pub text: &'a str,
    pub meta: Option<&'a str>,
    pub end: Option<Markup>,
}

/// Lines with a hairline between.
#[must_use]
pub fn lines(lines: &[Line<'_>]) -> Markup {
    html! {
        ul.lines {
            @for line in lines {
                li {
                    @if let Some(icon) = &line.icon { (icon) }
                    span.grow {
                        @match line.href { Some(href) => a.quiet href=(href) { (line.text) }, None => (line.text) }
                        @if let Some(meta) = line.meta { span.meta { (meta) } }
                    }
                    @if let Some(end) = &line.end { (end) }
                }
            }
        }
    }
}
