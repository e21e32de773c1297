//! Clients that don't behave: slow ones, very many, and requests of a shape by which another one could be smuggled in.

use crate::http::Caller;
use crate::program::{Place, Program, until};
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

fn connect(at: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(at).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
    stream
}

/// Everything that comes until the program closes the connection.
fn rest(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    let mut part = [0; 8192];
    loop {
        match stream.read(&mut part) {
            Ok(0) => break,
            Ok(n) => all.extend_from_slice(&part[..n]),
            Err(error) if error.kind() == ErrorKind::ConnectionReset => break,
            Err(error) => panic!("not closed: {error}: {}", String::from_utf8_lossy(&all)),
        }
    }
    String::from_utf8_lossy(&all).into_owned()
}

/// Sends as much as is taken; the program may have closed before the end.
fn send(stream: &mut TcpStream, bytes: &[u8]) {
    if let Err(error) = stream.write_all(bytes) {
        assert!(matches!(error.kind(), ErrorKind::BrokenPipe | ErrorKind::ConnectionReset), "{error}");
    }
}

fn calm(program: &Program) {
    let nobody = Caller { at: program.at, cookie: String::new() };
    assert_eq!(nobody.get("/sign-in").expect("an answer").status, 200);
}

fn hasty(place: &Place) -> Program {
    place.start_by(Some("RINGBIND_CLIENT_TIMEOUT=1 exec \"$0\" \"$@\""), &[])
}

#[test]
fn who_is_slow_is_let_go() {
    let place = Place::sqlite();
    let program = hasty(&place);
    let adam = place.first(&program);
    // A head that never ends, a connection that says nothing, and one that falls silent after its first question.
    let mut slow = connect(program.at);
    slow.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nx-a: ").expect("sent");
    let mut silent = connect(program.at);
    let mut used = connect(program.at);
    used.write_all(b"GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n").expect("sent");
    // A form that stops in the middle.
    let mut half = connect(program.at);
    half.write_all(b"POST /sign-in HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 1000\r\n\r\naccount=adam&pass")
        .expect("sent");
    for (what, stream) in [("head", &mut slow), ("silent", &mut silent)] {
        let said = rest(stream);
        assert!(said.is_empty() || said.starts_with("HTTP/1.1 408"), "{what}: {said}");
    }
    assert!(rest(&mut used).starts_with("HTTP/1.1 200"));
    let said = rest(&mut half);
    assert!(said.is_empty() || said.starts_with("HTTP/1.1 4"), "half a form: {said}");
    assert_eq!(adam.get("/").expect("an answer").status, 200);
}

#[test]
fn thousands_that_say_nothing_keep_nobody_out() {
    let place = Place::sqlite();
    let program = place.start();
    let adam = place.first(&program);
    let many = many();
    let mut held: Vec<TcpStream> = (0..many).map(|_| connect(program.at)).collect();
    for stream in held.iter_mut().step_by(2) {
        stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n").expect("sent");
    }
    for _ in 0..5 {
        assert_eq!(adam.get("/cases").expect("an answer").status, 200);
        calm(&program);
    }
    drop(held);
    until("all are gone", || connections(&program) < 50);
    calm(&program);
}

/// Ten thousand in the long form; as many as a test may open otherwise.
fn many() -> usize {
    let asked = std::env::var("RINGBIND_PROVE_CONNECTIONS").ok().and_then(|n| n.parse().ok());
    let room = rlimit::increase_nofile_limit(20_000).expect("a limit");
    let room = usize::try_from(room).expect("a number").saturating_sub(200);
    let many = asked.unwrap_or(2000);
    assert!(many <= room, "no room for {many} connections: {room}");
    many
}

/// Sockets that the program holds.
fn connections(program: &Program) -> usize {
    std::fs::read_dir(format!("/proc/{}/fd", program.process())).expect("its files").count()
}

