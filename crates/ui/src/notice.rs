//! Messages that stay where they belong.

use crate::icon::{Icon, icon};
use maud::{Markup, Render, html};

/// How much a message matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Info,
    Success,
    Warning,
    Danger,
}

impl Tone {
    const fn drawn(self) -> (&'static str, Icon) {
        match self {
            Self::Plain => ("notice", Icon::Info),
            Self::Info => ("notice info", Icon::Info),
            Self::Success => ("notice success", Icon::Ok),
            Self::Warning => ("notice warning", Icon::Warning),
            Self::Danger => ("notice danger", Icon::Stop),
        }
    }
}

/// About this object, under its head.
#[derive(Clone, Debug)]
pub struct Notice<'a> {
    tone: Tone,
    icon: Option<Icon>,
    id: Option<&'a str>,
    text: Markup,
    more: Option<&'a str>,
    actions: Option<Markup>,
}

impl<'a> Notice<'a> {
    #[must_use]
    pub fn new(tone: Tone, text: impl Render) -> Self {
        Self { tone, icon: None, id: None, text: html! { (text) }, more: None, actions: None }
    }

    /// Other than the tone's own.
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The sentence's id, for buttons that point to it.
    #[must_use]
    pub fn id(mut self, id: &'a str) -> Self {
        self.id = Some(id);
        self
    }

    #[must_use]
    pub fn more(mut self, sentence: &'a str) -> Self {
        self.more = Some(sentence);
        self
    }

    /// Small buttons at the right.
    #[must_use]
    pub fn actions(mut self, actions: impl Render) -> Self {
        self.actions = Some(html! { (actions) });
        self
    }
}

impl Render for Notice<'_> {
    fn render(&self) -> Markup {
        let (class, symbol) = self.tone.drawn();
        html! {
            div class=(class) {
                (icon(self.icon.unwrap_or(symbol)))
                p id=[self.id] {
                    (self.text)
                    @if let Some(more) = self.more { small { (more) } }
                }
                @if let Some(actions) = &self.actions { (actions) }
            }
        }
    }
}

/// A hint beside a form.
#[must_use]
pub fn hint(title: &str, body: impl Render) -> Markup {
    html! { div.hint { b { (title) } p { (body) } } }
}

/// What a system message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemTone {
    News,
    Warning,
    Downtime,
}

/// Page-wide, from an administrator. `close` is `(label, address)`: posting to
/// the address hides it for this person.
#[must_use]
pub fn sysbar(tone: SystemTone, region: &str, text: &str, close: Option<(&str, &str)>) -> Markup {
    let (class, symbol) = match tone {
        SystemTone::News => ("sysbar", Icon::Info),
        SystemTone::Warning => ("sysbar warning", Icon::Warning),
        SystemTone::Downtime => ("sysbar downtime", Icon::Clock),
    };
    html! {
        div class=(class) role="region" aria-label=(region) {
            (icon(symbol))
            p { (text) }
            @if let Some((label, url)) = close {
                button.button.plain.small type="button" hx-post=(url) hx-target="closest .sysbar" hx-swap="delete" { (label) }
            }
        }
    }
}
