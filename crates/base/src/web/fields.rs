//! What a form, a query or a JSON body holds, read with a fault for each field that is wrong.
//! Page and API read their input by the same lines.

use crate::date;
use crate::error::{Error, Fault, Result, Say};
use crate::web::Ctx;
use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use jiff::civil::Date;
use std::ops::RangeInclusive;
use texts::{Lang, base as t};
use uuid::Uuid;

/// The most bytes of a form.
const LIMIT: usize = 2 << 20;

/// Names and values as they came.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    pairs: Vec<(String, String)>,
    /// The version named by `If-Match` or by the form's `version`.
    pub version: Option<i64>,
    /// The day on which it was sent, for dates that are told from it.
    today: Option<Date>,
}

impl Fields {
    /// From a query string or a urlencoded body.
    pub fn parse(text: &str) -> Fields {
        let pairs = serde_urlencoded(text);
        let version = pairs.iter().find(|(n, _)| n == "version").and_then(|(_, v)| v.parse().ok());
        Fields { pairs, version, today: None }
    }

    /// From pairs, for tests and for calls from within.
    pub fn of(pairs: &[(&str, &str)]) -> Fields {
        Fields { pairs: pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(), version: None, today: None }
    }

    /// The same as sent on a day: `i dag` and a date without a year are understood.
    pub fn on(self, today: Date) -> Fields {
        Fields { today: Some(today), ..self }
    }

    /// From a JSON object: lists become repeated names, null and false nothing, true "true".
    pub fn json(body: &[u8]) -> Result<Fields> {
        let bad = || Error::field("", t::bad_json);
        let serde_json::Value::Object(object) = serde_json::from_slice(body).map_err(|_| bad())? else { return Err(bad()) };
        let mut pairs = Vec::new();
        for (name, value) in object {
            let all = match value {
                serde_json::Value::Array(all) => all,
                one => vec![one],
            };
            for value in all {
                match value {
                    serde_json::Value::String(text) => pairs.push((name.clone(), storable(&text))),
                    serde_json::Value::Number(n) => pairs.push((name.clone(), n.to_string())),
                    serde_json::Value::Bool(true) => pairs.push((name.clone(), "true".into())),
                    serde_json::Value::Bool(false) | serde_json::Value::Null => pairs.push((name.clone(), String::new())),
                    _ => return Err(bad()),
                }
            }
        }
        let version = pairs.iter().find(|(n, _)| n == "version").and_then(|(_, v)| v.parse().ok());
        Ok(Fields { pairs, version, today: None })
    }

    /// The first value under a name; empty when there is none.
    pub fn get(&self, name: &str) -> &str {
        self.pairs.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
    }

    /// Whether the name was sent at all.
    pub fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(n, _)| n == name)
    }

    /// All values under a name that aren't empty.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(move |(n, v)| n == name && !v.is_empty()).map(|(_, v)| v.as_str())
    }

    /// Every pair, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }

    /// Sets a value where none was sent, for presets.
    pub fn preset(mut self, name: &str, value: &str) -> Fields {
        if !self.has(name) {
            self.pairs.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// Begins to read.
    pub fn read(&self) -> Read<'_> {
        Read { fields: self, faults: Vec::new() }
    }
}

fn serde_urlencoded(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|p| !p.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

pub(super) fn decode(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|h| std::str::from_utf8(h).ok()).and_then(|h| u8::from_str_radix(h, 16).ok());
        match (bytes[at], hex) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
                continue;
            }
            (b'+', _) => out.push(b' '),
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    storable(&String::from_utf8_lossy(&out))
}

/// A NUL can't stand in PostgreSQL's texts; nobody types one.
fn storable(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Fields> {
        let today = request.extensions().get::<Ctx>().map(|ctx| date::today(ctx.now));
        let query = request.uri().query().unwrap_or_default().to_owned();
        let matched = request
            .headers()
            .get(header::IF_MATCH)
            .and_then(|v| v.to_str().ok())
            .and_then(|v| v.trim_matches(['"', 'W', '/']).parse().ok());
        let json = request.headers().get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"application/json"));
        let body = to_bytes(request.into_body(), LIMIT).await.map_err(|_| Error::TooLarge)?;
        let mut fields = if json && !body.is_empty() { Fields::json(&body)? } else { Fields::parse(&String::from_utf8_lossy(&body)) };
        let asked = Fields::parse(&query);
        fields.pairs.extend(asked.pairs);
        fields.version = matched.or(fields.version).or(asked.version);
        fields.today = today;
        Ok(fields)
    }
}

