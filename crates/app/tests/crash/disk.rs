//! The disk is full: it is said so, what can be read is read, nothing is half made, and with room again it goes on.

use crate::faults::{House, says};
use crate::program::Place;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Blocks of 512 bytes: no file of the program's may grow beyond so many.
fn limited(blocks: u64) -> String {
    format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"")
}

#[test]
fn a_file_beyond_the_limit() {
    let mut house = House::new(Place::sqlite());
    house.again(Some(&limited(8192)));
    let data = "Mere, end der er plads til.\n".repeat(220_000);
    let place = house.announce("Stor.txt", data.len());
    says(&house.caller.patch(&place, 0, data.as_bytes()).expect("an answer"), 507, "full");
    // What came before stands, and it goes on from there.
    assert_eq!(house.caller.offset(&place).expect("an answer"), Some(0));
    house.caller.patch(&place, 0, &data.as_bytes()[..1000]).expect("an answer").is(204);
    says(&house.caller.patch(&place, 1000, &data.as_bytes()[1000..]).expect("an answer"), 507, "full");
    house.again(None);
    assert_eq!(house.caller.offset(&place).expect("an answer"), Some(1000));
    house.caller.patch(&place, 1000, &data.as_bytes()[1000..]).expect("an answer").is(200);
    house.place.verify();
}

/// Makes cases until the database takes no more; returns how many were made.
fn fill(house: &House, name: &str) -> usize {
    for n in 0..3000 {
        let answer = house.create(&format!("Sag {name} {n}"));
        if answer.status != 201 {
            says(&answer, 507, "full");
            return n;
        }
    }
    panic!("the disk doesn't get full");
}

/// Reading goes on, and changes are refused without a trace.
fn full(house: &House, name: &str, made: usize) {
    house.get("/cases").is(200);
    house.get(&format!("/cases/{}", house.case)).is(200);
    assert_eq!(count(house, name), made);
    let page = house.caller.form("/cases/new", &[("title", "x")]).expect("an answer");
    assert!(page.status == 422 || page.status == 507 && page.text().contains("plads"), "{} {}", page.status, page.text());
}

fn count(house: &House, name: &str) -> usize {
    let found = house.get(&format!("/api/v1/cases?q={name}")).is(200).json();
    usize::try_from(found["total"].as_i64().expect("a number")).expect("a number")
}

#[test]
fn a_database_beyond_the_limit() {
    let mut house = House::new(Place::sqlite());
    house.stop();
    let size = ["ringbind.db", "ringbind.db-wal"].map(|name| std::fs::metadata(house.place.data().join(name)).map_or(0, |m| m.len()));
    let largest = size.into_iter().max().expect("two");
    house.begin(Some(&limited(largest.div_ceil(512) + 400)));
    let made = fill(&house, "zqfuld");
    full(&house, "zqfuld", made);
    house.again(None);
    assert_eq!(count(&house, "zqfuld"), made);
    house.create("Sag zqigen").is(201);
    house.found("zqigen");
    house.place.verify();
}

/// A small file system of its own, where one may be mounted here.
struct Small(PathBuf);

impl Small {
    fn mount(folder: &Path, size: &str) -> Option<Small> {
        std::fs::create_dir_all(folder).ok()?;
        let option = format!("size={size}");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &option, "tmpfs"]).arg(folder).output().ok()?;
        mounted.status.success().then(|| Small(folder.to_owned()))
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let ended = Command::new("umount").arg("-l").arg(&self.0).status();
        if !ended.is_ok_and(|s| s.success()) {
            eprintln!("still mounted: {}", self.0.display());
        }
    }
}

/// Leaves no room in the file system of a folder.
fn ballast(folder: &Path) -> PathBuf {
    let file = folder.join("ballast");
    let mut open = std::fs::File::create(&file).expect("a file");
    for size in [1 << 20, 4096] {
        while std::io::Write::write_all(&mut open, &vec![0; size]).is_ok() {}
    }
    file
}

#[test]
fn a_file_system_without_room() {
    let place = Place::sqlite();
    let Some(small) = Small::mount(&place.data(), "40m") else { return };
    let mut house = House::new(place);
    house.found("zqbegyndelsen");
    let data = "Nok til, at det ikke kan gemmes nu.\n".repeat(50_000);
    let waiting = house.announce("Venter.txt", data.len());
    let ballast = ballast(&house.place.data());
    let made = fill(&house, "zqplads");
    full(&house, "zqplads", made);
    says(&house.caller.patch(&waiting, 0, data.as_bytes()).expect("an answer"), 507, "full");
    // Room again: it goes on by itself.
    std::fs::remove_file(&ballast).expect("removed");
    house.create("Sag zqmedplads").is(201);
    house.caller.patch(&waiting, 0, data.as_bytes()).expect("an answer").is(200);
    house.found("zqmedplads");
    assert_eq!(count(&house, "zqplads"), made);
    house.place.verify();
    house.stop();
    drop(small);
}
