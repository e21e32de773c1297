//! Outlook messages (MS-OXMSG).

use super::mapi::{Store, tag};
use super::{Attachment, Mail, MailError, Person, attachment_name, bare_id, broken, packed_rtf};
use crate::{Limits, contain::contain, encoding, markup, text};

/// Values of the property that tells kinds of recipients apart.
const TO: u32 = 1;
const CC: u32 = 2;
/// The attachment is itself a message.
const EMBEDDED: u32 = 5;

/// Reads an Outlook message. A message attached to it becomes an attachment
/// with its text, since it can't stand alone as a file.
pub fn parse_msg(data: &[u8], limits: &Limits) -> Result<Mail, MailError> {
    if !limits.accepts(data) {
        return Err(MailError::TooLarge);
    }
    let read = contain(|| {
        let store = Store::open(data, limits.inflated_bytes);
        let mut store = store.ok_or_else(|| broken("the container can't be read"))?;
        if !store.exists("/__properties_version1.0") {
            return Err(broken("it is not an Outlook message"));
        }
        message(&mut store, "/", limits)
    });
    read.unwrap_or_else(|_| Err(broken("the reader gave up")))
}

fn message(store: &mut Store<'_>, at: &str, limits: &Limits) -> Result<Mail, MailError> {
    let page = store.number(at, tag::MESSAGE_CODE_PAGE).or(store.number(at, tag::CODE_PAGE));
    store.encoding = encoding::code_page(page.unwrap_or(1252));
    let (body_text, body_html) = bodies(store, at, limits);
    let (to, cc) = recipients(store, at, limits)?;
    let date = store.time(at, tag::SUBMIT_TIME).or_else(|| store.time(at, tag::DELIVERY_TIME));
    Ok(Mail {
        subject: store.text(at, tag::SUBJECT).unwrap_or_default().trim().to_string(),
        from: sender(store, at),
        to,
        cc,
        date,
        message_id: store.text(at, tag::MESSAGE_ID).and_then(|id| bare_id(&id)),
        in_reply_to: store.text(at, tag::IN_REPLY_TO).and_then(|id| bare_id(&id)),
        body_text,
        body_html,
        attachments: attachments(store, at, limits)?,
    })
}

fn sender(store: &mut Store<'_>, at: &str) -> Option<Person> {
    let name = store.text(at, tag::SENDER_NAME).unwrap_or_default();
    let address = [tag::SENDER_SMTP, tag::SENT_BY_SMTP, tag::SENDER_ADDRESS];
    person(name, address.into_iter().filter_map(|tag| store.text(at, tag)))
}

/// With the first address that is one of the Internet, not of Exchange.
fn person(name: String, mut addresses: impl Iterator<Item = String>) -> Option<Person> {
    let address = addresses.find(|a| a.contains('@')).unwrap_or_default();
    let name = name.trim().to_string();
    (!name.is_empty() || !address.is_empty()).then_some(Person { name, address })
}

fn recipients(store: &mut Store<'_>, at: &str, limits: &Limits) -> Result<(Vec<Person>, Vec<Person>), MailError> {
    let (mut to, mut cc) = (Vec::new(), Vec::new());
    let storages = store.storages(at, "__recip_version1.0_");
    if storages.len() > limits.entries {
        return Err(MailError::TooLarge);
    }
    for storage in storages {
        let name = store.text(&storage, tag::DISPLAY_NAME).unwrap_or_default();
        let addresses = [tag::SMTP_ADDRESS, tag::ADDRESS];
        let found = addresses.into_iter().filter_map(|tag| store.text(&storage, tag));
        let person = person(name, found);
        match store.number(&storage, tag::RECIPIENT_TYPE) {
            Some(TO) | None => to.extend(person),
            Some(CC) => cc.extend(person),
            // Blind copies are no business of a reader.
            Some(_) => {}
        }
    }
    Ok((to, cc))
}

/// Plain text and HTML, each from the best source there is.
fn bodies(store: &mut Store<'_>, at: &str, limits: &Limits) -> (String, Option<String>) {
    let plain = store.text(at, tag::BODY).map(|t| t.replace("\r\n", "\n").trim_end().to_string());
    let page = store.number(at, tag::CODE_PAGE).unwrap_or(1252);
    let html = store.binary(at, tag::HTML).map(|bytes| match std::str::from_utf8(&bytes) {
        Ok(text) => text.to_string(),
        Err(_) => encoding::decode_with(&bytes, encoding::code_page(page)),
    });
    let html = html.or_else(|| store.text(at, tag::HTML));
    let rtf = match (&plain, &html) {
        (Some(_), Some(_)) => None,
        _ => store.binary(at, tag::RTF).and_then(|b| packed_rtf::unpack(&b, limits.text_bytes)),
    };
    let html = html.or_else(|| text::wrapped_html(rtf.as_deref()?, limits));
    let text = plain
        .filter(|t| !t.trim().is_empty())
        .or_else(|| html.as_deref().map(markup::html_to_text))
        .or_else(|| Some(text::rtf_to_text(rtf.as_deref()?, limits)));
    (text.unwrap_or_default(), html)
}

fn attachments(store: &mut Store<'_>, at: &str, limits: &Limits) -> Result<Vec<Attachment>, MailError> {
    let storages = store.storages(at, "__attach_version1.0_");
    if storages.len() > limits.mail_parts {
        return Err(MailError::TooLarge);
    }
    let mut found = Vec::new();
    for storage in storages {
        let long = store.text(&storage, tag::ATTACH_LONG_NAME);
        let name = long.or_else(|| store.text(&storage, tag::ATTACH_NAME));
        let name = name.or_else(|| store.text(&storage, tag::DISPLAY_NAME));
        let media_type = store.text(&storage, tag::ATTACH_MIME).unwrap_or_default();
        if store.number(&storage, tag::ATTACH_METHOD) == Some(EMBEDDED) {
            found.push(embedded(store, &storage, name));
            continue;
        }
        let Some(data) = store.binary(&storage, tag::ATTACH_DATA) else {
            continue;
        };
        let media_type = match media_type.trim().to_ascii_lowercase() {
            none if none.is_empty() => "application/octet-stream".to_string(),
            given => given,
        };
        let name = attachment_name(name.as_deref(), &media_type, found.len() + 1);
        found.push(Attachment { name, media_type, data });
    }
    Ok(found)
}

/// Head and text of a message inside the message; deeper ones are not read.
fn embedded(store: &mut Store<'_>, storage: &str, name: Option<String>) -> Attachment {
    let at = format!("{storage}__substg1.0_3701000D/");
    let subject = store.text(&at, tag::SUBJECT).unwrap_or_default();
    let from = sender(store, &at).unwrap_or_default();
    let date = store.time(&at, tag::SUBMIT_TIME).map(|d| d.to_string()).unwrap_or_default();
    let body = store.text(&at, tag::BODY).or_else(|| {
        let html = store.binary(&at, tag::HTML)?;
        Some(markup::html_to_text(&encoding::decode(&html)))
    });
    let text = format!("{} <{}>\n{date}\n{subject}\n\n{}", from.name, from.address, body.unwrap_or_default());
    let title = name.filter(|n| !n.trim().is_empty()).unwrap_or(subject);
    let name = crate::sniff::clean_name(&format!("{title}.txt"));
    Attachment { name, media_type: "text/plain".into(), data: text.into_bytes() }
}
