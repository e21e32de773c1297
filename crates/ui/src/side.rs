//! Columns of a page, and the menu of Administration.

use maud::{Markup, Render, html};

/// How a page is parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cols {
    /// List, preview.
    List,
    /// Content, preview, facts.
    Case,
    /// Pages, registration.
    Document,
    /// Facets, hits, preview.
    Found,
    /// Tree, list.
    Plan,
    /// Menu, page.
    Admin,
    /// Members, who can see it.
    Rights,
}

/// Parts of a page beside each other. Each part brings its own `side`,
/// `pane`, `aside` or `page`.
#[must_use]
pub fn cols(cols: Cols, parts: impl Render) -> Markup {
    let class = match cols {
        Cols::List => "cols list wide",
        Cols::Case => "cols case wide",
        Cols::Document => "cols wide doc",
        Cols::Found => "cols wide found",
        Cols::Plan => "cols plan",
        Cols::Admin => "cols admin",
        Cols::Rights => "cols wide rights",
    };
    html! { div class=(class) { (parts) } }
}

/// A group of the menu: heading and links of `(label, address, current)`.
#[derive(Clone, Copy, Debug)]
pub struct MenuGroup<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub links: &'a [(&'a str, &'a str, bool)],
}

/// The menu at the left of Administration.
#[must_use]
pub fn admin_menu(label: &str, groups: &[MenuGroup<'_>]) -> Markup {
    html! {
        nav.side.stay.adminmenu aria-label=(label) {
            @for group in groups {
                p id=(group.id) { (group.title) }
                ul aria-labelledby=(group.id) {
                    @for (name, href, current) in group.links {
                        li { a href=(href) aria-current=[current.then_some("page")] { (name) } }
                    }
                }
            }
        }
    }
}
