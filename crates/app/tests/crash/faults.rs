//! What the program stands on is taken away while it works, and given back: it says so, changes nothing by halves, and
//! goes on by itself.

use crate::clients::Dice;
use crate::http::{Answer, Caller};
use crate::program::{Place, Program, until};
use crate::told::tables;
use base::Uuid;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// A small house with one case.
pub struct House {
    pub program: Program,
    pub caller: Caller,
    pub case: Uuid,
    template: i64,
    pub place: Place,
}

impl House {
    pub fn new(place: Place) -> House {
        let program = place.start();
        let caller = place.first(&program);
        let templates = caller.get("/api/v1/templates").expect("an answer").is(200).json();
        let first = templates.as_array().or_else(|| templates["items"].as_array()).and_then(|all| all.first()).expect("a template");
        let mut house = House { program, caller, case: Uuid::nil(), template: first["id"].as_i64().expect("an id"), place };
        house.case = id(&house.create("Sag zqbegyndelsen").is(201));
        house
    }

    /// Killed and started again.
    pub fn again(&mut self, by: Option<&str>) {
        self.stop();
        self.begin(by);
    }

    pub fn stop(&mut self) {
        self.program.stop();
    }

    pub fn begin(&mut self, by: Option<&str>) {
        self.program = self.place.start_by(by, &[]);
        self.caller.at = self.program.at;
    }

    pub fn create(&self, title: &str) -> Answer {
        self.caller.json("POST", "/api/v1/cases", &json!({ "template": self.template, "title": title })).expect("an answer")
    }

    pub fn get(&self, path: &str) -> Answer {
        self.caller.get(path).expect("an answer")
    }

    /// An announced upload's place.
    pub fn announce(&self, name: &str, size: usize) -> String {
        let url = format!("/api/v1/cases/{}/uploads", self.case);
        self.caller.announce(&url, name, size).expect("an answer").is(201).header("location").to_owned()
    }

    /// A file as a document; the content's address.
    pub fn upload(&self, name: &str, data: &[u8]) -> String {
        let place = self.announce(name, data.len());
        let made = self.caller.patch(&place, 0, data).expect("an answer").is(200).json();
        self.content(made["id"].as_str().expect("an id"))
    }

    pub fn content(&self, document: &str) -> String {
        let found = self.get(&format!("/api/v1/documents/{document}")).is(200).json();
        format!("/api/v1/versions/{}/content", found["main_version"].as_str().expect("a version"))
    }

    /// Waits until a case is found by its title's word.
    pub fn found(&self, word: &str) {
        let path = format!("/api/v1/search?kind=case&q={word}");
        until(&format!("{word} is found"), || {
            let answer = self.get(&path);
            answer.status == 200 && answer.json()["items"].as_array().is_some_and(|all| !all.is_empty())
        });
    }

    fn index(&self) -> PathBuf {
        self.place.data().join("index")
    }
}

pub fn id(made: &Answer) -> Uuid {
    made.json()["id"].as_str().and_then(|id| id.parse().ok()).expect("an id")
}

/// The answer says in both ways that it isn't to be had now.
#[track_caller]
pub fn says(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    let problem: Value = answer.json();
    assert_eq!((problem["code"].as_str(), problem["detail"].as_str().is_some_and(|d| d.len() > 20)), (Some(code), true), "{problem}");
}

/// The files of a folder, its folders' too.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Overwrites a file with chance, as long as it is, where it lies.
fn spoil(file: &Path, dice: &mut Dice) {
    let size = std::fs::metadata(file).expect("a file").len();
    let noise: Vec<u8> = (0..size).map(|_| dice.below(256) as u8).collect();
    let mut open = std::fs::File::options().write(true).open(file).expect("a file");
    std::io::Write::write_all(&mut open, &noise).expect("written");
}

#[test]
fn an_index_that_is_deleted_is_made_again() {
    let mut house = House::new(Place::sqlite());
    house.found("zqbegyndelsen");
    std::fs::remove_dir_all(house.index()).expect("removed");
    // Nobody changes anything, and it is made again all the same.
    until("the folder is there", || house.index().join("meta.json").exists());
    house.found("zqbegyndelsen");
    std::fs::remove_dir_all(house.index()).expect("removed");
    house.create("Sag zqbagefter").is(201);
    house.found("zqbagefter");
    house.found("zqbegyndelsen");
    house.stop();
    std::fs::remove_dir_all(house.index()).expect("removed");
    house.begin(None);
    house.found("zqbegyndelsen");
    house.found("zqbagefter");
}

#[test]
fn an_index_that_is_spoilt_is_made_again() {
    let mut house = House::new(Place::sqlite());
    let mut dice = Dice(1);
    house.upload("Notat zqnotatet.txt", b"Om zqindholdet.\n");
    house.found("zqbegyndelsen");
    for round in 0..6 {
        house.stop();
        let mut all = files(&house.index());
        all.retain(|f| !f.to_string_lossy().ends_with(".lock"));
        all.sort();
        let file = &all[dice.below(all.len())];
        match round % 3 {
            0 => spoil(file, &mut dice),
            1 => std::fs::remove_file(file).expect("removed"),
            _ => std::fs::write(file, "").expect("written"),
        }
        house.begin(None);
        house.create(&format!("Sag zqrunde{round}")).is(201);
        house.found(&format!("zqrunde{round}"));
        house.found("zqbegyndelsen");
    }
    // All of it, while it is in use.
    files(&house.index()).iter().filter(|f| f.extension().is_some_and(|e| e != "lock")).for_each(|f| spoil(f, &mut dice));
    let answer = house.get("/api/v1/search?q=zqbegyndelsen");
    assert!(matches!(answer.status, 200 | 503), "{}", answer.text());
    house.create("Sag zqtilsidst").is(201);
    house.found("zqtilsidst");
    house.found("zqbegyndelsen");
}

