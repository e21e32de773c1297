//! Time and chance as parameters: tests and the demo run on a frozen clock and a seeded source.

use jiff::Timestamp;
use parking_lot::Mutex;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use uuid::Uuid;

/// Where the time comes from. Cheap to clone; clones of a frozen clock move together.
#[derive(Clone)]
pub struct Clock(Kind);

#[derive(Clone)]
enum Kind {
    System,
    Frozen(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's own clock.
    pub fn system() -> Clock {
        Clock(Kind::System)
    }

    /// A clock that stands still until `advance` moves it.
    pub fn frozen(at: Timestamp) -> Clock {
        Clock(Kind::Frozen(Arc::new(AtomicI64::new(at.as_microsecond()))))
    }

    /// The time now, in whole microseconds, as both databases keep it.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    pub fn now(&self) -> Timestamp {
        let micros = match &self.0 {
            Kind::System => Timestamp::now().as_microsecond(),
            Kind::Frozen(at) => at.load(Ordering::Relaxed),
        };
        Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Moves a frozen clock on (or back); the system's clock is left alone.
    pub fn advance(&self, seconds: i64) {
        if let Kind::Frozen(at) = &self.0 {
            at.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
        }
    }

    /// Sets a frozen clock; the system's clock is left alone.
    pub fn set(&self, to: Timestamp) {
        if let Kind::Frozen(at) = &self.0 {
            at.store(to.as_microsecond(), Ordering::Relaxed);
        }
    }
}

/// Where ids and secrets come from.
#[derive(Clone)]
pub struct Ids(Arc<Mutex<StdRng>>);

impl Ids {
    /// Seeded by the machine.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for chance")]
    pub fn random() -> Ids {
        Ids(Arc::new(Mutex::new(rand::make_rng())))
    }

    /// Always the same row of ids, for tests and the demo.
    pub fn seeded(seed: u64) -> Ids {
        Ids(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// A UUIDv7 of the clock's time.
    pub fn uuid(&self, clock: &Clock) -> Uuid {
        let millis = u64::try_from(clock.now().as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }

    /// Bytes that nobody can guess (when not seeded).
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.lock().fill_bytes(&mut bytes);
        bytes
    }
}
