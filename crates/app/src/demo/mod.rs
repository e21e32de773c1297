//! The demo: an invented organisation with people, plans, templates, cases, documents and their
//! history, so that one can try the program at once. The written cases alone are the tests' world.

mod chance;
mod compose;
mod content;
mod days;
mod files;
mod made;
mod made_documents;
mod papers;
mod plan;
mod rights;
mod setup;
mod story;
mod tell;
mod words;
mod written;

use base::event::{Event, On};
use base::web::{Ctx, House};
use base::{Actor, Clock, Error, Ids, Result, Timestamp, Via, args, date};
use content::Content;
use plan::CasePlan;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Cases and documents of the whole demo.
const CASES: usize = 600;
const DOCUMENTS: usize = 2_500;
/// Ids and salts come from it, so that every demo is alike.
const SEED: u64 = 4_203;

/// How much is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The written cases alone, at the times that the content files say: a world for tests.
    Fixture,
    /// Five years of cases, moved so that they end today or yesterday.
    Whole,
}

/// The invented organisation was put there.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum DemoEvent {
    #[serde(rename = "demo.set_up")]
    SetUp { groups: usize, users: usize, templates: usize },
    #[serde(rename = "demo.loaded")]
    Loaded { cases: usize },
}

impl Event for DemoEvent {}

/// Fills an empty database at the first start of a demo; does nothing at later ones. A database
/// that holds something else is left alone, with an error.
pub async fn load(house: &Arc<House>, extent: Extent) -> Result<()> {
    let ctx = Ctx::new(house.clone(), Actor::system("demo", Via::Cli));
    let state: Option<(String,)> = ctx.reader.maybe("SELECT value FROM setting WHERE key = 'demo.loaded'", &[]).await?;
    match state.as_ref().map(|(value,)| value.as_str()) {
        Some("yes") => return Ok(()),
        Some(_) => {
            return Err(Error::internal(
                "the demo was interrupted while it was loaded: empty the data folder (or the database) and start again",
            ));
        }
        None => {}
    }
    if ctx.reader.maybe::<(i64,)>("SELECT id FROM users LIMIT 1", &[]).await?.is_some() {
        return Err(Error::internal(
            "--demo fills an empty data folder, and this one already holds an organisation: choose another with --data",
        ));
    }
    let content = Content::read()?;
    let (cases, steps) = told(&content, extent, house.clock.now())?;
    let Some(first) = steps.first() else { return Ok(()) };
    let house = Arc::new(frozen(house, first.at));
    let ctx = Ctx::new(house.clone(), Actor::system("demo", Via::Cli));
    let known = setup::set_up(&ctx, &content).await?;
    let (content, cases) = (Arc::new(content), Arc::new(cases));
    tell::Teller::new(house.clone(), content, cases.clone(), known, extent).tell(&steps).await?;
    finish(&house, &cases).await
}

/// The same house on a clock of its own, with ids that are always the same.
fn frozen(house: &House, at: Timestamp) -> House {
    House {
        db: house.db.clone(),
        blobs: house.blobs.clone(),
        clock: Clock::frozen(at),
        ids: Ids::seeded(SEED),
        nudge: house.nudge.clone(),
        grown: house.grown.clone(),
        wake: house.wake.clone(),
        staging: house.staging.clone(),
        limits: house.limits.clone(),
        base_path: house.base_path.clone(),
        secure: house.secure,
        public_url: house.public_url.clone(),
        behind_proxy: house.behind_proxy,
        demo: house.demo,
        error_page: house.error_page,
        counted: house.counted,
        more: house.more.clone(),
    }
}

/// The cases and what happens to them, moved to end before `now` where the whole is asked for.
fn told(content: &Content, extent: Extent, now: Timestamp) -> Result<(Vec<CasePlan>, Vec<story::Step>)> {
    let today = days::day(&content.organisation.today)?;
    let mut cases = written::cases(content)?;
    if extent == Extent::Fixture {
        plan::number(&mut cases);
        let steps = story::steps(content, &cases, today);
        return Ok((cases, steps));
    }
    let documents: usize = cases.iter().map(|c| c.documents.len()).sum();
    cases.extend(made::cases(content, CASES.saturating_sub(cases.len()), DOCUMENTS.saturating_sub(documents), today));
    for by in [days::between(today, date::today(now)), -1] {
        cases.iter_mut().for_each(|case| case.shift(by));
        plan::number(&mut cases);
        let steps = story::steps(content, &cases, days::later(today, by));
        if by == -1 || steps.last().is_none_or(|s| s.at <= now) {
            return Ok((cases, steps));
        }
    }
    Err(Error::internal("demo: no time to tell it"))
}

/// Number series go on after the story's; the texts of the files are read in the background.
async fn finish(house: &Arc<House>, cases: &[CasePlan]) -> Result<()> {
    let ctx = Ctx::new(house.clone(), Actor::system("demo", Via::Cli));
    let mut uow = ctx.write().await?;
    let last = cases.iter().filter_map(|c| c.seq).max().unwrap_or(0);
    uow.also("INSERT INTO counter (name, value) VALUES ('case', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value", &args![last])
        .await?;
    // Hundreds of PDF/A would keep a laptop busy for an hour: they are made when somebody looks.
    uow.also("DELETE FROM job WHERE kind = 'document.pdfa' AND state = 'waiting'", &[]).await?;
    uow.also("DELETE FROM rendition WHERE kind = 'pdfa' AND state = 'waiting'", &[]).await?;
    setup::setting(&mut uow, "demo.loaded", "yes").await?;
    uow.note(&DemoEvent::Loaded { cases: cases.len() }, On::thing("organisation", 1)).await?;
    uow.commit().await?;
    house.wake.notify_one();
    Ok(())
}
