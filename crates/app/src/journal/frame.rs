//! The frame of the administration's pages, and what is said on them.

use crate::shell::{self, Nav};
use base::Lang;
use base::error::{Error, Fault};
use base::web::{Ctx, Page};
use maud::{Markup, html};
use ui::{FormError, PageHead, Toast};

/// A page of the administration: `current` is its address in the menu.
pub struct Frame<'a> {
    head: PageHead<'a>,
    title: &'a str,
    way: Vec<(&'a str, &'a str)>,
}

impl<'a> Frame<'a> {
    /// A page with its title.
    pub fn new(_current: &'a str, title: &'a str) -> Frame<'a> {
        Frame { head: PageHead::new(title), title, way: vec![] }
    }

    /// One line on what the page is for.
    pub fn lede(mut self, lede: &'a str) -> Frame<'a> {
        self.head = self.head.lede(lede);
        self
    }

    /// Buttons at the right of the title.
    pub fn actions(mut self, actions: Markup) -> Frame<'a> {
        self.head = self.head.actions(actions);
        self
    }

    /// Chips after the title.
    pub fn chips(mut self, chips: Markup) -> Frame<'a> {
        self.head = self.head.chips(chips);
        self
    }

    /// A page above this one.
    pub fn under(mut self, label: &'a str, href: &'a str) -> Frame<'a> {
        self.way.push((label, href));
        self
    }

    /// The whole page around the content.
    pub fn page(self, ctx: &Ctx, content: Markup) -> Page {
        self.titled(ctx, self.title, content)
    }

    /// The same with another title for the window, such as one that begins with "Error:".
    pub fn titled(&self, ctx: &Ctx, window: &str, content: Markup) -> Page {
        let lang = ctx.lang;
        let mut way = vec![(texts::shell::administration(lang), Some("/admin"))];
        way.extend(self.way.iter().map(|(label, href)| (*label, Some(*href))));
        way.push((self.title, None));
        let main = ui::page(html! { (ui::crumbs(texts::journal::crumbs(lang), &way)) (self.head) (content) });
        shell::page(ctx, Nav::Elsewhere, window, main)
    }
}

/// To another page, which then says what was done.
pub fn done(path: &str, said: &str) -> Page {
    Page::to(path).toast(&Toast { text: said, failed: false, undo: None }.header())
}

/// Field and sentence of each fault.
pub struct Said(Vec<(String, String)>);

impl Said {
    /// In a language.
    pub fn new(lang: Lang, faults: &[Fault]) -> Said {
        Said(faults.iter().map(|f| (f.field.clone(), f.say.text(lang))).collect())
    }

    /// What is wrong with a field.
    pub fn at(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, text)| text.as_str())
    }

    /// The list above the form; nothing where all is well.
    pub fn summary(&self, lang: Lang) -> Markup {
        let errors: Vec<FormError<'_>> = self.0.iter().map(|(field, message)| FormError { field, message }).collect();
        html! { (ui::error_summary(texts::base::invalid(lang), &errors)) }
    }
}

/// The faults to draw a form again with; any other error goes on.
pub fn faults(error: Error) -> base::Result<Vec<Fault>> {
    match error {
        Error::Invalid(faults) => Ok(faults),
        other => Err(other),
    }
}
