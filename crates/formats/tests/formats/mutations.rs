//! Every parser takes some hundred damaged files of its kind, and noise, and
//! answers. A panic inside a contained third-party parser is an error value,
//! so one reaching a test is ours.

use crate::files;
use formats::sniff::{Kind, Sniffed, clean_name, sniff_reader, title_from_name};
use formats::text::extract;
use formats::{Limits, csv, image, mail, pdf, safe_html};
use std::io::Cursor;

const ROUNDS: u64 = 150;

/// xorshift64*: the same damage in each run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    fn damage(&mut self, data: &[u8]) -> Vec<u8> {
        let mut out = data.to_vec();
        for _ in 0..=self.below(6) {
            let at = self.below(out.len());
            match self.below(5) {
                0 => out.truncate(at.max(1)),
                1 => out.insert(at, self.next() as u8),
                2 => {
                    let end = (at + self.below(40)).min(out.len());
                    let copy = out[at..end].to_vec();
                    let to = self.below(out.len());
                    out.splice(to..to, copy);
                }
                3 => out[at] ^= 1 << self.below(8),
                _ => out[at] = [0, 0xff, b'9', b'<', b'{', b'-'][self.below(6)],
            }
        }
        out
    }

    fn noise(&mut self, len: usize) -> Vec<u8> {
        (0..len).map(|_| self.next() as u8).collect()
    }
}

fn limits() -> Limits {
    Limits { inflated_bytes: 1 << 20, pdf_operations: 5_000, pixels: 250_000, text_bytes: 1 << 16, ..Limits::default() }
}

fn survives(seed: &[u8], mark: usize, mut parse: impl FnMut(&[u8])) {
    let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ seed.len() as u64);
    parse(seed);
    for round in 0..ROUNDS {
        if round % 10 == 0 {
            // Noise behind the mark of the format.
            let len = random.below(600);
            parse(&[&seed[..mark.min(seed.len())], &random.noise(len)].concat());
        }
        parse(&random.damage(seed));
    }
}

#[test]
fn texts() {
    let limits = limits();
    let rtf = br"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset238 A;}}\uc1 a\'f8\u248?{\b x}\bin2 ab\par}";
    let html = b"<html><style>a</style><p>x&oslash;<table><tr><td>a<pre> b</pre><!-- c --><script>1</script>";
    let seeds: [(Kind, Vec<u8>); 8] = [
        (Kind::Docx, files::simple_docx()),
        (Kind::Xlsx, files::xlsx()),
        (Kind::Pptx, files::pptx()),
        (Kind::Ods, files::ods()),
        (Kind::Rtf, rtf.to_vec()),
        (Kind::Html, html.to_vec()),
        (Kind::Text, "søen; \u{feff}\r\n".repeat(9).into_bytes()),
        (Kind::Xml, b"<?xml version='1.0'?><a b='c'>&#248;<![CDATA[x]]><!-- d --></a>".to_vec()),
    ];
    for (kind, seed) in seeds {
        survives(&seed, 4, |data| {
            if let Ok(found) = extract(&Sniffed::of(kind), data, &limits) {
                assert!(found.pages.iter().map(String::len).sum::<usize>() <= limits.text_bytes);
            }
        });
    }
}

/// Zip and deflate hide most of the XML from damage: damage it before packing.
#[test]
fn xml_inside_office_files() {
    let limits = limits();
    let xml = b"<w:document><w:body><w:p><w:r><w:t>x</w:t><w:tab/></w:r></w:p></w:body></w:document>";
    survives(xml, 5, |data| {
        let docx = files::zipped(&[("word/document.xml", data)]);
        let _ = extract(&Sniffed::of(Kind::Docx), &docx, &limits);
        let odt = files::zipped(&[("content.xml", data)]);
        let _ = extract(&Sniffed::of(Kind::Odt), &odt, &limits);
    });
}

#[test]
fn mails() {
    let limits = limits();
    survives(files::EML.as_bytes(), 20, |data| {
        if let Ok(mail) = mail::parse_eml(data, &limits) {
            assert!(mail.attachments.iter().all(|a| !a.name.is_empty()));
        }
    });
    survives(&files::msg(), 8, |data| {
        if let Ok(mail) = mail::parse_msg(data, &limits) {
            assert!(mail.attachments.iter().all(|a| !a.name.is_empty()));
        }
    });
}

#[test]
fn pdfs() {
    let limits = limits();
    let content = b"q 1 0 0 1 5 5 cm BT /F1 12 Tf 20 150 Td (Hej) Tj ET 0 0 9 9 re W n /X Do Q";
    let form = files::stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", b"0 0 5 5 re f");
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";
    survives(&files::pdf_with_font(&[content], font, &[form]), 9, |data| {
        let _ = pdf::page_count(data, &limits);
        let _ = extract(&Sniffed::of(Kind::Pdf), data, &limits);
        if let Ok(png) = pdf::render_page(data, 0, 20, &limits) {
            assert!(png.starts_with(b"\x89PNG"));
        }
    });
}

#[test]
fn pictures() {
    use ::image::ImageFormat::{Bmp, Gif, Jpeg, Png, Tiff, WebP};
    let limits = limits();
    for format in [Png, Jpeg, Gif, WebP, Tiff, Bmp] {
        survives(&files::encoded(9, 7, format), 12, |data| {
            if let Ok(small) = image::thumbnail(data, 5, 5, &limits) {
                assert!(small.starts_with(b"\xff\xd8") || small.starts_with(b"\x89PNG"));
            }
        });
    }
}

#[test]
fn tables_names_and_html() {
    let limits = limits();
    survives("Navn;Beløb\r\n\"Sø\"\"ren\";1,5\r\n\r\n=x;2;3\n".as_bytes(), 4, |data| {
        if let Ok(table) = csv::read(data, &limits) {
            let width = table.header.as_ref().or(table.rows.first().map(|r| &r.cells)).map(Vec::len);
            assert!(table.rows.iter().all(|r| Some(r.cells.len()) == width));
            csv::write(table.rows.iter().map(|r| &r.cells));
        }
    });
    survives("Ansøgning\u{202e}/..\\con. .txt".as_bytes(), 4, |data| {
        let name = clean_name(&String::from_utf8_lossy(data));
        assert!(!name.is_empty() && name.chars().count() <= 201 && !name.contains(['/', '\\', '\0']));
        assert!(!title_from_name(&name).is_empty());
    });
    survives(b"<p style=x onclick=y>a<svg><script>b</script></svg><img src=http://x><a href=j:>", 3, |data| {
        let safe = safe_html::sanitise(&String::from_utf8_lossy(data));
        // In text `<` is escaped, so each one left begins a tag.
        let tags = safe.split('<').skip(1).map(|rest| rest.split('>').next().unwrap());
        for tag in tags {
            let bad = ["script", "onclick", "style", "http", "svg", "j:"];
            assert!(!bad.iter().any(|b| tag.contains(b)), "{tag}");
        }
    });
}

#[test]
fn sniffing() {
    for seed in [files::simple_docx(), files::msg(), files::pdf(&[b""]), files::EML.into()] {
        survives(&seed, 8, |data| {
            let seen = sniff_reader(&mut Cursor::new(data), "a.docx").unwrap();
            assert!(!seen.media_type.is_empty() && !seen.extension.is_empty());
        });
    }
}
