//! Measures the rows of the spec's table of speed over HTTP, for people of five widths. What is answered is held
//! against the truth before its time is counted.

mod measure;
mod scale;
mod tell;

use crate::client::Client;
use crate::flags::Flags;
use crate::load::{COMMON, Looking, RARE, Truth};
use crate::server::Fallible;
use base::Uuid;
use measure::{Measured, measure};
use serde_json::json;
use std::path::Path;

pub use scale::run as scale;

/// The rows of the spec's table.
pub const LISTS: &str = "any list: first page of 50, with exact total; a page anywhere; sorted; filtered";
pub const CASE: &str = "case page with 200 documents";
pub const DOCUMENT: &str = "document page";
pub const OFTEN: &str = "search, 50 hits with excerpts and exact count, common word";
pub const RARELY: &str = "the same, rare word";
pub const SUGGEST: &str = "suggestions while typing";
pub const SAVE: &str = "save a change: row, history, outbox, durable";
pub const UPLOAD: &str = "upload of 100 kB, answered when durable";

/// `bench drive --url URL --truth FILE [--process N] [--writing no]`
pub fn run(words: &[&str]) -> Fallible<()> {
    let flags = Flags::read(words, &["url", "truth", "process", "writing"])?;
    let truth = Truth::read(Path::new(&flags.needed("truth")?))?;
    let all = drive(&flags.needed("url")?, &truth, flags.text("writing").as_deref() != Some("no"))?;
    println!("{}", tell::rows(&all));
    println!("{}", tell::details(&all));
    if let Some(process) = flags.text("process") {
        println!("memory after it: {} MB", tell::megabytes(scale::memory(process.parse()?)?));
    }
    Ok(())
}

/// Everything: first all that reads, so that what is written doesn't change the truth. Without writing, the same house
/// can be measured again.
pub fn drive(url: &str, truth: &Truth, write: bool) -> Fallible<Vec<Measured>> {
    let mut all = Vec::new();
    let mut clients = Vec::new();
    for looker in &truth.lookers {
        let client = Client::enter(url, &looker.user_name, &looker.password)?;
        reading(&client, looker, truth, &mut all)?;
        clients.push(client);
    }
    for (client, looker) in clients.iter().zip(&truth.lookers).filter(|(_, looker)| write && !looker.own.is_empty()) {
        writing(client, looker, &mut all)?;
    }
    Ok(all)
}

/// A number as Danes write it.
fn danish(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

fn holds(text: &str, what: &str, path: &str) -> Fallible<()> {
    if text.contains(what) { Ok(()) } else { Err(format!("{path}: »{what}« is not on the page").into()) }
}

/// The rows stand on the page, in order.
fn rows(text: &str, rows: &[Uuid], path: &str) -> Fallible<()> {
    let mut at = 0;
    for id in rows {
        let href = format!("href=\"/cases/{id}\"");
        let found = text[at..].find(&href).ok_or_else(|| format!("{path}: {id} is not where it must be"))?;
        at += found + href.len();
    }
    Ok(())
}

fn reading(client: &Client, looker: &Looking, truth: &Truth, all: &mut Vec<Measured>) -> Fallible<()> {
    let width = looker.width.as_str();
    for list in looker.lists.iter().filter(|list| list.total > 0) {
        let path = list.path.as_str();
        rows(&client.page(path)?, &list.rows, path)?;
        let total = format!("af {}", danish(list.total));
        all.push(measure(LISTS, &list.name, width, client, &|client, _| {
            let text = client.page(path)?;
            holds(&text, &total, path)?;
            Ok(text)
        })?);
    }
    if let Some((case, documents)) = truth.big {
        let path = format!("/cases/{case}");
        let shown = format!("{documents}");
        all.push(measure(CASE, "case page", width, client, &|client, _| {
            let text = client.page(&path)?;
            holds(&text, &shown, &path)?;
            Ok(text)
        })?);
    }
    let documents = &looker.some_documents;
    all.push(measure(DOCUMENT, "document page", width, client, &|client, n| {
        let id = documents[n % documents.len()];
        let path = format!("/documents/{id}");
        let text = client.page(&path)?;
        holds(&text, &id.to_string(), &path)?;
        Ok(text)
    })?);
    for search in looker.searches.iter().filter(|search| search.total > 0) {
        let path = format!("/search?kind=document&q={}", search.word);
        let found = format!("{} fund på", danish(search.total));
        let row = match search.word.as_str() {
            COMMON => OFTEN,
            RARE => RARELY,
            _ => "",
        };
        all.push(measure(row, &format!("search {}", search.word), width, client, &|client, _| {
            let text = client.page(&path)?;
            holds(&text, &found, &path)?;
            Ok(text)
        })?);
    }
    let typed: Vec<&str> = (3..=COMMON.len()).map(|n| &COMMON[..n]).collect();
    all.push(measure(SUGGEST, "suggestions", width, client, &|client, n| {
        client.page(&format!("/search/suggest?q={}", typed[n % typed.len()]))
    })?);
    Ok(())
}

fn writing(client: &Client, looker: &Looking, all: &mut Vec<Measured>) -> Fallible<()> {
    let (width, own) = (looker.width.as_str(), &looker.own);
    all.push(measure(SAVE, "save a title", width, client, &|client, n| {
        let path = format!("/api/v1/cases/{}", own[n % own.len()]);
        client.patch(&path, &json!({ "title": format!("Ny titel {n}") }))?;
        Ok(String::new())
    })?);
    let file: Vec<u8> = (0..100_000u32).map(|n| b"abcdefghijklmnop qrstuvw xyz\n"[(n * 7919 % 29) as usize]).collect();
    all.push(measure(UPLOAD, "upload", width, client, &|client, n| {
        let mut file = file.clone();
        let name = format!("fil-{n}-{}.txt", looker.user_name);
        file[..name.len()].copy_from_slice(name.as_bytes());
        client.upload(&own[n % own.len()].to_string(), &name, &file)?;
        Ok(String::new())
    })?);
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_are_written_as_danes_do() {
        assert_eq!([0, 999, 1000, 1_234_567].map(super::danish), ["0", "999", "1.000", "1.234.567"]);
    }
}
