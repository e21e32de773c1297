//! Mails as files: Internet mail (eml) and Outlook's own (msg).

use lettre::Message;
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use std::io::{Cursor, Write};
use std::time::{Duration, UNIX_EPOCH};

/// A file that a mail brings.
pub struct Enclosed {
    pub name: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// A mail. People are "Name <address>".
pub struct Mail {
    pub from: String,
    pub to: Vec<String>,
    pub cc: Vec<String>,
    pub subject: String,
    /// Seconds since 1970.
    pub sent: i64,
    /// Tells the mail from others: part of its id.
    pub id: String,
    pub text: String,
    pub enclosed: Vec<Enclosed>,
}

/// As an .eml file. None if an address can't be read.
pub fn eml(mail: &Mail) -> Option<Vec<u8>> {
    let sent = UNIX_EPOCH + Duration::from_secs(u64::try_from(mail.sent).unwrap_or(0));
    let from: Mailbox = mail.from.parse().ok()?;
    let host = from.email.domain().to_owned();
    let mut builder = Message::builder().date(sent).message_id(Some(format!("<{}@{host}>", mail.id))).from(from).subject(&mail.subject);
    for to in &mail.to {
        builder = builder.to(to.parse().ok()?);
    }
    for cc in &mail.cc {
        builder = builder.cc(cc.parse().ok()?);
    }
    let text = mail.text.replace('\n', "\r\n");
    let message = if mail.enclosed.is_empty() {
        builder.singlepart(SinglePart::plain(text)).ok()?
    } else {
        let mut parts = MultiPart::mixed().boundary(format!("=_{}", mail.id)).singlepart(SinglePart::plain(text));
        for file in &mail.enclosed {
            let kind = ContentType::parse(&file.media_type).ok()?;
            parts = parts.singlepart(Attachment::new(file.name.clone()).body(file.bytes.clone(), kind));
        }
        builder.multipart(parts).ok()?
    };
    Some(message.formatted())
}

/// Seconds between 1601, where Windows' time begins, and 1970.
const WINDOWS: i64 = 11_644_473_600;

/// A storage of an Outlook message: its streams, and the table of its properties.
struct Storage {
    at: String,
    head: Vec<u8>,
    rows: Vec<u8>,
    streams: Vec<(String, Vec<u8>)>,
}

impl Storage {
    fn new(at: &str, head: Vec<u8>) -> Storage {
        Storage { at: at.to_owned(), head, rows: Vec::new(), streams: Vec::new() }
    }

    fn fixed(&mut self, tag: u16, kind: u16, value: [u8; 8]) {
        self.rows.extend(kind.to_le_bytes());
        self.rows.extend(tag.to_le_bytes());
        self.rows.extend(6u32.to_le_bytes());
        self.rows.extend(value);
    }

    fn number(&mut self, tag: u16, value: u32) {
        let mut bytes = [0; 8];
        bytes[..4].copy_from_slice(&value.to_le_bytes());
        self.fixed(tag, 0x0003, bytes);
    }

    fn stream(&mut self, tag: u16, kind: u16, bytes: Vec<u8>) {
        let end = if kind == 0x001f { 2 } else { 0 };
        self.number_of(tag, kind, u32::try_from(bytes.len() + end).unwrap_or(0));
        self.streams.push((format!("__substg1.0_{tag:04X}{kind:04X}"), bytes));
    }

    fn number_of(&mut self, tag: u16, kind: u16, size: u32) {
        let mut bytes = [0; 8];
        bytes[..4].copy_from_slice(&size.to_le_bytes());
        self.fixed(tag, kind, bytes);
    }

