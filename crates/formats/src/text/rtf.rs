//! Rich text to plain text: code pages, `\u` escapes, nested groups, and the
//! HTML that mail programs wrap in rich text.

use crate::{Limits, encoding};
use encoding_rs::{Encoding, WINDOWS_1252};
use std::collections::HashMap;

/// Groups that hold no text of the document.
static SKIPPED: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "objdata",
    "themedata",
    "colorschememapping",
    "latentstyles",
    "datastore",
    "generator",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "xmlnstbl",
    "fldinst",
    "filetbl",
    "revtbl",
    "pntext",
    "bkmkstart",
    "bkmkend",
    "mmathpr",
    "nonshppict",
    "shpinst",
    "private",
    "template",
    "wgrffmtfilter",
];

/// Never fails: what isn't rich text gives little or no text.
pub(crate) fn to_text(data: &[u8], limits: &Limits) -> String {
    let mut reader = Reader::new(data, limits);
    reader.run();
    reader.flush();
    reader.out.trim().to_string()
}

/// The HTML wrapped in rich text by `\fromhtml1`, if it is that.
pub(crate) fn wrapped_html(data: &[u8], limits: &Limits) -> Option<String> {
    let head = &data[..data.len().min(1024)];
    memchr::memmem::find(head, b"\\fromhtml1")?;
    let mut reader = Reader::new(data, limits);
    reader.html = true;
    reader.run();
    reader.flush();
    Some(reader.out)
}

#[derive(Clone, Copy)]
struct Group {
    skip: bool,
    /// Rich text only, in a document that wraps HTML.
    hidden: bool,
    /// Characters that stand in for one `\u` escape.
    substitutes: usize,
    encoding: &'static Encoding,
}

struct Reader<'a> {
    data: &'a [u8],
    at: usize,
    group: Group,
    stack: Vec<Group>,
    /// Groups beyond the limit of depth: counted, not kept.
    beyond: usize,
    depth: usize,
    room: usize,
    pending: Vec<u8>,
    high_surrogate: Option<u16>,
    to_skip: usize,
    out: String,
    html: bool,
    fonts: HashMap<i64, &'static Encoding>,
    font_defined: Option<i64>,
}

impl<'a> Reader<'a> {
    fn new(data: &'a [u8], limits: &Limits) -> Self {
        Self {
            data,
            at: 0,
            group: Group { skip: false, hidden: false, substitutes: 1, encoding: WINDOWS_1252 },
            stack: Vec::new(),
            beyond: 0,
            depth: limits.depth,
            room: limits.text_bytes,
            pending: Vec::new(),
            high_surrogate: None,
            to_skip: 0,
            out: String::new(),
            html: false,
            fonts: HashMap::new(),
            font_defined: None,
        }
    }

    fn run(&mut self) {
        while let Some(byte) = self.next() {
            if self.out.len() > self.room {
                break;
            }
            match byte {
                b'{' => self.open(),
                b'}' => self.close(),
                b'\\' => self.control(),
                b'\r' | b'\n' | 0 => {}
                byte => self.byte(byte),
            }
        }
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.data.get(self.at).copied();
        self.at += 1;
        byte
    }

    fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    fn open(&mut self) {
        self.flush();
        self.to_skip = 0;
        if self.stack.len() < self.depth {
            self.stack.push(self.group);
        } else {
            self.beyond += 1;
        }
    }

    fn close(&mut self) {
        self.flush();
        self.to_skip = 0;
        if self.beyond > 0 {
            self.beyond -= 1;
        } else if let Some(group) = self.stack.pop() {
            self.group = group;
        }
    }

    fn control(&mut self) {
        match self.next() {
            Some(b'\'') => {
                let digits = self.data.get(self.at..self.at + 2);
                let hex = digits.and_then(|d| std::str::from_utf8(d).ok());
                if let Some(byte) = hex.and_then(|d| u8::from_str_radix(d, 16).ok()) {
                    self.at += 2;
                    self.byte(byte);
                }
            }
            Some(b'*') => self.starred(),
            Some(b'~') => self.text("\u{a0}"),
            Some(b'_') => self.text("-"),
            Some(b'\r' | b'\n') => self.text("\n"),
            Some(byte @ (b'{' | b'}' | b'\\')) => self.byte(byte),
            Some(byte) if byte.is_ascii_alphabetic() => self.word(),
            _ => {}
        }
    }

    /// `\*` marks a group that may be ignored; of these only HTML tags matter.
    fn starred(&mut self) {
        let tag = self.data[self.at.min(self.data.len())..].starts_with(b"\\htmltag");
        if !(self.html && tag) {
            self.group.skip = true;
        }
    }

    fn word(&mut self) {
        let start = self.at - 1;
        while self.peek().is_some_and(|b| b.is_ascii_alphabetic()) && self.at - start < 32 {
            self.at += 1;
        }
        let word = &self.data[start..self.at];
        let number = self.number();
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        let word = std::str::from_utf8(word).unwrap_or("");
        self.act(word, number);
    }

