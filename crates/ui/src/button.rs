//! Buttons, and links that look like them. One filled button on a page.

use crate::element::{Attrs, Element};
use crate::icon::{Icon, icon, icon_end};
use maud::{Markup, Render, html};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Look {
    #[default]
    Quiet,
    Primary,
    Plain,
    Danger,
}

/// A button by default does nothing by itself: `submit`, `menu`, `dialog` or
/// an attribute gives it its work.
#[derive(Clone, Debug)]
pub struct Button<'a> {
    label: &'a str,
    href: Option<&'a str>,
    look: Look,
    small: bool,
    push: bool,
    icon: Option<Icon>,
    arrow: bool,
    icon_only: bool,
    submit: bool,
    why_not: Option<&'a str>,
    attrs: Attrs,
}

impl<'a> Button<'a> {
    #[must_use]
    pub fn new(label: &'a str) -> Self {
        Self {
            label,
            href: None,
            look: Look::Quiet,
            small: false,
            push: false,
            icon: None,
            arrow: false,
            icon_only: false,
            submit: false,
            why_not: None,
            attrs: Attrs::new(),
        }
    }

    /// Sends the form it stands in.
    #[must_use]
    pub fn submit(label: &'a str) -> Self {
        Self { submit: true, ..Self::new(label) }
    }

    /// Goes to a page.
    #[must_use]
    pub fn link(label: &'a str, href: &'a str) -> Self {
        Self { href: Some(href), ..Self::new(label) }
    }

    #[must_use]
    pub fn primary(mut self) -> Self {
        self.look = Look::Primary;
        self
    }

    /// Without a frame.
    #[must_use]
    pub fn plain(mut self) -> Self {
        self.look = Look::Plain;
        self
    }

    #[must_use]
    pub fn danger(mut self) -> Self {
        self.look = Look::Danger;
        self
    }

    #[must_use]
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    /// Pushed to the far right of its row.
    #[must_use]
    pub fn push(mut self) -> Self {
        self.push = true;
        self
    }

    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Shows the icon alone; the label is read aloud and shown as a title.
    #[must_use]
    pub fn icon_only(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self.icon_only = true;
        self
    }

    /// Opens the menu with this id.
    #[must_use]
    pub fn menu(mut self, id: &str) -> Self {
        self.arrow = !self.icon_only;
        self.attr("popovertarget", id)
    }

    /// Opens the dialog with this id.
    #[must_use]
    pub fn dialog(self, id: &str) -> Self {
        self.attr("data-dialog", id)
    }

    #[must_use]
    pub fn pressed(self, on: bool) -> Self {
        self.attr("aria-pressed", if on { "true" } else { "false" })
    }

    #[must_use]
    pub fn disabled(mut self, off: bool) -> Self {
        self.attrs = self.attrs.flag("disabled", off);
        self
    }

    /// Can't be done just now: keeps its place and focus, and points to the
    /// sentence with this id that says why.
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

    fn class(&self) -> String {
        let mut class = String::from("button");
        class.push_str(match self.look {
            Look::Quiet => "",
            Look::Primary => " primary",
            Look::Plain => " plain",
            Look::Danger => " danger",
        });
        for (on, word) in [(self.small, " small"), (self.icon_only, " icon-only"), (self.push, " push")] {
            if on {
                class.push_str(word);
            }
        }
        class
    }

    fn markup(&self) -> Markup {
        let element = match (self.href, self.why_not) {
            (Some(_), Some(_)) => Element::new("a").attr("role", "link").attr("tabindex", "0"),
            (Some(href), None) => Element::new("a").attr("href", href),
            (None, _) if self.submit => Element::new("button").attr("type", "submit"),
            (None, _) => Element::new("button").attr("type", "button"),
        };
        element
            .attr("class", &self.class())
            .opt("aria-label", self.icon_only.then_some(self.label))
            .opt("title", self.icon_only.then_some(self.label))
            .opt("aria-disabled", self.why_not.map(|_| "true"))
            .opt("aria-describedby", self.why_not)
            .with(&self.attrs)
            .body(html! {
                @if let Some(name) = self.icon { (icon(name)) }
                @if !self.icon_only { (self.label) }
                @if self.arrow { (icon_end(Icon::Down)) }
            })
    }
}

impl Render for Button<'_> {
    fn render(&self) -> Markup {
        self.markup()
    }
}

/// A choice between views of the same: `(label, icon, address, current)`.
#[must_use]
pub fn segmented_links(label: &str, views: &[(&str, Option<Icon>, &str, bool)]) -> Markup {
    html! {
        nav.segmented aria-label=(label) {
            @for (word, symbol, href, current) in views {
                a href=(href) aria-current=[current.then_some("true")] {
                    @if let Some(symbol) = symbol { (icon(*symbol)) }
                    (word)
                }
            }
        }
    }
}

/// The favourite's star: posts to `url`, which answers with the new star.
#[must_use]
pub fn star(url: &str, on: bool, label: &str) -> Markup {
    let pressed = if on { "true" } else { "false" };
    html! {
        button.star type="button" aria-pressed=(pressed) aria-label=(label) hx-post=(url) hx-swap="outerHTML" {
            (icon(Icon::Star))
        }
    }
}

/// A key on the keyboard.
#[must_use]
pub fn key(name: &str) -> Markup {
    html! { kbd { (name) } }
}
