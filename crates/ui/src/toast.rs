//! About what you just did. Sent in the `HX-Trigger` header of an answer, or
//! written into the page that follows.

use maud::{Markup, html};

/// A message that goes away by itself.
#[derive(Clone, Copy, Debug)]
pub struct Toast<'a> {
    pub text: &'a str,
    pub failed: bool,
    /// »Fortryd« and the address to post to.
    pub undo: Option<(&'a str, &'a str)>,
}

impl Toast<'_> {
    /// The value of the `HX-Trigger` header. Plain ASCII, as headers must be.
    #[must_use]
    pub fn header(&self) -> String {
        let undo =
            self.undo.map_or_else(String::new, |(label, url)| format!(",\"undo\":{{\"label\":{},\"url\":{}}}", json(label), json(url)));
        format!("{{\"toast\":{{\"text\":{},\"failed\":{}{undo}}}}}", json(self.text), self.failed)
    }

    /// In a page that is shown after a redirect; the script moves it in place.
    #[must_use]
    pub fn markup(&self) -> Markup {
        html! {
            div data-toast=(self.text) data-failed[self.failed] data-undo-label=[self.undo.map(|u| u.0)] data-undo-url=[self.undo.map(|u| u.1)] hidden {}
        }
    }
}

/// A JSON string in ASCII.
fn json(text: &str) -> String {
    let mut out = String::from("\"");
    for unit in text.encode_utf16() {
        match u8::try_from(unit) {
            Ok(b'"') => out.push_str("\\\""),
            Ok(b'\\') => out.push_str("\\\\"),
            Ok(byte) if (b' '..=b'~').contains(&byte) => out.push(char::from(byte)),
            _ => out.push_str(&format!("\\u{unit:04x}")),
        }
    }
    out.push('"');
    out
}
