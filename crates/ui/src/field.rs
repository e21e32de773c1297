//! A field: label above, help below, error at the field. As wide as its answer.

use crate::element::{Attrs, Element};
use crate::icon::{Icon, icon};
use crate::picker::Picker;
use maud::{Markup, Render, html};

/// One of several to choose from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choice<'a> {
    pub value: &'a str,
    pub label: &'a str,
    pub chosen: bool,
}

#[derive(Clone, Debug)]
enum Control<'a> {
    Input { kind: &'static str, value: &'a str },
    Date { value: &'a str },
    Textarea { value: &'a str, rows: u8 },
    Select { choices: &'a [Choice<'a>] },
    Picker(Picker<'a>),
    Other(Markup),
}

/// A labelled control. Its id is its name, unless `id` says otherwise.
#[derive(Clone, Debug)]
pub struct Field<'a> {
    name: &'a str,
    id: &'a str,
    label: &'a str,
    control: Control<'a>,
    optional: Option<&'a str>,
    help: Option<&'a str>,
    error: Option<&'a str>,
    short: bool,
    hidden_label: bool,
    attrs: Attrs,
}

impl<'a> Field<'a> {
    fn new(name: &'a str, label: &'a str, control: Control<'a>) -> Self {
        Self {
            name,
            id: name,
            label,
            control,
            optional: None,
            help: None,
            error: None,
            short: false,
            hidden_label: false,
            attrs: Attrs::new(),
        }
    }

    #[must_use]
    pub fn text(name: &'a str, label: &'a str, value: &'a str) -> Self {
        Self::new(name, label, Control::Input { kind: "text", value })
    }

    /// An input of another type, as `email`, `number`, `tel`, `url`, `search`.
    #[must_use]
    pub fn input(kind: &'static str, name: &'a str, label: &'a str, value: &'a str) -> Self {
        Self::new(name, label, Control::Input { kind, value })
    }

    /// Never filled in again after an error.
    #[must_use]
    pub fn password(name: &'a str, label: &'a str) -> Self {
        Self::new(name, label, Control::Input { kind: "password", value: "" })
    }

    /// A date in words the server reads: »2/3«, »i morgen«, »+14«.
    #[must_use]
    pub fn date(name: &'a str, label: &'a str, value: &'a str) -> Self {
        Self::new(name, label, Control::Date { value })
    }

    #[must_use]
    pub fn textarea(name: &'a str, label: &'a str, value: &'a str, rows: u8) -> Self {
        Self::new(name, label, Control::Textarea { value, rows })
    }

    #[must_use]
    pub fn select(name: &'a str, label: &'a str, choices: &'a [Choice<'a>]) -> Self {
        Self::new(name, label, Control::Select { choices })
    }

    /// Choosing one or several by writing part of a name.
    #[must_use]
    pub fn picker(name: &'a str, label: &'a str, picker: Picker<'a>) -> Self {
        Self::new(name, label, Control::Picker(picker))
    }

    /// A control of your own; give it the id that is the field's name.
    #[must_use]
    pub fn other(name: &'a str, label: &'a str, control: Markup) -> Self {
        Self::new(name, label, Control::Other(control))
    }

    #[must_use]
    pub fn id(mut self, id: &'a str) -> Self {
        self.id = id;
        self
    }

    /// Marked »(valgfri)«.
    #[must_use]
    pub fn optional(mut self, mark: &'a str) -> Self {
        self.optional = Some(mark);
        self
    }

    #[must_use]
    pub fn help(mut self, sentence: &'a str) -> Self {
        self.help = Some(sentence);
        self
    }

    /// What to write instead.
    #[must_use]
    pub fn error(mut self, sentence: Option<&'a str>) -> Self {
        self.error = sentence;
        self
    }

    #[must_use]
    pub fn short(mut self) -> Self {
        self.short = true;
        self
    }

    /// The label is only read aloud.
    #[must_use]
    pub fn hidden_label(mut self) -> Self {
        self.hidden_label = true;
        self
    }

    /// An attribute of the control.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.attrs.push(name, value);
        self
    }

    #[must_use]
    pub fn flag(mut self, name: &'static str, on: bool) -> Self {
        self.attrs = self.attrs.flag(name, on);
        self
    }

    /// What every control has: its tie to label, help and error.
    fn tied(&self) -> Attrs {
        let mut described = Vec::new();
        if self.error.is_some() {
            described.push(format!("{}-error", self.id));
        }
        if self.help.is_some() {
            described.push(format!("{}-help", self.id));
        }
        let mut attrs = Attrs::new().set("id", self.id);
        if self.error.is_some() {
            attrs.push("aria-invalid", "true");
        }
        if !described.is_empty() {
            attrs.push("aria-describedby", &described.join(" "));
        }
        attrs.extend(&self.attrs);
        attrs
    }

    fn input_element(&self, kind: &'static str, value: &str) -> Markup {
        let class = if self.short { "input short" } else { "input" };
        Element::new("input")
            .attr("class", class)
            .attr("type", kind)
            .attr("name", self.name)
            .opt("value", (kind != "password").then_some(value))
            .with(&self.tied())
            .void()
    }

    fn control(&self) -> Markup {
        match &self.control {
            Control::Input { kind, value } => self.input_element(kind, value),
            Control::Date { value } => html! {
                div.withicon.short { (icon(Icon::Calendar)) (Element::new("input").attr("class", "input").attr("type", "text").attr("inputmode", "text").attr("autocomplete", "off").attr("name", self.name).attr("value", value).with(&self.tied()).void()) }
            },
            Control::Textarea { value, rows } => Element::new("textarea")
                .attr("class", if *rows < 3 { "textarea low" } else { "textarea" })
                .attr("name", self.name)
                .attr("rows", &rows.to_string())
                .with(&self.tied())
                // A parser drops the first line break after the tag.
                .body(html! { "\n" (value) }),
            Control::Select { choices } => Element::new("select")
                .attr("class", if self.short { "select short" } else { "select" })
                .attr("name", self.name)
                .with(&self.tied())
                .body(options(choices)),
            Control::Picker(picker) => picker.markup(self.name, self.label, &self.tied()),
            Control::Other(markup) => html! { (markup) },
        }
    }
}

impl Render for Field<'_> {
    fn render(&self) -> Markup {
        html! {
            div.field {
                label for=(self.id) class=[self.hidden_label.then_some("sr")] {
                    (self.label)
                    @if let Some(mark) = self.optional { " " span.optional { (mark) } }
                }
                (self.control())
                @if let Some(error) = self.error { (field_error(&format!("{}-error", self.id), error)) }
                @if let Some(help) = self.help { p.help id={ (self.id) "-help" } { (help) } }
            }
        }
    }
}

pub(crate) fn options(choices: &[Choice<'_>]) -> Markup {
    html! { @for choice in choices { option value=(choice.value) selected[choice.chosen] { (choice.label) } } }
}

/// The sentence under a field that is wrong.
#[must_use]
pub fn field_error(id: &str, sentence: &str) -> Markup {
    html! { p.error id=(id) { (icon(Icon::Stop)) (sentence) } }
}
