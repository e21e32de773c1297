//! What the patterns of numbers make next, told without taking a number: the counters are read only, so
//! that a page can show it to whoever may read and waits for nobody who writes. The numbers themselves
//! are made in `cases/number.rs`; a test holds both against each other.

use crate::cases::number;
use base::web::Ctx;
use base::{Actor, Reader, Result, Via, args, date};
use std::collections::HashMap;

/// The key of the example of an archive number.
const KEY: &str = "6.4";
/// So many taken numbers are passed over; then there is no example.
const TRIES: usize = 100;

/// Running numbers as they would go on.
struct Counters {
    reader: Reader,
    next: HashMap<String, i64>,
}

impl Counters {
    async fn next(&mut self, series: String) -> Result<i64> {
        let last = match self.next.get(&series) {
            Some(last) => *last,
            None => {
                let kept: Option<(i64,)> = self.reader.maybe("SELECT value FROM counter WHERE name = $1", &args![series.as_str()]).await?;
                kept.map_or(0, |(value,)| value)
            }
        };
        self.next.insert(series, last + 1);
        Ok(last + 1)
    }
}

/// The next case's number, and the archive number it would get under the key of the example.
pub async fn examples(ctx: &Ctx, case: &str, archive: &str) -> Result<(String, String)> {
    // What is taken is looked up as the system: cases that this person doesn't see have numbers, too.
    let reader = Ctx::new(ctx.house().clone(), Actor::system("next number", Via::Web)).reader;
    let mut counters = Counters { reader, next: HashMap::new() };
    let number = next(ctx, &mut counters, case).await?;
    for _ in 0..TRIES {
        let candidate = archived(&mut counters, archive, &number).await?;
        if !number::usable(archive) || !taken(&counters.reader, &candidate).await? {
            return Ok((number, candidate));
        }
    }
    Ok((number, String::new()))
}

async fn next(ctx: &Ctx, counters: &mut Counters, pattern: &str) -> Result<String> {
    let today = date::today(ctx.now);
    let mut out = String::new();
    for (text, field) in parts(pattern) {
        out.push_str(text);
        match field {
            "yyyy" => out.push_str(&format!("{:04}", today.year())),
            "yy" => out.push_str(&format!("{:02}", today.year() % 100)),
            "mm" => out.push_str(&format!("{:02}", today.month())),
            "dd" => out.push_str(&format!("{:02}", today.day())),
            _ if field.split(':').any(|p| p == "year") => {
                out.push_str(&padded(counters.next(format!("case {}", today.year())).await?, field));
            }
            _ if field.starts_with("seq") => out.push_str(&padded(counters.next("case".to_owned()).await?, field)),
            _ => {}
        }
    }
    Ok(out)
}

async fn archived(counters: &mut Counters, pattern: &str, number: &str) -> Result<String> {
    let mut out = String::new();
    for (text, field) in parts(pattern) {
        out.push_str(text);
        match field {
            "key" => out.push_str(KEY),
            "number" => out.push_str(number),
            _ if field.starts_with("seq") => out.push_str(&padded(counters.next(format!("archive {KEY}")).await?, field)),
            _ => {}
        }
    }
    Ok(out)
}

async fn taken(reader: &Reader, number: &str) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM my_case c WHERE c.archive_number = $1) OR EXISTS (SELECT 1 FROM my_trashed_case c WHERE c.archive_number = $1) AS taken";
    Ok(reader.one::<(bool,)>(sql, &args![number]).await?.0)
}

/// Texts, each with the field that stands after it.
fn parts(pattern: &str) -> Vec<(&str, &str)> {
    let (mut found, mut rest) = (Vec::new(), pattern);
    while let Some((text, (field, after))) = rest.split_once('{').and_then(|(text, after)| Some((text, after.split_once('}')?))) {
        found.push((text, field));
        rest = after;
    }
    found.push((rest, ""));
    found
}

fn padded(n: i64, field: &str) -> String {
    let width = field.split(':').find_map(|p| p.parse::<usize>().ok()).unwrap_or(0).min(12);
    format!("{n:0width$}")
}
