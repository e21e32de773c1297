//! What is wrong with a form, in the reader's words: at the top, and at each field.

use base::Lang;
use base::error::Fault;
use maud::{Markup, html};
use ui::FormError;

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
pub fn faults(error: base::Error) -> base::Result<Vec<Fault>> {
    match error {
        base::Error::Invalid(faults) => Ok(faults),
        other => Err(other),
    }
}
