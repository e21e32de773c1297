//! A file on its way in may go over every node, and a node that dies on the way.

use crate::cluster::{Cluster, at, case, most_memory, template};
use crate::http::Caller;
use crate::program::until;
use crate::told::digest;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// A megabyte.
const MB: usize = 1 << 20;

fn announce(caller: &Caller, case: &str, name: &str, size: usize) -> String {
    let url = format!("/api/v1/cases/{case}/uploads");
    caller.announce(&url, name, size).expect("an answer").is(201).header("location").to_owned()
}

/// Bytes that can't be taken for others.
fn data(size: usize, seed: u64) -> Vec<u8> {
    let mut out = vec![0; size];
    blake3::Hasher::new().update(&seed.to_le_bytes()).finalize_xof().fill(&mut out);
    out
}

/// The document has exactly this content, at every node.
fn holds(cluster: &Cluster, caller: &Caller, made: &serde_json::Value, data: &[u8]) {
    let id = made["id"].as_str().expect("an id");
    for node in 0..cluster.nodes.len() {
        let caller = at(caller, cluster.at(node));
        let found = caller.get(&format!("/api/v1/documents/{id}")).expect("an answer").is(200).json();
        let version = found["main_version"].as_str().expect("a version");
        let content = caller.get(&format!("/api/v1/versions/{version}/content")).expect("an answer").is(200);
        assert!(content.whole && digest(&content.bytes) == digest(data), "another content at {node}");
    }
}

/// Begins to send bytes of an upload and stops in the middle; the line stays open.
fn stalled(to: SocketAddr, caller: &Caller, place: &str, offset: usize, announced: usize, bytes: &[u8]) -> TcpStream {
    let mut line = TcpStream::connect(to).expect("a connection");
    let head = format!(
        "PATCH {place} HTTP/1.1\r\nhost: {to}\r\nsec-fetch-site: same-origin\r\ncookie: {}\r\ncontent-length: {announced}\r\ntus-resumable: 1.0.0\r\nupload-offset: {offset}\r\ncontent-type: application/offset+octet-stream\r\n\r\n",
        caller.cookie
    );
    line.write_all(head.as_bytes()).and_then(|()| line.write_all(bytes)).expect("sent");
    line
}

#[test]
fn an_upload_goes_over_every_node() {
    let Some((mut cluster, adam)) = Cluster::start(3) else { return };
    let (id, _) = case(&adam, template(&adam), "Sag med filer");
    alternating(&cluster, &adam, &id);
    broken_off(&cluster, &adam, &id);
    taken_over(&cluster, &adam, &id);
    large(&cluster, &adam, &id);
    killed(&mut cluster, &adam, &id);
    cluster.first.verify();
    until("no piece is left", || cluster.objects().iter().all(|name| !name.contains("/staging/")));
    assert!(cluster.objects().iter().all(|name| name.starts_with("the/files/")));
}

/// Its parts come at one node after the other, and what is asked in between is answered by a third.
fn alternating(cluster: &Cluster, adam: &Caller, case: &str) {
    let data = data(11 * MB + 17, 1);
    let place = announce(adam, case, "Skiftevis.bin", data.len());
    let (mut offset, mut node) = (0, 0);
    let made = loop {
        let end = (offset + 3 * MB + 1).min(data.len());
        let answer = at(adam, cluster.at(node % 3)).patch(&place, offset, &data[offset..end]).expect("an answer");
        if end == data.len() {
            break answer.is(200).json();
        }
        answer.is(204);
        assert_eq!(at(adam, cluster.at((node + 1) % 3)).offset(&place).expect("an answer"), Some(end));
        (offset, node) = (end, node + 1);
    };
    holds(cluster, adam, &made, &data);
}

/// A line that breaks off leaves what came on it.
fn broken_off(cluster: &Cluster, adam: &Caller, case: &str) {
    let data = data(2 * MB, 2);
    let place = announce(adam, case, "Afbrudt.bin", data.len());
    drop(stalled(cluster.at(0), adam, &place, 0, data.len(), &data[..MB]));
    // What has come is noted once the node sees that the line is gone.
    let mut came = 0;
    for _ in 0..40 {
        std::thread::sleep(Duration::from_millis(50));
        came = at(adam, cluster.at(1)).offset(&place).expect("an answer").expect("an upload");
        if came > 0 {
            break;
        }
    }
    assert!(came <= MB, "{came}");
    let made = at(adam, cluster.at(1)).patch(&place, came, &data[came..]).expect("an answer").is(200).json();
    holds(cluster, adam, &made, &data);
}

/// Who goes on at another node wins over a line that hangs: what still comes on that one counts for nothing.
fn taken_over(cluster: &Cluster, adam: &Caller, case: &str) {
    let (right, wrong) = (data(3 * MB, 3), data(3 * MB, 4));
    let place = announce(adam, case, "Overtaget.bin", right.len());
    let mut line = stalled(cluster.at(0), adam, &place, 0, wrong.len(), &wrong[..MB]);
    let other = at(adam, cluster.at(1));
    assert_eq!(other.offset(&place).expect("an answer"), Some(0));
    other.patch(&place, 0, &right[..MB]).expect("an answer").is(204);
    // Only now the rest comes at the first.
    line.write_all(&wrong[MB..2 * MB]).expect("sent");
    drop(line);
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(other.offset(&place).expect("an answer"), Some(MB));
    let made = at(adam, cluster.at(2)).patch(&place, MB, &right[MB..]).expect("an answer").is(200).json();
    holds(cluster, adam, &made, &right);
}

/// A large file takes no more memory than a small one.
fn large(cluster: &Cluster, adam: &Caller, case: &str) {
    // In the long form larger than all that it may take.
    let size = if std::env::var_os("RINGBIND_PROVE_ROUNDS").is_some() { 512 } else { 128 };
    let data = data(size * MB, 5);
    let place = announce(adam, case, "Stor.bin", data.len());
    let before = most_memory(&cluster.nodes[2].program);
    let caller = at(adam, cluster.at(2));
    caller.patch(&place, 0, &data[..70 * MB]).expect("an answer").is(204);
    let made = caller.patch(&place, 70 * MB, &data[70 * MB..]).expect("an answer").is(200).json();
    let more = most_memory(&cluster.nodes[2].program) - before;
    holds(cluster, adam, &made, &data);
    println!("a file of {} MB took {} MB more at the most", data.len() / MB, more / MB as u64);
    assert!(more < 96 * MB as u64, "{more}");
}

/// The node that had it is killed in the middle; another goes on.
fn killed(cluster: &mut Cluster, adam: &Caller, case: &str) {
    let data = data(20 * MB, 6);
    let place = announce(adam, case, "Dræbt.bin", data.len());
    let mut line = stalled(cluster.at(0), adam, &place, 0, data.len(), &data[..17 * MB]);
    let other = at(adam, cluster.at(1));
    // Nobody asks meanwhile how far it came, or it would be taken from the first.
    std::thread::sleep(Duration::from_millis(700));
    cluster.nodes[0].program.stop();
    let mut rest = Vec::new();
    // However the line ends.
    let _ = line.read_to_end(&mut rest);
    let came = other.offset(&place).expect("an answer").expect("an upload");
    assert!(came > 0 && came <= 17 * MB, "{came}");
    let made = other.patch(&place, came, &data[came..]).expect("an answer").is(200).json();
    cluster.nodes.remove(0);
    holds(cluster, adam, &made, &data);
}
