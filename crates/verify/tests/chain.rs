//! A chain built by the writer's own recipe, spelled out here once more, then tampered with.

use verify::{Checker, Fault, Head, Link, Summary, Why};

/// A sound chain of ten events.
fn chain() -> Vec<Link> {
    let mut links = Vec::new();
    for n in 1..=10_u8 {
        links.push(event(n));
    }
    rechain(&mut links, 0);
    links
}

fn event(n: u8) -> Link {
    let (salt, data) = (vec![n; 16], format!("{{\"title\":\"Sag nr. {n} – æøå\"}}"));
    let mut hasher = blake3::Hasher::new_derive_key("ringbind event data v1");
    hasher.update(&salt).update(data.as_bytes());
    Link {
        position: 0,
        // The order of commits isn't that of the numbers.
        event_seq: i64::from(100 + (n ^ 1)),
        hash: vec![],
        id: [n; 16],
        at: 1_700_000_000_000_000 + i64::from(n),
        actor: (!n.is_multiple_of(3)).then_some(i64::from(n)),
        actor_name: format!("Bruger {n}"),
        via: "web".into(),
        address: "192.0.2.7".into(),
        request: format!("{n:012x}"),
        kind: "case.created".into(),
        object: "case".into(),
        object_id: format!("id {n}"),
        case_id: n.is_multiple_of(2).then_some([n; 16]),
        document_id: n.is_multiple_of(4).then_some([n + 1; 16]),
        salt: Some(salt),
        data,
        commitment: hasher.finalize().as_bytes().to_vec(),
    }
}

/// Numbers and hashes from an index on, as a forger with the recipe would.
fn rechain(links: &mut [Link], from: usize) {
    for at in from..links.len() {
        let previous = if at == 0 { vec![] } else { links[at - 1].hash.clone() };
        let link = &mut links[at];
        link.position = i64::try_from(at).expect("small") + 1;
        let mut hasher = blake3::Hasher::new_derive_key("ringbind event chain v1");
        let mut put = |bytes: &[u8]| {
            hasher.update(&u64::try_from(bytes.len()).expect("fits").to_le_bytes());
            hasher.update(bytes);
        };
        put(&previous);
        put(&link.id);
        put(&link.at.to_le_bytes());
        match link.actor {
            Some(actor) => put(&actor.to_le_bytes()),
            None => put(b""),
        }
        for text in [&link.actor_name, &link.via, &link.address, &link.request, &link.kind, &link.object, &link.object_id] {
            put(text.as_bytes());
        }
        for id in [link.case_id, link.document_id] {
            match id {
                Some(id) => put(&id),
                None => put(b""),
            }
        }
        put(&link.commitment);
        link.hash = hasher.finalize().as_bytes().to_vec();
    }
}

fn renumber(links: &mut [Link]) {
    for (at, link) in links.iter_mut().enumerate() {
        link.position = i64::try_from(at).expect("small") + 1;
    }
}

fn check(links: &[Link], head: Option<Head>) -> Result<Summary, Fault> {
    let mut checker = Checker::with_heads(head);
    for link in links {
        checker.push(link)?;
    }
    checker.finish(None)
}

fn head(links: &[Link], position: usize) -> Head {
    (i64::try_from(position).expect("small"), links[position - 1].hash.clone().try_into().expect("32 bytes"))
}

#[track_caller]
fn found(links: &[Link], head: Option<Head>, position: i64, why: Why) {
    let fault = check(links, head).expect_err("tampering is found");
    assert_eq!((fault.position, fault.why.clone()), (position, why), "{fault}");
}

#[test]
fn a_sound_chain_is_sound() {
    let links = chain();
    let end = head(&links, 10);
    let summary = check(&links, Some(head(&links, 4))).expect("sound");
    assert_eq!(summary, Summary { events: 10, hash: end.1, anonymised: 0, first_anonymised: None });
    assert_eq!(check(&[], None).expect("sound").events, 0);
}

#[test]
fn changed_data_is_found() {
    let mut links = chain();
    links[4].data = links[4].data.replace("Sag", "Lag");
    found(&links, None, 5, Why::Data);
    // With the commitment made to fit, the chain doesn't.
    let mut hasher = blake3::Hasher::new_derive_key("ringbind event data v1");
    hasher.update(&[5; 16]).update(links[4].data.as_bytes());
    links[4].commitment = hasher.finalize().as_bytes().to_vec();
    found(&links, None, 5, Why::Hash);
}

