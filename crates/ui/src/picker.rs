//! A combobox that fills hidden inputs: users, groups, journal keys, cases.

use crate::element::{Attrs, Element};
use crate::icon::{Icon, icon};
use maud::{Markup, html};

/// Something that has been chosen.
#[derive(Clone, Copy, Debug)]
pub struct Picked<'a> {
    pub value: &'a str,
    pub label: &'a str,
}

/// The options come from `source?q=…` as [`picker_option`] elements.
#[derive(Clone, Debug)]
pub struct Picker<'a> {
    pub source: &'a str,
    pub chosen: &'a [Picked<'a>],
    pub several: bool,
    pub placeholder: &'a str,
    /// »Fjern«, read before the name on the button that removes it.
    pub remove: &'a str,
    /// Announced when nothing matches.
    pub nothing: &'a str,
    pub icon: Option<Icon>,
    /// A small button after the input, as »Ny kontakt«.
    pub action: Option<Markup>,
}

impl Picker<'_> {
    pub(crate) fn markup(&self, name: &str, label: &str, tied: &Attrs) -> Markup {
        let list = format!("{name}-options");
        let input = Element::new("input")
            .attr("role", "combobox")
            .attr("aria-expanded", "false")
            .attr("aria-controls", &list)
            .attr("aria-autocomplete", "list")
            .attr("autocomplete", "off")
            .attr("placeholder", self.placeholder)
            .with(tied)
            .void();
        Element::new("div")
            .attr("class", "picker")
            .attr("data-picker", name)
            .attr("data-source", self.source)
            .attr("data-remove", self.remove)
            .attr("data-nothing", self.nothing)
            .flag("data-several", self.several)
            .body(html! {
                @if let Some(symbol) = self.icon { (icon(symbol)) }
                @for one in self.chosen { (picked(name, one, self.remove)) }
                (input)
                @if let Some(action) = &self.action { (action) }
                ul.menu.options id=(list) role="listbox" aria-label=(label) hidden {}
                span.sr role="status" {}
                template { (picked(name, &Picked { value: "", label: "" }, self.remove)) }
            })
    }
}

fn picked(name: &str, one: &Picked<'_>, remove: &str) -> Markup {
    html! {
        span.tag data-picked {
            span { (one.label) }
            input type="hidden" name=(name) value=(one.value);
            button type="button" aria-label={ (remove) " " (one.label) } { (icon(Icon::Close)) }
        }
    }
}

/// An option in the answer of a picker's source. `meta` tells apart those
/// with the same name.
#[must_use]
pub fn picker_option(value: &str, label: &str, symbol: Option<Icon>, meta: Option<&str>) -> Markup {
    html! {
        li role="option" aria-selected="false" data-value=(value) data-label=(label) {
            @if let Some(symbol) = symbol { (icon(symbol)) }
            span.clip { (label) }
            @if let Some(meta) = meta { span.where.nowrap { (meta) } }
        }
    }
}
