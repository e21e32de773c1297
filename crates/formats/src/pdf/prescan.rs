//! The PDF reader inflates streams without a bound. So what a file's streams
//! inflate to is measured first, in small steps, whatever refers to them.

use super::PdfError;
use crate::Limits;
use flate2::read::ZlibDecoder;
use std::io::Read;

/// Deflate packs at most about 1:1032.
const DEFLATE_RATIO: u64 = 1032;
/// LZW is not measured, but rare and packs at most about so far.
const LZW_RATIO: u64 = 1500;
/// Streams compressed several times over are measured so far down.
const LAYERS: usize = 3;
/// How far before its data a stream's dictionary is looked for.
const DICTIONARY_BYTES: usize = 2 << 10;

/// A PDF may have so many streams for each entry another container may have.
const STREAMS: usize = 5;
/// All pictures together may inflate to so many times the budget.
const PICTURES: u64 = 32;

/// Pictures are inflated one at a time, so each may use the budget anew; all
/// else may stay in memory and counts together.
pub(super) fn check(data: &[u8], limits: &Limits) -> Result<(), PdfError> {
    let mut scan = Scan {
        data,
        most: limits.inflated_bytes,
        left: limits.inflated_bytes,
        pictures: limits.inflated_bytes.saturating_mul(PICTURES),
        end: 0,
    };
    let mut streams = limits.entries.saturating_mul(STREAMS);
    // Also inside of streams: a file may hide one stream in another.
    for start in memchr::memmem::find_iter(data, b"stream") {
        if !data[..start].ends_with(b"end") {
            streams = streams.checked_sub(1).ok_or(PdfError::TooLarge)?;
            scan.stream(start)?;
        }
    }
    Ok(())
}

struct Scan<'a> {
    data: &'a [u8],
    most: u64,
    left: u64,
    pictures: u64,
    /// The first `endstream` after the last stream looked at.
    end: usize,
}

impl Scan<'_> {
    fn stream(&mut self, start: usize) -> Result<(), PdfError> {
        let body = after_line_end(&self.data[start + 6..]);
        let before = &self.data[start.saturating_sub(DICTIONARY_BYTES)..start];
        let lzw = find(before, b"LZW").is_some();
        if !is_zlib(body) && !lzw {
            return Ok(());
        }
        let from = self.data.len() - body.len();
        if self.end < from {
            self.end = find(body, b"endstream").map_or(self.data.len(), |end| from + end);
        }
        let body = &self.data[from..self.end];
        let picture = is_picture(before);
        if lzw && !picture && (body.len() as u64).saturating_mul(LZW_RATIO) > self.left {
            return Err(PdfError::TooLarge);
        }
        if !picture {
            self.left -= inflated(body, self.left)?;
        } else if !small(body, self.most) {
            self.pictures -= inflated(body, self.most.min(self.pictures))?;
        }
        Ok(())
    }
}

/// What a stream inflates to, with all its layers; an error beyond `most`.
pub(super) fn inflated(packed: &[u8], most: u64) -> Result<u64, PdfError> {
    let mut total = 0;
    for layers in 1..=LAYERS {
        let mut first = [0; 2];
        let seen = layered(packed, layers).read(&mut first).unwrap_or(0);
        let mut counted = layered(packed, layers).take(most.saturating_add(1));
        let _ = std::io::copy(&mut counted, &mut std::io::sink());
        let size = most.saturating_add(1) - counted.limit();
        total += size;
        if total > most {
            return Err(PdfError::TooLarge);
        }
        if seen < 2 || !is_zlib(&first) {
            break;
        }
    }
    Ok(total)
}

/// Can't inflate beyond `most`, and isn't packed twice.
fn small(packed: &[u8], most: u64) -> bool {
    let mut first = [0; 2];
    let seen = layered(packed, 1).read(&mut first).unwrap_or(0);
    (packed.len() as u64).saturating_mul(DEFLATE_RATIO) <= most && !(seen == 2 && is_zlib(&first))
}

fn layered(packed: &[u8], layers: usize) -> Box<dyn Read + '_> {
    let mut reader: Box<dyn Read + '_> = Box::new(packed);
    for _ in 0..layers {
        reader = Box::new(ZlibDecoder::new(reader));
    }
    reader
}

fn after_line_end(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\r\n").or(body.strip_prefix(b"\n")).unwrap_or(body)
}

/// Says it is a picture, and can't be a container of objects: these need
/// `/First`, and `#` could hide a name.
fn is_picture(before: &[u8]) -> bool {
    let Some(start) = memchr::memmem::rfind(before, b"obj") else {
        return false;
    };
    let dictionary = &before[start..];
    let has = |name: &[u8]| find(dictionary, name).is_some();
    has(b"/Image") && has(b"/Width") && !has(b"/First") && !has(b"#")
}

fn is_zlib(bytes: &[u8]) -> bool {
    let [cmf, flags, ..] = bytes else {
        return false;
    };
    cmf & 0x0f == 8 && cmf >> 4 <= 7 && (u16::from(*cmf) << 8 | u16::from(*flags)) % 31 == 0
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, needle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    fn pack(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn file(stream: &[u8]) -> Vec<u8> {
        [b"%PDF-1.7\n1 0 obj<<>>stream\r\n", stream, b"\nendstream endobj"].concat()
    }

    #[test]
    fn bombs_are_refused_in_one_and_two_layers() {
        let limits = Limits { inflated_bytes: 1 << 20, ..Limits::default() };
        assert_eq!(check(&file(&pack(b"0 0 m")), &limits), Ok(()));
        let bomb = pack(&vec![0; 2 << 20]);
        assert_eq!(check(&file(&bomb), &limits), Err(PdfError::TooLarge));
        assert_eq!(check(&file(&pack(&bomb)), &limits), Err(PdfError::TooLarge));
        let few = Limits { entries: 2, ..limits };
        assert_eq!(check(&file(b"").repeat(11), &few), Err(PdfError::TooLarge));
    }
}