/// Each is refused or read as one request; what is hidden in it is never a request of its own.
#[test]
fn nothing_is_smuggled_in() {
    let place = Place::sqlite();
    let program = hasty(&place);
    let hidden = "GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n";
    let post = "POST /sign-in HTTP/1.1\r\nhost: x\r\n";
    let chunked = "0\r\n\r\n";
    let length = chunked.len() + hidden.len();
    let shapes = [
        ("two lengths", format!("{post}content-length: 0\r\ncontent-length: {length}\r\n\r\n{chunked}{hidden}")),
        ("a length with a sign", format!("{post}content-length: +{length}\r\n\r\n{chunked}{hidden}")),
        ("a length of nothing", format!("{post}content-length: \r\n\r\n{hidden}")),
        ("a list of lengths", format!("{post}content-length: 0, {length}\r\n\r\n{chunked}{hidden}")),
        ("a length that overflows", format!("{post}content-length: 18446744073709551617\r\n\r\n{hidden}")),
        ("an unknown coding", format!("{post}transfer-encoding: xchunked\r\n\r\n{chunked}{hidden}")),
        ("chunked is not the last", format!("{post}transfer-encoding: chunked, identity\r\n\r\n{chunked}{hidden}")),
        ("a space before the colon", format!("{post}transfer-encoding : chunked\r\n\r\n{chunked}{hidden}")),
        ("a folded line", format!("{post}transfer-encoding:\r\n chunked\r\n\r\n{chunked}{hidden}")),
        ("a lonely CR in a value", format!("{post}x-a: b\rcontent-length: 0\r\n\r\n{hidden}")),
        ("a NUL in a value", format!("{post}x-a: b\0c\r\ncontent-length: 0\r\n\r\n{hidden}")),
        ("a chunk that overflows", format!("{post}transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n{hidden}")),
        ("a chunk of a negative size", format!("{post}transfer-encoding: chunked\r\n\r\n-1\r\n{hidden}")),
        ("no version", format!("POST /sign-in\r\nhost: x\r\n\r\n{hidden}")),
        ("a space in the address", "GET /ca ses HTTP/1.1\r\nhost: x\r\n\r\n".to_owned()),
    ];
    for (what, shape) in shapes {
        let mut stream = connect(program.at);
        send(&mut stream, shape.as_bytes());
        let said = rest(&mut stream);
        assert!(!said.contains("\r\n\r\nlive"), "{what}: the hidden request was answered: {said}");
        assert!(said.is_empty() || said.starts_with("HTTP/1.1 4"), "{what}: {said}");
    }
    // Both a length and chunks: the chunks count, and the connection ends with it.
    let mut stream = connect(program.at);
    send(&mut stream, format!("{post}content-length: {length}\r\ntransfer-encoding: chunked\r\n\r\n{chunked}{hidden}").as_bytes());
    let said = rest(&mut stream);
    let answers = said.matches("HTTP/1.1 ").count();
    assert!(answers <= 2 && said.starts_with("HTTP/1.1 4"), "{said}");
    calm(&program);
}

#[test]
fn what_is_huge_is_refused() {
    let place = Place::sqlite();
    let program = hasty(&place);
    let adam = place.first(&program);
    let long = "a".repeat(1 << 20);
    let many: String = (0..5000).map(|n| format!("x-{n}: a\r\n")).collect();
    let heads = [
        ("a long address", format!("GET /cases?q={long} HTTP/1.1\r\nhost: x\r\n\r\n")),
        ("a long header", format!("GET / HTTP/1.1\r\nhost: x\r\nx-a: {long}\r\n\r\n")),
        ("a long cookie", format!("GET / HTTP/1.1\r\nhost: x\r\ncookie: rb_session={long}\r\n\r\n")),
        ("many headers", format!("GET / HTTP/1.1\r\nhost: x\r\n{many}\r\n")),
        ("a long method", format!("{long} / HTTP/1.1\r\nhost: x\r\n\r\n")),
    ];
    for (what, head) in heads {
        let mut stream = connect(program.at);
        send(&mut stream, head.as_bytes());
        let said = rest(&mut stream);
        assert!(said.is_empty() || said.starts_with("HTTP/1.1 4"), "{what}: {said}");
    }
    // A form and a JSON without end are cut off long before they fill the memory.
    for kind in ["application/x-www-form-urlencoded", "application/json"] {
        let mut stream = connect(program.at);
        let path = if kind.ends_with("json") { "/api/v1/cases" } else { "/cases/new" };
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: x\r\ncookie: {}\r\nsec-fetch-site: same-origin\r\ncontent-type: {kind}\r\ntransfer-encoding: chunked\r\n\r\n",
            adam.cookie
        );
        stream.write_all(head.as_bytes()).expect("sent");
        let chunk = format!("{:x}\r\n{long}\r\n", long.len());
        let taken = (0..256).take_while(|_| stream.write_all(chunk.as_bytes()).is_ok()).count();
        assert!(taken < 200, "{kind}: {taken} MB were taken");
        let said = rest(&mut stream);
        assert!(said.is_empty() || said.starts_with("HTTP/1.1 4"), "{kind}: {said}");
    }
    calm(&program);
}
