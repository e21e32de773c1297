//! Tasks as tickets on a board, a column for each state.

use maud::{Markup, html};

/// A ticket.
#[derive(Clone, Debug)]
pub struct Ticket<'a> {
    pub id: &'a str,
    pub href: &'a str,
    pub title: &'a str,
    /// What it is about.
    pub on: Option<&'a str>,
    /// Deadline as spans, and the avatar last.
    pub foot: Markup,
}

/// A column. `drop` is the address that a ticket dropped here posts its id
/// to, as `id`.
#[derive(Clone, Debug)]
pub struct BoardColumn<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub count: &'a str,
    pub drop: Option<&'a str>,
    pub tickets: Vec<Ticket<'a>>,
}

#[must_use]
pub fn board(label: &str, columns: &[BoardColumn<'_>]) -> Markup {
    html! {
        div.board role="region" aria-label=(label) tabindex="0" {
            @for column in columns {
                section aria-labelledby=(column.id) data-board-drop=[column.drop] {
                    header { h3 id=(column.id) { (column.title) span.count { (column.count) } } }
                    ol { @for one in &column.tickets { (ticket(one, column.drop.is_some())) } }
                }
            }
        }
    }
}

fn ticket(one: &Ticket<'_>, draggable: bool) -> Markup {
    html! {
        li.ticket data-ticket=(one.id) draggable=[draggable.then_some("true")] {
            a href=(one.href) draggable="false" { (one.title) }
            @if let Some(on) = one.on { span.on.clip { (on) } }
            footer { (one.foot) }
        }
    }
}
