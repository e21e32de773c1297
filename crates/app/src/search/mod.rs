//! Search over cases and documents with their full text: one box, every page.

pub mod entry;
mod facets;
mod feed;
mod hits;
mod page;
mod suggest;

use base::search::{Asked, Found, Hit, Index, Narrow, Query};
use base::web::{Ctx, Routes};
use base::{Result, Uuid, args, follow, route};
use std::sync::Arc;
use std::time::Duration;

pub use feed::{catch_up, follow as feed, mark};

use crate::serve::More;

/// The index of this node.
fn index(ctx: &Ctx) -> Arc<Index> {
    ctx.more::<More>().index.clone()
}

/// The scopes of who asks, as the index keeps them.
async fn scopes(ctx: &Ctx) -> Result<Vec<u64>> {
    let all: Vec<(i64, i64)> = ctx.reader.all("SELECT scope, level FROM user_scope WHERE user_id = $1", &args![ctx.actor.id]).await?;
    let mut out = Vec::with_capacity(all.len() + 2);
    for (scope, level) in all {
        let Ok(scope) = u64::try_from(scope) else { continue };
        out.push(scope);
        if level >= 3 {
            out.push(base::search::MANAGING + scope);
        }
    }
    Ok(out)
}

/// Waits until the index holds everything that was committed before the question, so that what was just saved is
/// found. What it doesn't hold after a while it must not tell of: a right may have been taken away.
async fn fresh(ctx: &Ctx, index: &Index) -> Result<Vec<Uuid>> {
    let began = tokio::time::Instant::now();
    let house = ctx.house();
    let patience = Duration::from_millis(ctx.more::<More>().config.search_patience);
    let (mut position, mut behind) = follow::head(&house.db).await?;
    while (behind || index.position() < position) && began.elapsed() < patience {
        house.nudge.now();
        tokio::time::sleep(Duration::from_millis(15)).await;
        if behind {
            (position, behind) = follow::head(&house.db).await?;
        }
    }
    if behind || index.position() < position { feed::unread(ctx, index).await } else { Ok(vec![]) }
}

/// The best few cases and documents while somebody is typing.
async fn first(ctx: &Ctx, query: &Query, narrow: &Narrow, most: usize) -> Result<[Vec<Hit>; 2]> {
    let index = index(ctx);
    let (without, scopes) = (fresh(ctx, &index).await?, scopes(ctx).await?);
    let read_all = ctx.actor.reads_all();
    let asked = Asked { query, scopes: &scopes, read_all, narrow, without: &without, newest: false, most, forgiving: false };
    let found = index.suggest(&asked)?;
    if found.iter().all(Vec::is_empty) && query.beginning().is_none() {
        return index.suggest(&Asked { forgiving: true, ..asked });
    }
    Ok(found)
}

/// Asks the index as this actor; keeps the best `most` of each kind.
async fn ask(ctx: &Ctx, query: &Query, narrow: &Narrow, newest: bool, most: usize) -> Result<Found> {
    let index = index(ctx);
    let (without, scopes) = (fresh(ctx, &index).await?, scopes(ctx).await?);
    let asked =
        Asked { query, scopes: &scopes, read_all: ctx.actor.reads_all(), narrow, without: &without, newest, most, forgiving: false };
    let found = index.ask(&asked)?;
    if found.total(None) == 0 && !query.is_empty() {
        return index.ask(&Asked { forgiving: true, ..asked });
    }
    Ok(found)
}

/// The slice's routes.
pub fn routes() -> Routes {
    vec![
        route!(GET "/search" SignedIn => page::page),
        route!(GET "/search/suggest" SignedIn => suggest::suggest),
        route!(GET "/api/v1/search" SignedIn => page::api),
    ]
}
