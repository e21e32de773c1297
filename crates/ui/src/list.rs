//! What stands around a table: filters above, bulk actions and pages below.

use crate::element::{Attrs, Element};
use crate::field::{Choice, options};
use crate::icon::{Icon, icon};
use crate::menu::menu;
use maud::{Markup, Render, html};

/// The row of filters. `content` is mostly a [`FilterText`] and [`FilterMenu`]s;
/// what stands in `tools` is pushed right.
#[must_use]
pub fn filters(label: &str, content: impl Render, tools: impl Render) -> Markup {
    html! {
        div.filters.fold role="group" aria-label=(label) { (content) span.push {} (tools) }
    }
}

/// On a phone, the box that unfolds what doesn't stay by itself.
#[must_use]
pub fn unfold(label: &str) -> Markup {
    html! { label.filter.keep.unfold { input type="checkbox"; (label) (icon(Icon::Down)) } }
}

/// Filters by text while one writes: reloads `target`, and `also` the parts that name the text in their addresses.
#[derive(Clone, Copy, Debug)]
pub struct FilterText<'a> {
    pub action: &'a str,
    /// What else the address says.
    pub kept: &'a [(&'a str, &'a str)],
    pub name: &'a str,
    pub value: &'a str,
    pub label: &'a str,
    /// `#id`
    pub target: &'a str,
    /// `#id,#id`
    pub also: Option<&'a str>,
}

impl Render for FilterText<'_> {
    fn render(&self) -> Markup {
        html! {
            form.withicon.keep action=(self.action) role="search" aria-label=(self.label) {
                (icon(Icon::Search))
                @for (name, value) in self.kept { input type="hidden" name=(name) value=(value); }
                input.input type="search" name=(self.name) value=(self.value) aria-label=(self.label) placeholder=(self.label)
                    hx-get=(self.action) hx-include="closest form" hx-trigger="input changed delay:200ms, search" hx-sync="this:replace"
                    hx-target=(self.target) hx-select=(self.target) hx-select-oob=[self.also] hx-swap="outerHTML" hx-replace-url="true";
            }
        }
    }
}

/// A filter with its menu: dashed when it may be set, solid when it is.
#[derive(Clone, Debug)]
pub struct FilterMenu<'a> {
    pub id: &'a str,
    pub label: &'a str,
    /// What it is set to.
    pub value: Option<&'a str>,
    pub body: Markup,
    /// Stays on a phone.
    pub keep: bool,
}

impl Render for FilterMenu<'_> {
    fn render(&self) -> Markup {
        let class = match (self.value, self.keep) {
            (Some(_), true) => "filter on keep",
            (Some(_), false) => "filter on",
            (None, true) => "filter keep",
            (None, false) => "filter",
        };
        html! {
            button class=(class) type="button" popovertarget=(self.id) {
                (self.label)
                @if let Some(value) = self.value { ": " b { (value) } }
                (icon(Icon::Down))
            }
            (menu(self.id, &self.body))
        }
    }
}

/// A filter's choices as links, each to the list with it set.
#[must_use]
pub fn filter_choices(choices: &[(&str, &str, bool)]) -> Markup {
    html! {
        @for (label, href, on) in choices {
            a href=(href) aria-current=[on.then_some("true")] {
                (label)
                @if *on { span.push { (icon(Icon::Check)) } }
            }
        }
    }
}

/// What can be done with the ticked rows.
#[derive(Clone, Debug)]
pub struct Bulk<'a> {
    /// Id of the form the rows' ticks belong to.
    pub form: &'a str,
    pub csrf: &'a str,
    /// »{n} valgt«, with the number's place.
    pub counted: &'a str,
    /// Submit buttons with `formaction`, small and plain.
    pub actions: Markup,
    /// »Fravælg«
    pub clear: &'a str,
}

impl Render for Bulk<'_> {
    fn render(&self) -> Markup {
        html! {
            form.bulk id=(self.form) method="post" data-bulk=(self.counted) {
                (crate::form::csrf(self.csrf))
                span.n role="status" {}
                (self.actions)
                button.button.plain.small type="reset" { (self.clear) }
            }
        }
    }
}

/// A page of a list, and the way to the next.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pager<'a> {
    /// »1–50 af 3.214«
    pub range: &'a str,
    pub previous: Option<&'a str>,
    pub next: Option<&'a str>,
    pub previous_label: &'a str,
    pub next_label: &'a str,
    pub size: Option<PageSize<'a>>,
}

/// How many rows a page has: a small form that keeps the list's other choices.
#[derive(Clone, Copy, Debug)]
pub struct PageSize<'a> {
    pub action: &'a str,
    pub kept: &'a [(&'a str, &'a str)],
    pub name: &'a str,
    pub label: &'a str,
    pub choices: &'a [Choice<'a>],
}

impl Render for PageSize<'_> {
    fn render(&self) -> Markup {
        html! {
            form action=(self.action) {
                @for (name, value) in self.kept { input type="hidden" name=(name) value=(value); }
                select.select.small name=(self.name) aria-label=(self.label) data-submit { (options(self.choices)) }
                noscript { button.button.plain.small.icon-only type="submit" aria-label=(self.label) { (icon(Icon::Check)) } }
            }
        }
    }
}

impl Render for Pager<'_> {
    fn render(&self) -> Markup {
        if self.range.is_empty() && self.size.is_none() && self.previous.is_none() && self.next.is_none() {
            return html! {};
        }
        html! {
            nav.pager {
                @if let Some(size) = self.size { (size) }
                span { (self.range) }
                @if !self.previous_label.is_empty() {
                    (step(self.previous, self.previous_label, Icon::Left, "prev"))
                    (step(self.next, self.next_label, Icon::Right, "next"))
                }
            }
        }
    }
}

fn step(href: Option<&str>, label: &str, symbol: Icon, rel: &str) -> Markup {
    let attrs = Attrs::new().set("class", "button plain small icon-only").set("aria-label", label);
    match href {
        Some(href) => Element::new("a").with(&attrs).attr("href", href).attr("rel", rel).body(icon(symbol)),
        None => Element::new("button").attr("type", "button").with(&attrs).flag("disabled", true).body(icon(symbol)),
    }
}

/// The foot of a list, always in sight; `label` names its bulk actions.
#[must_use]
pub fn list_foot(label: &str, bulk: Option<&Bulk<'_>>, pager: &Pager<'_>) -> Markup {
    html! {
        div.listfoot role="region" aria-label=(label) {
            @if let Some(bulk) = bulk { (bulk) }
            (pager)
        }
    }
}
