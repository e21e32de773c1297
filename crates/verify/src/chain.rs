//! The chain, read from its beginning in the order of its positions.

use crate::fault::{Fault, Why};
use crate::seen::Seen;
use std::collections::BTreeMap;

/// A place in the chain with the event that stands there, as the database holds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Counted from 1.
    pub position: i64,
    pub event_seq: i64,
    /// The chain's hash at this place.
    pub hash: Vec<u8>,
    pub id: [u8; 16],
    /// Microseconds since 1970, UTC.
    pub at: i64,
    pub actor: Option<i64>,
    pub actor_name: String,
    pub via: String,
    pub address: String,
    pub request: String,
    pub kind: String,
    pub object: String,
    pub object_id: String,
    pub case_id: Option<[u8; 16]>,
    pub document_id: Option<[u8; 16]>,
    /// Absent once the data was anonymised: then the data can't be held against its commitment.
    pub salt: Option<Vec<u8>>,
    /// JSON, byte for byte as it was written.
    pub data: String,
    pub commitment: Vec<u8>,
}

/// A place and its hash, exported earlier and kept where the database's keeper can't reach it.
pub type Head = (i64, [u8; 32]);

/// What a sound chain holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The number of events, which is the last position too.
    pub events: i64,
    /// The hash at the end; zeros for an empty chain. With `events` it is a head to export.
    pub hash: [u8; 32],
    /// Events whose salt is gone, so that their data proves nothing. To be compared with the
    /// anonymisations that the log itself tells of.
    pub anonymised: u64,
    /// The place of the first of them.
    pub first_anonymised: Option<i64>,
}

/// Takes the links one by one and stops at the first that is wrong.
#[derive(Debug, Default)]
pub struct Checker {
    position: i64,
    hash: Option<[u8; 32]>,
    anonymised: u64,
    first_anonymised: Option<i64>,
    seen: Seen,
    heads: BTreeMap<i64, [u8; 32]>,
}

impl Checker {
    /// At the beginning of a chain.
    pub fn new() -> Checker {
        Checker::default()
    }

    /// The same, with heads that the chain must pass through.
    pub fn with_heads(heads: impl IntoIterator<Item = Head>) -> Checker {
        Checker { heads: heads.into_iter().collect(), ..Checker::default() }
    }

    /// The next link.
    pub fn push(&mut self, link: &Link) -> Result<(), Fault> {
        let fault = |why| Err(Fault { position: link.position, event_seq: Some(link.event_seq), why });
        let expected = self.position + 1;
        if link.position > expected {
            return fault(Why::Gap { expected });
        }
        if link.position < expected {
            return fault(Why::Order { expected });
        }
        if !self.seen.insert(link.event_seq) {
            return fault(Why::Twice);
        }
        // The hash first: an event that was exchanged whole is told as that, not as changed data.
        let hash = hash(self.hash.as_ref(), link);
        if link.hash != hash {
            return fault(Why::Hash);
        }
        match &link.salt {
            Some(salt) if commitment(salt, &link.data) != link.commitment.as_slice() => return fault(Why::Data),
            Some(_) => {}
            None => {
                self.anonymised += 1;
                self.first_anonymised.get_or_insert(link.position);
            }
        }
        if self.heads.remove(&link.position).is_some_and(|head| head != hash) {
            return fault(Why::Head);
        }
        self.position = link.position;
        self.hash = Some(hash);
        Ok(())
    }

    /// The end of the chain, held against the heads that weren't passed yet and one more.
    pub fn finish(mut self, head: Option<Head>) -> Result<Summary, Fault> {
        let fault = |why| Err(Fault { position: self.position, event_seq: None, why });
        let hash = self.hash.unwrap_or_default();
        match head {
            Some((position, _)) if position < self.position => return fault(Why::HeadTooLate { head: position }),
            Some((position, head)) if position == self.position && head != hash => return fault(Why::Head),
            Some((position, head)) if position > self.position => drop(self.heads.insert(position, head)),
            _ => {}
        }
        if let Some((&head, _)) = self.heads.iter().find(|(position, _)| **position > self.position) {
            return fault(Why::CutOff { head });
        }
        if self.heads.keys().any(|position| *position < 1) {
            return fault(Why::Head);
        }
        Ok(Summary { events: self.position, hash, anonymised: self.anonymised, first_anonymised: self.first_anonymised })
    }
}

fn commitment(salt: &[u8], data: &str) -> [u8; 32] {
    let mut text = Vec::with_capacity(salt.len() + data.len());
    text.extend_from_slice(salt);
    text.extend_from_slice(data.as_bytes());
    blake3::derive_key("ringbind event data v1", &text)
}

fn hash(previous: Option<&[u8; 32]>, link: &Link) -> [u8; 32] {
    let (at, actor) = (link.at.to_le_bytes(), link.actor.map(i64::to_le_bytes));
    let parts: [&[u8]; 14] = [
        previous.map_or(&[], |hash| hash),
        &link.id,
        &at,
        actor.as_ref().map_or(&[], |id| id),
        link.actor_name.as_bytes(),
        link.via.as_bytes(),
        link.address.as_bytes(),
        link.request.as_bytes(),
        link.kind.as_bytes(),
        link.object.as_bytes(),
        link.object_id.as_bytes(),
        link.case_id.as_ref().map_or(&[], |id| id),
        link.document_id.as_ref().map_or(&[], |id| id),
        &link.commitment,
    ];
    let mut text = Vec::with_capacity(parts.iter().map(|part| part.len() + 8).sum());
    for part in parts {
        text.extend_from_slice(&(part.len() as u64).to_le_bytes());
        text.extend_from_slice(part);
    }
    blake3::derive_key("ringbind event chain v1", &text)
}