    fn number(&mut self) -> Option<i64> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        while self.peek().is_some_and(|b| b.is_ascii_digit()) && self.at - start < 11 {
            self.at += 1;
        }
        std::str::from_utf8(&self.data[start..self.at]).ok()?.parse().ok()
    }

    fn act(&mut self, word: &str, number: Option<i64>) {
        match (word, number) {
            ("u", Some(n)) => self.unicode(n as u16),
            ("uc", Some(n)) => self.group.substitutes = usize::try_from(n).unwrap_or(1).min(8),
            ("bin", Some(n)) => self.at += usize::try_from(n).unwrap_or(0).min(self.data.len()),
            ("ansicpg", Some(n)) => self.set_encoding(encoding::code_page(n as u32)),
            ("mac", _) => self.set_encoding(encoding_rs::MACINTOSH),
            ("f", Some(n)) => self.font(n),
            ("fcharset", Some(n)) => self.font_charset(n),
            ("htmlrtf", n) => {
                self.flush();
                self.group.hidden = self.html && n != Some(0);
            }
            ("par" | "line" | "row" | "sect" | "page", _) => self.layout("\n"),
            ("tab", _) => self.layout("\t"),
            ("cell" | "nestcell", _) => self.layout("\t"),
            ("emdash", _) => self.text("—"),
            ("endash", _) => self.text("–"),
            ("lquote", _) => self.text("‘"),
            ("rquote", _) => self.text("’"),
            ("ldblquote", _) => self.text("“"),
            ("rdblquote", _) => self.text("”"),
            ("bullet", _) => self.text("•"),
            _ if SKIPPED.contains(&word) => {
                self.group.skip = true;
            }
            _ => {}
        }
    }

    /// In the font table: which font is being defined; else: its encoding is used.
    fn font(&mut self, number: i64) {
        self.font_defined = Some(number);
        if !self.group.skip
            && let Some(encoding) = self.fonts.get(&number).copied()
        {
            self.set_encoding(encoding);
        }
    }

    fn font_charset(&mut self, charset: i64) {
        let page = match charset {
            0 | 1 => return,
            77 => 10000,
            128 => 932,
            129 => 949,
            134 => 936,
            136 => 950,
            161 => 1253,
            162 => 1254,
            163 => 1258,
            177 => 1255,
            178 => 1256,
            186 => 1257,
            204 => 1251,
            222 => 874,
            238 => 1250,
            _ => 1252,
        };
        if let Some(font) = self.font_defined.filter(|_| self.fonts.len() < 4096) {
            self.fonts.insert(font, encoding::code_page(page));
        }
    }

    fn set_encoding(&mut self, encoding: &'static Encoding) {
        self.flush();
        self.group.encoding = encoding;
    }

    fn unicode(&mut self, unit: u16) {
        self.flush();
        self.to_skip = self.group.substitutes;
        if self.is_silent() {
            return;
        }
        let units: Vec<u16> = self.high_surrogate.take().into_iter().chain([unit]).collect();
        if (0xd800..0xdc00).contains(&unit) {
            self.high_surrogate = Some(unit);
        } else {
            self.out.push_str(&String::from_utf16_lossy(&units));
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
        } else if !self.is_silent() {
            self.pending.push(byte);
        }
    }

    /// In wrapped HTML, lines and tabs are part of the rich text only.
    fn layout(&mut self, text: &str) {
        self.to_skip = 0;
        if !(self.html && text == "\t" && self.group.hidden) {
            self.text(text);
        }
    }

    fn text(&mut self, text: &str) {
        if !self.is_silent() {
            self.flush();
            self.out.push_str(text);
        }
    }

    fn is_silent(&self) -> bool {
        self.group.skip || self.group.hidden || self.beyond > 0
    }

    fn flush(&mut self) {
        if !self.pending.is_empty() {
            let (text, _) = self.group.encoding.decode_without_bom_handling(&self.pending);
            self.out.push_str(&text);
            self.pending.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(rtf: &str) -> String {
        to_text(rtf.as_bytes(), &Limits::default())
    }

    #[test]
    fn letters_lines_and_skipped_groups() {
        let rtf = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fcharset238 X;}}{\*\generator
            x;}Bl\'e5b\'e6r p\u229?\par {\b f\u248 o}l\'f8de\tab{\f1 \'b3}\{\}}";
        assert_eq!(text(rtf), "Blåbær på\nføløde\tł{}");
    }

    #[test]
    fn surrogates_substitutes_and_binary() {
        assert_eq!(text(r"{\rtf1 \uc1\u-10179?\u-8704?}"), "\u{1f600}");
        assert_eq!(text(r"{\rtf1 {\uc2\u248ab}x}"), "øx");
        assert_eq!(text(r"{\rtf1 a{\pict\bin3 }}}}b}"), "ab");
    }

    #[test]
    fn html_in_rich_text_is_unwrapped() {
        let rtf = r"{\rtf1\ansi\fromhtml1{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Hej bl\'e5{\*\htmltag72 </p>}\htmlrtf\par}\htmlrtf0 }";
        let html = wrapped_html(rtf.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(html, "<p>Hej blå</p>");
        assert_eq!(wrapped_html(br"{\rtf1 x}", &Limits::default()), None);
    }

    #[test]
    fn hostile_input_is_just_little_text() {
        assert_eq!(text(&"{".repeat(100_000)), "");
        assert_eq!(text(r"{\rtf1 a\bin99999999999 b"), "a");
        assert_eq!(text(r"}}}\'zz\u"), "zz");
    }
}
