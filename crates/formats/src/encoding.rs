//! Bytes of unknown encoding to text: UTF-8 and UTF-16 by mark or by shape,
//! otherwise a Western guess with Windows-1252 as the floor.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Decodes a text file; never fails, malformed bytes become U+FFFD.
pub(crate) fn decode(data: &[u8]) -> String {
    decode_with(data, detect(data))
}

/// As [`decode`], but a declared label (`charset=…`) is believed before a guess.
pub(crate) fn decode_labelled(data: &[u8], label: Option<&str>) -> String {
    let declared = label.and_then(|l| Encoding::for_label(l.trim().as_bytes()));
    match declared {
        Some(encoding) if std::str::from_utf8(data).is_err() => decode_with(data, encoding),
        _ => decode(data),
    }
}

/// Decodes with one encoding; a byte order mark overrules it.
pub(crate) fn decode_with(data: &[u8], encoding: &'static Encoding) -> String {
    encoding.decode(data).0.into_owned()
}

/// The encoding for a Windows code page number as used by RTF and MAPI.
pub(crate) fn code_page(number: u32) -> &'static Encoding {
    match number {
        65001 | 20127 => UTF_8,
        1200 => UTF_16LE,
        10000 => encoding_rs::MACINTOSH,
        874 | 1250..=1258 => Encoding::for_label(format!("windows-{number}").as_bytes()).unwrap_or(WINDOWS_1252),
        28592..=28606 => Encoding::for_label(format!("iso-8859-{}", number - 28590).as_bytes()).unwrap_or(WINDOWS_1252),
        932 => encoding_rs::SHIFT_JIS,
        936 => encoding_rs::GBK,
        949 => encoding_rs::EUC_KR,
        950 => encoding_rs::BIG5,
        _ => WINDOWS_1252,
    }
}

fn detect(data: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(data) {
        return encoding;
    }
    if let Some(encoding) = utf16_without_mark(data) {
        return encoding;
    }
    if std::str::from_utf8(data).is_ok() {
        return UTF_8;
    }
    let head = &data[..data.len().min(256 << 10)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, true);
    // The domain hint settles short Danish texts, which hold few letters to guess from.
    detector.guess(Some(b"dk"), Utf8Detection::Allow)
}

/// Western text in UTF-16 has a zero in nearly every other byte.
fn utf16_without_mark(data: &[u8]) -> Option<&'static Encoding> {
    let head = &data[..data.len().min(4096) & !1];
    if head.len() < 8 {
        return None;
    }
    let zeros = |start: usize| head.iter().skip(start).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    let (most, few) = (half * 8 / 10, half / 20);
    if odd > most && even <= few {
        Some(UTF_16LE)
    } else if even > most && odd <= few {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn danish_letters_survive_each_encoding() {
        let text = "Blåbærgrød på Ærø, Ålborg";
        let (cp1252, _, _) = WINDOWS_1252.encode(text);
        let mut utf16: Vec<u8> = vec![0xff, 0xfe];
        utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        for bytes in [text.as_bytes(), &cp1252, &utf16, &utf16[2..]] {
            assert_eq!(decode(bytes), text);
        }
        assert_eq!(decode_labelled(&cp1252, Some("iso-8859-1")), text);
    }

    #[test]
    fn a_wrong_label_does_not_spoil_utf8() {
        assert_eq!(decode_labelled("sø".as_bytes(), Some("iso-8859-1")), "sø");
        assert_eq!(decode_labelled(b"abc", Some("no-such")), "abc");
    }

    #[test]
    fn a_short_latin_text_is_western() {
        assert_eq!(decode(b"s\xf8"), "sø");
        assert_eq!(decode(b"\xe6\xf8\xe5"), "æøå");
    }
}
