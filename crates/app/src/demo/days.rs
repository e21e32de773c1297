//! Days and moments of the story, in Danish time and in Danish words.

use super::chance::Chance;
use base::{Error, Result, Timestamp};
use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, ToSpan};

const MONTHS: [&str; 12] =
    ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"];

/// "19. februar 2026".
pub fn words(day: Date) -> String {
    let month = usize::try_from(day.month() - 1).ok().and_then(|m| MONTHS.get(m)).copied().unwrap_or_default();
    format!("{}. {month} {}", day.day(), day.year())
}

/// A day of the content files.
pub fn day(value: &toml::value::Datetime) -> Result<Date> {
    value.to_string().get(..10).and_then(|d| d.parse().ok()).ok_or_else(|| Error::internal(format!("demo: {value} is no day")))
}

/// So many days later (or earlier).
pub fn later(day: Date, days: i64) -> Date {
    day.checked_add(days.days()).unwrap_or(day)
}

/// The same day, or the Monday after a weekend.
pub fn working(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => later(day, 2),
        Weekday::Sunday => later(day, 1),
        _ => day,
    }
}

/// The days from one to another.
pub fn between(from: Date, to: Date) -> i64 {
    from.until(to).map(|span| i64::from(span.get_days())).unwrap_or(0)
}

/// A moment of a day, in minutes after midnight in Denmark, with seconds so that times look like times.
pub fn moment(day: Date, minutes: i64, chance: &mut Chance) -> Timestamp {
    let seconds = minutes.clamp(0, 1430) * 60 + i64::try_from(chance.below(60)).unwrap_or(0);
    let start = base::date::start_of(day);
    start.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(start)
}
