//! The log's entries as they are written. Kinds and data are typed, an enum a slice; words are made
//! on reading, in the reader's language.

use serde::Serialize;
use uuid::Uuid;

/// What an event is about.
#[derive(Debug, Clone)]
pub struct On {
    pub object: &'static str,
    pub id: String,
    pub case: Option<Uuid>,
    pub document: Option<Uuid>,
}

impl On {
    /// A case.
    pub fn case(id: Uuid) -> On {
        On { object: "case", id: id.to_string(), case: Some(id), document: None }
    }

    /// A document of a case.
    pub fn document(case: Uuid, id: Uuid) -> On {
        On { object: "document", id: id.to_string(), case: Some(case), document: Some(id) }
    }

    /// A folder of a case.
    pub fn folder(case: Uuid, id: Uuid) -> On {
        On { object: "folder", id: id.to_string(), case: Some(case), document: None }
    }

    /// Anything that isn't part of a case: a user, a template, a role …
    pub fn thing(object: &'static str, id: impl ToString) -> On {
        On { object, id: id.to_string(), case: None, document: None }
    }
}

/// An event of a slice: an enum that serialises as `{"kind": "case.closed", …}`.
pub trait Event: Serialize + Send + Sync {}

/// The hash that stands for the data in the chain: of the salt, then the data.
pub fn commitment(salt: &[u8], data: &str) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("ringbind event data v1");
    hasher.update(salt);
    hasher.update(data.as_bytes());
    *hasher.finalize().as_bytes()
}

/// What the chain covers of an event.
pub struct Link<'a> {
    pub id: Uuid,
    /// Microseconds since 1970.
    pub at: i64,
    pub actor: Option<i64>,
    pub texts: [&'a str; 7],
    pub case: Option<Uuid>,
    pub document: Option<Uuid>,
    pub commitment: &'a [u8],
}

/// The next hash of the chain. Each part is preceded by its length, so that no two events read alike.
pub fn link(previous: &[u8], event: &Link<'_>) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("ringbind event chain v1");
    let mut part = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    part(previous);
    part(event.id.as_bytes());
    part(&event.at.to_le_bytes());
    part(&event.actor.map(i64::to_le_bytes).map(|b| b.to_vec()).unwrap_or_default());
    for text in event.texts {
        part(text.as_bytes());
    }
    part(event.case.as_ref().map(|id| id.as_bytes().as_slice()).unwrap_or_default());
    part(event.document.as_ref().map(|id| id.as_bytes().as_slice()).unwrap_or_default());
    part(event.commitment);
    *hasher.finalize().as_bytes()
}
