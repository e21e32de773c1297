//! What a program leaves over that ends in the middle: files without rows. Collected by a job, long after anybody
//! could still be at it.

use base::blob::Hash;
use base::web::{Ctx, House, upload};
use base::{Result, SignedDuration, Timestamp, args, job};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// The job.
pub const JOB: &str = "files.collect";

/// How long a file is let be.
const GRACE: SignedDuration = SignedDuration::from_hours(48);
/// How long a content was without a row, by a clock that doesn't jump.
const APART: Duration = Duration::from_secs(3600);
/// How often the job is ordered.
const OFTEN: Duration = Duration::from_secs(6 * 3600);

/// Orders the job again and again, until told to stop.
pub async fn order(house: Arc<House>, mut stop: watch::Receiver<bool>) {
    loop {
        let order =
            job::Order { kind: JOB, payload: serde_json::json!({}), only_one: Some(JOB.to_owned()), max_attempts: 3, priority: job::SLOW };
        if let Err(error) = job::enqueue(&house.db, &house.clock, &house.ids, order).await {
            tracing::error!(%error, "order the collecting of leftovers");
        }
        tokio::select! {
            () = tokio::time::sleep(OFTEN) => {}
            _ = stop.changed() => return,
        }
    }
}

/// Runs the job.
pub async fn run(ctx: &Ctx) -> Result<()> {
    let now = ctx.clock().now();
    collect(ctx, now.checked_sub(GRACE).unwrap_or(Timestamp::MIN), APART).await
}

/// Collects what was left over before a moment: uploads that nobody came back for, staging files without an upload,
/// pieces of contents, and contents that no row names and named `apart` ago.
pub async fn collect(ctx: &Ctx, before: Timestamp, apart: Duration) -> Result<()> {
    let given_up = upload::sweep(ctx, before).await?;
    let staged = upload::sweep_files(ctx, before).await?;
    let pieces = ctx.blobs().remove_pieces(before).await?;
    // First the files, then the rows: what gets its row in between isn't taken for one without.
    let old = ctx.blobs().older(before).await?;
    let named = named(ctx).await?;
    let unnamed: Vec<_> = old.into_iter().filter(|(hash, _)| !named.contains(hash)).collect();
    let contents = ctx.blobs().remove_unnamed(&unnamed, apart).await?;
    if given_up + staged + pieces + contents > 0 {
        tracing::info!(given_up, staged, pieces, contents, "leftovers collected");
    }
    Ok(())
}

/// Every content that a row names.
async fn named(ctx: &Ctx) -> Result<HashSet<Hash>> {
    let sql = "SELECT hash FROM blob UNION SELECT blob FROM my_any_version v UNION SELECT blob FROM rendition WHERE blob IS NOT NULL
        UNION SELECT blob FROM template_document UNION SELECT blob FROM upload WHERE blob IS NOT NULL";
    let all: Vec<(Hash,)> = ctx.reader.all(sql, &args![]).await?;
    Ok(all.into_iter().map(|(hash,)| hash).collect())
}
