//! People: users, groups, roles, the security log, one's own account.

mod groups;
mod kinds;
mod links;
mod log;
mod outsiders;
mod profile;
mod rights;
mod settings;
mod tokens;
mod world;

use axum::http::StatusCode;
use base::{Actor, Reader, Uuid, Via, args, collate};
use std::sync::Arc;
use world::{ALICE, both};

#[tokio::test]
async fn administration_is_for_those_who_may() {
    both(async |w| {
        w.user("sven", "Sven", "System", &["system_administrator"]).await;
        w.user("carl", "Carl", "Case", &["caseworker"]).await;
        let (sven, carl) = (w.session("sven").await, w.session("carl").await);
        let pages = [
            "/admin",
            "/admin/users",
            "/admin/users/new",
            "/admin/groups",
            "/admin/groups/new",
            "/admin/roles",
            "/admin/roles/new",
            "/admin/security-log",
            "/admin/settings",
        ];
        for page in pages {
            assert_eq!(w.get(&w.alice, page).await.status, StatusCode::OK, "{page}");
            assert_eq!(w.get(&carl, page).await.status, StatusCode::FORBIDDEN, "{page}");
            assert_eq!(w.get("", page).await.status, StatusCode::SEE_OTHER, "{page}");
        }
        let index = w.get(&sven, "/admin").await;
        assert!(index.text.contains("/admin/users") && !index.text.contains("/admin/roles") && !index.text.contains("/admin/settings"));
        assert!(!index.text.contains("/admin/jobs"), "no page that isn't there");
        assert_eq!(w.get(&sven, "/admin/roles").await.status, StatusCode::FORBIDDEN);
        assert_eq!(w.json(&carl, "GET", "/api/v1/users", "").await.status, StatusCode::FORBIDDEN);
        assert_eq!(w.get(&w.alice, "/admin/users/x").await.status, StatusCode::NOT_FOUND);
        assert_eq!(w.get(&w.alice, "/admin/users/999999").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn users_are_made_and_changed() {
    both(async |w| {
        let form = "user_name=bente&email=bente%40nordby.example&first_name=Bente&last_name=%C3%85s&title=Leder&department=Skole&kind=internal&lang=en&link=true";
        let made = w.post(&w.alice, "/admin/users/new", form).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let id = w.id("bente").await;
        assert_eq!(made.to, format!("/admin/users/{id}"));
        let (mails,): (i64,) = w.one("SELECT count(*) FROM job WHERE kind = 'mail.send'", &[]).await;
        assert_eq!(mails, 1);
        let again = w.post(&w.alice, "/admin/users/new", &form.replace("bente%40", "anden%40").replace("=bente", "=BENTE")).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text.contains("<title>Fejl:") && again.text.contains("Brugernavnet er optaget") && again.text.contains("Leder"));
        for bad in ["user_name=&email=x&first_name=&last_name=", "user_name=zz&email=z%40z.dk&first_name=a&last_name=b&manager=999999", "user_name=zz&email=z%40z.dk&first_name=a&last_name=b&kind=king"] {
            assert_eq!(w.post(&w.alice, "/admin/users/new", bad).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
        }
        let path = format!("/api/v1/users/{id}");
        let changed = w.json(&w.alice, "PATCH", &path, r#"{"last_name": "Bro", "version": 1}"#).await;
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.text);
        assert!(changed.text.contains(r#""name":"Bente Bro""#) && changed.text.contains(r#""title":"Leder""#));
        let late = w.json(&w.alice, "PATCH", &path, r#"{"last_name": "Sen", "version": 1}"#).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert_eq!(w.json(&w.alice, "PATCH", &path, &format!(r#"{{"manager": {id}}}"#)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(w.events("user.changed").await, 1);
        let page = w.get(&w.alice, &format!("/admin/users/{id}")).await;
        assert!(page.text.contains("ændrede brugeren Bente Bro"), "its history stands below");
        let given = w.events("role.given").await;
        assert_eq!(w.post(&w.alice, "/admin/roles/give", &format!("role=&principal={id}")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(w.post(&w.alice, "/admin/roles/give", &format!("role=5&principal={id}")).await.to, format!("/admin/users/{id}"));
        assert_eq!(w.post(&w.alice, "/admin/roles/give", &format!("role=5&principal={id}")).await.status, StatusCode::SEE_OTHER, "twice is once");
        assert_eq!(w.events("role.given").await, given + 1);
        let found = w.get(&w.alice, "/admin/users?q=bro").await;
        assert!(found.text.contains("Bente Bro") && !found.text.contains("Alice Admin</a>"));
        let none = w.get(&w.alice, "/admin/users?q=qqqq").await;
        assert!(none.text.contains("Ingen brugere passer"));
    })
    .await;
}

#[tokio::test]
async fn a_new_name_is_listed() {
    both(async |w| {
        let carl = w.user("carl", "Carl", "Case", &["caseworker"]).await;
        let case = w.case(carl, 1).await;
        let answer = w.json(&w.alice, "PATCH", &format!("/api/v1/users/{carl}"), r#"{"first_name": "Aage"}"#).await;
        assert_eq!(answer.status, StatusCode::OK);
        let key = collate::key("Aage Case");
        let (n,): (i64,) = w.one("SELECT count(*) FROM case_key WHERE case_id = $1 AND value = $2", &args![case, key]).await;
        assert!(n > 0);
    })
    .await;
}

#[tokio::test]
async fn disabling_hands_over() {
    both(async |w| {
        let carl = w.user("carl", "Carl", "Case", &["caseworker"]).await;
        let dora = w.user("dora", "Dora", "Dam", &["caseworker"]).await;
        let session = w.session("carl").await;
        let (one, two) = (w.case(carl, 1).await, w.case(carl, 2).await);
        let page = w.get(&w.alice, &format!("/admin/users/{carl}/disable")).await;
        assert!(page.text.contains("2 sager"), "{}", page.text);
        let path = format!("/admin/users/{carl}/disable");
        let wrong = w.post(&w.alice, &path, "to=999999").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(w.post(&w.alice, &path, &format!("to={carl}")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(w.get(&session, "/account").await.status, StatusCode::OK, "nothing happened yet");
        assert_eq!(w.post(&w.alice, &path, &format!("to={dora}")).await.status, StatusCode::SEE_OTHER);
        for case in [one, two] {
            let (owner,): (i64,) = w.one("SELECT owner FROM cases WHERE id = $1", &args![case]).await;
            let (seen,): (i64,) =
                w.one("SELECT count(*) FROM case_scope WHERE case_id = $1 AND scope = $2 AND level = 3", &args![case, dora]).await;
            let (told,): (i64,) = w.one("SELECT count(*) FROM event WHERE case_id = $1 AND kind = 'case.changed'", &args![case]).await;
            assert_eq!((owner, seen, told), (dora, 1, 1));
            let (data,): (String,) = w.one("SELECT data FROM event WHERE case_id = $1 AND kind = 'case.changed'", &args![case]).await;
            let data: serde_json::Value = serde_json::from_str(&data).expect("JSON");
            assert_eq!(
                data,
                serde_json::json!({ "field": "owner", "old": "Carl Case", "new": "Dora Dam", "owner": dora }),
                "names, as everywhere"
            );
        }
        assert_eq!(w.get(&session, "/account").await.status, StatusCode::SEE_OTHER, "signed out");
        assert_eq!(w.post(&w.alice, &path, "").await.status, StatusCode::CONFLICT, "only once");
        assert_eq!(w.post(&w.alice, &format!("/admin/users/{carl}/link"), "").await.status, StatusCode::CONFLICT);
        assert_eq!(w.post(&w.alice, &format!("/admin/users/{carl}/enable"), "").await.status, StatusCode::SEE_OTHER);
        let (active,): (bool,) = w.one("SELECT active FROM users WHERE id = $1", &args![carl]).await;
        assert!(active);
    })
    .await;
}

#[tokio::test]
async fn somebody_can_always_let_others_in() {
    both(async |w| {
        let alice = w.id(ALICE).await;
        let bo = w.user("bo", "Bo", "Boss", &["organisation_administrator"]).await;
        let sven = w.user("sven", "Sven", "System", &["system_administrator"]).await;
        let session = w.session("bo").await;
        let (own, to_others) = (format!("/admin/users/{bo}/disable"), format!("/admin/users/{alice}/disable"));
        assert_eq!(w.post(&session, &own, "").await.status, StatusCode::CONFLICT, "not oneself");
        // The system administrator keeps users, but not those who keep roles.
        let system = w.session("sven").await;
        assert_eq!(w.post(&system, &to_others, "").await.status, StatusCode::CONFLICT);
        assert_eq!(w.post(&system, &format!("/admin/users/{bo}/link"), "").await.status, StatusCode::CONFLICT);
        assert_eq!(
            w.json(&system, "PATCH", &format!("/api/v1/users/{bo}"), r#"{"email": "x@evil.example"}"#).await.status,
            StatusCode::CONFLICT
        );
        assert_eq!(w.post(&session, &to_others, "").await.status, StatusCode::SEE_OTHER);
        // Bo is the last one now.
        let last = w.post(&session, "/admin/roles/1/take", &format!("principal={bo}")).await;
        assert_eq!(last.status, StatusCode::CONFLICT);
        assert!(last.text.contains("ingen tilbage"), "{}", last.text);
        assert_eq!(w.post(&session, "/admin/roles", "confirm=true").await.status, StatusCode::CONFLICT);
        let (n,): (i64,) = w.one("SELECT count(*) FROM role_given WHERE principal = $1", &args![bo]).await;
        assert_eq!(n, 1, "nothing changed");
        assert_eq!(
            w.post(&session, "/admin/roles/1/take", &format!("principal={sven}")).await.status,
            StatusCode::CONFLICT,
            "he has it not"
        );
    })
    .await;
}

#[tokio::test]
async fn groups_nest_but_not_in_circles() {
    both(async |w| {
        let carl = w.user("carl", "Carl", "Case", &[]).await;
        for name in ["Nord", "Syd", "Vest"] {
            assert_eq!(w.post(&w.alice, "/admin/groups/new", &format!("name={name}")).await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(w.post(&w.alice, "/admin/groups/new", "name=Nord").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let mut ids = vec![];
        for name in ["Nord", "Syd", "Vest"] {
            ids.push(w.one::<(i64,)>("SELECT id FROM groups WHERE name = $1", &args![name]).await.0);
        }
        let add =
            async |group: i64, member: i64| w.post(&w.alice, &format!("/admin/groups/{group}/members"), &format!("member={member}")).await;
        assert_eq!(add(ids[0], ids[1]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(add(ids[1], ids[2]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(add(ids[2], carl).await.status, StatusCode::SEE_OTHER);
        let circle = add(ids[2], ids[0]).await;
        assert_eq!(circle.status, StatusCode::CONFLICT);
        assert!(circle.text.contains("Vest → Nord → Syd → Vest"), "{}", circle.text);
        assert_eq!(add(ids[0], ids[0]).await.status, StatusCode::CONFLICT);
        let session = w.session("carl").await;
        assert_eq!(w.get(&session, "/admin/users").await.status, StatusCode::FORBIDDEN);
        // A role on the outermost group reaches him at once, and leaves with the group.
        assert_eq!(w.json(&w.alice, "PUT", &format!("/api/v1/roles/2/given/{}", ids[0]), "").await.status, StatusCode::NO_CONTENT);
        assert_eq!(w.get(&session, "/admin/users").await.status, StatusCode::OK);
        let page = w.get(&w.alice, &format!("/admin/users/{carl}")).await;
        assert!(page.text.contains("Systemadministrator") && page.text.contains("gennem en anden gruppe"));
        assert_eq!(
            w.post(&w.alice, &format!("/admin/groups/{}/members/remove", ids[1]), &format!("member={}", ids[2])).await.status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(w.get(&session, "/admin/users").await.status, StatusCode::FORBIDDEN);
        assert_eq!(w.post(&w.alice, &format!("/admin/groups/{}/delete", ids[2]), "").await.status, StatusCode::CONFLICT, "it has a member");
        assert_eq!(
            w.json(&w.alice, "DELETE", &format!("/api/v1/groups/{}/members/{carl}", ids[2]), "").await.status,
            StatusCode::NO_CONTENT
        );
        assert_eq!(w.post(&w.alice, &format!("/admin/groups/{}/delete", ids[2]), "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(w.get(&w.alice, &format!("/admin/groups/{}", ids[2])).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn nobody_climbs_through_a_group() {
    both(async |w| {
        let sven = w.user("sven", "Sven", "System", &["system_administrator"]).await;
        assert_eq!(w.post(&w.alice, "/admin/groups/new", "name=Ledelse").await.status, StatusCode::SEE_OTHER);
        let (group,): (i64,) = w.one("SELECT id FROM groups WHERE name = 'Ledelse'", &[]).await;
        assert_eq!(w.json(&w.alice, "PUT", &format!("/api/v1/roles/1/given/{group}"), "").await.status, StatusCode::NO_CONTENT);
        let session = w.session("sven").await;
        assert_eq!(
            w.post(&session, &format!("/admin/groups/{group}/members"), &format!("member={sven}")).await.status,
            StatusCode::CONFLICT
        );
        assert_eq!(w.get(&session, "/admin/roles").await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn roles_show_their_effect_first() {
    both(async |w| {
        w.user("carl", "Carl", "Case", &["caseworker"]).await;
        let session = w.session("carl").await;
        let all: Vec<(i64, String)> = w.reader().all("SELECT role_id, permission FROM role_permission", &[]).await.expect("ticks");
        let mut ticks: String = all.iter().map(|(role, permission)| format!("r{role}={permission}&")).collect();
        ticks.push_str("r5=admin.security_log&");
        let preview = w.post(&w.alice, "/admin/roles", &ticks).await;
        assert_eq!(preview.status, StatusCode::OK);
        assert!(
            preview.text.contains("1 ændring er ikke gemt") && preview.text.contains("1 får »Læs sikkerhedsloggen«"),
            "{}",
            preview.text
        );
        assert!(preview.text.contains("class=\"changed\""));
        assert_eq!(w.get(&session, "/admin/security-log").await.status, StatusCode::FORBIDDEN, "not saved yet");
        assert_eq!(w.post(&w.alice, "/admin/roles", &format!("{ticks}confirm=true&version-5=9")).await.status, StatusCode::CONFLICT);
        assert_eq!(w.post(&w.alice, "/admin/roles", &format!("{ticks}confirm=true&version-5=1")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(w.get(&session, "/admin/security-log").await.status, StatusCode::OK, "at once");
        let page = w.get(&w.alice, "/admin/roles").await;
        assert!(page.text.contains("ændrede, hvad rollen Sagsbehandler må"), "the change log");
        assert_eq!(w.post(&w.alice, "/admin/roles", "r1=admin.nonsense").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let made = w.post(&w.alice, "/admin/roles/new", "name_da=Vikar&name_en=Substitute&like=5").await;
        assert_eq!(made.status, StatusCode::SEE_OTHER);
        let (id,): (i64,) = w.one("SELECT id FROM role WHERE name_da = 'Vikar'", &[]).await;
        let (n,): (i64,) = w.one("SELECT count(*) FROM role_permission WHERE role_id = $1", &args![id]).await;
        assert_eq!(n, 4, "as the caseworker's");
        let (data,): (String,) = w.one("SELECT data FROM event WHERE kind = 'role.created' ORDER BY seq DESC LIMIT 1", &[]).await;
        let got = r#""permissions":["cases.create","cases.reopen","cases.delete","admin.security_log"]"#;
        assert!(data.contains(got), "{data}");
        let page = w.get(&w.alice, &format!("/admin/roles/{id}")).await;
        assert!(page.text.contains("<ins>Genåbn lukkede sager</ins>"), "the log names them: {}", page.text);
        let before = w.all_events().await;
        let from_nothing = w.post(&w.alice, "/admin/roles/new", "name_da=Tom&name_en=Empty&like=9999").await;
        assert!(from_nothing.status == StatusCode::UNPROCESSABLE_ENTITY && w.all_events().await == before);
        assert_eq!(w.post(&w.alice, "/admin/roles/new", "name_da=vikar&name_en=Other").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(w.post(&w.alice, "/admin/roles/5/delete", "").await.status, StatusCode::CONFLICT, "shipped");
        assert_eq!(w.post(&w.alice, &format!("/admin/roles/{id}/delete"), "").await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn the_security_log_tells() {
    both(async |w| {
        w.user("carl", "Carl", "Case", &["caseworker"]).await;
        let carl = w.session("carl").await;
        w.post("", "/sign-in", "account=carl&password=forkert").await;
        w.json(&w.alice, "PATCH", &format!("/api/v1/users/{}", w.id("carl").await), r#"{"title": "Konsulent"}"#).await;
        let log = w.get(&w.alice, "/admin/security-log").await;
        assert!(log.text.contains("Mislykket forsøg på at logge ind som »carl«"), "{}", log.text);
        assert!(log.text.contains("ændrede brugeren Carl Case") && log.text.contains("Konsulent"));
        let failed = w.get(&w.alice, "/admin/security-log?kind=failed").await;
        assert!(failed.text.contains("»carl«") && !failed.text.contains("ændrede brugeren"));
        let of = w.get(&w.alice, &format!("/admin/security-log?who={}", w.id("carl").await)).await;
        assert!(of.text.contains("ændrede brugeren Carl Case") && !of.text.contains("»carl«"));
        let older = w.get(&w.alice, "/admin/security-log?before=1").await;
        assert!(older.text.contains("Intet i loggen passer"));
        assert_eq!(w.get(&carl, "/admin/security-log").await.status, StatusCode::FORBIDDEN);
        // The view itself shows nothing to who has none of the rights, and roles only to who keeps roles.
        let actor = Actor::user(&w.house.db, w.id("carl").await, Via::Web).await.expect("read").expect("there");
        let seen: Vec<(i64,)> =
            Reader::new(w.house.db.clone(), Arc::new(actor)).all("SELECT e.seq FROM my_security_event e", &[]).await.expect("read");
        assert!(seen.is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_account_is_ones_own() {
    both(async |w| {
        w.user("carl", "Carl", "Case", &["caseworker"]).await;
        let (here, there) = (w.session("carl").await, w.session("carl").await);
        assert_eq!(w.post(&here, "/account/theme", "theme=dark").await.status, StatusCode::SEE_OTHER);
        assert!(w.get(&here, "/account").await.text.contains("data-theme=\"dark\""));
        assert_eq!(w.post(&here, "/account/theme", "theme=pink").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(w.post(&here, "/account", "first_name=Carl&last_name=&lang=da").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(w.post(&here, "/account", "first_name=Carl&last_name=Case&lang=en&phone=12345678").await.status, StatusCode::SEE_OTHER);
        assert!(w.get(&here, "/account").await.text.contains("My profile"));
        let page = w.get(&here, "/account/sessions").await;
        assert!(page.text.contains("Firefox on Linux") && page.text.contains("This one"));
        assert_eq!(w.post(&here, "/account/sessions/end", "session=00").await.status, StatusCode::NOT_FOUND);
        assert_eq!(w.post(&here, "/account/sessions/end-others", "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(w.get(&there, "/account").await.status, StatusCode::SEE_OTHER);
        assert_eq!(w.get(&here, "/account").await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn a_password_is_changed_by_its_owner() {
    both(async |w| {
        let fields = [
            ("user_name", "eva".to_owned()),
            ("email", "eva@nordby.example".to_owned()),
            ("first_name", "Eva".to_owned()),
            ("last_name", "Elm".to_owned()),
        ];
        let link = ringbind::people::create_by_operator(&w.house, &fields, &[]).await.expect("made");
        let key = link.rsplit('=').next().expect("a key");
        assert_eq!(w.post("", "/password", &format!("key={key}&password=gr%C3%B8n+cykel+ved+havet")).await.status, StatusCode::SEE_OTHER);
        let (here, there) = (w.session("eva").await, w.session("eva").await);
        let wrong = w.post(&here, "/account/password", "old=nope&password=en+helt+anden+ugle").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("<title>Fejl:"));
        assert_eq!(
            w.post(&here, "/account/password", "old=gr%C3%B8n+cykel+ved+havet&password=kort").await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        assert_eq!(w.get(&there, "/account").await.status, StatusCode::OK, "nothing happened");
        assert_eq!(
            w.post(&here, "/account/password", "old=gr%C3%B8n+cykel+ved+havet&password=en+helt+anden+ugle").await.status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(w.get(&there, "/account").await.status, StatusCode::SEE_OTHER, "signed out elsewhere");
        assert_eq!(w.get(&here, "/account").await.status, StatusCode::OK);
        assert_eq!(w.post("", "/sign-in", "account=eva&password=en+helt+anden+ugle").await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn tokens_are_shown_once_and_end() {
    both(async |w| {
        let form = "name=Robot&expires=2026-05-01";
        let made = w.post(&w.alice, "/account/tokens", form).await;
        assert_eq!(made.status, StatusCode::OK);
        let text = made.text.split("<code>").nth(1).and_then(|rest| rest.split("</code>").next()).expect("a token").to_owned();
        assert!(!w.get(&w.alice, "/account/tokens").await.text.contains(&text), "shown once");
        let bearer = format!("Bearer {text}");
        let own = w.json(&bearer, "GET", "/api/v1/tokens", "").await;
        assert!(own.status == StatusCode::OK && own.text.contains("Robot") && !own.text.contains(&text));
        assert_eq!(w.json(&bearer, "GET", "/api/v1/users", "").await.status, StatusCode::FORBIDDEN, "no administration");
        let admin = w.post(&w.alice, "/account/tokens", "name=Chef&expires=1.5.2026&scope=write&scope=admin").await;
        let text = admin.text.split("<code>").nth(1).and_then(|rest| rest.split("</code>").next()).expect("a token").to_owned();
        let chief = format!("Bearer {text}");
        assert_eq!(w.json(&chief, "GET", "/api/v1/users", "").await.status, StatusCode::OK);
        assert_eq!(w.post(&chief, "/account/tokens", form).await.status, StatusCode::FORBIDDEN, "a token makes no token");
        for bad in [
            "name=&expires=2026-05-01",
            "name=x&expires=2026-02-24",
            "name=x&expires=2027-05-01",
            "name=x&expires=",
            "name=x&expires=engang",
        ] {
            assert_eq!(w.post(&w.alice, "/account/tokens", bad).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
        }
        let (id,): (Uuid,) = w.one("SELECT id FROM token WHERE name = 'Robot'", &[]).await;
        w.user("carl", "Carl", "Case", &["caseworker"]).await;
        let carl = w.session("carl").await;
        assert_eq!(w.post(&carl, &format!("/account/tokens/{id}/revoke"), "").await.status, StatusCode::NOT_FOUND, "somebody else's");
        assert_eq!(
            w.post(&carl, "/account/tokens", "name=x&expires=2026-05-01&scope=admin").await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        assert_eq!(w.post(&w.alice, &format!("/account/tokens/{id}/revoke"), "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(w.json(&bearer, "GET", "/api/v1/tokens", "").await.status, StatusCode::UNAUTHORIZED);
    })
    .await;
}

#[tokio::test]
async fn pickers_offer_people() {
    both(async |w| {
        for n in 0..15 {
            w.user(&format!("p{n}"), "Aage", &format!("Nummer {n}"), &[]).await;
        }
        let all = w.get(&w.alice, "/pick/people").await;
        assert_eq!(all.text.matches("role=\"option\"").count(), 12);
        assert!(all.text.find("Alice Admin") < all.text.find("Aage Nummer"), "oneself first");
        let found = w.get(&w.alice, "/pick/people?q=num+13").await;
        assert!(found.text.contains("Aage Nummer 13") && found.text.matches("role=\"option\"").count() == 1);
        assert!(!w.get(&w.alice, "/pick/people?q=alle").await.text.contains("Alle medarbejdere"));
        assert!(w.get(&w.alice, "/pick/people?q=alle&groups=1").await.text.contains("Alle medarbejdere"));
        assert_eq!(w.get("", "/pick/people").await.status, StatusCode::SEE_OTHER);
        let id = w.id("p13").await;
        assert_eq!(w.post(&w.alice, &format!("/admin/users/{id}/disable"), "").await.status, StatusCode::SEE_OTHER);
        assert!(!w.get(&w.alice, "/pick/people?q=num+13").await.text.contains("Nummer 13"));
        // Somebody from outside chooses among those whom he works with.
        let eva = w.user("eva", "Eva", "Ekstern", &["external"]).await;
        let outside = w.json(&w.alice, "PATCH", &format!("/api/v1/users/{eva}"), r#"{"kind":"external"}"#).await;
        assert_eq!(outside.status, StatusCode::OK, "{}", outside.text);
        let (cookie, p1) = (w.session("eva").await, w.id("p1").await);
        let offered = async || w.get(&cookie, "/pick/people?groups=1").await.text.matches("role=\"option\"").count();
        assert_eq!(offered().await, 1, "herself");
        let case = w.case(p1, 71).await;
        assert_eq!(offered().await, 1);
        let owner = w.session("p1").await;
        assert_eq!(
            w.post(&owner, &format!("/cases/{case}/members"), &format!("principal={eva}&level=read")).await.status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(offered().await, 2, "and the owner of her case");
        assert!(!w.get(&cookie, "/pick/people?q=alice").await.text.contains("Alice"));
    })
    .await;
}

#[tokio::test]
async fn settings_keep_usable_patterns() {
    both(async |w| {
        let page = w.get(&w.alice, "/admin/settings").await;
        assert!(page.text.contains("20260224-1"), "{}", page.text);
        let save = async |case: &str| {
            w.post(&w.alice, "/admin/settings", &format!("organisation=Nordby&case_pattern={case}&archive_pattern=%7Bkey%7D-%7Bseq%7D"))
                .await
        };
        for bad in ["%7Byyyy%7D", "", "%7Bseq%7D%7Byear%7D"] {
            assert_eq!(save(bad).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
        }
        assert_eq!(save("%7Byy%7D-%7Bseq:4%7D").await.status, StatusCode::SEE_OTHER);
        let page = w.get(&w.alice, "/admin/settings").await;
        assert!(page.text.contains("26-0001") && page.text.contains("Alice Admin") && page.text.contains("6.4-1"));
        assert_eq!(w.events("setting.changed").await, 3);
        let (n,): (i64,) = w.one("SELECT count(*) FROM counter WHERE name = 'case'", &[]).await;
        assert_eq!(n, 0, "an example uses no number");
    })
    .await;
}
