//! The rows of a table. Cells take their column's classes.

use crate::element::{Attrs, Element};
use crate::icon::{Icon, icon};
use crate::table::{Column, joined};
use maud::{Markup, Render, html};

/// What stands in a cell.
#[derive(Clone, Debug)]
pub struct Cell {
    class: &'static str,
    body: Markup,
}

impl Cell {
    #[must_use]
    pub fn new(content: impl Render) -> Self {
        Self { class: "", body: html! { (content) } }
    }

    /// Describes rather than names.
    #[must_use]
    pub fn dim(content: impl Render) -> Self {
        Self { class: "dim", body: html! { (content) } }
    }

    #[must_use]
    pub fn empty() -> Self {
        Self::new("")
    }

    /// A button for the row, at its end.
    #[must_use]
    pub fn action(content: impl Render) -> Self {
        Self { class: "rowact", body: html! { (content) } }
    }

    /// As the favourite's star.
    #[must_use]
    pub fn tick(content: impl Render) -> Self {
        Self { class: "tick", body: html! { (content) } }
    }

    /// May take several lines.
    #[must_use]
    pub fn wrap(content: impl Render) -> Self {
        Self { class: "wrap", body: html! { (content) } }
    }
}

/// The cell a row is known by.
#[derive(Clone, Debug)]
pub struct Title<'a> {
    href: &'a str,
    text: &'a str,
    icon: Option<Markup>,
    marks: Option<Markup>,
    sub: Option<Markup>,
    indent: bool,
    folder: Option<(bool, &'a str, &'a str)>,
    attrs: Attrs,
}

impl<'a> Title<'a> {
    #[must_use]
    pub fn new(text: &'a str, href: &'a str) -> Self {
        Self { href, text, icon: None, marks: None, sub: None, indent: false, folder: None, attrs: Attrs::new() }
    }

    /// As a file's icon, before the title.
    #[must_use]
    pub fn icon(mut self, icon: impl Render) -> Self {
        self.icon = Some(html! { (icon) });
        self
    }

    /// As a lock or who has checked out, after the title.
    #[must_use]
    pub fn marks(mut self, marks: impl Render) -> Self {
        self.marks = Some(html! { (marks) });
        self
    }

    /// Says the rest where columns have left.
    #[must_use]
    pub fn below(mut self, line: impl Render) -> Self {
        self.sub = Some(html! { (line) });
        self
    }

    /// Lies in the folder above.
    #[must_use]
    pub fn indent(mut self) -> Self {
        self.indent = true;
        self
    }

    /// A folder that opens by loading its rows from `url`; `label` reads
    /// »Mappen Tegninger«.
    #[must_use]
    pub fn folder(mut self, open: bool, label: &'a str, url: &'a str) -> Self {
        self.folder = Some((open, label, url));
        self
    }

    /// An attribute of the link.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.attrs.push(name, value);
        self
    }

    #[must_use]
    pub fn cell(self) -> Cell {
        Cell { class: if self.indent { "indent" } else { "" }, body: self.markup() }
    }

    fn markup(&self) -> Markup {
        let link = Element::new("a").attr("href", self.href).attr("title", self.text).with(&self.attrs).body(self.text);
        html! {
            span class=(if self.folder.is_some() { "title folder" } else { "title" }) {
                @if let Some((open, label, url)) = self.folder {
                    button.twist type="button" aria-expanded=(if open { "true" } else { "false" }) aria-label=(label) data-twist=(url) { (icon(Icon::Right)) }
                    (crate::icon::icon_large(Icon::Folder))
                }
                @if let Some(icon) = &self.icon { (icon) }
                (link)
                @if let Some(marks) = &self.marks { (marks) }
            }
            @if let Some(sub) = &self.sub { span.sub { (sub) } }
        }
    }
}

/// A row's tick box.
#[derive(Clone, Copy, Debug)]
struct Tick<'a> {
    form: &'a str,
    value: &'a str,
    label: &'a str,
    on: bool,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub struct Row<'a> {
    cells: Vec<Cell>,
    tick: Option<Tick<'a>>,
    chosen: bool,
    off: bool,
    group: Option<&'a str>,
    attrs: Attrs,
}

impl<'a> Row<'a> {
    #[must_use]
    pub fn new(cells: Vec<Cell>) -> Self {
        Self { cells, ..Self::default() }
    }

    /// A row that heads a group, with an empty cell for each other column.
    #[must_use]
    pub fn heading(title: &'a str) -> Self {
        Self { group: Some(title), ..Self::default() }
    }

    /// Ticking adds `id=value` to the form with id `form`, the bulk bar's.
    #[must_use]
    pub fn tick(mut self, form: &'a str, value: &'a str, label: &'a str, on: bool) -> Self {
        self.tick = Some(Tick { form, value, label, on });
        self
    }

    /// Shown at the right by the space key or a click beside the title.
    #[must_use]
    pub fn preview(self, url: &str) -> Self {
        self.attr("data-preview", url)
    }

    /// Shown in the preview just now.
    #[must_use]
    pub fn chosen(mut self, on: bool) -> Self {
        self.chosen = on;
        self
    }

    /// Out of reach, toned down.
    #[must_use]
    pub fn off(mut self, on: bool) -> Self {
        self.off = on;
        self
    }

    /// An attribute of the row.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.attrs.push(name, value);
        self
    }

    pub(crate) fn markup(&self, columns: &[Column<'_>], ticks: bool) -> Markup {
        let class = match (self.group, self.chosen, self.off) {
            (Some(_), ..) => Some("grouprow"),
            (_, true, _) => Some("chosen"),
            (_, _, true) => Some("off"),
            _ => None,
        };
        Element::new("tr").opt("class", class).with(&self.attrs).body(html! {
            @if ticks { (self.tick_cell()) }
            @for (nr, column) in columns.iter().enumerate() { (self.cell(nr, column, columns)) }
        })
    }

    fn tick_cell(&self) -> Markup {
        html! {
            td.tick {
                @if let Some(tick) = self.tick {
                    label { input type="checkbox" name="id" value=(tick.value) form=(tick.form) aria-label=(tick.label) checked[tick.on] autocomplete="off"; }
                }
            }
        }
    }

    fn cell(&self, nr: usize, column: &Column<'_>, columns: &[Column<'_>]) -> Markup {
        if let Some(title) = self.group {
            let heads = columns.iter().position(|c| c.kind == crate::table::Kind::Title).unwrap_or(0);
            if nr == heads {
                return html! { th scope="rowgroup" { (title) } };
            }
        }
        let mut classes = Vec::new();
        let cell = self.cells.get(nr);
        classes.extend(cell.map(|c| c.class).filter(|c| !c.is_empty()));
        classes.extend(column.classes());
        html! { td class=[joined(&classes)] { @if let Some(cell) = cell { (cell.body) } } }
    }
}
