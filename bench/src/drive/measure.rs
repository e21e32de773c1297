//! Many requests of one kind, first by one user and then by eight at once, and how long they took.

use crate::client::Client;
use crate::server::Fallible;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Connections at once, in the second part.
pub const AT_ONCE: usize = 8;
/// Each part ends after so long or so many requests.
const LONGEST: Duration = Duration::from_millis(1500);
const MOST: usize = 400;
/// Before the times are counted.
const WARM: usize = 5;

/// How long requests took, in milliseconds, and how many there were in a second.
#[derive(Debug, Clone, Copy, Default)]
pub struct Times {
    pub p50: f64,
    pub p95: f64,
    pub p99: f64,
    pub rate: f64,
}

impl Times {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "places in a short list")]
    fn of(mut all: Vec<Duration>, took: Duration) -> Times {
        all.sort_unstable();
        let at = |share: f64| {
            let place = (all.len().saturating_sub(1) as f64 * share).round() as usize;
            all.get(place).map_or(0.0, |t| t.as_secs_f64() * 1000.0)
        };
        Times { p50: at(0.5), p95: at(0.95), p99: at(0.99), rate: all.len() as f64 / took.as_secs_f64().max(0.000_001) }
    }
}

/// What was measured of one kind of work for somebody of one width.
#[derive(Debug, Clone)]
pub struct Measured {
    /// The row of the targets that it belongs to.
    pub row: &'static str,
    pub work: String,
    pub width: String,
    pub alone: Times,
    pub eight: Times,
    /// Bytes of an answer, as it came and as a proxy would pack it.
    pub bytes: usize,
    pub packed: usize,
}

/// One request, with the number that it has; gives the answer's text once it was found right.
pub type Ask<'a> = dyn Fn(&Client, usize) -> Fallible<String> + Sync + 'a;

/// Measures; an answer that isn't right ends all of it.
pub fn measure(row: &'static str, work: &str, width: &str, client: &Client, ask: &Ask<'_>) -> Fallible<Measured> {
    let next = AtomicUsize::new(0);
    let number = || next.fetch_add(1, Ordering::Relaxed);
    let mut sample = String::new();
    for _ in 0..WARM {
        sample = ask(client, number())?;
    }
    let (began, mut all) = (Instant::now(), Vec::new());
    while began.elapsed() < LONGEST && all.len() < MOST {
        let now = Instant::now();
        ask(client, number())?;
        all.push(now.elapsed());
    }
    let alone = Times::of(all, began.elapsed());
    let (all, wrong) = (Mutex::new(Vec::new()), Mutex::new(None));
    let clients: Vec<Client> = (0..AT_ONCE).map(|_| client.beside()).collect();
    for client in &clients {
        ask(client, number())?;
    }
    let began = Instant::now();
    std::thread::scope(|scope| {
        for client in &clients {
            scope.spawn(|| {
                let mut mine = Vec::new();
                while began.elapsed() < LONGEST && mine.len() < MOST * 4 {
                    let now = Instant::now();
                    match ask(client, number()) {
                        Ok(_) => mine.push(now.elapsed()),
                        Err(error) => {
                            if let Ok(mut wrong) = wrong.lock() {
                                *wrong = Some(error);
                            }
                            return;
                        }
                    }
                }
                if let Ok(mut all) = all.lock() {
                    all.extend(mine);
                }
            });
        }
    });
    let took = began.elapsed();
    if let Some(error) = wrong.into_inner().unwrap_or_default() {
        return Err(error);
    }
    let eight = Times::of(all.into_inner().unwrap_or_default(), took);
    eprintln!("{work}, {width}: {:.1} / {:.1} ms, {:.0} a second", alone.p50, alone.p99, eight.rate);
    Ok(Measured { row, work: work.to_owned(), width: width.to_owned(), alone, eight, bytes: sample.len(), packed: packed(&sample)? })
}

fn packed(text: &str) -> Fallible<usize> {
    use std::io::Write;
    let mut packing = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packing.write_all(text.as_bytes())?;
    Ok(packing.finish()?.len())
}
