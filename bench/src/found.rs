//! From a file on a case to its being found by a word inside: text read, indexed, searched with rights.

use crate::client::Client;
use crate::server::{Fallible, Server, folder};
use rusqlite::{Connection, OpenFlags};
use serde_json::json;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

/// As many at once as a browser sends.
const AT_ONCE: usize = 3;

/// Files put on a case one by one, and then many by three at a time, as a folder that is dropped.
pub fn run(files: usize) -> Fallible<()> {
    let (server, _) = Server::start(folder("found"), &["--demo"])?;
    let client = Client::sign_in(&server.url, "Mette Rahbek")?;
    let template = client.json("/api/v1/templates").ok().and_then(|t| t[0]["id"].as_i64()).unwrap_or(0);
    let made = client.post("/api/v1/cases", &json!({ "template": template, "title": "Måling" }))?;
    let case = made["id"].as_str().ok_or("no case")?.to_owned();
    let mut alone = Vec::new();
    for n in 0..20 {
        let word = put(&client, &case, "enkelt", n)?;
        alone.push(found(&client, &word, Instant::now())?);
    }
    crate::told("one file, from its last byte to found by a word inside", alone);
    let next = AtomicUsize::new(0);
    let counted = Mutex::new(Vec::new());
    let (began, sent) = (Instant::now(), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= files {
                        return;
                    }
                    match put(&client, &case, "mappe", n) {
                        Ok(_) => drop(sent.fetch_add(1, Ordering::Relaxed)),
                        Err(error) => eprintln!("{error}"),
                    }
                }
            });
        }
        scope.spawn(|| {
            let mut seen = 0;
            while seen < files && began.elapsed() < Duration::from_secs(120) {
                let total = client.json("/api/v1/search?q=mappeord").ok().and_then(|found| found["total"].as_u64()).unwrap_or(0);
                let total = usize::try_from(total).unwrap_or(0).min(files);
                if let Ok(mut all) = counted.lock() {
                    all.extend((seen..total).map(|_| SystemTime::now()));
                }
                seen = seen.max(total);
                std::thread::sleep(Duration::from_millis(20));
            }
        });
    });
    println!("{} files: all there and found after {:.1} s", sent.load(Ordering::Relaxed), began.elapsed().as_secs_f64());
    let (found, read) = (counted.into_inner().unwrap_or_default(), read_at(&server.database())?);
    let lags = found.iter().zip(&read).map(|(found, read)| found.duration_since(*read).unwrap_or_default());
    crate::told("each of many, from its text being read to found", lags.collect());
    Ok(())
}

/// When the program says that the texts were read, in order.
fn read_at(database: &Path) -> Fallible<Vec<SystemTime>> {
    let db = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut asked = db.prepare(
        "SELECT max(e.at) AS read FROM event e JOIN document d ON d.id = e.document_id
         WHERE e.kind = 'document.text_read' AND d.title LIKE 'mappe-%' GROUP BY d.id ORDER BY read",
    )?;
    let all: Vec<i64> = asked.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(all.into_iter().filter_map(|at| Some(SystemTime::UNIX_EPOCH + Duration::from_micros(u64::try_from(at).ok()?))).collect())
}

/// A text with a word that stands nowhere else.
fn put(client: &Client, case: &str, what: &str, n: usize) -> Fallible<String> {
    let word = format!("{what}{n}kvalifikation{}", n * 7919);
    let text = format!(
        "Referat af møde nr. {n}\n\n{}\nSagens ord er {word} og {what}ord.\n",
        "Udvalget drøftede sagen og tog orienteringen til efterretning. ".repeat(60)
    );
    client.upload(case, &format!("{what}-{n}.txt"), text.as_bytes())?;
    Ok(word)
}

/// Asks until it is found.
fn found(client: &Client, word: &str, since: Instant) -> Fallible<Duration> {
    while since.elapsed() < Duration::from_secs(60) {
        if client.json(&format!("/api/v1/search?q={word}"))?["total"] == 1 {
            return Ok(since.elapsed());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Err(format!("{word} is not found").into())
}