/// Reads fields one by one and gathers what is wrong.
pub struct Read<'a> {
    fields: &'a Fields,
    faults: Vec<Fault>,
}

impl Read<'_> {
    /// Notes that a field is wrong.
    pub fn fault<S: Into<String>>(&mut self, field: &str, text: impl Fn(Lang) -> S + Send + Sync + 'static) {
        self.faults.push(Fault { field: field.to_owned(), say: Say::new(text) });
    }

    /// A text of one line, trimmed, control characters taken out; required where the least length is above 0.
    pub fn text(&mut self, name: &str, length: RangeInclusive<usize>) -> String {
        let text: String = self.fields.get(name).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        self.measured(name, text.trim().to_owned(), length)
    }

    /// A text of several lines.
    pub fn long_text(&mut self, name: &str, length: RangeInclusive<usize>) -> String {
        let text = self.fields.get(name).replace("\r\n", "\n");
        let text: String = text.chars().filter(|c| !c.is_control() || *c == '\n' || *c == '\t').collect();
        self.measured(name, text.trim().to_owned(), length)
    }

    fn measured(&mut self, name: &str, text: String, length: RangeInclusive<usize>) -> String {
        let n = text.chars().count();
        if n == 0 && *length.start() > 0 {
            self.fault(name, t::fault_empty);
        } else if n > *length.end() {
            let most = i64::try_from(*length.end()).unwrap_or(i64::MAX);
            self.fault(name, move |lang| t::fault_long(lang, most));
        } else if n < *length.start() {
            let least = i64::try_from(*length.start()).unwrap_or(0);
            self.fault(name, move |lang| t::fault_short(lang, least));
        }
        text
    }

    /// A whole number within bounds; none where nothing was sent.
    pub fn int(&mut self, name: &str, bounds: RangeInclusive<i64>) -> Option<i64> {
        let text = self.fields.get(name).trim();
        if text.is_empty() {
            return None;
        }
        match text.parse() {
            Ok(n) if bounds.contains(&n) => Some(n),
            _ => {
                self.fault(name, t::fault_number);
                None
            }
        }
    }

    /// An id; none where nothing was sent.
    pub fn id(&mut self, name: &str) -> Option<Uuid> {
        let text = self.fields.get(name).trim();
        if text.is_empty() {
            return None;
        }
        let id = Uuid::parse_str(text).ok();
        if id.is_none() {
            self.fault(name, t::fault_choice);
        }
        id
    }

    /// A date, written as `2026-02-14` or as Danes do; none where nothing was sent.
    pub fn date(&mut self, name: &str) -> Option<Date> {
        let text = self.fields.get(name).trim();
        if text.is_empty() {
            return None;
        }
        let date = parse_date(text, self.fields.today);
        if date.is_none() {
            self.fault(name, t::fault_date);
        }
        date
    }

    /// One of these words; the first where nothing was sent.
    pub fn choice<'c>(&mut self, name: &str, choices: &[&'c str]) -> &'c str {
        let text = self.fields.get(name).trim();
        let first = choices.first().copied().unwrap_or("");
        if text.is_empty() {
            return first;
        }
        choices.iter().copied().find(|c| *c == text).unwrap_or_else(|| {
            self.fault(name, t::fault_choice);
            first
        })
    }

    /// A tick box.
    pub fn flag(&mut self, name: &str) -> bool {
        !matches!(self.fields.get(name), "" | "false" | "0" | "off")
    }

    /// A mail address: one @ with something on both sides and a dot in the domain.
    pub fn email(&mut self, name: &str, required: bool) -> String {
        let text = self.text(name, usize::from(required)..=254);
        let good = text.split_once('@').is_some_and(|(who, domain)| {
            !who.is_empty() && domain.contains('.') && !domain.contains('@') && !domain.starts_with('.') && !domain.ends_with('.')
        });
        if !text.is_empty() && (!good || text.contains(char::is_whitespace)) {
            self.fault(name, t::fault_email);
        }
        text
    }

    /// The numbers under a repeated name.
    pub fn ints(&mut self, name: &str) -> Vec<i64> {
        let mut all = Vec::new();
        for text in self.fields.all(name) {
            match text.parse() {
                Ok(n) if !all.contains(&n) => all.push(n),
                Ok(_) => {}
                Err(_) => self.faults.push(Fault { field: name.to_owned(), say: Say::new(t::fault_choice) }),
            }
        }
        all
    }

    /// The ids under a repeated name.
    pub fn ids(&mut self, name: &str) -> Vec<Uuid> {
        let mut all = Vec::new();
        for text in self.fields.all(name) {
            match Uuid::parse_str(text) {
                Ok(id) if !all.contains(&id) => all.push(id),
                Ok(_) => {}
                Err(_) => self.faults.push(Fault { field: name.to_owned(), say: Say::new(t::fault_choice) }),
            }
        }
        all
    }

    /// Whether anything is wrong so far.
    pub fn faulty(&self) -> bool {
        !self.faults.is_empty()
    }

    /// Ends reading: all well, or all faults together.
    pub fn done(self) -> Result<()> {
        if self.faults.is_empty() { Ok(()) } else { Err(Error::Invalid(self.faults)) }
    }
}