#[test]
fn every_changed_field_is_found() {
    let changes: [fn(&mut Link); 12] = [
        |l| l.id[0] ^= 1,
        |l| l.at += 1,
        |l| l.actor = Some(99),
        |l| l.actor = None,
        |l| l.actor_name.push(' '),
        |l| l.via = "api".into(),
        |l| l.address.clear(),
        |l| l.request.push('0'),
        |l| l.kind = "case.deleted".into(),
        |l| l.object_id.push('0'),
        |l| l.case_id = None,
        |l| l.document_id = Some([1; 16]),
    ];
    for (n, change) in changes.iter().enumerate() {
        let mut links = chain();
        change(&mut links[7]);
        let fault = check(&links, None).expect_err("found");
        assert_eq!((fault.position, fault.why), (8, Why::Hash), "change {n}");
    }
}

#[test]
fn text_moved_to_the_next_field_is_found() {
    let mut links = chain();
    links[2].via = "we".into();
    links[2].address = "b192.0.2.7".into();
    found(&links, None, 3, Why::Hash);
}

#[test]
fn an_event_removed_is_found() {
    let mut links = chain();
    links.remove(5);
    found(&links, None, 7, Why::Gap { expected: 6 });
    renumber(&mut links);
    found(&links, None, 6, Why::Hash);
}

#[test]
fn events_exchanged_are_found() {
    let mut links = chain();
    links.swap(2, 6);
    found(&links, None, 7, Why::Gap { expected: 3 });
    renumber(&mut links);
    found(&links, None, 3, Why::Hash);
    let mut late = chain();
    late.swap(8, 9);
    let last = late.remove(8);
    late.push(Link { position: 3, ..last });
    found(&late, None, 3, Why::Order { expected: 10 });
}

#[test]
fn an_event_put_in_is_found() {
    let mut links = chain();
    links.insert(3, event(44));
    renumber(&mut links);
    found(&links, None, 4, Why::Hash);
    // A forger who makes its hash right is found at the event after.
    rechain(&mut links[..4], 3);
    found(&links, None, 5, Why::Hash);
}

#[test]
fn an_event_told_twice_is_found() {
    let mut links = chain();
    links.insert(6, links[2].clone());
    rechain(&mut links, 6);
    found(&links, None, 7, Why::Twice);
}

#[test]
fn an_edited_hash_is_found() {
    let mut links = chain();
    links[9].hash[31] ^= 1;
    found(&links, None, 10, Why::Hash);
    links[9].hash.truncate(31);
    found(&links, None, 10, Why::Hash);
}

#[test]
fn a_chain_cut_off_is_found_against_a_head() {
    let whole = chain();
    let cut = &whole[..8];
    assert_eq!(check(cut, None).expect("nothing tells").events, 8);
    found(cut, Some(head(&whole, 10)), 8, Why::CutOff { head: 10 });
    found(&[], Some(head(&whole, 1)), 0, Why::CutOff { head: 1 });
}

#[test]
fn a_chain_made_anew_is_found_against_a_head() {
    let whole = chain();
    let mut forged = chain();
    forged[3].actor_name = "En anden".into();
    rechain(&mut forged, 3);
    assert_eq!(check(&forged, None).expect("nothing tells").events, 10);
    assert!(check(&forged, Some(head(&whole, 3))).is_ok(), "before the forgery both are alike");
    found(&forged, Some(head(&whole, 7)), 7, Why::Head);
}

#[test]
fn the_head_may_be_given_at_the_end() {
    let links = chain();
    let read = || {
        let mut checker = Checker::new();
        links.iter().try_for_each(|link| checker.push(link)).expect("sound");
        checker
    };
    let end = head(&links, 10);
    assert!(read().finish(Some(end)).is_ok());
    assert_eq!(read().finish(Some((10, [0; 32]))).expect_err("another").why, Why::Head);
    assert_eq!(read().finish(Some((12, [0; 32]))).expect_err("cut off").why, Why::CutOff { head: 12 });
    assert_eq!(read().finish(Some(head(&links, 4))).expect_err("unchecked").why, Why::HeadTooLate { head: 4 });
    assert_eq!(check(&links, Some((0, [0; 32]))).expect_err("no such place").why, Why::Head);
}

#[test]
fn anonymised_data_leaves_the_chain_whole_and_is_counted() {
    let mut links = chain();
    links[1].salt = None;
    links[1].data = "{}".into();
    assert_eq!(check(&links, None).expect("sound").anonymised, 1);
}

#[test]
fn faults_say_where() {
    let mut links = chain();
    links[4].data.clear();
    let said = check(&links, None).expect_err("found").to_string();
    assert_eq!(said, "position 5 (event 104): the event's data was changed");
}
