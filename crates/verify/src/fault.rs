//! What can be wrong, and where.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// The first place where the chain isn't what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The place in the chain, counted from 1.
    pub position: i64,
    /// The event that stands there, when one does.
    pub event_seq: Option<i64>,
    pub why: Why,
}

/// Why a place is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Places are missing: this one was expected.
    Gap { expected: i64 },
    /// A place that was passed already.
    Order { expected: i64 },
    /// The event stood at an earlier place too.
    Twice,
    /// The data isn't what was committed to when the event was written.
    Data,
    /// The hash doesn't follow from the one before and the event: one of them was changed,
    /// removed, exchanged or put in.
    Hash,
    /// The chain isn't the one that this head was exported from.
    Head,
    /// The chain ends before an exported head, which stands at this place.
    CutOff { head: i64 },
    /// A head lies before the end of the chain and wasn't given before the chain was read.
    HeadTooLate { head: i64 },
}

impl Display for Fault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "position {}", self.position)?;
        if let Some(seq) = self.event_seq {
            write!(f, " (event {seq})")?;
        }
        match &self.why {
            Why::Gap { expected } => write!(f, ": position {expected} is missing"),
            Why::Order { expected } => write!(f, ": position {expected} was expected"),
            Why::Twice => write!(f, ": the event stands in the chain before"),
            Why::Data => write!(f, ": the event's data was changed"),
            Why::Hash => write!(f, ": the hash does not follow from what stands before it"),
            Why::Head => write!(f, ": the hash is not that of the exported head"),
            Why::CutOff { head } => write!(f, ": the chain ends here, an exported head stands at {head}"),
            Why::HeadTooLate { head } => write!(f, ": the head at {head} must be given before the chain is read"),
        }
    }
}

impl Error for Fault {}

/// A stored file whose content has another hash than its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFault {
    /// The hash that it has.
    pub found: [u8; 32],
}

impl Display for FileFault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "has the hash {}", blake3::Hash::from_bytes(self.found).to_hex())
    }
}

impl Error for FileFault {}
