//! Zip containers with the entries in order and without times, so that the same text makes the same file.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The container. An entry called `mimetype` is stored as it is, as OpenDocument wants it.
pub fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).compression_level(Some(1));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in entries {
        let options = if *name == "mimetype" { stored } else { packed };
        // Writing to memory does not fail.
        let _ = zip.start_file(*name, options).map(|()| zip.write_all(bytes));
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}
