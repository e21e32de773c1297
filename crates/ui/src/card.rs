//! Cards on the start page: no frame, only a head line.

use crate::chart::Bars;
use crate::icon::{Icon, icon};
use maud::{Markup, Render, html};

/// A card.
#[derive(Clone, Debug)]
pub struct Card<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub count: Option<&'a str>,
    /// »Vis alle« and the address.
    pub all: Option<(&'a str, &'a str)>,
    /// Label and menu id of the button that sets the card up.
    pub settings: Option<(&'a str, &'a str)>,
    pub body: Markup,
}

impl Render for Card<'_> {
    fn render(&self) -> Markup {
        html! {
            section.card id=(self.id) aria-labelledby={ (self.id) "-title" } {
                header {
                    h2 id={ (self.id) "-title" } { (self.title) @if let Some(count) = self.count { span.count { (count) } } }
                    @if let Some((all, href)) = self.all { a.quiet href=(href) { (all) span.sr { ": " (self.title) } } }
                    @if let Some((label, menu)) = self.settings {
                        button.button.plain.small.icon-only type="button" aria-label=(label) popovertarget=(menu) { (icon(Icon::More)) }
                    }
                }
                (self.body)
            }
        }
    }
}

/// Cards in two columns, the left the wider.
#[must_use]
pub fn cards(left: impl Render, right: impl Render) -> Markup {
    html! { div.cards { div { (left) } div { (right) } } }
}

/// Figures in a row: number and what it counts.
#[must_use]
pub fn figures(figures: &[(&str, &str)]) -> Markup {
    html! { dl.figures { @for (number, what) in figures { div { dt { (what) } dd { (number) } } } } }
}

/// A chart of bars, its legend, and the same as a table.
#[must_use]
pub fn chart(bars: &Bars<'_>) -> Markup {
    html! {
        (bars)
        div.legend { span { i {} (bars.series[0]) } @if let Some(second) = bars.series.get(1) { span { i.b {} (second) } } }
        details {
            summary.small.muted { (bars.as_table) }
            table.table {
                thead { tr { th scope="col" { (bars.axis) } @for series in bars.series { th.end scope="col" { (series) } } } }
                tbody {
                    @for group in bars.groups {
                        tr { th scope="row" { (group.name) } @for value in group.values { td.end { (value) } } }
                    }
                }
            }
        }
    }
}
