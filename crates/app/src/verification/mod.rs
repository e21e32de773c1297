//! `ringbind verify`: the history's chain recomputed by code of its own, the rights that stand held against those
//! that the log tells of, every stored file against its hash, every final document against its seal.

mod chain;
mod files;
mod rights;

use base::web::{Ctx, House};
use base::{Actor, Result, Uuid, Via, follow};
use std::process::ExitCode;
use std::sync::Arc;
use verify::Head;

/// What was looked at, and what is wrong: a line each, the first wrong place of each kind named.
#[derive(Debug, Default)]
pub struct Report {
    pub said: Vec<String>,
    pub faults: Vec<String>,
}

impl Report {
    fn fault(&mut self, what: impl Into<String>) {
        self.faults.push(what.into());
    }
}

/// Checks everything and says it; the command fails if something is wrong.
pub async fn run(house: &Arc<House>, guards: Vec<String>, heads: &[Head]) -> Result<ExitCode> {
    let mut report = check(house, heads).await?;
    report.faults.extend(guards);
    report.said.iter().chain(&report.faults).for_each(|line| println!("{line}"));
    Ok(if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Checks everything that is in a house.
pub async fn check(house: &Arc<House>, heads: &[Head]) -> Result<Report> {
    let ctx = Ctx::new(house.clone(), Actor::system("verify", Via::Cli));
    let mut report = Report::default();
    report.faults.extend(house.db.guards().await?);
    follow::chain(&house.db).await?;
    // What is held against each other is of one moment, however the house works on.
    let then = ctx.at_one_moment().await?;
    let told = chain::check(&then, heads, &mut report).await?;
    rights::check(&then, &told, &mut report).await?;
    seals(&then, &mut report).await?;
    drop(then);
    files::check(&ctx, &mut report).await?;
    Ok(report)
}

/// A head as it is printed and given back: `position:hash`.
pub fn parse_head(text: &str) -> std::result::Result<Head, String> {
    let wrong = || format!("{text} is no head: POSITION:HASH is expected, as `verify` prints it");
    let (position, hash) = text.split_once(':').ok_or_else(wrong)?;
    let bytes: Option<Vec<u8>> = (hash.len() == 64 && hash.is_ascii())
        .then(|| (0..32).map(|at| u8::from_str_radix(&hash[2 * at..2 * at + 2], 16).ok()).collect())
        .flatten();
    let hash = bytes.and_then(|all| <[u8; 32]>::try_from(all).ok()).ok_or_else(wrong)?;
    Ok((position.parse().map_err(|_| wrong())?, hash))
}

/// Every final document has the seal that its fields and files give.
async fn seals(ctx: &Ctx, report: &mut Report) -> Result<()> {
    let all: Vec<(Uuid, String, [u8; 32])> =
        ctx.reader.all("SELECT d.id, d.title, d.seal FROM my_document d WHERE d.status = 1 AND d.seal IS NOT NULL", &[]).await?;
    for (id, title, seal) in &all {
        if crate::documents::seal_of(ctx, *id).await? != *seal {
            report.fault(format!("document: {id} »{title}« is not what was made final"));
        }
    }
    report.said.push(format!("final documents: {} checked", all.len()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_reads_as_it_was_printed() {
        assert_eq!(parse_head(&format!("12:{}", "0a".repeat(32))), Ok((12, [10; 32])));
        for wrong in ["", "12", "12:", "x:00", "12:zz", &format!("12:{}", "é".repeat(32))] {
            assert!(parse_head(wrong).is_err(), "{wrong}");
        }
    }
}
