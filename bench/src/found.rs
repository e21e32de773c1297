//! From a file on a case to its being found by a word inside: text read, indexed, searched with rights.

use crate::client::Client;
use crate::server::{Fallible, Server, folder};
use serde_json::json;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

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
    let (next, times) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let sent = Mutex::new(Vec::new());
    let began = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= files {
                        return;
                    }
                    match put(&client, &case, "mappe", n) {
                        Ok(word) => sent.lock().map(|mut all| all.push((word, Instant::now()))).unwrap_or_default(),
                        Err(error) => eprintln!("{error}"),
                    }
                }
            });
        }
        scope.spawn(|| {
            let mut seen = 0;
            while seen < files && began.elapsed() < Duration::from_secs(120) {
                let Some((word, at)) = sent.lock().ok().and_then(|all| all.get(seen).cloned()) else {
                    std::thread::sleep(Duration::from_millis(5));
                    continue;
                };
                match found(&client, &word, at) {
                    Ok(took) => times.lock().map(|mut all| all.push(took)).unwrap_or_default(),
                    Err(error) => eprintln!("{error}"),
                }
                seen += 1;
            }
        });
    });
    println!("{files} files: all there and found after {:.1} s", began.elapsed().as_secs_f64());
    crate::told("each of many, from its last byte to found by a word inside", times.into_inner().unwrap_or_default());
    Ok(())
}

/// A text with a word that stands nowhere else.
fn put(client: &Client, case: &str, what: &str, n: usize) -> Fallible<String> {
    let word = format!("{what}{n}kvalifikation{}", n * 7919);
    let text = format!(
        "Referat af møde nr. {n}\n\n{}\nSagens ord er {word}.\n",
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
