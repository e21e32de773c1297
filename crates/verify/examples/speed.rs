//! How many events a second are checked: `cargo run -p verify --example speed --release`.

use verify::{Checker, Link};

const EVENTS: i64 = 1_000_000;

#[expect(clippy::disallowed_methods, reason = "what is measured is the machine's own time")]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}

fn main() {
    // Every link is wrong here, which costs what a right one costs; so each gets a checker of its own.
    let link = Link {
        position: 1,
        event_seq: 1,
        hash: vec![0; 32],
        id: [7; 16],
        at: 1_700_000_000_000_000,
        actor: Some(12),
        actor_name: "Karen Blicher".into(),
        via: "web".into(),
        address: "192.0.2.7".into(),
        request: "0123456789ab".into(),
        kind: "document.changed".into(),
        object: "document".into(),
        object_id: "0197e0c4-7f6a-7abc-8def-0123456789ab".into(),
        case_id: Some([1; 16]),
        document_id: Some([2; 16]),
        salt: Some(vec![3; 16]),
        data: "{\"old\":{\"title\":\"Ombygning\"},\"new\":{\"title\":\"Ombygning af kantinen\"}}".into(),
        commitment: vec![4; 32],
    };
    let began = now();
    let wrong = (0..EVENTS).filter(|_| Checker::new().push(std::hint::black_box(&link)).is_err()).count();
    let took = began.elapsed().as_secs_f64();
    println!("{wrong} events in {took:.2} s: {:.0} a second", EVENTS as f64 / took);
}
