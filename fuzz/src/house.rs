//! Targets: what people write into search boxes, forms and addresses.

use base::search::{Query, Wanted, excerpt};
use base::web::{Fields, parse_date};
use jiff::civil::date;
use ringbind::cases::filter::CaseFilter;

/// A search, and its excerpt from a text. A NUL stands between them.
pub fn search(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (asked, page) = text.split_once('\0').unwrap_or((&text, &text));
    let query = Query::parse(asked);
    let words = query.words();
    if let Some(found) = excerpt(&[page.to_owned()], &Wanted::of(&words)) {
        assert!(found.page <= 1);
        for (from, to) in &found.marks {
            assert!(from < to && found.text.get(*from..*to).is_some(), "{found:?}");
        }
    }
    let _ = query.is_empty();
    let _ = query.typing();
}

/// A form, urlencoded and as JSON, and each of its values as a day.
pub fn fields(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let _ = Fields::json(data);
    let fields = Fields::parse(&text).on(date(2026, 3, 1));
    let mut read = fields.read();
    for (name, value) in fields.pairs() {
        assert!(!value.contains('\0'));
        let kept = read.text(name, 0..=200);
        assert!(kept.chars().count() <= fields.get(name).chars().count());
        let _ = (read.long_text(name, 0..=200), read.int(name, 0..=99), read.id(name), read.date(name), read.flag(name));
        let _ = (read.ints(name), read.ids(name), read.email(name, true));
        if let Some(day) = parse_date(value, Some(date(2026, 3, 1))) {
            assert_eq!(parse_date(&day.to_string(), None), Some(day));
        }
    }
    let _ = read.done();
}

/// The address of a list: what is understood of it comes back as it was.
pub fn filters(data: &[u8]) {
    let filter = CaseFilter::read(&Fields::parse(&String::from_utf8_lossy(data)));
    let address = filter.address();
    let again = CaseFilter::read(&Fields::parse(address.split_once('?').map_or("", |(_, query)| query)));
    assert_eq!(again.address(), address);
}
