//! Case numbers and archive numbers from the organisation's patterns: unique, without gaps, never reused.

use base::{Result, Uow, Uuid, args, date};
use jiff::civil::Date;

/// The next case number by a pattern such as `{yyyy}{mm}{dd}-{seq}` or `{yyyy}/{seq:year:5}`.
pub async fn next(uow: &mut Uow, pattern: &str) -> Result<String> {
    let today = date::today(uow.now());
    let mut out = String::new();
    for part in parts(pattern) {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Field(field) => out.push_str(&fill(uow, field, today).await?),
        }
    }
    Ok(out)
}

/// The archive number of a case under a key: the pattern's `{key}` is the key's code; `{seq}` counts
/// within that code, `{number}` is the case number. Cases keep theirs when keys are renumbered, and two
/// plans may have the same code: a number that is taken is passed over.
pub async fn archive(uow: &mut Uow, pattern: &str, code: &str, number: &str) -> Result<String> {
    loop {
        let candidate = fill_archive(uow, pattern, code, number).await?;
        if !usable(pattern) || !taken(uow, &candidate).await? {
            return Ok(candidate);
        }
    }
}

async fn taken(uow: &mut Uow, number: &str) -> Result<bool> {
    let (n,): (i64,) = uow
        .as_system(
            "SELECT (SELECT count(*) FROM my_case c WHERE c.archive_number = $1) + (SELECT count(*) FROM my_trashed_case c WHERE c.archive_number = $1) AS n",
            &args![number],
        )
        .await?;
    Ok(n > 0)
}

async fn fill_archive(uow: &mut Uow, pattern: &str, code: &str, number: &str) -> Result<String> {
    let mut out = String::new();
    for part in parts(pattern) {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Field("key") => out.push_str(code),
            Part::Field("number") => out.push_str(number),
            Part::Field(field) if field.starts_with("seq") => {
                let n = uow.next(&format!("archive {code}")).await?;
                out.push_str(&padded(n, field));
            }
            Part::Field(_) => {}
        }
    }
    Ok(out)
}

async fn fill(uow: &mut Uow, field: &str, today: Date) -> Result<String> {
    Ok(match field {
        "yyyy" => format!("{:04}", today.year()),
        "yy" => format!("{:02}", today.year() % 100),
        "mm" => format!("{:02}", today.month()),
        "dd" => format!("{:02}", today.day()),
        _ if field.split(':').any(|p| p == "year") => padded(uow.next(&format!("case {}", today.year())).await?, field),
        _ if field.starts_with("seq") => padded(uow.next("case").await?, field),
        _ => String::new(),
    })
}

/// `{seq:5}` pads with zeros.
fn padded(n: i64, field: &str) -> String {
    let width = field.split(':').find_map(|p| p.parse::<usize>().ok()).unwrap_or(0).min(12);
    format!("{n:0width$}")
}

enum Part<'a> {
    Text(&'a str),
    Field(&'a str),
}

fn parts(pattern: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = pattern;
    while let Some((text, after)) = rest.split_once('{') {
        let Some((field, after)) = after.split_once('}') else { break };
        parts.push(Part::Text(text));
        parts.push(Part::Field(field));
        rest = after;
    }
    parts.push(Part::Text(rest));
    parts
}

/// Whether a pattern for case numbers can be used: it holds a running number.
pub fn usable(pattern: &str) -> bool {
    parts(pattern).iter().any(|p| matches!(p, Part::Field(f) if f.starts_with("seq"))) && pattern.len() <= 60
}

/// A running series that no case number is made of yet must not start below those that are there.
pub async fn ordinal(uow: &mut Uow) -> Result<i64> {
    uow.next("case ordinal").await
}

/// The code of a key that may hold cases: a leaf, open. None if it may not.
pub async fn leaf(uow: &mut Uow, key: Uuid) -> Result<Option<String>> {
    let found: Option<(String,)> =
        uow.maybe("SELECT code FROM journal_key WHERE id = $1 AND NOT closed AND children = 0 {lock}", &args![key]).await?;
    Ok(found.map(|(code,)| code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        assert_eq!(padded(7, "seq:5"), "00007");
        assert_eq!(padded(7, "seq"), "7");
        assert!(usable("{yyyy}{mm}{dd}-{seq}") && !usable("{yyyy}") && !usable("seq"));
    }
}
