//! Slowing down who guesses. Failures are counted for an account from one address, and for an
//! address; so a stranger elsewhere can't lock a user out.

use crate::args;
use crate::error::Result;
use crate::web::House;
use jiff::{SignedDuration, Timestamp};

/// The longest pause, in seconds.
const LONGEST: i64 = 900;

/// How long it must be waited before another attempt, in seconds; 0 when it may be tried now.
pub async fn wait(house: &House, account: &str, address: &str) -> Result<i64> {
    let now = house.clock.now();
    let mut longest = 0;
    for key in keys(account, address) {
        let until: Option<(Timestamp,)> = house.db.maybe("SELECT until FROM throttle WHERE key = $1", &args![key]).await?;
        // One that ends later than any pause lasts was given by a clock that was ahead.
        if let Some((until,)) = until.filter(|(until,)| *until > now && until.duration_since(now).as_secs() <= LONGEST) {
            longest = longest.max(until.duration_since(now).as_secs() + 1);
        }
    }
    Ok(longest)
}

/// Notes a failure: the pause doubles from the sixth on (the fifty-first for an address), up to 15 minutes.
pub async fn failed(house: &House, account: &str, address: &str) -> Result<()> {
    let now = house.clock.now();
    for (key, free) in keys(account, address).into_iter().zip([5, 50]) {
        // Counted in one statement, which waits for another node's: guesses at the same time are all counted.
        let mut tx = house.db.begin().await?;
        let counted: Option<(i64,)> = tx
            .maybe(
                "INSERT INTO throttle (key, failures, until) VALUES ($1, 1, $2) ON CONFLICT (key) DO UPDATE
                   SET failures = CASE WHEN throttle.until > $3 THEN throttle.failures + 1 ELSE 1 END RETURNING failures",
                &args![key.as_str(), now, hours_ago(now)],
            )
            .await?;
        let n = counted.map_or(0, |(n,)| n - 1);
        let pause = if n < free { 0 } else { 2_i64.pow((n - free).clamp(0, 10) as u32).min(LONGEST) };
        let until = now.checked_add(SignedDuration::from_secs(pause)).unwrap_or(now);
        tx.run("UPDATE throttle SET until = $1 WHERE key = $2", &args![until, key]).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Forgets the failures of an account from an address.
pub async fn succeeded(house: &House, account: &str, address: &str) -> Result<()> {
    let [key, _] = keys(account, address);
    house.db.run("DELETE FROM throttle WHERE key = $1", &args![key]).await.map(drop)
}

fn hours_ago(now: Timestamp) -> Timestamp {
    now.checked_sub(SignedDuration::from_hours(2)).unwrap_or(now)
}

fn keys(account: &str, address: &str) -> [String; 2] {
    let account: String = account.chars().take(100).collect();
    [format!("{account} {address}"), format!("@ {address}")]
}