    fn text(&mut self, tag: u16, text: &str) {
        self.stream(tag, 0x001f, text.encode_utf16().flat_map(u16::to_le_bytes).collect());
    }
}

/// "Name <address>" in two.
fn person(text: &str) -> (&str, &str) {
    match text.split_once('<') {
        Some((name, address)) => (name.trim(), address.trim_end_matches('>').trim()),
        None => (text.trim(), text.trim()),
    }
}

/// As Outlook's .msg file (MS-OXMSG).
pub fn msg(mail: &Mail) -> std::io::Result<Vec<u8>> {
    let receivers: Vec<(&String, u32)> = mail.to.iter().map(|t| (t, 1)).chain(mail.cc.iter().map(|c| (c, 2))).collect();
    let (people, files) = (u32::try_from(receivers.len()).unwrap_or(0), u32::try_from(mail.enclosed.len()).unwrap_or(0));
    let mut head = vec![0; 8];
    for n in [people, files, people, files] {
        head.extend(n.to_le_bytes());
    }
    head.extend([0; 8]);
    let mut storages = vec![top(mail, head)];
    for (at, (who, kind)) in receivers.iter().enumerate() {
        let mut storage = Storage::new(&format!("/__recip_version1.0_#{at:08X}"), vec![0; 8]);
        let (name, address) = person(who);
        storage.number(0x0c15, *kind);
        storage.number(0x3000, u32::try_from(at).unwrap_or(0));
        storage.text(0x3001, name);
        storage.text(0x3002, "SMTP");
        storage.text(0x3003, address);
        storage.text(0x39fe, address);
        storages.push(storage);
    }
    for (at, file) in mail.enclosed.iter().enumerate() {
        let mut storage = Storage::new(&format!("/__attach_version1.0_#{at:08X}"), vec![0; 8]);
        storage.number(0x0e21, u32::try_from(at).unwrap_or(0));
        storage.number(0x3705, 1);
        storage.stream(0x3701, 0x0102, file.bytes.clone());
        storage.text(0x3707, &file.name);
        storage.text(0x3704, &file.name);
        storage.text(0x370e, &file.media_type);
        storages.push(storage);
    }
    contained(&storages)
}

fn top(mail: &Mail, head: Vec<u8>) -> Storage {
    let mut top = Storage::new("", head);
    let (name, address) = person(&mail.from);
    let ticks = u64::try_from((mail.sent + WINDOWS) * 10_000_000).unwrap_or(0).to_le_bytes();
    let names = |of: &[String]| of.iter().map(|p| person(p).0).collect::<Vec<_>>().join("; ");
    top.number(0x340d, 0x0004_0000);
    top.number(0x0e07, 1);
    top.number(0x3fde, 65001);
    top.fixed(0x0039, 0x0040, ticks);
    top.fixed(0x0e06, 0x0040, ticks);
    top.text(0x001a, "IPM.Note");
    top.text(0x0037, &mail.subject);
    top.text(0x0070, mail.subject.trim_start_matches("SV: ").trim_start_matches("VS: "));
    top.text(0x1000, &mail.text.replace('\n', "\r\n"));
    top.text(0x0c1a, name);
    top.text(0x0c1e, "SMTP");
    top.text(0x0c1f, address);
    top.text(0x5d01, address);
    top.text(0x0042, name);
    top.text(0x0065, address);
    top.text(0x0e04, &names(&mail.to));
    top.text(0x0e03, &names(&mail.cc));
    top.text(0x1035, &format!("<{}@{}>", mail.id, address.split('@').next_back().unwrap_or_default()));
    top
}

fn contained(storages: &[Storage]) -> std::io::Result<Vec<u8>> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
    let mut write = |path: String, bytes: &[u8]| file.create_stream(path).and_then(|mut s| s.write_all(bytes));
    for storage in storages.iter().filter(|s| s.at.is_empty()) {
        for (name, bytes) in &storage.streams {
            write(format!("/{name}"), bytes)?;
        }
        write("/__properties_version1.0".into(), &[storage.head.as_slice(), &storage.rows].concat())?;
    }
    file.create_storage("/__nameid_version1.0")?;
    for name in ["00020102", "00030102", "00040102"] {
        file.create_stream(format!("/__nameid_version1.0/__substg1.0_{name}"))?;
    }
    for storage in storages.iter().filter(|s| !s.at.is_empty()) {
        file.create_storage(&storage.at)?;
        for (name, bytes) in &storage.streams {
            file.create_stream(format!("{}/{name}", storage.at))?.write_all(bytes)?;
        }
        file.create_stream(format!("{}/__properties_version1.0", storage.at))?
            .write_all(&[storage.head.as_slice(), &storage.rows].concat())?;
    }
    // Storages carry the time they were made; the same mail shall make the same file.
    let made: Vec<std::path::PathBuf> = file.walk().filter(|e| e.is_storage()).map(|e| e.path().to_owned()).collect();
    for path in made {
        file.set_created_time(&path, UNIX_EPOCH)?;
        file.set_modified_time(&path, UNIX_EPOCH)?;
    }
    file.flush()?;
    Ok(file.into_inner().into_inner())
}
