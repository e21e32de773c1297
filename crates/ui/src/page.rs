//! What a page begins with: crumbs, title, state, and what can be done.

use maud::{Markup, Render, html};

/// The way back: label and address; the last has no address.
#[must_use]
pub fn crumbs(label: &str, way: &[(&str, Option<&str>)]) -> Markup {
    html! {
        nav.crumbs aria-label=(label) {
            ol {
                @for (name, href) in way {
                    @match href {
                        Some(href) => li { a href=(href) { (name) } },
                        None => li aria-current="page" { (name) },
                    }
                }
            }
        }
    }
}

/// The head of a page.
#[derive(Clone, Debug)]
pub struct PageHead<'a> {
    title: &'a str,
    star: Option<Markup>,
    chips: Option<Markup>,
    meta: Option<Markup>,
    lede: Option<&'a str>,
    beside: Option<Markup>,
    actions: Option<Markup>,
}

impl<'a> PageHead<'a> {
    #[must_use]
    pub fn new(title: &'a str) -> Self {
        Self { title, star: None, chips: None, meta: None, lede: None, beside: None, actions: None }
    }

    /// [`crate::star`], before the title.
    #[must_use]
    pub fn star(mut self, star: Markup) -> Self {
        self.star = Some(star);
        self
    }

    /// [`crate::chip`]s, after the title.
    #[must_use]
    pub fn chips(mut self, chips: impl Render) -> Self {
        self.chips = Some(html! { (chips) });
        self
    }

    /// Facts in a line below, a dot between them: number, key, owner.
    #[must_use]
    pub fn meta(mut self, spans: impl Render) -> Self {
        self.meta = Some(html! { (spans) });
        self
    }

    /// One line on what the page is for.
    #[must_use]
    pub fn lede(mut self, lede: &'a str) -> Self {
        self.lede = Some(lede);
        self
    }

    /// Muted, beside the title, as the date.
    #[must_use]
    pub fn beside(mut self, words: impl Render) -> Self {
        self.beside = Some(html! { p.muted { (words) } });
        self
    }

    /// At most one primary button, then quiet ones, then the overflow menu.
    #[must_use]
    pub fn actions(mut self, actions: impl Render) -> Self {
        self.actions = Some(html! { (actions) });
        self
    }

    fn heading(&self) -> Markup {
        html! {
            @match &self.star {
                Some(star) => div.starred { (star) h1 { (self.title) } },
                None => h1 { (self.title) },
            }
        }
    }
}

impl Render for PageHead<'_> {
    fn render(&self) -> Markup {
        let plain = self.star.is_none() && self.chips.is_none() && self.meta.is_none();
        html! {
            div.page-head {
                @if plain {
                    (self.heading())
                } @else {
                    div.titles {
                        div.row { (self.heading()) @if let Some(chips) = &self.chips { (chips) } }
                        @if let Some(meta) = &self.meta { p.dotted { (meta) } }
                    }
                }
                @if let Some(beside) = &self.beside { (beside) }
                @if let Some(actions) = &self.actions { div.actions.fold { (actions) } }
                @if let Some(lede) = self.lede { p.lede { (lede) } }
            }
        }
    }
}

/// A page: from edge to edge.
#[must_use]
pub fn page(content: impl Render) -> Markup {
    html! { div.page { (content) } }
}

/// A page for reading, in the middle.
#[must_use]
pub fn page_narrow(content: impl Render) -> Markup {
    html! { div.page.narrow { (content) } }
}

/// A heading inside a page, with its count and what can be done at the right.
#[must_use]
pub fn section_head(id: &str, title: &str, count: Option<&str>, tools: impl Render) -> Markup {
    html! {
        div.section-head {
            h2 id=(id) { (title) @if let Some(count) = count { span.count { (count) } } }
            span.push {}
            (tools)
        }
    }
}
