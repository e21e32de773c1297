//! Menus are popovers: at most eight items, what destroys last and apart.

use crate::element::{Attrs, Element};
use crate::icon::{Icon, icon};
use maud::{Markup, Render, html};

/// A line in a menu.
#[derive(Clone, Debug)]
pub struct MenuItem<'a> {
    label: &'a str,
    href: Option<&'a str>,
    icon: Option<Icon>,
    key: Option<&'a str>,
    danger: bool,
    submit: bool,
    why_not: Option<&'a str>,
    attrs: Attrs,
}

impl<'a> MenuItem<'a> {
    #[must_use]
    pub fn button(label: &'a str) -> Self {
        Self { label, href: None, icon: None, key: None, danger: false, submit: false, why_not: None, attrs: Attrs::new() }
    }

    #[must_use]
    pub fn link(label: &'a str, href: &'a str) -> Self {
        Self { href: Some(href), ..Self::button(label) }
    }

    /// Sends the form named by `form`, to `action`.
    #[must_use]
    pub fn submit(label: &'a str, form: &str, action: &str) -> Self {
        let item = Self { submit: true, ..Self::button(label) };
        item.attr("form", form).attr("formaction", action).attr("formmethod", "post")
    }

    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The key that does the same, shown at the right.
    #[must_use]
    pub fn key(mut self, key: &'a str) -> Self {
        self.key = Some(key);
        self
    }

    #[must_use]
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Shown, but can't be done; the sentence with this id says why.
    #[must_use]
    pub fn unavailable(mut self, sentence: &'a str) -> Self {
        self.why_not = Some(sentence);
        self
    }

    #[must_use]
    pub fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.attrs.push(name, value);
        self
    }
}

impl Render for MenuItem<'_> {
    fn render(&self) -> Markup {
        let element = match self.href {
            Some(href) if self.why_not.is_none() => Element::new("a").attr("href", href),
            _ if self.submit => Element::new("button").attr("type", "submit"),
            _ => Element::new("button").attr("type", "button"),
        };
        element
            .opt("class", self.danger.then_some("danger"))
            .opt("aria-disabled", self.why_not.map(|_| "true"))
            .opt("aria-describedby", self.why_not)
            .with(&self.attrs)
            .body(html! {
                @if let Some(name) = self.icon { (icon(name)) }
                (self.label)
                @if let Some(key) = self.key { " " kbd { (key) } }
            })
    }
}

/// A menu that a button opens with [`crate::Button::menu`].
#[must_use]
pub fn menu(id: &str, content: &Markup) -> Markup {
    html! { div.menu id=(id) popover { (content) } }
}

/// A menu of these items; those that destroy come last, after a line.
#[must_use]
pub fn menu_of(id: &str, items: &[MenuItem<'_>]) -> Markup {
    let (dangers, calm): (Vec<_>, Vec<_>) = items.iter().partition(|item| item.danger);
    menu(
        id,
        &html! {
            @for item in &calm { (item) }
            @if !calm.is_empty() && !dangers.is_empty() { hr; }
            @for item in &dangers { (item) }
        },
    )
}

/// A heading among the items.
#[must_use]
pub fn menu_heading(word: &str) -> Markup {
    html! { h3 { (word) } }
}

/// A tick in a menu, as for columns.
#[must_use]
pub fn menu_tick(name: &str, value: &str, label: &str, on: bool) -> Markup {
    html! { label { input type="checkbox" name=(name) value=(value) checked[on]; (label) } }
}
