//! Rich text as Outlook packs it (MS-OXRTFCP).

/// What the window holds at the start.
const PRELOAD: &[u8; 207] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \
\\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier\
{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

const WINDOW: usize = 4096;
const PACKED: &[u8] = b"LZFu";
const PLAIN: &[u8] = b"MELA";

/// The rich text, cut at `most` bytes; `None` if it isn't packed this way.
pub(super) fn unpack(data: &[u8], most: usize) -> Option<Vec<u8>> {
    let (mark, body) = (data.get(8..12)?, data.get(16..)?);
    if mark == PLAIN {
        return Some(body[..body.len().min(most)].to_vec());
    }
    (mark == PACKED).then(|| inflate(body, most))
}

fn inflate(body: &[u8], most: usize) -> Vec<u8> {
    let mut window = [b' '; WINDOW];
    window[..PRELOAD.len()].copy_from_slice(PRELOAD);
    let mut at = PRELOAD.len();
    let mut out = Vec::new();
    let mut input = body.iter().copied();
    while let Some(flags) = input.next() {
        for bit in 0..8 {
            let Some(first) = input.next() else {
                return out;
            };
            if out.len() >= most {
                return out;
            }
            if flags >> bit & 1 == 0 {
                window[at] = first;
                at = (at + 1) % WINDOW;
                out.push(first);
                continue;
            }
            let Some(second) = input.next() else {
                return out;
            };
            let word = usize::from(first) << 8 | usize::from(second);
            let (from, len) = (word >> 4, (word & 0xf) + 2);
            if from == at {
                return out;
            }
            for step in 0..len {
                let byte = window[(from + step) % WINDOW];
                window[at] = byte;
                at = (at + 1) % WINDOW;
                out.push(byte);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The two examples of MS-OXRTFCP, section 4.
    #[test]
    fn unpacks_the_examples_of_the_specification() {
        let simple: &[u8] = b"\x2d\0\0\0\x2b\0\0\0LZFu\xf1\xc5\xc7\xa7\x03\0\x0a\0rcpg125\x42\x32\
\x0a\xf3 hel\x09\0\x20bw\x05\xb0ld}\x0a\x80\x0f\xa0";
        assert_eq!(unpack(simple, 1000).unwrap(), b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
        let crossing: &[u8] = b"\x1a\0\0\0\x1c\0\0\0LZFu\xe2\xd4\x4b\x51\x41\0\x04\x20WXYZ\x0d\x6e\x7d\x01\x0e\xb0";
        assert_eq!(unpack(crossing, 1000).unwrap(), b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
    }

    #[test]
    fn cut_and_foreign_data() {
        assert_eq!(unpack(b"short", 9), None);
        assert_eq!(unpack(&[0; 40], 9), None);
        assert_eq!(unpack(b"\0\0\0\0\0\0\0\0MELA\0\0\0\0{\\rtf1}", 4).unwrap(), b"{\\rt");
    }
}
