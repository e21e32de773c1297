//! The project's own commands: `cargo xtask check`, `cargo xtask test`, `cargo xtask prove`, `cargo xtask screenshots`.

mod browser;
mod count;
mod fuzz;
mod packages;
mod postgres;
mod prove;
mod python;
mod s3;
mod servers;
mod step;
mod suite;
mod throwaway;

use std::process::ExitCode;

const USAGE: &str = "cargo xtask <command>

  check        format, clippy, shape and the tests on SQLite, without the proofs: what to run before a commit
  test         the whole suite on both databases and in a browser; installs the Debian and npm
               packages it needs, starts servers on free loopback ports and ends them
  prove [name] the long forms of the proofs (docs/proof.md), or of one: rights, history, crashes, nodes, api,
               clients, fuzz; they end in some six hours
  screenshots  makes docs/screenshots/ anew from the demo organisation";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["check"] => suite::check(),
        ["test"] => suite::test(),
        ["prove"] => prove::all(None),
        ["prove", one] => prove::all(Some(one)),
        ["screenshots"] => suite::screenshots(),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(said) => {
            // On the error stream, so that the count stays the last line of what is printed.
            eprintln!("{said}");
            ExitCode::FAILURE
        }
    }
}
