//! Rights that can't be reached around the rules: through groups, through other people's accounts.

use super::world::{World, both};
use axum::http::StatusCode;
use base::args;

/// A group with some roles, made by Alice.
async fn group(w: &World, name: &str, roles: &[&str]) -> i64 {
    assert_eq!(w.post(&w.alice, "/admin/groups/new", &format!("name={name}")).await.status, StatusCode::SEE_OTHER);
    let (group,): (i64,) = w.one("SELECT id FROM groups WHERE name = $1", &args![name]).await;
    for role in roles {
        let (role,): (i64,) = w.one("SELECT id FROM role WHERE key = $1", &args![*role]).await;
        assert_eq!(w.json(&w.alice, "PUT", &format!("/api/v1/roles/{role}/given/{group}"), "").await.status, StatusCode::NO_CONTENT);
    }
    group
}

async fn members(w: &World, group: i64) -> i64 {
    w.one::<(i64,)>("SELECT count(*) FROM group_member WHERE group_id = $1", &args![group]).await.0
}

#[tokio::test]
async fn no_group_lifts_its_keeper() {
    both(async |w| {
        let sven = w.user("sven", "Sven", "System", &["system_administrator"]).await;
        let archive = group(w, "Arkiv", &["records_manager"]).await;
        let inner = group(w, "Inderst", &[]).await;
        let desk = group(w, "Sagsbehandlere", &["super_user"]).await;
        assert_eq!(w.json(&w.alice, "PUT", &format!("/api/v1/groups/{archive}/members/{inner}"), "").await.status, StatusCode::NO_CONTENT);
        let session = w.session("sven").await;
        let before = w.all_events().await;
        for group in [archive, inner] {
            let refused = w.post(&session, &format!("/admin/groups/{group}/members"), &format!("member={sven}")).await;
            assert_eq!(refused.status, StatusCode::CONFLICT);
            assert!(refused.text.contains("Læs alle sager"), "the permission is named: {}", refused.text);
            assert_eq!(w.json(&session, "PUT", &format!("/api/v1/groups/{group}/members/{desk}"), "").await.status, StatusCode::CONFLICT);
        }
        assert_eq!(w.json(&session, "DELETE", &format!("/api/v1/groups/{archive}/members/{inner}"), "").await.status, StatusCode::CONFLICT);
        assert_eq!((members(w, inner).await, members(w, archive).await, w.all_events().await), (0, 1, before), "nothing changed");
        // What belongs to the day's work is no privilege: he lacks it, and yet keeps who has it.
        assert_eq!(
            w.post(&session, &format!("/admin/groups/{desk}/members"), &format!("member={sven}")).await.status,
            StatusCode::SEE_OTHER
        );
        // Who keeps roles may give what he hasn't himself.
        assert_eq!(
            w.post(&w.alice, &format!("/admin/groups/{inner}/members"), &format!("member={sven}")).await.status,
            StatusCode::SEE_OTHER
        );
    })
    .await;
}

