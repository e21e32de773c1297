//! What the fuzz targets were given is given to them again: the seeds, and whatever fell once.

#[path = "../../../../fuzz/src/files.rs"]
mod files;
#[path = "../../../../fuzz/src/house.rs"]
mod house;

use std::path::Path;

type Target = (&'static str, fn(&[u8]));

const TARGETS: [Target; 12] = [
    ("text", files::text),
    ("office", files::office),
    ("sniff", files::sniff),
    ("eml", files::eml),
    ("msg", files::msg),
    ("pdf", files::pdf),
    ("image", files::image),
    ("html", files::html),
    ("csv", files::csv),
    ("search", house::search),
    ("fields", house::fields),
    ("filters", house::filters),
];

#[test]
fn the_corpus_is_survived() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    let folders = std::fs::read_dir(&corpus).expect("a corpus").count();
    assert_eq!(folders, TARGETS.len(), "each target has a folder, and each folder a target");
    for (name, target) in TARGETS {
        let mut n = 0;
        for file in std::fs::read_dir(corpus.join(name)).unwrap_or_else(|_| panic!("no corpus of {name}")) {
            target(&std::fs::read(file.expect("a file").path()).expect("read"));
            n += 1;
        }
        assert!(n > 0, "nothing for {name}");
        // What none of them has: nothing at all, and only zeros.
        target(&[]);
        target(&[0; 64]);
    }
}
