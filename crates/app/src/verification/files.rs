//! Every file that a version, a rendition, a template or an upload names is there and has the content of its name.

use super::Report;
use base::blob::Hash;
use base::web::Ctx;
use base::{Result, args};
use futures_util::{StreamExt, stream};
use verify::FileChecker;

/// Names that are read at once.
const BATCH: i64 = 5000;
/// Files that are read at the same time.
const READERS: usize = 4;
/// The most files that are named one by one.
const NAMED: u64 = 100;

/// Reads every file once for each row that names it other than a version, and once for all versions.
pub async fn check(ctx: &Ctx, report: &mut Report) -> Result<()> {
    // Where the store itself doesn't answer, no file is accused.
    ctx.blobs().present().await?;
    let mut tally = Tally::default();
    let mut after = Vec::new();
    loop {
        let some: Vec<(Hash,)> = ctx
            .reader
            .all("SELECT DISTINCT v.blob FROM my_any_version v WHERE v.blob > $1 ORDER BY v.blob LIMIT $2", &args![after, BATCH])
            .await?;
        let Some((last,)) = some.last() else { break };
        after = last.to_vec();
        tally.read(ctx, some.into_iter().map(|(hash,)| hash).collect(), report).await?;
    }
    let (mut hash, mut kind) = (Vec::new(), String::new());
    loop {
        let some: Vec<(Vec<u8>, String, Option<Hash>)> = ctx
            .reader
            .all(
                "SELECT r.hash, r.kind, r.blob FROM rendition r WHERE r.hash >= $1 AND (r.hash > $1 OR r.kind > $2) ORDER BY r.hash, r.kind LIMIT $3",
                &args![hash, kind, BATCH],
            )
            .await?;
        let Some((last, of, _)) = some.last() else { break };
        (hash, kind) = (last.clone(), of.clone());
        tally.read(ctx, some.into_iter().filter_map(|(.., blob)| blob).collect(), report).await?;
    }
    let rest: Vec<(Hash,)> =
        ctx.reader.all("SELECT blob FROM template_document UNION SELECT blob FROM upload WHERE blob IS NOT NULL", &[]).await?;
    tally.read(ctx, rest.into_iter().map(|(hash,)| hash).collect(), report).await?;
    if tally.wrong > NAMED {
        report.fault(format!("file: {} more are missing or have another content", tally.wrong - NAMED));
    }
    report.said.push(format!("files: {} checked", tally.all));
    Ok(())
}

#[derive(Default)]
struct Tally {
    all: u64,
    wrong: u64,
}

impl Tally {
    async fn read(&mut self, ctx: &Ctx, hashes: Vec<Hash>, report: &mut Report) -> Result<()> {
        let whole = |hash: Hash| async move {
            let read = ctx.blobs().each_piece(&hash, FileChecker::new(), FileChecker::push).await;
            (hash, read.is_ok_and(|checker| checker.finish(&hash).is_ok()))
        };
        let mut read = stream::iter(hashes).map(whole).buffered(READERS);
        while let Some((hash, whole)) = read.next().await {
            self.all += 1;
            if whole {
                continue;
            }
            ctx.blobs().present().await?;
            self.wrong += 1;
            if self.wrong <= NAMED {
                report.fault(format!("file: {} is missing or has another content", base::blob::hex(&hash)));
            }
        }
        Ok(())
    }
}
