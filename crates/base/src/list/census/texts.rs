//! What a piece of a text is looked for in: title and numbers of every case, one after the other, so that all of them
//! are read in one go.

use memchr::memmem::Finder;

/// Stands between two texts; no letter has it.
const BETWEEN: u8 = 0xff;
/// Stands for no place.
const NOWHERE: u32 = u32::MAX;
/// Old texts are cleared away when they are more than half, and not before there are so many bytes of them.
const MANY: usize = 1 << 20;

#[derive(Default)]
pub(super) struct Texts {
    bytes: Vec<u8>,
    /// Where each text begins, ascending, those that nobody has any more among them; and whose it was.
    begins: Vec<u32>,
    whose: Vec<u32>,
    /// Where the text of each case begins, by its ordinal.
    at: Vec<u32>,
    /// Bytes of texts that nobody has any more.
    old: usize,
}

impl Texts {
    /// A case has this text from now on; or none.
    pub fn put(&mut self, ordinal: u32, text: Option<&str>) {
        let slot = ordinal as usize;
        let now = self.at.get(slot).copied().filter(|at| *at != NOWHERE).map(|at| self.text(at as usize));
        if now == text.map(str::as_bytes) {
            return;
        }
        if let Some(now) = now {
            self.old += now.len() + 1;
            self.at[slot] = NOWHERE;
        }
        if let Some(text) = text {
            if slot >= self.at.len() {
                self.at.resize(slot + 1, NOWHERE);
            }
            self.add(ordinal, text.as_bytes());
        }
        if self.old > MANY && self.old * 2 > self.bytes.len() {
            self.clear_away();
        }
    }

    fn add(&mut self, ordinal: u32, text: &[u8]) {
        // Four gigabytes of titles: then it stays unfound here, and `whole` says so.
        let begin = u32::try_from(self.bytes.len()).unwrap_or(NOWHERE);
        self.at[ordinal as usize] = begin;
        self.begins.push(begin);
        self.whose.push(ordinal);
        self.bytes.extend_from_slice(text);
        self.bytes.push(BETWEEN);
    }

    fn text(&self, at: usize) -> &[u8] {
        let end = memchr::memchr(BETWEEN, &self.bytes[at..]).unwrap_or_default();
        &self.bytes[at..at + end]
    }

    fn clear_away(&mut self) {
        let had = std::mem::take(self);
        self.at = vec![NOWHERE; had.at.len()];
        for (begin, ordinal) in had.begins.iter().zip(&had.whose).filter(|(begin, ordinal)| had.at[**ordinal as usize] == **begin) {
            self.add(*ordinal, had.text(*begin as usize));
        }
    }

    /// Whether all texts stand here.
    pub fn whole(&self) -> bool {
        self.bytes.len() < NOWHERE as usize
    }

    /// Names each case once whose text holds a piece.
    pub fn holding(&self, piece: &str, mut found: impl FnMut(u32)) {
        let finder = Finder::new(piece.as_bytes());
        let mut from = 0;
        while let Some(hit) = self.bytes.get(from..).and_then(|rest| finder.find(rest)) {
            let after = self.begins.partition_point(|begin| *begin as usize <= from + hit);
            let Some(at) = after.checked_sub(1) else { return };
            let ordinal = self.whose[at];
            if self.at[ordinal as usize] == self.begins[at] {
                found(ordinal);
            }
            match self.begins.get(after) {
                Some(next) => from = *next as usize,
                None => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(texts: &Texts, piece: &str) -> Vec<u32> {
        let mut all = Vec::new();
        texts.holding(piece, |ordinal| all.push(ordinal));
        all.sort_unstable();
        all
    }

    #[test]
    fn a_piece_is_found_in_what_stands_now() {
        let mut texts = Texts::default();
        for (ordinal, text) in [(3, "æblegrød 26-3"), (0, "grød grød"), (7, ""), (1, "gr")] {
            texts.put(ordinal, Some(text));
        }
        assert_eq!(found(&texts, "grød"), [0, 3]);
        assert_eq!(found(&texts, "gr"), [0, 1, 3]);
        assert_eq!(found(&texts, "grgr"), [] as [u32; 0], "not across two texts");
        assert_eq!(found(&texts, ""), [0, 1, 3, 7]);
        texts.put(0, Some("suppe"));
        texts.put(3, None);
        texts.put(9, None);
        assert_eq!(found(&texts, "grød"), [] as [u32; 0]);
        assert_eq!(found(&texts, "pp"), [0]);
    }

    #[test]
    fn what_is_old_goes() {
        let mut texts = Texts::default();
        let long = "x".repeat(1000);
        for round in 0..3000 {
            texts.put(round % 5, Some(&format!("{long}{round}")));
        }
        assert!(texts.bytes.len() < 4 * MANY, "{}", texts.bytes.len());
        assert_eq!(found(&texts, "x2999"), [4]);
        assert_eq!(found(&texts, "xx2"), [0, 1, 2, 3, 4]);
        assert!(texts.whole());
    }
}
