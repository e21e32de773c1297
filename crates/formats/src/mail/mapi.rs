//! MAPI properties in an Outlook container (MS-OXMSG), by storage.

use crate::encoding;
use cfb::CompoundFile;
use encoding_rs::{Encoding, UTF_16LE};
use jiff::Timestamp;
use std::io::{Cursor, Read};

/// Numbers of properties (MS-OXPROPS).
pub(super) mod tag {
    pub const SUBJECT: u16 = 0x0037;
    pub const SUBMIT_TIME: u16 = 0x0039;
    pub const DELIVERY_TIME: u16 = 0x0e06;
    pub const SENDER_NAME: u16 = 0x0c1a;
    pub const SENDER_ADDRESS: u16 = 0x0c1f;
    pub const SENDER_SMTP: u16 = 0x5d01;
    pub const SENT_BY_SMTP: u16 = 0x5d02;
    pub const RECIPIENT_TYPE: u16 = 0x0c15;
    pub const BODY: u16 = 0x1000;
    pub const RTF: u16 = 0x1009;
    pub const HTML: u16 = 0x1013;
    pub const MESSAGE_ID: u16 = 0x1035;
    pub const IN_REPLY_TO: u16 = 0x1042;
    pub const CODE_PAGE: u16 = 0x3fde;
    pub const MESSAGE_CODE_PAGE: u16 = 0x3ffd;
    pub const DISPLAY_NAME: u16 = 0x3001;
    pub const ADDRESS: u16 = 0x3003;
    pub const SMTP_ADDRESS: u16 = 0x39fe;
    pub const ATTACH_DATA: u16 = 0x3701;
    pub const ATTACH_NAME: u16 = 0x3704;
    pub const ATTACH_LONG_NAME: u16 = 0x3707;
    pub const ATTACH_METHOD: u16 = 0x3705;
    pub const ATTACH_MIME: u16 = 0x370e;
}

const PROPERTIES: &str = "__properties_version1.0";

pub(super) struct Store<'a> {
    file: CompoundFile<Cursor<&'a [u8]>>,
    /// Bytes that may still be read from streams.
    budget: u64,
    pub encoding: &'static Encoding,
}

impl<'a> Store<'a> {
    pub fn open(data: &'a [u8], budget: u64) -> Option<Self> {
        let file = CompoundFile::open(Cursor::new(data)).ok()?;
        Some(Self { file, budget, encoding: encoding_rs::WINDOWS_1252 })
    }

    pub fn exists(&self, path: &str) -> bool {
        self.file.exists(path)
    }

    /// Names of storages in `folder` that begin with `prefix`, sorted.
    pub fn storages(&self, folder: &str, prefix: &str) -> Vec<String> {
        let Ok(entries) = self.file.read_storage(folder) else {
            return vec![];
        };
        let wanted = entries.filter(|e| e.is_storage() && e.name().starts_with(prefix));
        let mut names: Vec<_> = wanted.map(|e| format!("{folder}{}/", e.name())).collect();
        names.sort();
        names
    }

    pub fn binary(&mut self, folder: &str, tag: u16) -> Option<Vec<u8>> {
        self.stream(&format!("{folder}__substg1.0_{tag:04X}0102"))
    }

    /// A text property, in Unicode or in the message's code page.
    pub fn text(&mut self, folder: &str, tag: u16) -> Option<String> {
        let unicode = self.stream(&format!("{folder}__substg1.0_{tag:04X}001F"));
        let text = match unicode {
            Some(bytes) => UTF_16LE.decode_without_bom_handling(&bytes).0.into_owned(),
            None => {
                let bytes = self.stream(&format!("{folder}__substg1.0_{tag:04X}001E"))?;
                encoding::decode_with(&bytes, self.encoding)
            }
        };
        Some(text.trim_end_matches('\0').to_string()).filter(|t| !t.is_empty())
    }

    /// A property of fixed size, 8 bytes as stored.
    pub fn fixed(&mut self, folder: &str, tag: u16) -> Option<[u8; 8]> {
        let bytes = self.stream(&format!("{folder}{PROPERTIES}"))?;
        // The head is 32 bytes in a message, 24 in one inside another, 8 elsewhere.
        let head = match folder {
            "/" => 32,
            _ if folder.ends_with("__substg1.0_3701000D/") => 24,
            _ => 8,
        };
        let rows = bytes.get(head..)?.chunks_exact(16);
        let mut found = rows.filter(|row| row[2..4] == tag.to_le_bytes());
        found.next()?[8..16].try_into().ok()
    }

    pub fn number(&mut self, folder: &str, tag: u16) -> Option<u32> {
        let value = self.fixed(folder, tag)?;
        Some(u32::from_le_bytes([value[0], value[1], value[2], value[3]]))
    }

    /// Stored as tenths of microseconds since 1601.
    pub fn time(&mut self, folder: &str, tag: u16) -> Option<Timestamp> {
        let ticks = u64::from_le_bytes(self.fixed(folder, tag)?);
        let seconds = i64::try_from(ticks / 10_000_000).ok()? - 11_644_473_600;
        Timestamp::from_second(seconds).ok().filter(|_| ticks > 0)
    }

    fn stream(&mut self, path: &str) -> Option<Vec<u8>> {
        let stream = self.file.open_stream(path).ok()?;
        let mut bytes = Vec::new();
        stream.take(self.budget).read_to_end(&mut bytes).ok()?;
        self.budget = self.budget.saturating_sub(bytes.len() as u64);
        Some(bytes)
    }
}
