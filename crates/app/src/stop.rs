//! Stopping so that nobody notices: first this node says that it isn't ready and takes no more jobs, but answers on;
//! when whoever shares out requests had time to see that, it listens no more; when what is under way is answered, it
//! ends.

use crate::serve::More;
use crate::{listen, router};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Version, header};
use axum::middleware::Next;
use axum::response::Response;
use base::Result;
use base::web::House;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// How long a request under way may take; an upload that is broken off goes on at another node.
const LONGEST: Duration = Duration::from_secs(60);

/// Turn true one after the other.
pub struct Stages {
    /// Not ready, and no more jobs.
    pub leaving: watch::Receiver<bool>,
    /// Every request is answered: nobody needs what follows the log.
    pub ended: watch::Receiver<bool>,
}

/// Moves the stages on.
pub struct Stop {
    leaving: watch::Sender<bool>,
    ended: watch::Sender<bool>,
}

fn leaving(house: &House) -> bool {
    house.more.downcast_ref::<More>().is_some_and(|more| more.leaving.load(Ordering::Relaxed))
}

/// Whether requests are welcome.
pub fn welcome(house: &House) -> bool {
    !leaving(house)
}

/// An answer of a node that is about to stop is the last on its connection, so that the next goes elsewhere.
pub async fn last_on_its_line(State(house): State<Arc<House>>, request: Request, next: Next) -> Response {
    let plain = matches!(request.version(), Version::HTTP_10 | Version::HTTP_11);
    let mut response = next.run(request).await;
    if plain && leaving(&house) {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

impl Stop {
    pub fn new() -> (Stop, Stages) {
        let ((leaving, left), (ended, over)) = (watch::channel(false), watch::channel(false));
        (Stop { leaving, ended }, Stages { leaving: left, ended: over })
    }

    /// Answers requests until a signal and what follows it.
    pub async fn answer(self, house: &Arc<House>, listener: TcpListener) -> Result<()> {
        let patience = Duration::from_secs(house.more.downcast_ref::<More>().map_or(60, |more| more.config.client_timeout).max(1));
        let (close, mut closing) = watch::channel(false);
        let mut closed = closing.clone();
        let serving = listen::answer(listener, router::router(house), patience, async move {
            let _ = closing.changed().await;
        });
        let too_long = async move {
            let _ = closed.changed().await;
            tokio::time::sleep(LONGEST).await;
        };
        let (leave, told) = (self.leaving, house.clone());
        let watching = tokio::spawn(async move {
            asked().await;
            if let Some(more) = told.more.downcast_ref::<More>() {
                more.leaving.store(true, Ordering::Relaxed);
                let _ = leave.send(true);
                tokio::select! {
                    () = tokio::time::sleep(Duration::from_secs(more.config.drain)) => {}
                    () = asked() => {}
                }
            }
            let _ = close.send(true);
            std::future::pending::<()>().await;
        });
        let served = tokio::select! {
            served = serving => served,
            () = too_long => {
                tracing::warn!("requests that took too long are broken off");
                Ok(())
            }
        };
        watching.abort();
        let _ = self.ended.send(true);
        served
    }
}

/// Waits for a signal to stop.
async fn asked() {
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
