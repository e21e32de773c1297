//! History in words, a day at a time, and threads of comments.

use crate::icon::{Icon, icon};
use maud::{Markup, html};

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// »10.02«
    pub time: &'a str,
    /// RFC 3339
    pub datetime: &'a str,
    pub icon: Icon,
    /// Who did what, with names in `b` and things as links.
    pub what: Markup,
    /// Old and new value, as [`change`], or a line more.
    pub change: Option<Markup>,
    /// What was said.
    pub quote: Option<&'a str>,
    /// Through which program or import.
    pub through: Option<&'a str>,
    /// Done with a right beyond the ordinary.
    pub privileged: bool,
}

/// A day; `id` names its heading.
#[must_use]
pub fn day(id: &str, title: &str, entries: &[Entry<'_>]) -> Markup {
    html! {
        div.timeline {
            h2 id=(id) { (title) }
            ol.stack.gap-0 { @for one in entries { (entry(one)) } }
        }
    }
}

/// One line, for lists that grow.
#[must_use]
pub fn entry(one: &Entry<'_>) -> Markup {
    html! {
        li class=[one.privileged.then_some("privileged")] {
            time datetime=(one.datetime) { (one.time) }
            (icon(one.icon))
            div.what {
                (one.what)
                @if let Some(change) = &one.change { span.change { (change) } }
                @if let Some(quote) = one.quote { blockquote { (quote) } }
            }
            span.through { @if let Some(through) = one.through { (through) } }
        }
    }
}

/// Old → new.
#[must_use]
pub fn change(old: Option<&str>, new: Option<&str>) -> Markup {
    html! {
        @if let Some(old) = old { del { (old) } }
        @if old.is_some() && new.is_some() { " → " }
        @if let Some(new) = new { ins { (new) } }
    }
}

/// A comment in a thread.
#[derive(Clone, Debug)]
pub struct Comment<'a> {
    pub id: &'a str,
    pub initials: &'a str,
    pub name: &'a str,
    pub datetime: &'a str,
    pub exact: &'a str,
    pub when: &'a str,
    pub said: Markup,
    /// Small buttons after the time.
    pub actions: Option<Markup>,
}

#[must_use]
pub fn thread(comments: &[Comment<'_>]) -> Markup {
    html! {
        ol.thread.pad-8 {
            @for comment in comments {
                li id=(comment.id) {
                    (crate::chip::avatar(comment.initials))
                    span.by {
                        b { (comment.name) }
                        (crate::chip::time(comment.datetime, comment.exact, comment.when))
                        @if let Some(actions) = &comment.actions { (actions) }
                    }
                    div.said { (comment.said) }
                }
            }
        }
    }
}
