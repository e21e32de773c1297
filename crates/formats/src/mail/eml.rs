//! Internet messages (RFC 5322, MIME).

use super::{Attachment, Mail, MailError, Person, attachment_name, bare_id, broken};
use crate::{Limits, contain::contain, encoding, markup};
use jiff::Timestamp;
use mail_parser::{Address, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType};

/// Reads an Internet message. Mails inside it are attachments, as they were sent.
pub fn parse_eml(data: &[u8], limits: &Limits) -> Result<Mail, MailError> {
    if !limits.accepts(data) || announced(data) > limits.mail_parts {
        return Err(MailError::TooLarge);
    }
    let read = contain(|| read(&defuse(data), limits));
    read.unwrap_or_else(|_| Err(broken("the reader gave up")))
}

/// The parser builds mails in mails as a tree, whose depth only this bounds:
/// how often the file announces a mail, a digest of mails or a packed part.
fn announced(data: &[u8]) -> usize {
    let lower = data.to_ascii_lowercase();
    ["rfc822", "/global", "/digest", "content-transfer-encoding"]
        .iter()
        .map(|mark| memchr::memmem::find_iter(&lower, mark.as_bytes()).count())
        .max()
        .unwrap_or(0)
}

/// A mail inside a mail may not be packed (RFC 2046, 5.2.1). Where it is all
/// the same, its type is renamed so that it isn't parsed, only unpacked: what
/// is inside can't be counted before.
fn defuse(data: &[u8]) -> Vec<u8> {
    let mut out = data.to_vec();
    let lower = data.to_ascii_lowercase();
    for at in memchr::memmem::find_iter(&lower, b"content-transfer-encoding") {
        let (start, end) = head_around(&lower, at);
        let packed = [&b"base64"[..], b"quoted-printable"].iter().any(|name| memchr::memmem::find(&lower[at..end], name).is_some());
        let head = &lower[start..end];
        if let Some(found) = packed.then(|| type_message(head)).flatten() {
            out[start + found..start + found + 7].copy_from_slice(PACKED_MAIL);
        }
    }
    out
}

/// The header lines around a place, between blank lines.
fn head_around(lower: &[u8], at: usize) -> (usize, usize) {
    let first = at.saturating_sub(HEAD_WINDOW);
    let last = lower.len().min(at + HEAD_WINDOW);
    let gaps = [&b"\n\n"[..], b"\n\r\n"];
    let before = gaps.iter().filter_map(|gap| memchr::memmem::rfind(&lower[first..at], gap)).max();
    let after = gaps.iter().filter_map(|gap| memchr::memmem::find(&lower[at..last], gap)).min();
    (before.map_or(first, |gap| first + gap), after.map_or(last, |gap| at + gap))
}

/// Where the media type in these header lines says `message`.
fn type_message(head: &[u8]) -> Option<usize> {
    let field = memchr::memmem::find(head, b"content-type")?;
    let folded = |end: &usize| !matches!(head.get(end + 1), Some(b' ' | b'\t'));
    let mut ends = memchr::memchr_iter(b'\n', &head[field..]).map(|end| field + end);
    let end = ends.find(folded).unwrap_or(head.len());
    memchr::memmem::find(&head[field..end], b"message").map(|found| field + found)
}

/// How far around a header line its neighbours are looked for.
const HEAD_WINDOW: usize = 256 << 10;

/// Stands for `message` in a media type.
const PACKED_MAIL: &[u8; 7] = b"x-packd";

fn read(data: &[u8], limits: &Limits) -> Result<Mail, MailError> {
    let message = MessageParser::default().parse(data).ok_or_else(|| broken("it has no head"))?;
    if message.parts.len() > limits.mail_parts {
        return Err(MailError::TooLarge);
    }
    let has_head = message.from().is_some() || message.to().is_some() || message.subject().is_some() || message.date().is_some();
    if !has_head {
        return Err(broken("it has no head"));
    }
    let body_html = own_html(&message);
    let body_text = match own_text(&message) {
        Some(text) => text,
        None => body_html.as_deref().map(markup::html_to_text).unwrap_or_default(),
    };
    let date = message.date().filter(|date| date.is_valid());
    Ok(Mail {
        subject: message.subject().unwrap_or_default().trim().to_string(),
        from: people(message.from()).into_iter().next(),
        to: people(message.to()),
        cc: people(message.cc()),
        date: date.and_then(|date| Timestamp::from_second(date.to_timestamp()).ok()),
        message_id: message.message_id().and_then(bare_id),
        in_reply_to: first_id(message.in_reply_to()),
        body_text,
        body_html,
        attachments: attachments(&message),
    })
}

fn people(address: Option<&Address<'_>>) -> Vec<Person> {
    let all = address.into_iter().flat_map(Address::iter);
    let people = all.map(|a| Person {
        name: a.name.as_deref().unwrap_or_default().trim().to_string(),
        address: a.address.as_deref().unwrap_or_default().trim().to_string(),
    });
    people.filter(|p| !p.name.is_empty() || !p.address.is_empty()).collect()
}

fn first_id(value: &HeaderValue<'_>) -> Option<String> {
    match value {
        HeaderValue::Text(id) => bare_id(id),
        HeaderValue::TextList(ids) => ids.first().and_then(|id| bare_id(id)),
        _ => None,
    }
}

fn own_text(message: &Message<'_>) -> Option<String> {
    let texts = message.text_bodies().filter_map(|part| match &part.body {
        PartType::Text(text) => Some(unlabelled(part, text).replace("\r\n", "\n")),
        _ => None,
    });
    let text = texts.collect::<Vec<_>>().join("\n");
    let text = text.trim_end();
    (!text.trim().is_empty()).then(|| text.to_string())
}

fn own_html(message: &Message<'_>) -> Option<String> {
    message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(html) => Some(html.to_string()),
        _ => None,
    })
}

/// Old programs send 8-bit text without saying in which encoding.
fn unlabelled(part: &MessagePart<'_>, text: &str) -> String {
    let labelled = part.content_type().is_some_and(|t| t.attribute("charset").is_some());
    match text.contains('\u{fffd}') && !labelled && part.encoding == mail_parser::Encoding::None {
        true => encoding::decode(part.contents()),
        false => text.to_string(),
    }
}

fn attachments(message: &Message<'_>) -> Vec<Attachment> {
    let mut found = Vec::new();
    for part in message.attachments() {
        let media_type = media_type(part);
        let data = match &part.body {
            PartType::Message(inner) => inner.raw_message().to_vec(),
            PartType::Multipart(_) => continue,
            _ => part.contents().to_vec(),
        };
        let subject = part.message().and_then(|m| m.subject()).map(|s| format!("{s}.eml"));
        let name = part.attachment_name().map(String::from).or(subject);
        let name = attachment_name(name.as_deref(), &media_type, found.len() + 1);
        found.push(Attachment { name, media_type, data });
    }
    found
}

fn media_type(part: &MessagePart<'_>) -> String {
    let given = part.content_type().map(|t| {
        let subtype = t.subtype().unwrap_or("octet-stream");
        format!("{}/{subtype}", t.ctype()).to_ascii_lowercase()
    });
    match given {
        None if part.is_message() => "message/rfc822".into(),
        None => "application/octet-stream".into(),
        Some(given) if given == "x-packd/rfc822" => "message/rfc822".into(),
        Some(given) => given,
    }
}
