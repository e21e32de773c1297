//! A dialog asks one short question. Opened by a button with `data-dialog`.

use crate::element::Attrs;
use crate::element::Element;
use crate::icon::{Icon, icon};
use maud::{Markup, Render, html};

/// `title` says what will happen; the last button of `foot` repeats its verb.
/// A button with `data-close` closes it.
#[must_use]
pub fn dialog(id: &str, title: &str, body: impl Render, foot: impl Render) -> Markup {
    html! {
        dialog.dialog id=(id) aria-labelledby={ (id) "-title" } {
            header { h2 id={ (id) "-title" } { (title) } }
            div.body { (body) }
            footer { (foot) }
        }
    }
}

/// A dialog that posts.
#[derive(Clone, Copy, Debug)]
pub struct Confirm<'a> {
    pub id: &'a str,
    /// »Slet 3 dokumenter?«
    pub title: &'a str,
    pub text: &'a str,
    pub action: &'a str,
    pub csrf: &'a str,
    pub cancel: &'a str,
    /// »Slet 3 dokumenter«
    pub go: &'a str,
    pub danger: bool,
    /// Hidden fields that go along.
    pub fields: &'a [(&'a str, &'a str)],
}

impl Render for Confirm<'_> {
    fn render(&self) -> Markup {
        let form = format!("{}-form", self.id);
        let look = if self.danger { "button danger" } else { "button primary" };
        dialog(
            self.id,
            self.title,
            html! {
                p { (self.text) }
                form id=(form) method="post" action=(self.action) {
                    (crate::form::csrf(self.csrf))
                    @for (name, value) in self.fields { input type="hidden" name=(name) value=(value); }
                }
            },
            html! {
                button.button type="button" data-close autofocus { (self.cancel) }
                button class=(look) type="submit" form=(form) { (self.go) }
            },
        )
    }
}

/// The palette's words and where its hits come from.
#[derive(Clone, Copy, Debug)]
pub struct Palette<'a> {
    /// »Gå til eller gør«
    pub label: &'a str,
    /// »Forslag«
    pub hits: &'a str,
    /// Answers `?q=` with [`option_group`]s.
    pub source: &'a str,
    /// Headings over the page's own commands and places: »Gør«, »Gå til«.
    pub commands: &'a str,
    pub places: &'a str,
    /// »Intet fundet«
    pub nothing: &'a str,
    /// »vælg«, »åbn«, »ny fane«, »alle taster«
    pub hints: [&'a str; 4],
}

/// Opened by Ctrl+K. Commands are the page's `[data-command]`, places its
/// menus' links.
#[must_use]
pub fn palette(palette: &Palette<'_>) -> Markup {
    let [choose, open, tab, keys] = palette.hints;
    html! {
        dialog.palette id="palette" aria-label=(palette.label) data-source=(palette.source)
            data-commands=(palette.commands) data-places=(palette.places) {
            div.ask {
                (icon(Icon::Search))
                input role="combobox" aria-expanded="true" aria-controls="palette-hits" aria-autocomplete="list"
                    aria-label=(palette.label) placeholder=(palette.label) autocomplete="off" autofocus;
                kbd { "Esc" }
            }
            div.hits id="palette-hits" role="listbox" aria-label=(palette.hits) tabindex="-1" {}
            p.nothing role="status" data-said=(palette.nothing) {}
            footer {
                span { kbd { "↑" } " " kbd { "↓" } " " (choose) }
                span { kbd { "↵" } " " (open) }
                span { kbd { "Ctrl" } " " kbd { "↵" } " " (tab) }
                span.push { kbd { "?" } " " (keys) }
            }
        }
    }
}

/// Something that can be gone to, in the answer to a search box or palette.
#[derive(Clone, Debug)]
pub struct Hit<'a> {
    pub href: &'a str,
    pub icon: Markup,
    pub title: Markup,
    /// »20250915-3822«
    pub place: Option<&'a str>,
    pub key: Option<&'a str>,
}

/// Hits of a kind. `id` must differ from the page's other ids.
#[must_use]
pub fn option_group(id: &str, title: &str, hits: &[Hit<'_>]) -> Markup {
    html! {
        div role="group" aria-labelledby=(id) {
            span id=(id) { (title) }
            @for (nr, hit) in hits.iter().enumerate() {
                (Element::new("div")
                    .attr("role", "option")
                    .attr("aria-selected", "false")
                    .attr("id", &format!("{id}-{nr}"))
                    .attr("data-href", hit.href)
                    .with(&Attrs::new())
                    .body(html! {
                        (hit.icon)
                        span.clip { (hit.title) }
                        @if let Some(place) = hit.place { span.where.nowrap { (place) } }
                        @if let Some(key) = hit.key { span.keys { kbd { (key) } } }
                    }))
            }
        }
    }
}

/// Keys that belong together.
#[derive(Clone, Copy, Debug)]
pub struct KeyGroup<'a> {
    pub title: &'a str,
    /// Keys pressed after each other, and what they do.
    pub keys: &'a [(&'a [&'a str], &'a str)],
}

/// All keys, opened by `?`.
#[must_use]
pub fn shortcuts(title: &str, close: &str, groups: &[KeyGroup<'_>]) -> Markup {
    html! {
        dialog.dialog.shortcuts id="shortcuts" aria-labelledby="shortcuts-title" {
            header { h2 id="shortcuts-title" { (title) } }
            div.body {
                @for group in groups {
                    section {
                        h3 { (group.title) }
                        dl {
                            @for (combination, what) in group.keys {
                                div { dt { @for key in *combination { kbd { (key) } " " } } dd { (what) } }
                            }
                        }
                    }
                }
            }
            footer { button.button type="button" data-close { (close) } }
        }
    }
}
