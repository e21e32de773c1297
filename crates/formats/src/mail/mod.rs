//! Mails: Internet messages (`.eml`) and Outlook messages (`.msg`), as one value.

mod eml;
mod mapi;
mod msg;
mod packed_rtf;

pub use eml::parse_eml;
pub use msg::parse_msg;

use jiff::Timestamp;

/// A mail, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mail {
    /// Empty if it has none.
    pub subject: String,
    /// The author; `None` in drafts.
    pub from: Option<Person>,
    pub to: Vec<Person>,
    pub cc: Vec<Person>,
    /// When it was sent.
    pub date: Option<Timestamp>,
    /// Without angle brackets.
    pub message_id: Option<String>,
    /// The message this one answers, without angle brackets.
    pub in_reply_to: Option<String>,
    /// The body as text; made from the HTML if there is only that.
    pub body_text: String,
    /// The body as HTML exactly as sent: show it only through
    /// [`crate::safe_html::sanitise`].
    pub body_html: Option<String>,
    pub attachments: Vec<Attachment>,
}

/// Someone in a mail's head.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// Display name; may be empty.
    pub name: String,
    /// Mail address; may be empty, for instance for Exchange users without one.
    pub address: String,
}

/// A file in a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// A cleaned file name, never empty.
    pub name: String,
    /// As the mail says, in lower case; `application/octet-stream` if it doesn't.
    pub media_type: String,
    pub data: Vec<u8>,
}

/// Why a mail can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    #[error("the mail is broken: {0}")]
    Broken(String),
    #[error("the mail is too large or holds too many parts")]
    TooLarge,
}

fn broken(why: &str) -> MailError {
    MailError::Broken(why.into())
}

/// Without brackets and white space; `None` if nothing is left.
fn bare_id(id: &str) -> Option<String> {
    let id = id.trim().trim_matches(['<', '>']).trim();
    (!id.is_empty()).then(|| id.to_string())
}

/// Names for attachments without one, by their media type.
fn attachment_name(name: Option<&str>, media_type: &str, number: usize) -> String {
    match name.map(str::trim).filter(|n| !n.is_empty()) {
        Some(name) => crate::sniff::clean_name(name),
        None => {
            let extension = match media_type {
                "message/rfc822" => "eml",
                "text/plain" => "txt",
                "text/html" => "html",
                "text/calendar" => "ics",
                "image/png" => "png",
                "image/jpeg" => "jpg",
                "application/pdf" => "pdf",
                _ => "bin",
            };
            format!("attachment-{number}.{extension}")
        }
    }
}
