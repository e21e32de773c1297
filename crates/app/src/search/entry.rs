//! What the index keeps of a case and of a document: made of what the feed reads, or of what an import has just written.

use base::search::{Entry, OPEN};
use base::{Timestamp, Uuid, date};

base::row! {
    /// A case as the index is told of it; `key_name` is code and title of its key.
    #[derive(Debug, Clone)]
    pub struct CaseFacts {
        pub number: String,
        pub archive_number: String,
        pub title: String,
        pub description: String,
        pub status: i64,
        pub owner: i64,
        pub owner_name: String,
        pub type_id: i64,
        pub template_id: i64,
        pub restricted: bool,
        pub key_name: String,
        pub changed: Timestamp,
        pub created: Timestamp,
    }
}

base::row! {
    /// A document as the index is told of it.
    #[derive(Debug, Clone)]
    pub struct DocumentFacts {
        pub case_id: Uuid,
        pub title: String,
        pub description: String,
        pub status: i64,
        pub type_id: i64,
        pub handler: i64,
        pub limited: bool,
        pub sender: String,
        pub receivers: String,
        pub main_version: Option<Uuid>,
        pub changed: Timestamp,
        pub created: Timestamp,
    }
}

/// A number as the index keeps it.
pub(super) fn number(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

fn year(at: Timestamp) -> u64 {
    number(date::local(at).year().into())
}

/// A case with its members, each with a level.
pub fn of_case(id: Uuid, c: CaseFacts, members: &[(i64, i64)]) -> Entry {
    Entry {
        kind: 0,
        id,
        case: id,
        scopes: scopes(&c, members),
        limits: None,
        title: c.title,
        numbers: vec![c.number, c.archive_number],
        text: format!("{}\n{}\n{}", c.description, c.key_name, c.owner_name),
        type_id: number(c.type_id),
        status: number(c.status),
        owner: number(c.owner),
        year: year(c.created),
        changed: number(c.changed.as_microsecond()),
    }
}

/// A document of a case; `text` begins with its registration.
pub fn of_document(id: Uuid, d: DocumentFacts, c: &CaseFacts, members: &[(i64, i64)], limits: Option<Vec<u64>>, text: String) -> Entry {
    Entry {
        kind: 1,
        id,
        case: d.case_id,
        scopes: scopes(c, members),
        limits,
        title: d.title,
        numbers: vec![],
        text,
        type_id: number(d.type_id),
        status: number(d.status),
        owner: number(d.handler),
        year: year(d.created),
        changed: number(d.changed.as_microsecond()),
    }
}

/// What can be read in a document's registration; the texts of its files follow.
pub fn registration(d: &DocumentFacts) -> String {
    format!("{}\n{}\n{}\n", d.description, d.sender, d.receivers)
}

/// Who sees a case.
fn scopes(c: &CaseFacts, members: &[(i64, i64)]) -> Vec<u64> {
    let mut scopes = vec![OPEN, number(c.owner)];
    if !c.restricted {
        scopes.push(number(c.template_id));
    }
    scopes.extend(members.iter().map(|(principal, _)| number(*principal)));
    scopes
}
