//! A small reverse proxy: it shares requests out to the nodes that say they are ready, and sends one again elsewhere only
//! where no connection was to be had, or where it may be repeated and no byte of an answer came.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;

/// How often it asks whether a node is ready: a node says that it leaves for longer.
const OFTEN: Duration = Duration::from_millis(100);

#[derive(Default)]
struct Known {
    /// Each node, and whether it was ready when it was last asked.
    nodes: Mutex<Vec<(SocketAddr, bool)>>,
    next: AtomicUsize,
    passed: AtomicUsize,
    again: AtomicUsize,
    failed: AtomicUsize,
}

/// The running proxy; gone when dropped.
pub struct Proxy {
    pub at: SocketAddr,
    known: Arc<Known>,
    _runtime: Runtime,
}

impl Proxy {
    pub fn start(nodes: impl IntoIterator<Item = SocketAddr>) -> Proxy {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
        let known = Arc::new(Known { nodes: Mutex::new(nodes.into_iter().map(|node| (node, true)).collect()), ..Known::default() });
        let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))).expect("a port");
        let at = listener.local_addr().expect("an address");
        let asking = known.clone();
        runtime.spawn(async move {
            loop {
                asking.ask().await;
                tokio::time::sleep(OFTEN).await;
            }
        });
        let passing = known.clone();
        runtime.spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let known = passing.clone();
                tokio::spawn(async move { known.pass(near).await });
            }
        });
        Proxy { at, known, _runtime: runtime }
    }

    /// A node that was added.
    pub fn add(&self, node: SocketAddr) {
        self.known.nodes.lock().expect("nodes").push((node, true));
    }

    /// A node that is gone for good.
    pub fn forget(&self, node: SocketAddr) {
        self.known.nodes.lock().expect("nodes").retain(|(at, _)| *at != node);
    }

    /// Requests that were answered, that were sent again elsewhere, and that failed.
    pub fn told(&self) -> (usize, usize, usize) {
        let of = |n: &AtomicUsize| n.load(Ordering::SeqCst);
        (of(&self.known.passed), of(&self.known.again), of(&self.known.failed))
    }
}

/// How sending a request to a node ended.
enum Sent {
    Answered(Vec<u8>),
    /// There was no connection: nothing was sent.
    Refused,
    /// The connection ended before a byte came.
    Silent,
    /// An answer that broke off.
    Broken(Vec<u8>),
}

impl Known {
    async fn ask(&self) {
        let all: Vec<SocketAddr> = self.nodes.lock().expect("nodes").iter().map(|(at, _)| *at).collect();
        for node in all {
            let asked = tokio::time::timeout(Duration::from_secs(2), send(node, b"GET /health/ready HTTP/1.0\r\nhost: x\r\n\r\n")).await;
            let ready = matches!(asked, Ok(Sent::Answered(answer)) if answer.starts_with(b"HTTP/1.0 200"));
            let mut nodes = self.nodes.lock().expect("nodes");
            nodes.iter_mut().filter(|(at, _)| *at == node).for_each(|(_, known)| *known = ready);
        }
    }

    /// The ready nodes from the next in turn on, then the others.
    fn order(&self) -> Vec<SocketAddr> {
        let mut nodes = self.nodes.lock().expect("nodes").clone();
        if !nodes.is_empty() {
            let turn = self.next.fetch_add(1, Ordering::Relaxed) % nodes.len();
            nodes.rotate_left(turn);
        }
        nodes.sort_by_key(|(_, ready)| !ready);
        nodes.into_iter().map(|(at, _)| at).collect()
    }

    async fn pass(&self, mut near: TcpStream) {
        let Some(request) = whole(&mut near).await else { return };
        let repeatable = ["GET ", "HEAD ", "DELETE ", "PUT "].iter().any(|method| request.starts_with(method.as_bytes()));
        let mut answer = None;
        for node in self.order() {
            match send(node, &request).await {
                Sent::Answered(bytes) => {
                    self.passed.fetch_add(1, Ordering::SeqCst);
                    answer = Some(bytes);
                    break;
                }
                Sent::Silent if !repeatable => break,
                Sent::Refused | Sent::Silent => {
                    self.again.fetch_add(1, Ordering::SeqCst);
                }
                Sent::Broken(bytes) => {
                    self.failed.fetch_add(1, Ordering::SeqCst);
                    // What came is passed on as it is: it is too late for another.
                    let _ = near.write_all(&bytes).await;
                    return;
                }
            }
        }
        if answer.is_none() {
            self.failed.fetch_add(1, Ordering::SeqCst);
        }
        // Without an answer the line just ends; a caller who is gone needs none.
        let _ = near.write_all(&answer.unwrap_or_default()).await;
        let _ = near.shutdown().await;
    }
}

/// A request to its last byte.
async fn whole(near: &mut TcpStream) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    loop {
        if near.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length:")).and_then(|n| n.trim().parse().ok()).unwrap_or(0);
        let missing = (end + 4 + length).saturating_sub(bytes.len());
        let begun = bytes.len();
        bytes.resize(begun + missing, 0);
        near.read_exact(&mut bytes[begun..]).await.ok()?;
        return Some(bytes);
    }
}

async fn send(node: SocketAddr, request: &[u8]) -> Sent {
    let Ok(mut far) = TcpStream::connect(node).await else { return Sent::Refused };
    // A refusal may come before all was sent.
    let sent = far.write_all(request).await;
    let mut answer = Vec::new();
    let read = far.read_to_end(&mut answer).await;
    match (answer.is_empty(), read.is_ok() && sent.is_ok() && complete(&answer, request.starts_with(b"HEAD "))) {
        (true, _) => Sent::Silent,
        (false, true) => Sent::Answered(answer),
        (false, false) => Sent::Broken(answer),
    }
}

/// As many bytes came as the head says.
fn complete(answer: &[u8], head_only: bool) -> bool {
    let Some(end) = answer.windows(4).position(|w| w == b"\r\n\r\n") else { return false };
    let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
    let length: Option<usize> = head.lines().find_map(|line| line.strip_prefix("content-length:")).and_then(|n| n.trim().parse().ok());
    head_only || length.is_none_or(|length| answer.len() == end + 4 + length)
}
