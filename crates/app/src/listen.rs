//! Connections: how many there may be, how slow they may be, and how they end.

use axum::Router;
use axum::extract::ConnectInfo;
use base::{Error, Result};
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::Service;
use tower_http::timeout::RequestBodyTimeoutLayer;

/// The most connections at once; more wait to be accepted.
const MOST: u64 = 16_000;
/// Descriptors that are kept for files, the database and the index.
const OTHERS: u64 = 600;
/// The longest head of a request, in bytes.
const HEAD: usize = 64 * 1024;

/// Answers until `closing`, then ends what is under way. A client may take `patience` for the head of a request (so
/// long an unused connection is kept, too) and between two pieces of its body.
pub async fn answer(listener: TcpListener, app: Router, patience: Duration, closing: impl Future<Output = ()>) -> Result<()> {
    let app = app.layer(RequestBodyTimeoutLayer::new(patience));
    let slots = Arc::new(Semaphore::new(most()));
    let ending = GracefulShutdown::new();
    // HTTP/2 comes with encryption, which is the proxy's; without it nobody speaks it, and finding out which of the two is
    // spoken would be a wait of its own.
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(patience).max_buf_size(HEAD);
    tokio::pin!(closing);
    loop {
        let slot = tokio::select! {
            () = &mut closing => break,
            slot = slots.clone().acquire_owned() => slot.map_err(Error::internal)?,
        };
        let (stream, peer) = tokio::select! {
            () = &mut closing => break,
            accepted = accept(&listener) => accepted,
        };
        let app = app.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            app.clone().call(request)
        });
        let connection = ending.watch(builder.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection broke off");
            }
            drop(slot);
        });
    }
    drop(listener);
    ending.shutdown().await;
    Ok(())
}

/// The next connection; when there is no room for one, after a while.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // An answer is sent at once, not held back for more.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "a connection without haste");
                }
                return (stream, peer);
            }
            Err(error) if matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be accepted");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

/// How many connections there is room for, when we have taken what the machine lets us.
fn most() -> usize {
    let room = rlimit::increase_nofile_limit(MOST + OTHERS).unwrap_or_else(|error| {
        tracing::warn!(%error, "no word on how many files may be open");
        1024
    });
    let most = room.saturating_sub(OTHERS).clamp(64, MOST);
    if most < MOST {
        tracing::info!(most, "connections at once, as this process may open few files");
    }
    usize::try_from(most).unwrap_or(64)
}
