//! What can go wrong, as a capability says it; the edge turns it into a page or a problem document.

use std::fmt;
use std::io::ErrorKind;
use std::sync::Arc;
use texts::Lang;

/// The result of everything that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A sentence in the reader's language.
#[derive(Clone)]
pub struct Say(Arc<dyn Fn(Lang) -> String + Send + Sync>);

impl Say {
    /// From a function of the language, usually one of `texts`.
    pub fn new<S: Into<String>>(text: impl Fn(Lang) -> S + Send + Sync + 'static) -> Say {
        Say(Arc::new(move |lang| text(lang).into()))
    }

    /// The sentence in a language.
    pub fn text(&self, lang: Lang) -> String {
        (self.0)(lang)
    }
}

impl fmt::Debug for Say {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.text(Lang::En))
    }
}

/// What is wrong with one field of a form; an empty field name speaks of the whole.
#[derive(Debug, Clone)]
pub struct Fault {
    pub field: String,
    pub say: Say,
}

/// Why it was not done. Nothing was changed.
#[derive(Debug)]
pub enum Error {
    /// Missing, or hidden from this actor: one answer for both.
    NotFound,
    /// Seen, but this may not be done with it.
    Forbidden,
    /// Nobody is signed in.
    SignIn,
    /// Changed by someone else meanwhile.
    Conflict,
    /// The input is wrong; each fault names its field.
    Invalid(Vec<Fault>),
    /// It can't be done as things stand, and why.
    Refused(Say),
    /// The same content is there already; where.
    Double { url: String, title: String },
    /// A uniqueness rule of the database, by its name.
    Taken(String),
    /// Too much at once, or a lock that was not to be had: try again.
    Busy,
    /// Larger than allowed.
    TooLarge,
    /// The database or the store of files doesn't answer; the cause goes to the log.
    Unavailable(Box<dyn std::error::Error + Send + Sync>),
    /// The disk takes no more; the cause goes to the log.
    Full(Box<dyn std::error::Error + Send + Sync>),
    /// Our own fault or the machine's; the cause goes to the log, never to the user.
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// An internal error with a cause in words.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
        Error::Internal(cause.into())
    }

    /// The database or the store of files doesn't answer.
    pub fn unavailable(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
        Error::Unavailable(cause.into())
    }

    /// Whether it lies in what the program stands on, and the same succeeds when that is well again.
    pub fn passes(&self) -> bool {
        matches!(self, Error::Busy | Error::Unavailable(_) | Error::Full(_))
    }

    /// One fault at one field.
    pub fn field<S: Into<String>>(field: &str, text: impl Fn(Lang) -> S + Send + Sync + 'static) -> Error {
        Error::Invalid(vec![Fault { field: field.to_owned(), say: Say::new(text) }])
    }

    /// It can't be done as things stand.
    pub fn refused<S: Into<String>>(text: impl Fn(Lang) -> S + Send + Sync + 'static) -> Error {
        Error::Refused(Say::new(text))
    }

    /// The same faults, all said of this field: what a program sent by another name than the rule's.
    #[must_use]
    pub fn at(mut self, field: &str) -> Error {
        if let Error::Invalid(faults) = &mut self {
            faults.iter_mut().for_each(|f| field.clone_into(&mut f.field));
        }
        self
    }

    /// Turns a breach of the named uniqueness rule into a fault at a field.
    pub fn taken_at<S: Into<String>>(self, rule: &str, field: &str, text: impl Fn(Lang) -> S + Send + Sync + 'static) -> Error {
        match self {
            Error::Taken(name) if name.contains(rule) => Error::field(field, text),
            other => other,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Internal(cause) | Error::Unavailable(cause) | Error::Full(cause) => write!(f, "{cause}"),
            other => write!(f, "{other:?}"),
        }
    }
}

impl std::error::Error for Error {}

/// Whether the disk, a quota or a limit on files said that there is no more room.
pub(crate) fn full(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge)
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Error {
        if full(&error) { Error::Full(error.into()) } else { Error::internal(error) }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Error {
        Error::internal(error)
    }
}
