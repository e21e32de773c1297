//! Small words that say what something is: state, tag, person, badge.

use crate::icon::{Icon, icon, icon_said};
use maud::{Markup, html};

/// The state of a case, a document, a task or a run. Colour, shape and word
/// always go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Active,
    Passive,
    Closed,
    Archived,
    Draft,
    Final,
    Todo,
    Running,
    Waiting,
    Done,
    Late,
    Failed,
    /// Restricted access; only as a chip.
    Locked,
}

impl State {
    const fn drawn(self) -> (&'static str, Icon) {
        match self {
            Self::Active => ("active", Icon::StateActive),
            Self::Passive => ("passive", Icon::StatePassive),
            Self::Closed => ("closed", Icon::StateClosed),
            Self::Archived => ("archived", Icon::StateArchived),
            Self::Draft => ("draft", Icon::StateDraft),
            Self::Final => ("final", Icon::StateFinal),
            Self::Todo => ("todo", Icon::StateTodo),
            Self::Running => ("running", Icon::StateRun),
            Self::Waiting => ("waiting", Icon::StateWait),
            Self::Done => ("done", Icon::StateFinal),
            Self::Late => ("late", Icon::Clock),
            Self::Failed => ("failed", Icon::Stop),
            Self::Locked => ("locked", Icon::Lock),
        }
    }
}

/// In rows: shape and word, no ground.
#[must_use]
pub fn state(kind: State, word: &str) -> Markup {
    let (class, symbol) = kind.drawn();
    html! { span class={ "state " (class) } { (icon(symbol)) (word) } }
}

/// In rows where only the shape has room; the word is read aloud.
#[must_use]
pub fn state_shape(kind: State, word: &str) -> Markup {
    let (class, symbol) = kind.drawn();
    html! { span class={ "state " (class) } title=(word) { (icon(symbol)) span.sr { (word) } } }
}

/// A late deadline: the date in red with a clock; `said` is read after it.
#[must_use]
pub fn late(date: &str, said: &str) -> Markup {
    html! { span.state.late title=(said) { (icon(Icon::Clock)) (date) span.sr { " " (said) } } }
}

/// Once, in the head of the thing it describes.
#[must_use]
pub fn chip(kind: State, word: &str) -> Markup {
    let (class, symbol) = kind.drawn();
    html! { span class={ "chip " (class) } { (icon(symbol)) (word) } }
}

/// A person's own word.
#[must_use]
pub fn tag(word: &str) -> Markup {
    html! { span.tag { (word) } }
}

#[must_use]
pub fn avatar(initials: &str) -> Markup {
    html! { span.avatar aria-hidden="true" { (initials) } }
}

#[must_use]
pub fn avatar_large(initials: &str) -> Markup {
    html! { span.avatar.l aria-hidden="true" { (initials) } }
}

#[must_use]
pub fn person(initials: &str, name: &str) -> Markup {
    html! { span.person { (avatar(initials)) (name) } }
}

#[must_use]
pub fn group(initials: &str, name: &str) -> Markup {
    html! { span.person { span.avatar.group aria-hidden="true" { (initials) } (name) } }
}

/// A case owned by a group; `said` follows the name: »ikke tildelt«.
#[must_use]
pub fn unassigned(group: &str, said: &str, title: &str) -> Markup {
    html! { span.unassigned title=(title) { (icon(Icon::Users)) span.clip { (group) } span.sr { ", " (said) } } }
}

/// Restricted access, after a title.
#[must_use]
pub fn lock(word: &str) -> Markup {
    icon_said(Icon::Lock, word)
}

/// Who has checked a document out, after its title.
#[must_use]
pub fn checked_out(initials: &str, said: &str, title: &str) -> Markup {
    html! {
        span.by title=(title) { (icon(Icon::Checkout)) span aria-hidden="true" { (initials) } span.sr { (said) } }
    }
}

/// A plain muted figure.
#[must_use]
pub fn count(number: &str) -> Markup {
    html! { span.count { (number) } }
}

/// What is unread; `said` is read after the number.
#[must_use]
pub fn badge_new(number: &str, said: &str) -> Markup {
    html! { span.badge.new { (number) span.sr { " " (said) } } }
}

/// Something unread, with its word.
#[must_use]
pub fn unread(word: &str) -> Markup {
    html! { span.sr { (word) } span.unread aria-hidden="true" {} }
}

/// A time: exact in `datetime` (RFC 3339) and in the title, told in `words`.
#[must_use]
pub fn time(datetime: &str, exact: &str, words: &str) -> Markup {
    html! { time datetime=(datetime) title=(exact) { (words) } }
}
