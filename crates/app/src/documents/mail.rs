//! A mail that is dropped: subject, sender, receivers and date become metadata, its attachments attachments.

use super::insert::{NewDocument, NewFile};
use base::web::Ctx;
use base::{Error, Result, date};
use formats::Limits;
use formats::mail::{Mail, Person, parse_eml, parse_msg};
use formats::sniff::{self, Kind, Sniffed};

const LARGEST: u64 = 100 << 20;

/// Reads the mail; returns its attachments, stored. A mail that can't be read stays a plain file.
pub async fn describe(ctx: &Ctx, seen: &Sniffed, file: &NewFile, new: &mut NewDocument) -> Result<Vec<NewFile>> {
    let data = match ctx.blobs().get(&file.blob, LARGEST).await {
        Ok(data) => data,
        Err(Error::TooLarge) => return Ok(vec![]),
        Err(error) => return Err(error),
    };
    let msg = seen.kind == Kind::Msg;
    let read =
        tokio::task::spawn_blocking(move || if msg { parse_msg(&data, &Limits::default()) } else { parse_eml(&data, &Limits::default()) });
    let Ok(mail) = read.await.map_err(Error::internal)? else { return Ok(vec![]) };
    if !mail.subject.trim().is_empty() {
        new.title = mail.subject.trim().chars().filter(|c| !c.is_control()).take(300).collect();
    }
    new.sender = mail.from.as_ref().map(person).unwrap_or_default();
    new.receivers = mail.to.iter().chain(&mail.cc).take(50).map(person).collect::<Vec<_>>().join("; ");
    new.letter_date = mail.date.map(|at| date::local(at).date().to_string());
    new.direction = "incoming";
    new.source = "mail";
    attachments(ctx, mail).await
}

fn person(person: &Person) -> String {
    let text = if person.name.is_empty() { person.address.clone() } else { format!("{} <{}>", person.name, person.address) };
    text.chars().filter(|c| !c.is_control()).take(300).collect()
}

async fn attachments(ctx: &Ctx, mail: Mail) -> Result<Vec<NewFile>> {
    let mut all = Vec::new();
    for attachment in mail.attachments.into_iter().take(100) {
        let name = sniff::clean_name(&attachment.name);
        let seen = sniff::sniff_reader(&mut std::io::Cursor::new(&attachment.data), &name)?;
        if attachment.data.is_empty() || seen.executable {
            continue;
        }
        let size = i64::try_from(attachment.data.len()).unwrap_or(i64::MAX);
        let blob = ctx.blobs().put(attachment.data).await?;
        all.push(NewFile { blob, name, media_type: seen.media_type.to_owned(), family: super::upload::family(&seen), size, upload: None });
    }
    Ok(all)
}
