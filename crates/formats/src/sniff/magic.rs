//! Marks at the start of binary files.

use super::{Content, Kind, text};

/// Offset, bytes, kind. Longer and rarer marks before short ones.
static MARKS: &[(usize, &[u8], Kind)] = &[
    (0, b"\x89PNG\r\n\x1a\n", Kind::Png),
    (0, b"\xff\xd8\xff", Kind::Jpeg),
    (0, b"GIF87a", Kind::Gif),
    (0, b"GIF89a", Kind::Gif),
    (0, b"II*\0", Kind::Tiff),
    (0, b"MM\0*", Kind::Tiff),
    (0, b"II+\0", Kind::Tiff),
    (0, b"8BPS\0\x01", Kind::Psd),
    (0, b"\0\0\x01\0", Kind::Ico),
    (0, b"fLaC", Kind::Flac),
    (0, b"ID3", Kind::Mp3),
    (0, b"OggS", Kind::Ogg),
    (0, b"#!AMR", Kind::Amr),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Kind::Asf),
    (0, b"\0\0\x01\xba", Kind::Mpeg),
    (0, b"\0\0\x01\xb3", Kind::Mpeg),
    (0, b"7z\xbc\xaf\x27\x1c", Kind::SevenZip),
    (0, b"Rar!\x1a\x07", Kind::Rar),
    (0, b"\x1f\x8b\x08", Kind::Gzip),
    (0, b"BZh", Kind::Bzip2),
    (0, b"\xfd7zXZ\0", Kind::Xz),
    (0, b"\x28\xb5\x2f\xfd", Kind::Zstd),
    (257, b"ustar", Kind::Tar),
    (0, b"AC10", Kind::Dwg),
    (0, b"AutoCAD Binary DXF", Kind::Dxf),
    (0, b"%!PS", Kind::PostScript),
    (0, b"\xc5\xd0\xd3\xc6", Kind::PostScript),
    (0, b"{\\rtf", Kind::Rtf),
    (0, b"SQLite format 3\0", Kind::Sqlite),
];

static PROGRAMS: &[&[u8]] = &[
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    // Mach-O for several processors, and Java classes.
    b"\xca\xfe\xba\xbe",
    // Windows shortcut.
    b"\x4c\0\0\0\x01\x14\x02\0",
    b"\0asm",
    b"dex\n03",
];

pub(super) const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

pub(super) fn content(head: &[u8]) -> Content {
    if head.is_empty() {
        return Content::Empty;
    }
    if is_program(head) {
        return Content::Is(Kind::Executable);
    }
    if let Some(kind) = marked(head).or_else(|| media_container(head)) {
        return Content::Is(kind);
    }
    if [&b"PK\x03\x04"[..], b"PK\x05\x06", b"PK\x07\x08"].iter().any(|m| head.starts_with(m)) {
        return Content::SomeZip;
    }
    if head.starts_with(OLE) {
        return Content::SomeOle;
    }
    // Some producers put junk before the mark; readers look for it in the first kilobyte.
    if contains(&head[..head.len().min(1024)], b"%PDF-") {
        return Content::Is(Kind::Pdf);
    }
    text::content(head)
}

fn is_program(head: &[u8]) -> bool {
    let shebang = head.starts_with(b"#!") && !head.starts_with(b"#!AMR");
    // `MZ` alone is also how a text may begin: ask for a byte no text holds.
    let dos = head.starts_with(b"MZ") && head.iter().take(1024).any(|b| *b < 9);
    shebang || dos || PROGRAMS.iter().any(|mark| head.starts_with(mark))
}

fn marked(head: &[u8]) -> Option<Kind> {
    let found = MARKS.iter().find(|(at, mark, _)| head.get(*at..at + mark.len()).is_some_and(|bytes| bytes == *mark));
    found.map(|row| row.2).or_else(|| bitmap(head))
}

/// `BM` is too short a mark: its header size must make sense as well.
fn bitmap(head: &[u8]) -> Option<Kind> {
    let header = head.get(14..18)?;
    let plausible = matches!(header, [12 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]);
    (head.starts_with(b"BM") && plausible).then_some(Kind::Bmp)
}

fn media_container(head: &[u8]) -> Option<Kind> {
    if head.starts_with(b"RIFF") {
        return match head.get(8..12)? {
            b"WEBP" => Some(Kind::Webp),
            b"WAVE" => Some(Kind::Wav),
            b"AVI " => Some(Kind::Avi),
            _ => None,
        };
    }
    if head.starts_with(b"\x1a\x45\xdf\xa3") {
        let webm = contains(&head[..head.len().min(64)], b"webm");
        return Some(if webm { Kind::Webm } else { Kind::Mkv });
    }
    if head.get(4..8)? == b"ftyp" {
        return Some(brand(head.get(8..12)?));
    }
    // MPEG audio frame without tag: sync, a defined layer and bitrate.
    let frame = head[0] == 0xff && matches!(head[1], 0xfa | 0xfb | 0xf2 | 0xf3);
    (frame && head[2] >> 4 != 0xf).then_some(Kind::Mp3)
}

fn brand(brand: &[u8]) -> Kind {
    match brand {
        b"heic" | b"heix" | b"hevc" | b"mif1" | b"msf1" | b"heim" | b"heis" => Kind::Heic,
        b"avif" | b"avis" => Kind::Avif,
        b"M4A " | b"M4B " => Kind::M4a,
        b"qt  " => Kind::Mov,
        _ if brand.starts_with(b"3g") => Kind::ThreeGp,
        _ => Kind::Mp4,
    }
}

pub(super) fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|w| w == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_found_and_short_heads_are_safe() {
        for (at, mark, kind) in MARKS {
            let mut head = vec![1; *at];
            head.extend_from_slice(mark);
            assert_eq!(content(&head), Content::Is(*kind));
            for len in 0..head.len() {
                content(&head[..len]);
            }
        }
    }

    #[test]
    fn containers_of_sound_and_film() {
        assert_eq!(content(b"RIFF\0\0\0\0WEBPVP8 "), Content::Is(Kind::Webp));
        assert_eq!(content(b"\0\0\0\x20ftypheic\0\0"), Content::Is(Kind::Heic));
        assert_eq!(content(b"\0\0\0\x20ftypisom\0\0"), Content::Is(Kind::Mp4));
        assert_eq!(content(b"\xff\xfb\x90\x64\0\0\0\0"), Content::Is(Kind::Mp3));
    }
}
