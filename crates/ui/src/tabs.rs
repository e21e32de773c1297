//! Tabs are links: each has its own address.

use maud::{Markup, html};

/// A tab.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tab<'a> {
    pub href: &'a str,
    pub label: &'a str,
    pub count: Option<&'a str>,
    pub current: bool,
}

/// The line of tabs under a page's head; `label` names it to a screen reader.
#[must_use]
pub fn tabs(label: &str, tabs: &[Tab<'_>]) -> Markup {
    html! {
        div.tabline {
            nav.tabs aria-label=(label) {
                ul {
                    @for tab in tabs {
                        li {
                            a href=(tab.href) aria-current=[tab.current.then_some("page")] {
                                (tab.label)
                                @if let Some(count) = tab.count { " " span.count { (count) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
