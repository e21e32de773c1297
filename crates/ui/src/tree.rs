//! A tree: one flat list of items with their level, one of them in the tab
//! order. The script gives it the keys.

use crate::element::{Attrs, Element};
use crate::icon::{Icon, icon};
use maud::{Markup, Render, html};

/// A branch or leaf. Levels begin at 1.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    level: u8,
    name: &'a str,
    href: &'a str,
    code: Option<&'a str>,
    count: Option<(&'a str, &'a str)>,
    open: Option<bool>,
    children: Option<&'a str>,
    selected: bool,
    closed: Option<&'a str>,
    add: Option<(&'a str, &'a str)>,
    attrs: Attrs,
}

impl<'a> Node<'a> {
    #[must_use]
    pub fn new(level: u8, name: &'a str, href: &'a str) -> Self {
        Self {
            level: level.max(1),
            name,
            href,
            code: None,
            count: None,
            open: None,
            children: None,
            selected: false,
            closed: None,
            add: None,
            attrs: Attrs::new(),
        }
    }

    /// »6.4«
    #[must_use]
    pub fn code(mut self, code: &'a str) -> Self {
        self.code = Some(code);
        self
    }

    /// A figure and the word read after it.
    #[must_use]
    pub fn count(mut self, figure: &'a str, said: &'a str) -> Self {
        self.count = Some((figure, said));
        self
    }

    /// Has children, that follow if it's open.
    #[must_use]
    pub fn branch(mut self, open: bool) -> Self {
        self.open = Some(open);
        self
    }

    /// Has children, to be loaded from `url` as items one level deeper.
    #[must_use]
    pub fn lazy(mut self, url: &'a str) -> Self {
        self.open = Some(false);
        self.children = Some(url);
        self
    }

    #[must_use]
    pub fn selected(mut self, on: bool) -> Self {
        self.selected = on;
        self
    }

    /// Takes nothing new; the word says so.
    #[must_use]
    pub fn closed(mut self, word: &'a str) -> Self {
        self.closed = Some(word);
        self
    }

    /// A plus at the right, with its title and address; also the `n` key.
    #[must_use]
    pub fn add(mut self, title: &'a str, href: &'a str) -> Self {
        self.add = Some((title, href));
        self
    }

    /// An attribute of the item, as `data-folder`.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.attrs.push(name, value);
        self
    }

    fn markup(&self, in_tab_order: bool) -> Markup {
        let truth = |on: bool| if on { "true" } else { "false" };
        Element::new("li")
            .attr("role", "treeitem")
            .attr("aria-level", &self.level.to_string())
            .opt("aria-expanded", self.open.map(truth))
            .attr("aria-selected", truth(self.selected))
            .attr("tabindex", if in_tab_order { "0" } else { "-1" })
            .opt("class", self.closed.map(|_| "closed"))
            .attr("data-href", self.href)
            .opt("data-children", self.children)
            .opt("data-add", self.add.map(|(_, href)| href))
            .with(&self.attrs)
            .body(html! {
                div.node {
                    span.twist { @if self.open.is_some() { (icon(Icon::Right)) } }
                    @if let Some(code) = self.code { span.code { (code) } }
                    span.name title=(self.name) { (self.name) }
                    @if let Some(word) = self.closed { span.small.muted { (word) } }
                    @if let Some((figure, said)) = self.count { span.count { (figure) span.sr { " " (said) } } }
                    @if let Some((title, _)) = self.add { span.add title=(title) { (icon(Icon::Plus)) } }
                }
            })
    }
}

/// The tree. The selected node, or else the first, is in the tab order.
#[must_use]
pub fn tree(label: &str, nodes: &[Node<'_>]) -> Markup {
    let entry = nodes.iter().position(|node| node.selected).unwrap_or(0);
    html! {
        ul.tree role="tree" aria-label=(label) data-tree {
            @for (nr, node) in nodes.iter().enumerate() { (node.markup(nr == entry)) }
        }
    }
}

impl Render for Node<'_> {
    fn render(&self) -> Markup {
        self.markup(false)
    }
}

/// A lazy node's children, as the answer to its address.
#[must_use]
pub fn tree_children(nodes: &[Node<'_>]) -> Markup {
    html! { @for node in nodes { (node) } }
}
