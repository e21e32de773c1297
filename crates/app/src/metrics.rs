//! Figures for the operator's watch, in Prometheus' text form: only for this machine itself.

use crate::serve::More;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::web::{Ctx, House};
use base::{Actor, Result, Via, follow};
use std::fmt::Write as _;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

/// Upper edges of the classes of answering times, in milliseconds.
const EDGES: [u64; 9] = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000];

struct Counters {
    /// Answers by hundreds of their status.
    answers: [AtomicU64; 6],
    /// Answers by time; the last class has no upper edge.
    times: [AtomicU64; 10],
    micros: AtomicU64,
}

static COUNTERS: Counters =
    Counters { answers: [const { AtomicU64::new(0) }; 6], times: [const { AtomicU64::new(0) }; 10], micros: AtomicU64::new(0) };

/// Counts an answer.
pub fn counted(_method: &str, status: u16, took: Duration) {
    COUNTERS.answers[usize::from(status / 100).min(5)].fetch_add(1, Relaxed);
    let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    let class = EDGES.iter().position(|edge| millis < *edge).unwrap_or(EDGES.len());
    COUNTERS.times[class].fetch_add(1, Relaxed);
    COUNTERS.micros.fetch_add(u64::try_from(took.as_micros()).unwrap_or(0), Relaxed);
}

/// What a proxy adds to the requests that it passes on.
const PASSED_ON: [&str; 3] = ["x-forwarded-for", "forwarded", "x-real-ip"];

fn at_home(from: IpAddr, headers: &HeaderMap) -> bool {
    from.is_loopback() && !PASSED_ON.iter().any(|name| headers.contains_key(*name))
}

/// GET /metrics: for who asks on this machine, not through a proxy that runs on it.
pub async fn page(State(house): State<Arc<House>>, ConnectInfo(from): ConnectInfo<SocketAddr>, headers: HeaderMap) -> Response {
    if !at_home(from.ip(), &headers) {
        return StatusCode::NOT_FOUND.into_response();
    }
    match text(&house).await {
        Ok(text) => ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response(),
        Err(error) => {
            tracing::error!(%error, "metrics");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

async fn text(house: &Arc<House>) -> Result<String> {
    let ctx = Ctx::new(house.clone(), Actor::system("metrics", Via::Cli));
    let jobs: Vec<(String, i64)> = ctx.reader.all("SELECT state, count(*) FROM job GROUP BY state ORDER BY state", &[]).await?;
    let (chained, _) = follow::head(&house.db).await?;
    let index = &ctx.more::<More>().index;
    let mut out = String::new();
    heading(&mut out, "ringbind_answers_total", "counter", "HTTP answers by class of status");
    for (class, n) in COUNTERS.answers.iter().enumerate().skip(1) {
        line(&mut out, &format!("ringbind_answers_total{{class=\"{class}xx\"}}"), n.load(Relaxed));
    }
    heading(&mut out, "ringbind_answer_seconds", "histogram", "Time to answer");
    let mut sum = 0;
    for (class, n) in COUNTERS.times.iter().enumerate() {
        sum += n.load(Relaxed);
        let edge = EDGES.get(class).map_or("+Inf".to_owned(), |ms| format!("{}", *ms as f64 / 1000.0));
        line(&mut out, &format!("ringbind_answer_seconds_bucket{{le=\"{edge}\"}}"), sum);
    }
    line(&mut out, "ringbind_answer_seconds_sum", COUNTERS.micros.load(Relaxed) as f64 / 1e6);
    line(&mut out, "ringbind_answer_seconds_count", sum);
    heading(&mut out, "ringbind_jobs", "gauge", "Jobs by state");
    for (state, n) in jobs {
        line(&mut out, &format!("ringbind_jobs{{state=\"{state}\"}}"), n);
    }
    heading(&mut out, "ringbind_chain_position", "gauge", "Events in the hash chain");
    line(&mut out, "ringbind_chain_position", chained);
    heading(&mut out, "ringbind_index_lag", "gauge", "Events that the search index of this node has not seen");
    line(&mut out, "ringbind_index_lag", (chained - index.position()).max(0));
    heading(&mut out, "ringbind_index_entries", "gauge", "Cases and documents in the search index");
    line(&mut out, "ringbind_index_entries", index.size());
    Ok(out)
}

fn heading(out: &mut String, name: &str, kind: &str, help: &str) {
    // Writing to a string can't fail.
    let _ = write!(out, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
}

fn line(out: &mut String, name: &str, value: impl std::fmt::Display) {
    let _ = writeln!(out, "{name} {value}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_fall_into_their_classes() {
        let before = COUNTERS.times[2].load(Relaxed);
        counted("GET", 200, Duration::from_millis(5));
        assert_eq!(COUNTERS.times[2].load(Relaxed), before + 1);
        counted("GET", 999, Duration::from_secs(60));
        assert!(COUNTERS.times[9].load(Relaxed) >= 1);
    }

    #[test]
    fn strangers_behind_a_proxy_are_not_at_home() {
        let here = IpAddr::from([127, 0, 0, 1]);
        let mut headers = HeaderMap::new();
        assert!(at_home(here, &headers));
        assert!(!at_home(IpAddr::from([192, 0, 2, 7]), &headers));
        headers.insert("x-forwarded-for", header::HeaderValue::from_static("127.0.0.1"));
        assert!(!at_home(here, &headers));
    }
}
