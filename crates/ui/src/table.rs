//! Tables: a column is as wide as its kind, the title takes what is left, and
//! columns leave in order where there is little room.

use crate::element::{Attrs, Element};
use crate::icon::{Icon, icon};
use crate::row::Row;
use maud::{Markup, Render, html};

/// What a column holds decides its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Takes what is left.
    Title,
    Star,
    Mini,
    Number,
    Short,
    Role,
    Date,
    Type,
    When,
    Nr,
    Level,
    Person,
    State,
    Place,
}

impl Kind {
    const fn class(self) -> Option<&'static str> {
        Some(match self {
            Self::Title => return None,
            Self::Star => "c-star",
            Self::Mini => "c-mini",
            Self::Number => "c-num",
            Self::Short => "c-short",
            Self::Role => "c-role",
            Self::Date => "c-date",
            Self::Type => "c-type",
            Self::When => "c-when",
            Self::Nr => "c-nr",
            Self::Level => "c-level",
            Self::Person => "c-person",
            Self::State => "c-state",
            Self::Place => "c-place",
        })
    }
}

/// Which way a list runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Ascending,
    Descending,
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a> {
    pub(crate) kind: Kind,
    label: &'a str,
    leaves: Option<u8>,
    end: bool,
    hidden_label: bool,
    sort: Option<(&'a str, Option<Order>)>,
}

impl<'a> Column<'a> {
    #[must_use]
    pub fn new(kind: Kind, label: &'a str) -> Self {
        Self {
            kind,
            label,
            leaves: None,
            end: matches!(kind, Kind::Number),
            hidden_label: matches!(kind, Kind::Star | Kind::Mini),
            sort: None,
        }
    }

    /// From 4, the first to leave, to 1, the last.
    #[must_use]
    pub fn leaves(mut self, order: u8) -> Self {
        self.leaves = Some(order.clamp(1, 4));
        self
    }

    /// Numbers and years stand right.
    #[must_use]
    pub fn end(mut self) -> Self {
        self.end = true;
        self
    }

    /// The label is only read aloud, or shown after all.
    #[must_use]
    pub fn hidden_label(mut self, hidden: bool) -> Self {
        self.hidden_label = hidden;
        self
    }

    /// The address that sorts by this column, or turns it if it already does.
    #[must_use]
    pub fn sort(mut self, href: &'a str, now: Option<Order>) -> Self {
        self.sort = Some((href, now));
        self
    }

    /// `p1 end`, for the cells below.
    pub(crate) fn classes(&self) -> Vec<&'static str> {
        let mut classes = Vec::new();
        if let Some(order) = self.leaves {
            classes.push(["p1", "p2", "p3", "p4"][usize::from(order - 1)]);
        }
        if self.end {
            classes.push("end");
        }
        classes
    }

    fn col(&self) -> Markup {
        let mut class: Vec<_> = self.classes().into_iter().filter(|c| *c != "end").collect();
        class.extend(self.kind.class());
        html! { col class=[joined(&class)]; }
    }

    fn head(&self) -> Markup {
        let now = self.sort.and_then(|(_, now)| now);
        Element::new("th")
            .attr("scope", "col")
            .opt("class", joined(&self.classes()).as_deref())
            .opt("aria-sort", now.map(|now| if now == Order::Ascending { "ascending" } else { "descending" }))
            .body(html! {
                @match self.sort {
                    Some((href, _)) => a href=(href) {
                        (self.label)
                        @match now {
                            Some(Order::Ascending) => (icon(Icon::Up)),
                            Some(Order::Descending) => (icon(Icon::Down)),
                            None => {}
                        }
                    },
                    None if self.hidden_label => span.sr { (self.label) },
                    None => (self.label),
                }
            })
    }
}

pub(crate) fn joined(classes: &[&str]) -> Option<String> {
    (!classes.is_empty()).then(|| classes.join(" "))
}

/// A table. `caption` is read aloud and says what and in which order.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    caption: &'a str,
    columns: &'a [Column<'a>],
    rows: Vec<Row<'a>>,
    tick_all: Option<&'a str>,
    sticky: bool,
    bleed: bool,
    attrs: Attrs,
}

impl<'a> Table<'a> {
    #[must_use]
    pub fn new(caption: &'a str, columns: &'a [Column<'a>], rows: Vec<Row<'a>>) -> Self {
        Self { caption, columns, rows, tick_all: None, sticky: false, bleed: false, attrs: Attrs::new() }
    }

    /// A page's main list: from edge to edge, its head stays in sight, and the
    /// list keys work in it.
    #[must_use]
    pub fn list(mut self) -> Self {
        self.sticky = true;
        self.bleed = true;
        self.attr("data-list", "")
    }

    /// From edge to edge of its pane.
    #[must_use]
    pub fn bleed(mut self) -> Self {
        self.bleed = true;
        self
    }

    /// Rows can be ticked; the label of the box that ticks all.
    #[must_use]
    pub fn ticks(mut self, all: &'a str) -> Self {
        self.tick_all = Some(all);
        self
    }

    /// An attribute of the table.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.attrs.push(name, value);
        self
    }

    fn head(&self) -> Markup {
        html! {
            colgroup {
                @if self.tick_all.is_some() { col.c-tick; }
                @for column in self.columns { (column.col()) }
            }
            thead {
                tr {
                    @if let Some(all) = self.tick_all {
                        th.tick scope="col" { label { input type="checkbox" data-tick-all aria-label=(all); } }
                    }
                    @for column in self.columns { (column.head()) }
                }
            }
        }
    }
}

impl Render for Table<'_> {
    fn render(&self) -> Markup {
        let class = if self.sticky { "table sticky" } else { "table" };
        let table = Element::new("table").attr("class", class).with(&self.attrs).body(html! {
            caption.sr { (self.caption) }
            (self.head())
            tbody { @for row in &self.rows { (row.markup(self.columns, self.tick_all.is_some())) } }
        });
        html! { div class=(if self.bleed { "tablewrap bleed" } else { "tablewrap" }) { (table) } }
    }
}

/// Rows alone, as an answer that replaces or continues a table's body.
#[must_use]
pub fn rows(columns: &[Column<'_>], rows: &[Row<'_>], ticks: bool) -> Markup {
    html! { @for row in rows { (row.markup(columns, ticks)) } }
}
