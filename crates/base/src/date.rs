//! Dates at the edge: Danish time, as Danes write it.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use std::sync::OnceLock;
use texts::Lang;

const DA: [&str; 12] = ["jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec."];
const EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn zone() -> TimeZone {
    static ZONE: OnceLock<TimeZone> = OnceLock::new();
    ZONE.get_or_init(|| TimeZone::get("Europe/Copenhagen").unwrap_or(TimeZone::UTC)).clone()
}

/// The time in Denmark.
pub fn local(at: Timestamp) -> ZonedDateTime {
    at.to_zoned_datetime(zone())
}

/// Today's date in Denmark.
pub fn today(now: Timestamp) -> Date {
    local(now).date()
}

/// The moment a Danish day begins.
pub fn start_of(day: Date) -> Timestamp {
    day.to_zoned_datetime(zone()).map_or(Timestamp::UNIX_EPOCH, |z| z.timestamp())
}

fn month(lang: Lang, n: i8) -> &'static str {
    let at = usize::try_from(n - 1).unwrap_or(0).min(11);
    match lang {
        Lang::Da => DA[at],
        Lang::En => EN[at],
    }
}

/// `14. feb. 2026`, `14 Feb 2026`.
pub fn date(lang: Lang, day: Date) -> String {
    format!("{} {}", short(lang, day), day.year())
}

/// `14. feb.`, `14 Feb`.
fn short(lang: Lang, day: Date) -> String {
    match lang {
        Lang::Da => format!("{}. {}", day.day(), month(lang, day.month())),
        Lang::En => format!("{} {}", day.day(), month(lang, day.month())),
    }
}

/// In lists: this year without the year.
pub fn list_date(lang: Lang, now: Timestamp, day: Date) -> String {
    if day.year() == today(now).year() { short(lang, day) } else { date(lang, day) }
}

fn clock(lang: Lang, at: &ZonedDateTime) -> String {
    match lang {
        Lang::Da => format!("{:02}.{:02}", at.hour(), at.minute()),
        Lang::En => format!("{:02}:{:02}", at.hour(), at.minute()),
    }
}

/// `14. feb. 2026 10.25`.
pub fn exact(lang: Lang, at: Timestamp) -> String {
    let at = local(at);
    format!("{} {}", date(lang, at.date()), clock(lang, &at))
}

/// In lists: `14. feb. 10.25`, and `14. feb. 2024` for another year.
pub fn list_time(lang: Lang, now: Timestamp, at: Timestamp) -> String {
    let at = local(at);
    if at.year() == local(now).year() { format!("{} {}", short(lang, at.date()), clock(lang, &at)) } else { date(lang, at.date()) }
}

/// `i dag 10.25`, `i går 10.25`, else as in lists.
pub fn relative(lang: Lang, now: Timestamp, at: Timestamp) -> String {
    let (then, today) = (local(at), today(now));
    let word = if then.date() == today {
        Some(texts::base::today(lang))
    } else if today.yesterday().is_ok_and(|y| y == then.date()) {
        Some(texts::base::yesterday(lang))
    } else {
        None
    };
    match word {
        Some(word) => format!("{word} {}", clock(lang, &then)),
        None => list_time(lang, now, at),
    }
}

/// The size of a file: `2,1 MB`, `48 kB`.
pub fn size(lang: Lang, bytes: i64) -> String {
    let n = bytes as f64;
    let (n, unit) = match bytes {
        ..1_000 => return format!("{bytes} B"),
        1_000..1_000_000 => (n / 1e3, "kB"),
        1_000_000..1_000_000_000 => (n / 1e6, "MB"),
        _ => (n / 1e9, "GB"),
    };
    let text = if n < 10.0 && unit != "kB" { format!("{n:.1}") } else { format!("{n:.0}") };
    match lang {
        Lang::Da => format!("{}\u{a0}{unit}", text.replace('.', ",")),
        Lang::En => format!("{text}\u{a0}{unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_danes_write_it() {
        let at: Timestamp = "2026-02-14T09:25:00Z".parse().expect("a time");
        let now: Timestamp = "2026-02-24T09:21:00Z".parse().expect("a time");
        assert_eq!(exact(Lang::Da, at), "14. feb. 2026 10.25");
        assert_eq!(list_time(Lang::Da, now, at), "14. feb. 10.25");
        assert_eq!(relative(Lang::Da, at, at), "i dag 10.25");
        assert_eq!(date(Lang::En, today(at)), "14 Feb 2026");
        assert_eq!(size(Lang::Da, 2_140_000), "2,1\u{a0}MB");
    }
}
