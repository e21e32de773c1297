//! Telling text from binary, and text formats from each other.

use super::{Content, Kind, magic::contains};

pub(super) fn content(head: &[u8]) -> Content {
    if !is_text(head) {
        return Content::Unmarked;
    }
    let text = crate::encoding::decode(&head[..head.len().min(8 << 10)]);
    match format(text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n'])) {
        Some(kind) => Content::Is(kind),
        None => Content::PlainText,
    }
}

fn is_text(head: &[u8]) -> bool {
    let utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let control = |b: &u8| *b < 32 && !matches!(b, 8 | 9 | 10 | 12 | 13 | 26 | 27);
    utf16 || !head.iter().any(control)
}

fn format(text: &str) -> Option<Kind> {
    let start: String = text.chars().take(2048).collect::<String>().to_ascii_lowercase();
    if start.starts_with("{\\rtf") {
        Some(Kind::Rtf)
    } else if start.starts_with('<') {
        tagged(&start)
    } else if start.starts_with("begin:vcalendar") {
        Some(Kind::Calendar)
    } else if start.starts_with("begin:vcard") {
        Some(Kind::Vcard)
    } else if is_mail(text) {
        Some(Kind::Eml)
    } else {
        None
    }
}

fn tagged(start: &str) -> Option<Kind> {
    let bytes = start.as_bytes();
    let html = ["<!doctype html", "<html", "<head", "<body"];
    if html.iter().any(|tag| contains(bytes, tag.as_bytes())) {
        Some(Kind::Html)
    } else if contains(bytes, b"<svg") {
        Some(Kind::Svg)
    } else if start.starts_with("<?xml") {
        Some(Kind::Xml)
    } else {
        None
    }
}

/// A mail begins with header lines, at least three of which only mails have.
fn is_mail(text: &str) -> bool {
    const TELLING: [&str; 12] = [
        "from",
        "to",
        "received",
        "return-path",
        "message-id",
        "mime-version",
        "date",
        "subject",
        "delivered-to",
        "content-type",
        "x-sender",
        "reply-to",
    ];
    let mut telling = 0;
    for line in text.lines().take(200) {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else {
            return false;
        };
        if !name.bytes().all(|b| b.is_ascii_graphic()) {
            return false;
        }
        telling += usize::from(TELLING.contains(&name.to_ascii_lowercase().as_str()));
    }
    telling >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_formats() {
        let is = |text: &str| content(text.as_bytes());
        assert_eq!(is("<!DOCTYPE html><p>"), Content::Is(Kind::Html));
        assert_eq!(is("<?xml version='1.0'?><svg/>"), Content::Is(Kind::Svg));
        assert_eq!(is("<?xml version='1.0'?><a/>"), Content::Is(Kind::Xml));
        assert_eq!(is("From: a@b.example\nTo: c\nSubject: x\n\nHi"), Content::Is(Kind::Eml));
        assert_eq!(is("Note: buy milk\nTo: do\n"), Content::PlainText);
        assert_eq!(content(b"\xff\xfea\0b\0"), Content::PlainText);
        assert_eq!(content(b"a\0b"), Content::Unmarked);
    }
}