#[test]
fn another_command_leaves_the_running_program_alone() {
    let house = House::new(Place::sqlite());
    house.found("zqbegyndelsen");
    let before = files(&house.index());
    house.place.verify();
    let made = house.place.run(&["user", "create", "eva", "eva@nordby.example", "Eva", "Eng"]);
    assert!(made.status.success());
    assert!(before.iter().all(|file| file.exists() || file.extension().is_some_and(|e| e != "json")), "the index is another");
    house.create("Sag zqbagefter").is(201);
    house.found("zqbagefter");
    house.found("zqbegyndelsen");
    // A second server on the same folder is refused.
    let second = house.place.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert!(!second.status.success());
    assert!(String::from_utf8_lossy(&second.stderr).contains("another ringbind serves"), "{second:?}");
    house.found("zqbegyndelsen");
}

#[test]
fn an_index_of_another_database_is_made_again() {
    let mut house = House::new(Place::sqlite());
    house.stop();
    let names = ["ringbind.db", "ringbind.db-wal", "ringbind.db-shm"].map(|name| house.place.data().join(name));
    let kept: Vec<Option<Vec<u8>>> = names.iter().map(|name| std::fs::read(name).ok()).collect();
    house.begin(None);
    for n in 0..5 {
        house.create(&format!("Sag zqtabt{n}")).is(201);
    }
    house.found("zqtabt4");
    house.stop();
    for (name, kept) in names.iter().zip(kept) {
        match kept {
            Some(kept) => std::fs::write(name, kept).expect("put back"),
            None => drop(std::fs::remove_file(name)),
        }
    }
    house.begin(None);
    for n in 0..9 {
        house.create(&format!("Sag zqnye{n}")).is(201);
    }
    for n in 0..9 {
        house.found(&format!("zqnye{n}"));
    }
    house.found("zqbegyndelsen");
    assert_eq!(house.get("/api/v1/search?kind=case&q=zqtabt4").is(200).json()["items"].as_array().map(Vec::len), Some(0));
}

/// The folder of files is taken away by `gone` and given back by `back`; meanwhile everything else goes on.
fn without_files(house: &mut House, gone: impl Fn(&Path), back: impl Fn(&Path), round: usize, restart: bool) {
    let folder = house.place.data().join("files");
    let content = house.upload("Før.txt", format!("Før {round}.\n").as_bytes());
    let data = format!("Imens zqtekst{round}.\n").repeat(100);
    let place = house.announce("Imens.txt", data.len());
    if restart {
        house.stop();
    }
    gone(&folder);
    if restart {
        house.begin(None);
    }
    says(&house.get(&content), 503, "unavailable");
    says(&house.caller.patch(&place, 0, data.as_bytes()).expect("an answer"), 503, "unavailable");
    let page = house.get(&content.replace("/api/v1", ""));
    assert!(page.status == 404 || page.status == 503 && page.text().contains("utilgængeligt"), "{}", page.text());
    house.get(&format!("/cases/{}", house.case)).is(200);
    house.create(&format!("Sag uden filer {round}")).is(201);
    back(&folder);
    house.get(&content).is(200);
    // All of it is there already, and isn't sent again.
    assert_eq!(house.caller.offset(&place).expect("an answer"), Some(data.len()));
    let made = house.caller.patch(&place, data.len(), b"").expect("an answer").is(200).json();
    let content = house.content(made["id"].as_str().expect("an id"));
    assert_eq!(house.get(&content).is(200).text(), data);
    house.place.verify();
}

#[test]
fn the_files_go_and_come_back() {
    let mut house = House::new(Place::sqlite());
    let aside = |folder: &Path| folder.with_extension("aside");
    let away = |folder: &Path| std::fs::rename(folder, aside(folder)).expect("moved");
    let back = |folder: &Path| {
        // A job that was writing at that very moment may have made a folder of that name; what it wrote counts for nothing.
        if folder.exists() {
            std::fs::remove_dir_all(folder).expect("removed");
        }
        std::fs::rename(aside(folder), folder).expect("moved back");
    };
    without_files(&mut house, away, back, 0, false);
    // What isn't mounted is an empty folder, in which nothing may be written that anybody then counts on.
    let unmounted = |folder: &Path| {
        away(folder);
        std::fs::create_dir(folder).expect("made");
    };
    let mounted = |folder: &Path| {
        assert!(!folder.join("ringbind-files").exists(), "an empty folder was taken for the one that is missing");
        back(folder);
    };
    for (round, restart) in [(1, true), (2, false)] {
        without_files(&mut house, unmounted, mounted, round, restart);
    }
    // What was to be read meanwhile is read.
    tables(&house.place);
}

#[test]
fn a_file_that_can_t_be_stored_is_stored_later() {
    let house = House::new(Place::sqlite());
    let data = b"Kan ikke gemmes endnu.\n";
    let hex = blake3::hash(data).to_hex();
    let place = house.announce("Notat.txt", data.len());
    // A file where a folder should be.
    let obstacle = house.place.data().join("files").join(&hex[..2]);
    std::fs::write(&obstacle, "x").expect("written");
    says(&house.caller.patch(&place, 0, data).expect("an answer"), 503, "unavailable");
    std::fs::remove_file(&obstacle).expect("removed");
    house.caller.patch(&place, data.len(), b"").expect("an answer").is(200);
    house.place.verify();
}