/// `2026-02-14`, `14-02-2026`, `14.2.2026`, `14/2 2026`, `14. feb. 2026`, `140226`. Told from a day: `i dag`,
/// `i morgen`, and `14. feb.` or `14/2`, which is of that day's year, however long ago: in a case's papers the past is
/// as likely as the future, and who reads `14. feb. 2026` afterwards sees which was meant.
pub fn parse_date(text: &str, today: Option<Date>) -> Option<Date> {
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let lower = text.to_lowercase();
    let parts: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
    let (day, month, year) = match parts.as_slice() {
        ["i", "dag"] | ["idag" | "today"] => return today,
        ["i", "morgen"] | ["imorgen" | "tomorrow"] => return today?.tomorrow().ok(),
        [day, month, year] => (day.parse().ok()?, month_number(month)?, year.parse::<i16>().ok()?),
        [day, month] => (day.parse().ok()?, month_number(month)?, today?.year()),
        [one] if one.len() == 6 && one.is_ascii() => (one[..2].parse().ok()?, one[2..4].parse().ok()?, one[4..].parse::<i16>().ok()?),
        [one] if one.len() == 8 && one.is_ascii() => (one[..2].parse().ok()?, one[2..4].parse().ok()?, one[4..].parse::<i16>().ok()?),
        _ => return None,
    };
    let year = if year < 100 { year + 2000 } else { year };
    Date::new(year, month, day).ok()
}

fn month_number(text: &str) -> Option<i8> {
    const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "ma", "jun", "jul", "aug", "sep", "o", "nov", "dec"];
    text.parse().ok().or_else(|| {
        let at = NAMES.iter().position(|n| text.starts_with(n) && text.len() >= 3)?;
        i8::try_from(at + 1).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_people_write_them() {
        for text in ["2026-02-14", "14-02-2026", "14.2.2026", "14. feb. 2026", "14 Feb 26", "140226"] {
            assert_eq!(parse_date(text, None), Date::new(2026, 2, 14).ok(), "{text}");
        }
        assert_eq!(parse_date("31. feb. 2026", None), None);
        assert_eq!(parse_date("1. maj 2026", None), Date::new(2026, 5, 1).ok());
    }

    #[test]
    fn dates_are_told_from_today() {
        let today = Date::new(2026, 12, 31).ok();
        for text in ["1. dec", "1. dec.", "1/12", "1.12", "1.12.", "1-12", "01 12", "1. December"] {
            assert_eq!(parse_date(text, today), Date::new(2026, 12, 1).ok(), "{text}");
            assert_eq!(parse_date(text, None), None, "{text} of no year");
        }
        assert_eq!(parse_date("2/1", today), Date::new(2026, 1, 2).ok(), "this year, though long ago");
        for text in ["i dag", "I dag", "idag", "today", " i  dag "] {
            assert_eq!(parse_date(text, today), today, "{text}");
        }
        for text in ["i morgen", "imorgen", "Tomorrow"] {
            assert_eq!(parse_date(text, today), Date::new(2027, 1, 1).ok(), "{text}");
            assert_eq!(parse_date(text, None), None);
        }
        for text in ["29/2", "31.4", "1/13", "0/1", "12 2026", "dec", "1", "i", "dag", "1 x"] {
            assert_eq!(parse_date(text, today), None, "{text}");
        }
    }

    #[test]
    fn fields_know_the_day_they_were_sent() {
        let fields = Fields::of(&[("deadline", "i morgen")]);
        assert!(fields.read().date("deadline").is_none());
        assert_eq!(fields.on(Date::constant(2026, 2, 24)).read().date("deadline"), Some(Date::constant(2026, 2, 25)));
    }

    #[test]
    fn faults_are_gathered() {
        let fields = Fields::parse("title=&email=a%40b&n=x");
        let mut read = fields.read();
        read.text("title", 1..=10);
        read.email("email", true);
        read.int("n", 0..=9);
        let Err(Error::Invalid(faults)) = read.done() else { panic!("faults expected") };
        assert_eq!(faults.len(), 3);
    }
}
