//! What somebody was told, held against what is there.

use crate::clients::{Client, Dice, Document};
use crate::http::Caller;
use crate::program::{Place, block, until};
use base::args;
use serde_json::Value;
use std::fmt::Debug;

/// A value that was answered for, and perhaps another that was asked for without an answer.
pub struct Told<T> {
    sure: T,
    asked: Option<T>,
}

impl<T: Clone + PartialEq + Debug> Told<T> {
    pub fn sure(value: T) -> Told<T> {
        Told { sure: value, asked: None }
    }

    pub fn known(&self) -> &T {
        &self.sure
    }

    pub fn ask(&mut self, value: T) {
        self.asked = Some(value);
    }

    pub fn answered(&mut self) {
        if let Some(value) = self.asked.take() {
            self.sure = value;
        }
    }

    /// What is there must be one of the two; it is known from now on.
    #[track_caller]
    pub fn hold(&mut self, found: T, of: &str) {
        assert!(found == self.sure || Some(&found) == self.asked.as_ref(), "{of}: {found:?}, but {:?} was answered", self.sure);
        self.sure = found;
        self.asked = None;
    }
}

/// The hash of a content.
pub fn digest(data: &[u8]) -> [u8; 32] {
    *blake3::hash(data).as_bytes()
}

fn read(caller: &Caller, path: &str) -> Value {
    caller.get(path).expect("an answer").is(200).json()
}

impl Client {
    /// Everything that this one was told is there, and nothing is half made.
    pub fn hold(&mut self, caller: &Caller, all: bool) {
        self.hold_asked(caller);
        self.hold_sending(caller);
        for case in self.cases.iter_mut().filter(|c| all || c.touched) {
            let of = format!("case {}", case.id);
            let found = read(caller, &format!("/api/v1/cases/{}", case.id));
            case.title.hold(found["title"].as_str().unwrap_or_default().to_owned(), &of);
            let members = read(caller, &format!("/api/v1/cases/{}/members", case.id));
            let mine = members["members"].as_array().into_iter().flatten().find(|m| m["principal"] == self.colleague);
            let level = mine.and_then(|m| m["level"].as_i64()).unwrap_or(0);
            case.member.hold(level, &of);
            caller.get(&format!("/cases/{}", case.id)).expect("an answer").is(200);
            case.touched = false;
        }
        for document in self.documents.iter_mut().filter(|d| all || d.touched) {
            document.hold(caller);
        }
    }

    /// A case that was asked for without an answer is there whole, once, or not at all.
    fn hold_asked(&mut self, caller: &Caller) {
        let Some(title) = self.asked.take() else { return };
        let found = Client::titled(caller, &title);
        assert!(found.len() < 2, "made twice: {title}");
        if let Some(id) = found.first() {
            self.cases.push(crate::clients::Case { id: *id, title: Told::sure(title), member: Told::sure(0), touched: true });
        }
    }

    /// A file on its way came as far as was said, and goes on from there; if its row is gone, its document is there.
    fn hold_sending(&mut self, caller: &Caller) {
        let Some(file) = &mut self.sending else { return };
        let Some(place) = file.place.clone() else {
            self.sending = None;
            return;
        };
        match caller.offset(&place).expect("an answer") {
            Some(offset) => {
                assert!(offset >= file.sure, "{place}: {offset} bytes, but {} were answered", file.sure);
                file.sure = offset;
                self.send(caller).expect("an answer");
            }
            None => {
                assert!(file.all_sent, "{place} is gone with {} bytes", file.sure);
                match file.version_of {
                    Some(at) => {
                        let id = self.documents[at].id;
                        self.came_in(id);
                    }
                    None => {
                        let found = Client::named(caller, file.case, &file.name);
                        assert_eq!(found.len(), 1, "{} on {}", file.name, file.case);
                        self.came_in(found[0]);
                    }
                }
            }
        }
    }

