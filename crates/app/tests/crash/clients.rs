//! People at work while the program is killed, and what they were told.

use crate::http::{Caller, Lost, encode};
use crate::told::{Told, digest};
use base::Uuid;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A small generator (splitmix64); the same seed gives the same numbers.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        usize::try_from(z % n.max(1) as u64).expect("fits")
    }

    /// A word that stands nowhere else.
    pub fn word(&mut self) -> String {
        const LETTERS: &[u8] = b"bcdfghjklmnprstvwxz";
        let tail: String = (0..10).map(|_| char::from(LETTERS[self.below(LETTERS.len())])).collect();
        format!("zq{tail}")
    }
}

/// A case as its maker knows it; nobody else changes it.
pub struct Case {
    pub id: Uuid,
    pub title: Told<String>,
    /// The level of the colleague on it, 0 for none.
    pub member: Told<i64>,
    pub touched: bool,
}

/// A document as its maker knows it.
pub struct Document {
    pub id: Uuid,
    pub case: Uuid,
    /// Stands in its text and nowhere else.
    pub word: String,
    pub content: Told<[u8; 32]>,
    pub versions: Told<usize>,
    pub is_final: Told<bool>,
    pub touched: bool,
}

/// A file on its way in.
pub struct Sending {
    pub case: Uuid,
    /// The document whose new version it is.
    pub version_of: Option<usize>,
    pub name: String,
    pub word: String,
    pub data: Vec<u8>,
    /// Where it was announced, when that was answered.
    pub place: Option<String>,
    /// How far it came for certain.
    pub sure: usize,
    /// The last byte was sent, but whether it came nobody said.
    pub all_sent: bool,
}

/// One of the people, with what he was told.
pub struct Client {
    pub dice: Dice,
    pub template: i64,
    pub colleague: i64,
    pub cases: Vec<Case>,
    pub documents: Vec<Document>,
    /// Asked for, without an answer.
    pub asked: Option<String>,
    pub sending: Option<Sending>,
}

impl Client {
    pub fn new(who: usize, seed: u64, template: i64, colleague: i64) -> Client {
        let dice = Dice(seed ^ (who as u64 + 1) << 32);
        Client { dice, template, colleague, cases: vec![], documents: vec![], asked: None, sending: None }
    }

