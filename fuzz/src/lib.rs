//! What is done with bytes from strangers, one function a fuzz target. `cargo xtask prove fuzz` runs them; the suite plays `corpus/` again
//! (`crates/app/tests/it/corpus.rs`), so that what fell once stays mended.

pub mod files;
#[cfg(feature = "house")]
pub mod house;

/// libFuzzer's hook ends the process on any panic. Those of other people's parsers are contained by `formats` and are an answer; ours are finds.
pub fn begin() {
    std::panic::set_hook(Box::new(|info| {
        let ours = info.location().is_none_or(|at| !at.file().contains("/registry/") && !at.file().contains("/rustlib/"));
        // The standard library's panics (an index out of bounds) are told at the line that caused them: ours, or a library's.
        if ours {
            eprintln!("{info}");
            std::process::abort();
        }
    }));
}