#[tokio::test]
async fn no_account_above_is_taken_over() {
    both(async |w| {
        w.user("sven", "Sven", "System", &["system_administrator"]).await;
        let rita = w.user("rita", "Rita", "Rask", &["records_manager"]).await;
        let nora = w.user("nora", "Nora", "Nord", &[]).await;
        let carl = w.user("carl", "Carl", "Case", &["caseworker", "super_user"]).await;
        let archive = group(w, "Arkiv", &["records_manager"]).await;
        let inner = group(w, "Inderst", &[]).await;
        for (group, member) in [(archive, inner), (inner, nora)] {
            assert_eq!(
                w.json(&w.alice, "PUT", &format!("/api/v1/groups/{group}/members/{member}"), "").await.status,
                StatusCode::NO_CONTENT
            );
        }
        let session = w.session("sven").await;
        let before = w.all_events().await;
        for above in [rita, nora] {
            let user = format!("/api/v1/users/{above}");
            assert_eq!(w.json(&session, "PATCH", &user, r#"{"email":"sven2@nordby.example"}"#).await.status, StatusCode::CONFLICT);
            assert_eq!(w.post(&session, &format!("/admin/users/{above}/link"), "").await.status, StatusCode::CONFLICT);
            assert_eq!(w.post(&session, &format!("/admin/users/{above}/disable"), "").await.status, StatusCode::CONFLICT);
        }
        assert_eq!(w.all_events().await, before, "nothing changed");
        assert_eq!(
            w.json(&session, "PATCH", &format!("/api/v1/users/{carl}"), r#"{"email":"c@nordby.example"}"#).await.status,
            StatusCode::OK
        );
        assert_eq!(w.post(&session, &format!("/admin/users/{carl}/link"), "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(w.post(&session, &format!("/admin/users/{carl}/disable"), "").await.status, StatusCode::SEE_OTHER);
        // Disabled doesn't mean free to be opened by anybody.
        assert_eq!(w.post(&w.alice, &format!("/admin/users/{rita}/disable"), "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(w.post(&session, &format!("/admin/users/{rita}/enable"), "").await.status, StatusCode::CONFLICT);
        assert_eq!(w.post(&w.alice, &format!("/admin/users/{rita}/enable"), "").await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn no_account_is_made_with_more_than_ones_own() {
    both(async |w| {
        w.user("sven", "Sven", "System", &["system_administrator"]).await;
        let (everybody,): (String,) = w.one("SELECT value FROM setting WHERE key = 'organisation.everybody'", &[]).await;
        let form = |name: &str, kind: &str| {
            format!("user_name={name}&email={name}%40x.example&first_name=Pup&last_name=Pet&kind={kind}&link=true")
        };
        let session = w.session("sven").await;
        assert_eq!(w.json(&w.alice, "PUT", &format!("/api/v1/roles/5/given/{everybody}"), "").await.status, StatusCode::NO_CONTENT);
        assert_eq!(w.post(&session, "/admin/users/new", &form("one", "internal")).await.status, StatusCode::SEE_OTHER);
        // Sven leaves, and everybody else may read all cases.
        let sven = w.id("sven").await;
        assert_eq!(
            w.json(&w.alice, "DELETE", &format!("/api/v1/groups/{everybody}/members/{sven}"), "").await.status,
            StatusCode::NO_CONTENT
        );
        assert_eq!(w.json(&w.alice, "PUT", &format!("/api/v1/roles/3/given/{everybody}"), "").await.status, StatusCode::NO_CONTENT);
        let before = w.all_events().await;
        assert_eq!(w.post(&session, "/admin/users/new", &form("two", "internal")).await.status, StatusCode::CONFLICT);
        assert_eq!(w.all_events().await, before, "nothing changed");
        assert_eq!(w.post(&session, "/admin/users/new", &form("three", "external")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(w.post(&w.alice, "/admin/users/new", &form("four", "internal")).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

/// The numbers of the roles that stand ticked on a page.
fn ticked(page: &str) -> Vec<i64> {
    let boxes = page.split("name=\"roles\"").skip(1).filter_map(|rest| rest.split('>').next()).filter(|tag| tag.contains("checked"));
    boxes.filter_map(|tag| tag.split("value=\"").nth(1)?.split('"').next()?.parse().ok()).collect()
}

#[tokio::test]
async fn a_user_is_made_with_his_roles() {
    both(async |w| {
        let (worker, external): (i64, i64) = w
            .one("SELECT (SELECT id FROM role WHERE key = 'caseworker') AS a, (SELECT id FROM role WHERE key = 'external') AS b", &[])
            .await;
        let page = async |query: &str| ticked(&w.get(&w.alice, &format!("/admin/users/new{query}")).await.text);
        assert_eq!((page("").await, page("?kind=external").await, page("?kind=guest").await), (vec![worker], vec![external], vec![]));
        // What is usual follows the kind until something else was chosen.
        assert_eq!(page(&format!("?kind=external&usual_for=&roles={worker}")).await, [external]);
        assert_eq!(page("?kind=external&usual_for=internal&roles=4").await, [4]);
        assert!(page("?kind=external&usual_for=internal").await.is_empty());
        let form = |name: &str, roles: &str| {
            format!("user_name={name}&email={name}%40x.example&first_name=Nu&last_name=Nielsen&kind=internal&usual_for={roles}")
        };
        assert_eq!(
            w.post(&w.alice, "/admin/users/new", &form("nu", &format!("&roles={worker}&roles=6"))).await.status,
            StatusCode::SEE_OTHER
        );
        let nu = w.id("nu").await;
        let sql = "SELECT e.data FROM my_any_event e WHERE e.kind = 'role.given' AND e.object = 'user' AND e.object_id = $1 ORDER BY e.seq";
        let told: Vec<(String,)> = w.reader().all(sql, &args![nu.to_string()]).await.expect("events");
        assert!(told.len() == 2 && told[0].0.contains("caseworker") && told[1].0.contains("reader"), "{told:?}");
        assert!(w.get(&w.session("nu").await, "/cases/new").await.text.contains("Standardsag"), "at work at once");
        // All or nothing, and what was typed stays.
        let before = w.all_events().await;
        for bad in ["&roles=9999", "&roles=x"] {
            let refused = w.post(&w.alice, "/admin/users/new", &form("to", &format!("{bad}&roles=6"))).await;
            assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text.contains("id=\"roles-error\""), "{}", refused.text);
            assert!(refused.text.contains("Nielsen") && ticked(&refused.text) == [6]);
        }
        assert_eq!(w.all_events().await, before);
        let body =
            |roles: &str| format!(r#"{{"user_name":"tre","email":"tre@x.example","first_name":"T","last_name":"R","roles":{roles}}}"#);
        assert_eq!(w.json(&w.alice, "POST", "/api/v1/users", &body("[9999]")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(w.json(&w.alice, "POST", "/api/v1/users", &body(&format!("[{worker}]"))).await.status, StatusCode::CREATED);
        assert!(w.get(&w.alice, &format!("/admin/users/{}", w.id("tre").await)).await.text.contains("Sagsbehandler"));
    })
    .await;
}

#[tokio::test]
async fn who_may_not_give_roles_gives_none() {
    both(async |w| {
        w.user("sven", "Sven", "System", &["system_administrator"]).await;
        let session = w.session("sven").await;
        let form = w.get(&session, "/admin/users/new").await.text;
        assert!(
            form.contains("med rettigheden »Administrér roller«")
                && !form.contains("name=\"roles\"")
                && !form.contains("hx-target=\"#roles\""),
            "{form}"
        );
        let before = w.all_events().await;
        let made = "user_name=ny&email=ny%40x.example&first_name=Ny&last_name=Nord";
        assert_eq!(w.post(&session, "/admin/users/new", &format!("{made}&roles=1")).await.status, StatusCode::FORBIDDEN);
        let body = r#"{"user_name":"ny","email":"ny@x.example","first_name":"Ny","last_name":"Nord","roles":[1]}"#;
        assert_eq!(w.json(&session, "POST", "/api/v1/users", body).await.status, StatusCode::FORBIDDEN);
        assert_eq!(w.all_events().await, before, "nothing changed");
        assert_eq!(w.post(&session, "/admin/users/new", made).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}