    /// Works until the program is gone; each thing done is counted.
    pub fn work(&mut self, caller: &Caller, done: &AtomicUsize) {
        while self.step(caller).is_ok() {
            done.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Does the next thing.
    pub fn step(&mut self, caller: &Caller) -> Result<(), Lost> {
        if self.sending.is_some() {
            return self.send(caller);
        }
        if self.cases.is_empty() {
            return self.create(caller);
        }
        match self.dice.below(12) {
            0 | 1 => self.create(caller),
            2 | 3 => self.edit(caller),
            4 | 5 => self.member(caller),
            6 if !self.documents.is_empty() && self.dice.below(3) == 0 => self.finalise(caller),
            8 if !self.documents.is_empty() => self.version(caller),
            _ => self.upload(caller),
        }
    }

    fn create(&mut self, caller: &Caller) -> Result<(), Lost> {
        let title = format!("Sag {}", self.dice.word());
        self.asked = Some(title.clone());
        let made = caller.json("POST", "/api/v1/cases", &json!({ "template": self.template, "title": title }))?.is(201);
        self.asked = None;
        // The head may have come without the body: then it is there all the same.
        let place = made.header("location");
        let id = place.rsplit('/').next().and_then(|id| id.parse().ok()).expect("an id");
        self.cases.push(Case { id, title: Told::sure(title), member: Told::sure(0), touched: true });
        Ok(())
    }

    fn edit(&mut self, caller: &Caller) -> Result<(), Lost> {
        let (at, title) = (self.dice.below(self.cases.len()), format!("Sag {}", self.dice.word()));
        let case = &mut self.cases[at];
        case.touched = true;
        case.title.ask(title.clone());
        caller.json("PATCH", &format!("/api/v1/cases/{}", case.id), &json!({ "title": title }))?.is(200);
        case.title.answered();
        Ok(())
    }

    fn member(&mut self, caller: &Caller) -> Result<(), Lost> {
        let (at, colleague) = (self.dice.below(self.cases.len()), self.colleague);
        let level = self.dice.below(3) as i64;
        let case = &mut self.cases[at];
        case.touched = true;
        let path = format!("/api/v1/cases/{}/members", case.id);
        case.member.ask(level);
        match level {
            0 if *case.member.known() == 0 => {}
            0 => drop(caller.json("DELETE", &format!("{path}/{colleague}"), &json!({}))?.is(204)),
            level => {
                let word = if level == 1 { "read" } else { "write" };
                caller.json("POST", &path, &json!({ "principal": colleague, "level": word }))?.is(200);
            }
        }
        case.member.answered();
        Ok(())
    }

    fn finalise(&mut self, caller: &Caller) -> Result<(), Lost> {
        let at = self.dice.below(self.documents.len());
        let document = &mut self.documents[at];
        if *document.is_final.known() {
            return Ok(());
        }
        document.touched = true;
        document.is_final.ask(true);
        caller.json("POST", &format!("/api/v1/documents/{}/final", document.id), &json!({}))?.is(200);
        document.is_final.answered();
        Ok(())
    }

    fn file(&mut self) -> (String, Vec<u8>) {
        let word = self.dice.word();
        let mut text = format!("Om {word}.\n");
        let size = 1 << self.dice.below(18);
        while text.len() < size {
            text.push_str(&self.dice.word());
            text.push('\n');
        }
        (word, text.into_bytes())
    }

    fn upload(&mut self, caller: &Caller) -> Result<(), Lost> {
        let case = self.cases[self.dice.below(self.cases.len())].id;
        self.begin(case, None);
        self.send(caller)
    }

    fn version(&mut self, caller: &Caller) -> Result<(), Lost> {
        let at = self.dice.below(self.documents.len());
        if *self.documents[at].is_final.known() {
            return Ok(());
        }
        self.begin(self.documents[at].case, Some(at));
        self.send(caller)
    }

    fn begin(&mut self, case: Uuid, version_of: Option<usize>) {
        let (word, data) = self.file();
        let name = format!("Notat {word}.txt");
        self.sending = Some(Sending { case, version_of, name, word, data, place: None, sure: 0, all_sent: false });
    }

    /// Sends what is left of a file, in a few pieces.
    pub fn send(&mut self, caller: &Caller) -> Result<(), Lost> {
        let Some(file) = &mut self.sending else { return Ok(()) };
        let place = match &file.place {
            Some(place) => place.clone(),
            None => {
                let more = file.version_of.map(|at| format!("?version_of={}", self.documents[at].id)).unwrap_or_default();
                let url = format!("/api/v1/cases/{}/uploads{more}", file.case);
                let announced = caller.announce(&url, &file.name, file.data.len())?.is(201);
                let place = announced.header("location").to_owned();
                file.place = Some(place.clone());
                place
            }
        };
        loop {
            let left = file.data.len() - file.sure;
            let size = if self.dice.below(3) == 0 { left } else { self.dice.below(left + 1) };
            let end = file.sure + size;
            if end == file.data.len() {
                file.all_sent = true;
                if let Some(at) = file.version_of {
                    let document = &mut self.documents[at];
                    document.touched = true;
                    document.content.ask(digest(&file.data));
                    document.versions.ask(document.versions.known() + 1);
                }
            }
            let answer = caller.patch(&place, file.sure, &file.data[file.sure..end])?;
            if end == file.data.len() {
                let answer = answer.is(200);
                let id = answer.whole.then(|| answer.json()["id"].as_str().and_then(|id| id.parse().ok()).expect("an id"));
                self.came_in(id.ok_or(Lost)?);
                return Ok(());
            }
            answer.is(204);
            file.sure = end;
        }
    }

    /// The file that was sent is a document, or a version of one.
    pub fn came_in(&mut self, id: Uuid) {
        let file = self.sending.take().expect("a file");
        match file.version_of {
            Some(at) => {
                let document = &mut self.documents[at];
                document.content.answered();
                document.versions.answered();
                document.word = file.word;
            }
            None => self.documents.push(Document {
                id,
                case: file.case,
                word: file.word,
                content: Told::sure(digest(&file.data)),
                versions: Told::sure(1),
                is_final: Told::sure(false),
                touched: true,
            }),
        }
    }

    /// The cases with exactly this title.
    pub fn titled(caller: &Caller, title: &str) -> Vec<Uuid> {
        let found = caller.get(&format!("/api/v1/cases?q={}", encode(title))).expect("an answer").is(200).json();
        let all = found["items"].as_array().cloned().unwrap_or_default();
        let ids = all.iter().filter(|one| one["title"] == title).map(id_of);
        ids.collect()
    }

    /// The documents of a case made of a file of this name.
    pub fn named(caller: &Caller, case: Uuid, name: &str) -> Vec<Uuid> {
        let mut ids = Vec::new();
        let mut after = 0;
        loop {
            let page = caller.get(&format!("/api/v1/cases/{case}/documents?after={after}")).expect("an answer").is(200).json();
            let all = page["items"].as_array().cloned().unwrap_or_default();
            ids.extend(all.iter().filter(|one| one["file"] == name).map(id_of));
            match page["next"].as_i64() {
                Some(next) => after = next,
                None => return ids,
            }
        }
    }
}

fn id_of(one: &Value) -> Uuid {
    one["id"].as_str().and_then(|id| id.parse().ok()).expect("an id")
}
