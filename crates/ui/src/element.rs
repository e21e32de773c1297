//! An element with a list of attributes that isn't known when the markup is
//! written. Values are escaped; names are the program's own.

use maud::{Escaper, Markup, PreEscaped, Render};
use std::fmt::Write as _;

/// Attributes, escaped as they are added.
#[derive(Clone, Debug, Default)]
pub struct Attrs(String);

impl Attrs {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn set(mut self, name: &'static str, value: &str) -> Self {
        self.push(name, value);
        self
    }

    #[must_use]
    pub fn flag(mut self, name: &'static str, on: bool) -> Self {
        if on {
            self.0.push(' ');
            self.0.push_str(name);
        }
        self
    }

    #[must_use]
    pub fn opt(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.set(name, value),
            None => self,
        }
    }

    pub(crate) fn push(&mut self, name: &'static str, value: &str) {
        self.0.push(' ');
        self.0.push_str(name);
        self.0.push_str("=\"");
        // Writing to a string can't fail.
        let _ = Escaper::new(&mut self.0).write_str(value);
        self.0.push('"');
    }

    pub(crate) fn extend(&mut self, other: &Self) {
        self.0.push_str(&other.0);
    }
}

/// An opening tag under way.
#[derive(Clone, Debug)]
pub struct Element {
    name: &'static str,
    attrs: Attrs,
}

impl Element {
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Self { name, attrs: Attrs::default() }
    }

    #[must_use]
    pub fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.attrs.push(name, value);
        self
    }

    #[must_use]
    pub fn opt(mut self, name: &'static str, value: Option<&str>) -> Self {
        self.attrs = self.attrs.opt(name, value);
        self
    }

    #[must_use]
    pub fn flag(mut self, name: &'static str, on: bool) -> Self {
        self.attrs = self.attrs.flag(name, on);
        self
    }

    #[must_use]
    pub fn with(mut self, attrs: &Attrs) -> Self {
        self.attrs.extend(attrs);
        self
    }

    /// Closes the tag around its content.
    #[must_use]
    pub fn body(self, content: impl Render) -> Markup {
        let mut out = format!("<{}{}>", self.name, self.attrs.0);
        content.render_to(&mut out);
        out.push_str("</");
        out.push_str(self.name);
        out.push('>');
        PreEscaped(out)
    }

    /// A tag that has no content, as `input`.
    #[must_use]
    pub fn void(self) -> Markup {
        PreEscaped(format!("<{}{}>", self.name, self.attrs.0))
    }
}
