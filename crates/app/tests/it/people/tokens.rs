//! Tokens: what the log tells of their use, and what ends them.

use super::world::{World, both};
use axum::http::StatusCode;
use base::args;

/// A token of somebody's, as a program sends it.
async fn token(w: &World, session: &str, name: &str, scopes: &str) -> String {
    let made = w.post(session, "/account/tokens", &format!("name={name}&expires=2026-05-01{scopes}")).await;
    let text = made.text.split("<code>").nth(1).and_then(|rest| rest.split("</code>").next()).expect("a token");
    format!("Bearer {text}")
}

async fn told(w: &World) -> Vec<(String, String, Option<i64>)> {
    let sql = "SELECT e.address, e.data, e.actor FROM my_any_event e WHERE e.kind = 'token.used_from' ORDER BY e.seq";
    w.reader().all(sql, &[]).await.expect("events")
}

#[tokio::test]
async fn a_new_address_is_told() {
    both(async |w| {
        let carl = w.user("carl", "Carl", "Case", &["caseworker"]).await;
        let robot = token(w, &w.session("carl").await, "Robot", "").await;
        let read = async |address: [u8; 4]| w.get_from(&robot, "/api/v1/tokens", address).await.status;
        let (here, there) = ([192, 0, 2, 7], [203, 0, 113, 9]);
        assert_eq!((read(here).await, read(here).await), (StatusCode::OK, StatusCode::OK));
        let first = told(w).await;
        assert_eq!((first.len(), first[0].0.as_str(), first[0].2), (1, "192.0.2.7", Some(carl)), "once, though it may only read");
        assert_eq!(read(there).await, StatusCode::OK);
        let data: serde_json::Value = serde_json::from_str(&told(w).await[1].1).expect("JSON");
        assert_eq!(data, serde_json::json!({ "name": "Robot", "address": "203.0.113.9", "before": "192.0.2.7" }));
        let (kept,): (String,) = w.one("SELECT last_address FROM token WHERE user_id = $1", &args![carl]).await;
        assert_eq!(kept, "203.0.113.9");
        let log = w.get(&w.alice, "/admin/security-log?kind=token").await;
        assert!(log.text.contains("brugte nøglen »Robot« fra en ny adresse") && log.text.contains("203.0.113.9"), "{}", log.text);
        // What isn't let in leaves no trace of an address.
        assert_eq!(w.get_from("Bearer nope", "/api/v1/tokens", here).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(told(w).await.len(), 2);
    })
    .await;
}
