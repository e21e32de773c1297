//! A server that goes and comes back.

use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// A way to a server that can be closed: connections end, and new ones are refused.
pub struct Way {
    pub at: SocketAddr,
    to: String,
    open: Option<(Arc<AtomicBool>, std::thread::JoinHandle<()>)>,
    lines: Arc<Mutex<Vec<TcpStream>>>,
}

impl Way {
    pub fn new(to: &str) -> Way {
        let at = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|l| l.local_addr()).expect("a port");
        let mut way = Way { at, to: to.to_owned(), open: None, lines: Arc::default() };
        way.open();
        way
    }

    pub fn open(&mut self) {
        let listener = TcpListener::bind(self.at).expect("the port");
        let (ending, to, lines) = (Arc::new(AtomicBool::new(false)), self.to.clone(), self.lines.clone());
        let ended = ending.clone();
        let passing = std::thread::spawn(move || {
            for near in listener.incoming().flatten() {
                if ended.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(far) = TcpStream::connect(&to) else { continue };
                pass(near.try_clone().expect("a line"), far.try_clone().expect("a line"));
                pass(far.try_clone().expect("a line"), near.try_clone().expect("a line"));
                lines.lock().expect("lines").extend([near, far]);
            }
        });
        self.open = Some((ending, passing));
    }

    pub fn close(&mut self) {
        let Some((ending, passing)) = self.open.take() else { return };
        ending.store(true, Ordering::SeqCst);
        // Wakes it, so that it stops listening.
        drop(TcpStream::connect(self.at));
        passing.join().expect("ended");
        // One that has ended already can't be ended again.
        self.lines.lock().expect("lines").drain(..).for_each(|line| drop(line.shutdown(Shutdown::Both)));
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream) {
    std::thread::spawn(move || {
        // Ends with either line.
        let _ = std::io::copy(&mut from, &mut to);
        let _ = to.shutdown(Shutdown::Both);
    });
}
