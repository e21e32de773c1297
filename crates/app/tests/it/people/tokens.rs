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

/// Eva with a password, signed in.
async fn eva(w: &World) -> String {
    let fields = [
        ("user_name", "eva".to_owned()),
        ("email", "eva@nordby.example".to_owned()),
        ("first_name", "Eva".to_owned()),
        ("last_name", "Elm".to_owned()),
    ];
    let link = ringbind::people::create_by_operator(&w.house, &fields, &[]).await.expect("made");
    let key = link.rsplit('=').next().expect("a key").to_owned();
    let page = w.get("", &format!("/password?key={key}")).await;
    assert!(page.status == StatusCode::OK && !page.text.contains("API-nøgle"), "there are none yet");
    assert_eq!(w.post("", "/password", &format!("key={key}&password=gr%C3%B8n+cykel+ved+havet")).await.status, StatusCode::SEE_OTHER);
    w.session("eva").await
}

async fn works(w: &World, token: &str) -> bool {
    w.json(token, "GET", "/api/v1/tokens", "").await.status == StatusCode::OK
}

#[tokio::test]
async fn a_new_password_by_a_link_ends_tokens() {
    both(async |w| {
        let session = eva(w).await;
        let (one, two) = (token(w, &session, "Robot", "").await, token(w, &session, "Udtræk", "&scope=write").await);
        let other = token(w, &w.alice, "Chef", "").await;
        assert_eq!(w.post("", "/forgotten", "account=eva").await.status, StatusCode::OK);
        let (mail,): (String,) = w.one("SELECT payload FROM job WHERE kind = 'mail.send' ORDER BY id DESC LIMIT 1", &[]).await;
        assert!(mail.contains("API-nøgler"), "the mail says so: {mail}");
        let key: String =
            mail.split("key=").nth(1).expect("a link").chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
        let page = w.get("", &format!("/password?key={key}")).await;
        assert!(page.text.contains("Du har 2 API-nøgler"), "{}", page.text);
        let refused = w.post("", "/password", &format!("key={key}&password=kort")).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text.contains("Du har 2 API-nøgler"));
        assert!(works(w, &one).await && works(w, &two).await, "nothing happened yet");
        assert_eq!(w.post("", "/password", &format!("key={key}&password=en+helt+anden+ugle")).await.status, StatusCode::SEE_OTHER);
        assert!(!works(w, &one).await && !works(w, &two).await && works(w, &other).await);
        assert_eq!(w.events("token.revoked").await, 2);
        assert!(w.get(&w.alice, "/admin/security-log?kind=token").await.text.contains("trak nøglen »Udtræk« tilbage"));
    })
    .await;
}

#[tokio::test]
async fn ones_own_change_of_password_may_keep_tokens() {
    both(async |w| {
        let session = eva(w).await;
        assert!(!w.get(&session, "/account/password").await.text.contains("name=\"tokens\""), "nothing to end");
        let robot = token(w, &session, "Robot", "").await;
        let page = w.get(&session, "/account/password").await;
        let box_ = page.text.split("name=\"tokens\"").nth(1).and_then(|rest| rest.split('>').next()).expect("a box");
        assert!(box_.contains("checked"), "ticked: {box_}");
        let wrong = w.post(&session, "/account/password", "old=nope&password=en+helt+anden+ugle&tokens=true").await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && works(w, &robot).await);
        let kept = w.post(&session, "/account/password", "old=gr%C3%B8n+cykel+ved+havet&password=en+helt+anden+ugle").await;
        assert!(kept.status == StatusCode::SEE_OTHER && works(w, &robot).await, "unticked");
        let ended = w.post(&session, "/account/password", "old=en+helt+anden+ugle&password=syv+bl%C3%A5+dueslag&tokens=true").await;
        assert!(ended.status == StatusCode::SEE_OTHER && !works(w, &robot).await);
        assert_eq!(w.events("token.revoked").await, 1);
    })
    .await;
}

#[tokio::test]
async fn disabling_tells_which_tokens_end() {
    both(async |w| {
        let session = eva(w).await;
        let robot = token(w, &session, "Robot", "").await;
        assert_eq!(w.post(&w.alice, &format!("/admin/users/{}/disable", w.id("eva").await), "").await.status, StatusCode::SEE_OTHER);
        assert!(!works(w, &robot).await);
        assert_eq!(w.events("token.revoked").await, 1);
        let (left,): (i64,) =
            w.one("SELECT count(*) FROM token t JOIN users u ON u.id = t.user_id WHERE u.id = $1", &args![w.id("eva").await]).await;
        assert_eq!(left, 0);
    })
    .await;
}
