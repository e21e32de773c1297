//! Links for choosing a password: how they reach people, with and without a mail server.

use super::world::{Answer, both, without_mail};
use axum::http::StatusCode;
use base::event::On;
use base::web::{Ctx, once};
use base::{Actor, Via, args};
use ringbind::people::PeopleEvent;

const NEW: &str = "user_name=bente&email=bente%40nordby.example&first_name=Bente&last_name=Bro&link=true";

/// A key that no link has.
const NOBODYS: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

/// The link that a page shows, as its path and key; empty when it shows none.
fn shown(page: &Answer) -> String {
    let field = page.text.split("name=\"one-time-link\"").nth(1).and_then(|rest| rest.split("value=\"").nth(1));
    field
        .and_then(|rest| rest.split('"').next())
        .and_then(|link| link.split_once("/password"))
        .map_or(String::new(), |(_, rest)| format!("/password{rest}"))
}

#[tokio::test]
async fn without_a_mail_server_the_link_is_shown() {
    without_mail(async |w| {
        for page in ["/admin/users", "/admin/settings"] {
            let text = w.get(&w.alice, page).await.text;
            assert!(text.contains("Mail er ikke sat op") && text.contains("docs/operations/running.md"), "{page}");
        }
        let form = w.get(&w.alice, "/admin/users/new").await.text;
        assert!(form.contains("Lav link til adgangskode") && !form.contains("får en mail"));
        let made = w.post(&w.alice, "/admin/users/new", NEW).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.text);
        let (bente, first) = (w.id("bente").await, shown(&made));
        assert!(made.text.contains("Bente Bro") && made.text.contains("Linket er ikke sendt") && !first.is_empty(), "{}", made.text);
        let page = format!("/admin/users/{bente}");
        assert!(shown(&w.get(&w.alice, &page).await).is_empty(), "in that answer only");
        let again = w.post(&w.alice, &format!("{page}/link"), "").await;
        assert!(again.status == StatusCode::OK && !again.text.contains("Linket er sendt"), "{}", again.text);
        let second = shown(&again);
        assert_eq!(w.get("", &first).await.status, StatusCode::NOT_FOUND, "the newest alone works");
        assert_eq!(w.get("", &second).await.status, StatusCode::OK);
        let key = second.rsplit('=').next().expect("a key");
        // Neither the log nor a mail has it.
        let (kept,): (i64,) = w
            .one(
                "SELECT (SELECT count(*) FROM job) + (SELECT count(*) FROM event WHERE data LIKE $1 OR object_id LIKE $1) AS n",
                &args![format!("%{key}%")],
            )
            .await;
        assert_eq!((kept, w.events("user.link_sent").await, w.events("user.link_shown").await), (0, 0, 2));
        let log = w.get(&w.alice, "/admin/security-log?kind=password").await.text;
        assert!(log.contains("lavede et link til adgangskode for Bente Bro og fik det vist") && !log.contains(key), "{log}");
        assert_eq!(w.post("", "/password", &format!("key={key}&password=gr%C3%B8n+cykel+ved+havet")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(w.post("", "/sign-in", "account=bente&password=gr%C3%B8n+cykel+ved+havet").await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn a_link_is_shown_to_who_may_have_it() {
    without_mail(async |w| {
        w.user("sven", "Sven", "System", &["system_administrator"]).await;
        let rita = w.user("rita", "Rita", "Rask", &["records_manager"]).await;
        let carl = w.user("carl", "Carl", "Case", &["caseworker"]).await;
        let (sven, own) = (w.session("sven").await, w.session("carl").await);
        let made = w.post(&w.alice, "/account/tokens", "name=Chef&expires=2026-05-01&scope=write&scope=admin").await;
        let chief =
            made.text.split("<code>").nth(1).and_then(|rest| rest.split("</code>").next()).map(|t| format!("Bearer {t}")).expect("a token");
        let before = w.all_events().await;
        let above = w.post(&sven, &format!("/admin/users/{rita}/link"), "").await;
        assert!(above.status == StatusCode::CONFLICT && shown(&above).is_empty());
        assert_eq!(w.post(&own, &format!("/admin/users/{carl}/link"), "").await.status, StatusCode::FORBIDDEN);
        // A program never gets one: it would live longer than its token.
        for path in [format!("/admin/users/{carl}/link"), "/admin/users/new".to_owned()] {
            let refused = w.post(&chief, &path, NEW).await;
            assert!(refused.status == StatusCode::CONFLICT && shown(&refused).is_empty(), "{path}: {}", refused.text);
        }
        let body = r#"{"user_name":"bente","email":"b@x.example","first_name":"Bente","last_name":"Bro","link":true}"#;
        let refused = w.json(&chief, "POST", "/api/v1/users", body).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text.contains(r#""field":"link""#), "{}", refused.text);
        // The token's use from an address is told once.
        assert_eq!(w.all_events().await - w.events("token.used_from").await, before, "nothing changed");
        assert_eq!(w.json(&chief, "POST", "/api/v1/users", &body.replace("true", "false")).await.status, StatusCode::CREATED);
        assert!(!shown(&w.post(&sven, &format!("/admin/users/{carl}/link"), "").await).is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_mail_server_sends_it_and_nobody_sees_it() {
    both(async |w| {
        for page in ["/admin/users", "/admin/settings"] {
            assert!(!w.get(&w.alice, page).await.text.contains("Mail er ikke sat op"), "{page}");
        }
        let made = w.post(&w.alice, "/admin/users/new", NEW).await;
        let page = format!("/admin/users/{}", w.id("bente").await);
        assert_eq!((made.status, made.to.as_str()), (StatusCode::SEE_OTHER, page.as_str()));
        let sent = w.post(&w.alice, &format!("{page}/link"), "").await;
        assert!(sent.status == StatusCode::SEE_OTHER && shown(&sent).is_empty());
        assert_eq!((w.events("user.link_sent").await, w.events("user.link_shown").await), (2, 0));
        assert!(w.post("", "/forgotten", "account=bente").await.text.contains("Se i din indbakke"));
    })
    .await;
}

#[tokio::test]
async fn the_first_steps_and_a_forgotten_password_say_how_it_is() {
    let begun = |mail: bool| {
        async move |w: &super::world::World| {
            let role = w.one::<(i64,)>("SELECT id FROM role WHERE key = 'caseworker'", &[]).await.0;
            let alice = w.id(super::world::ALICE).await;
            w.post(&w.alice, "/admin/roles/give", &format!("role={role}&principal={alice}")).await;
            let steps = w.get(&w.alice, "/").await.text;
            assert_eq!((steps.contains("Hver får en mail"), steps.contains("giver det selv videre")), (mail, !mail), "{steps}");
            let (known, unknown) =
                (w.post("", "/forgotten", "account=alice").await.text, w.post("", "/forgotten", "account=nobody").await.text);
            assert_eq!(known, unknown, "no word on who is there");
            assert_eq!((known.contains("Se i din indbakke"), known.contains("Spørg en administrator")), (mail, !mail), "{known}");
        }
    };
    both(begun(true)).await;
    without_mail(begun(false)).await;
}

#[tokio::test]
async fn a_link_that_does_not_work_says_so_and_leads_on() {
    both(async |w| {
        let eva = w.user("eva", "Eva", "Elm", &["caseworker"]).await;
        let key = || async {
            let mut uow = Ctx::new(w.house.clone(), Actor::system("test", Via::Cli)).write().await.expect("begun");
            let key = once::make(&mut uow, "password", Some(eva), 48).await.expect("a link");
            uow.note(&PeopleEvent::LinkShown {}, On::thing("user", eva)).await.expect("noted");
            uow.commit().await.expect("kept");
            key
        };
        let wrong = w.get("", &format!("/password?key={NOBODYS}")).await;
        assert_eq!(wrong.status, StatusCode::NOT_FOUND);
        assert!(wrong.text.contains("Linket er brugt eller udløbet") && !wrong.text.contains("findes ikke"), "{}", wrong.text);
        assert!(wrong.text.contains("href=\"/sign-in\"") && wrong.text.contains("href=\"/forgotten\""));
        let used = key().await;
        let form = format!("key={used}&password=gr%C3%B8n+cykel+ved+havet");
        let set = w.post("", "/password", &form).await;
        assert_eq!((set.status, set.to.as_str()), (StatusCode::SEE_OTHER, "/sign-in"), "no name in an address");
        let before = w.all_events().await;
        // The language's form repeats the address that was asked for.
        let alike = |answer: Answer, key: &str| (answer.status, answer.text.replace(key, NOBODYS));
        let expected = alike(wrong, NOBODYS);
        assert_eq!(alike(w.get("", &format!("/password?key={used}")).await, &used), expected);
        let sent = w.post("", "/password", &form).await;
        assert!(sent.status == StatusCode::NOT_FOUND && sent.text.contains("Linket er brugt eller udløbet"));
        let expired = key().await;
        w.house.clock.advance(49 * 3600);
        assert_eq!(alike(w.get("", &format!("/password?key={expired}")).await, &expired), expected);
        for (method, form) in [
            ("GET", ""),
            ("POST", "key=x"),
            ("POST", "key=x&organisation=N&first_name=F&last_name=F&email=f%40x.dk&user_name=fie&password=gr%C3%B8n+cykel+ved+havet"),
        ] {
            let answer = if method == "GET" { w.get("", "/welcome?key=x").await } else { w.post("", "/welcome", form).await };
            assert!(
                answer.status == StatusCode::NOT_FOUND && answer.text.contains("Linket er brugt eller udløbet"),
                "{form}: {}",
                answer.text
            );
        }
        assert_eq!(w.all_events().await, before + 1, "the link that expired alone");
        // On the page to sign in with it.
        let next = w.get(&set.cookies, "/sign-in").await;
        assert!(next.text.contains("Adgangskoden er gemt") && next.text.contains("value=\"eva\""), "{}", next.text);
        let later = w.get("", "/sign-in").await;
        assert!(!later.text.contains("Adgangskoden er gemt") && next.cookies.contains("rb_toast="), "said once");
    })
    .await;
}

#[tokio::test]
async fn whoever_forgot_a_password_writes_whose() {
    both(async |w| {
        for form in ["", "account=", "account=++"] {
            let answer = w.post("", "/forgotten", form).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
            let said = answer.text.contains("<title>Fejl:") && answer.text.contains("id=\"account-error\"");
            assert!(said && !answer.text.contains("Se i din indbakke"), "{}", answer.text);
        }
        assert_eq!(w.one::<(i64,)>("SELECT count(*) FROM job", &[]).await.0, 0);
    })
    .await;
}
