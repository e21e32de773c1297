//! The long forms of the proofs: the same tests as in the suite, told by the environment to go on.

use crate::servers::Servers;
use crate::step::{cargo, watch};
use crate::{fuzz, packages};

/// A proof: its name, its tests (binary and filter), and what makes them long.
struct Proof {
    name: &'static str,
    tests: (&'static str, &'static str),
    long: &'static [(&'static str, &'static str)],
}

const PROOFS: &[Proof] = &[
    Proof { name: "rights", tests: ("it", "oracle::"), long: &[("RINGBIND_PROVE_SECONDS", "1800")] },
    Proof { name: "history", tests: ("it", "tamper::"), long: &[("RINGBIND_PROVE_MUTATIONS", "540")] },
    Proof { name: "crashes", tests: ("crash", "kill"), long: &[("RINGBIND_PROVE_KILLS", "1000")] },
    Proof { name: "nodes", tests: ("nodes", ""), long: &[("RINGBIND_PROVE_ROUNDS", "60")] },
    Proof { name: "api", tests: ("crash", "described::"), long: &[("RINGBIND_PROVE_EXAMPLES", "200"), ("RINGBIND_PROVE_LONGEST", "1500")] },
    Proof { name: "clients", tests: ("crash", "wire::"), long: &[("RINGBIND_PROVE_CONNECTIONS", "10000")] },
];

/// The proof that isn't a test.
const FUZZ: &str = "fuzz";

/// Runs all of them, or the one that is named.
pub fn all(only: Option<&str>) -> Result<(), String> {
    if let Some(name) = only.filter(|name| *name != FUZZ && PROOFS.iter().all(|proof| proof.name != *name)) {
        let known: Vec<&str> = PROOFS.iter().map(|proof| proof.name).chain([FUZZ]).collect();
        return Err(format!("no proof is called {name}: there are {}", known.join(", ")));
    }
    packages::install()?;
    let named = |name: &str| only.is_none_or(|only| only == name);
    let mut fallen = if only == Some(FUZZ) { vec![] } else { tests(&named)? };
    if named(FUZZ) {
        fallen.extend(fuzz::all()?);
    }
    if fallen.is_empty() { Ok(()) } else { Err(format!("fell: {}", fallen.join(", "))) }
}

/// The proofs that are tests; the names of those that fell.
fn tests(named: &dyn Fn(&str) -> bool) -> Result<Vec<String>, String> {
    let servers = Servers::start()?;
    let mut fallen = Vec::new();
    for proof in PROOFS.iter().filter(|proof| named(proof.name)) {
        let (binary, filter) = proof.tests;
        // One after the other, each with what it says.
        let mut command = cargo(&["test", "-p", "ringbind", "--test", binary, filter, "--", "--nocapture", "--test-threads=1"]);
        servers.name_to(&mut command);
        // Who sets one himself knows how long he wants it.
        command.envs(proof.long.iter().copied().filter(|(name, _)| std::env::var_os(name).is_none()));
        if !watch(proof.name, &mut command)?.1 {
            fallen.push(proof.name.to_owned());
        }
    }
    servers.end();
    Ok(fallen)
}