    /// The index has read what was made before the program was killed.
    pub fn searched(&mut self, caller: &Caller, most: usize) {
        for _ in 0..most.min(self.documents.len()) {
            let document = &self.documents[self.dice.below(self.documents.len())];
            let (path, id) = (format!("/api/v1/search?kind=document&q={}", document.word), document.id.to_string());
            until(&format!("{path} finds {id}"), || {
                read(caller, &path)["items"].as_array().into_iter().flatten().any(|hit| hit.to_string().contains(&id))
            });
        }
    }
}

impl Document {
    fn hold(&mut self, caller: &Caller) {
        let of = format!("document {}", self.id);
        let found = read(caller, &format!("/api/v1/documents/{}", self.id));
        self.is_final.hold(found["status"] == 1 || found["status"] == "final", &of);
        let version = found["main_version"].as_str().expect("a version").to_owned();
        let content = caller.get(&format!("/api/v1/versions/{version}/content")).expect("an answer").is(200);
        self.content.hold(digest(&content.bytes), &of);
        let versions = read(caller, &format!("/api/v1/documents/{}/versions", self.id));
        self.versions.hold(versions["versions"].as_array().map_or(0, Vec::len), &of);
        caller.get(&format!("/documents/{}", self.id)).expect("an answer").is(200);
        self.touched = false;
    }
}

/// Every job that was taken up is done, each once; numbers have no gaps; nothing hangs half made in the tables.
pub fn tables(place: &Place) {
    let reader = place.reader();
    let count = |sql: &str| block(async { reader.one::<(i64,)>(sql, &args![]).await }).unwrap_or_else(|e| panic!("{sql}: {e}")).0;
    until("the jobs end", || count("SELECT count(*) FROM job WHERE state IN ('waiting', 'running')") == 0);
    let none = [
        // A job that took its worker down with every attempt is given up; no other is.
        "SELECT count(*) FROM job WHERE state <> 'done' AND (error <> 'the worker was lost' OR attempts < max_attempts)",
        "SELECT count(*) FROM rendition WHERE state = 'waiting' OR state = 'done' AND blob IS NULL",
        "SELECT count(*) FROM (SELECT object_id, data FROM event WHERE kind = 'document.text_read' GROUP BY object_id, data, document_id HAVING count(*) > (SELECT count(*) FROM version v WHERE v.document_id = event.document_id)) again",
        "SELECT count(*) FROM document d WHERE main_version IS NULL OR NOT EXISTS (SELECT 1 FROM version v WHERE v.id = d.main_version AND v.document_id = d.id)",
        "SELECT count(*) FROM version v WHERE NOT EXISTS (SELECT 1 FROM blob b WHERE b.hash = v.blob)",
        "SELECT count(*) FROM cases c WHERE NOT EXISTS (SELECT 1 FROM case_scope s WHERE s.case_id = c.id) OR NOT EXISTS (SELECT 1 FROM case_key k WHERE k.case_id = c.id)",
        "SELECT count(*) FROM case_member m WHERE NOT EXISTS (SELECT 1 FROM case_scope s WHERE s.case_id = m.case_id AND s.scope = m.principal)",
        "SELECT count(*) FROM cases c WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.case_id = c.id AND e.kind = 'case.created')",
        "SELECT count(*) FROM cases c WHERE next_document <> 1 + (SELECT count(*) FROM document d WHERE d.case_id = c.id)",
        "SELECT abs(count(*) - coalesce(max(ordinal), 0)) FROM cases",
        "SELECT count(*) FROM (SELECT blob, document_id FROM version GROUP BY blob, document_id HAVING count(*) > 1) twice",
    ];
    for sql in none {
        assert_eq!(count(sql), 0, "{sql}");
    }
}

/// A number for each run, unless one is given.
pub fn seed() -> u64 {
    std::env::var("RINGBIND_SEED")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or_else(|| Dice(u64::from(std::process::id())).below(1 << 30) as u64)
}
