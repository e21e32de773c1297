//! One's own profile, changed in two places.

use super::world::both;
use axum::http::StatusCode;
use base::args;

#[tokio::test]
async fn a_stale_profile_overwrites_nothing() {
    both(async |w| {
        let carl = w.user("carl", "Carl", "Case", &["caseworker"]).await;
        let session = w.session("carl").await;
        let page = w.get(&session, "/account").await;
        assert!(page.text.contains("name=\"version\" value=\"1\""), "{}", page.text);
        let changed = w.json(&w.alice, "PATCH", &format!("/api/v1/users/{carl}"), r#"{"last_name":"Bro"}"#).await;
        assert_eq!(changed.status, StatusCode::OK);
        let events = w.all_events().await;
        let stale = |phone: &str| format!("first_name=Carl&last_name=Case&lang=da&phone={phone}&version=1");
        let refused = w.post(&session, "/account", &stale("12345678")).await;
        assert!(refused.status == StatusCode::CONFLICT && refused.text.contains("<title>"), "the page that others get");
        assert_eq!(w.post(&session, "/account", "first_name=Carl&last_name=Bro&lang=da&version=1").await.status, StatusCode::CONFLICT);
        let faulty = w.post(&session, "/account", "first_name=&last_name=Bro&lang=da&version=1").await;
        assert!(faulty.status == StatusCode::UNPROCESSABLE_ENTITY && faulty.text.contains("name=\"version\" value=\"1\""), "kept");
        let (name,): (String,) = w.one("SELECT name FROM users WHERE id = $1", &args![carl]).await;
        assert_eq!((name.as_str(), w.all_events().await), ("Carl Bro", events));
        let fresh = w.post(&session, "/account", "first_name=Carl&last_name=Bro&lang=da&phone=12345678&version=2").await;
        assert_eq!(fresh.status, StatusCode::SEE_OTHER);
        // What a directory keeps is not taken from the form, but its version is.
        let mut uow = base::web::Ctx::new(w.house.clone(), base::Actor::system("test", base::Via::Cli)).write().await.expect("begun");
        uow.also("UPDATE users SET source = 'ad' WHERE id = $1", &args![carl]).await.expect("set");
        uow.note(&ringbind::people::PeopleEvent::LinkMade {}, base::event::On::thing("user", carl)).await.expect("noted");
        uow.commit().await.expect("kept");
        assert_eq!(w.post(&session, "/account", "lang=en&version=2").await.status, StatusCode::CONFLICT);
        assert_eq!(w.post(&session, "/account", "lang=en&version=3").await.status, StatusCode::SEE_OTHER);
    })
    .await;
}
