//! Hits of a search, and the facets beside them.

use maud::{Markup, html};

/// Something found. `href` and `preview` as in a list's row.
#[derive(Clone, Debug)]
pub struct Found<'a> {
    pub href: &'a str,
    pub preview: Option<&'a str>,
    pub icon: Markup,
    /// With `mark` round what was searched for.
    pub title: Markup,
    pub excerpt: Option<Markup>,
    /// Where it lies.
    pub place: &'a str,
    /// Date and state, at the right.
    pub end: Markup,
    pub chosen: bool,
}

/// A kind of hits; `all` is »Vis alle 23 dokumenter« and the address.
#[must_use]
pub fn hits(id: &str, title: &str, count: &str, found: &[Found<'_>], all: Option<(&str, &str)>) -> Markup {
    html! {
        section aria-labelledby=(id) {
            h2.hits-head id=(id) { (title) " " span.count { (count) } }
            ol.bare data-list { @for one in found { (hit(one)) } }
            @if let Some((label, href)) = all { p.hits-more { a href=(href) { (label) } } }
        }
    }
}

fn hit(one: &Found<'_>) -> Markup {
    html! {
        li class=(if one.chosen { "hit chosen" } else { "hit" }) data-preview=[one.preview] {
            div.row.one.hit-row {
                (one.icon)
                div.grow {
                    h3 { a.quiet href=(one.href) aria-current=[one.chosen.then_some("true")] { (one.title) } }
                    @if let Some(excerpt) = &one.excerpt { p.excerpt { (excerpt) } }
                    p.small.muted { (one.place) }
                }
                div.small.muted.nowrap.num.end { (one.end) }
            }
        }
    }
}

/// A facet's choice.
#[derive(Clone, Copy, Debug)]
pub struct FacetChoice<'a> {
    pub value: &'a str,
    pub label: &'a str,
    pub count: &'a str,
    pub on: bool,
}

/// Narrows a search; ticking sends the form it stands in.
#[must_use]
pub fn facet(name: &str, legend: &str, choices: &[FacetChoice<'_>]) -> Markup {
    html! {
        fieldset.facts-area.pad-8 {
            legend.sr { (legend) }
            p.strong aria-hidden="true" { (legend) }
            @for choice in choices {
                label.check.facet {
                    input type="checkbox" name=(name) value=(choice.value) checked[choice.on] data-submit;
                    span.grow { (choice.label) }
                    span.muted.small.num { (choice.count) }
                }
            }
        }
    }
}
