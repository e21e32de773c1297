//! The kinds of accounts: what the log tells of them, who is in everybody's group, and what guests can't have.

use super::world::{ALICE, World, both};
use crate::world;
use axum::http::StatusCode;
use base::web::{Ctx, once};
use base::{Actor, Via, args};
use serde_json::json;

async fn everybody(w: &World) -> i64 {
    let (group,): (String,) = w.one("SELECT value FROM setting WHERE key = 'organisation.everybody'", &[]).await;
    group.parse().expect("a number")
}

/// The data of the events of a kind about something, oldest first.
async fn told(w: &World, kind: &str, object: &str, id: i64) -> Vec<serde_json::Value> {
    let sql = "SELECT e.data FROM my_any_event e WHERE kind = $1 AND object = $2 AND object_id = $3 ORDER BY seq";
    let all: Vec<(String,)> = w.reader().all(sql, &args![kind, object, id.to_string()]).await.expect("events");
    all.into_iter().map(|(data,)| serde_json::from_str(&data).expect("JSON")).collect()
}

async fn joined(w: &World, user: i64) -> usize {
    told(w, "group.member_added", "group", everybody(w).await).await.iter().filter(|e| e["member"] == user).count()
}

#[tokio::test]
async fn the_log_tells_every_right_from_the_start() {
    both(async |w| {
        // The first administrator, by the link.
        let mut uow = Ctx::new(w.house.clone(), Actor::system("test", Via::Cli)).write().await.expect("begun");
        let key = once::make(&mut uow, "first", None, 48).await.expect("a link");
        uow.note(&ringbind::people::PeopleEvent::LinkMade {}, base::event::On::thing("organisation", 1)).await.expect("noted");
        uow.commit().await.expect("kept");
        let form = format!(
            "key={key}&organisation=Nordby&first_name=Fie&last_name=First&email=fie%40x.example&user_name=fie&password=gr%C3%B8n+cykel+ved+havet"
        );
        assert_eq!(w.post("", "/welcome", &form).await.status, StatusCode::SEE_OTHER);
        let fie = w.id("fie").await;
        let keys: Vec<String> =
            told(w, "role.given", "user", fie).await.iter().map(|e| e["key"].as_str().expect("a key").to_owned()).collect();
        assert_eq!(keys, ["organisation_administrator", "system_administrator", "caseworker"]);
        assert_eq!(joined(w, fie).await, 1);
        // One made by the operator.
        let ole = w.user("ole", "Ole", "Operatør", &["reader"]).await;
        assert_eq!(told(w, "role.given", "user", ole).await.len(), 1);
        assert_eq!((joined(w, ole).await, told(w, "user.created", "user", ole).await[0]["account_kind"].as_str()), (1, Some("internal")));
        let page = w.get(&w.alice, &format!("/admin/users/{ole}")).await;
        assert!(page.text.contains("gav rollen Læser til Ole Operatør"), "{}", page.text);
    })
    .await;
}

#[tokio::test]
async fn a_user_is_made_with_his_kind() {
    both(async |w| {
        for (kind, joins) in [("internal", 1), ("external", 0), ("guest", 0), ("service", 0)] {
            let form = format!("user_name=u-{kind}&email={kind}%40x.example&first_name=U&last_name=V&kind={kind}");
            assert_eq!(w.post(&w.alice, "/admin/users/new", &form).await.status, StatusCode::SEE_OTHER);
            let id = w.id(&format!("u-{kind}")).await;
            let (kept, inside): (String, i64) = w
                .one("SELECT kind, (SELECT count(*) FROM group_member m WHERE m.member = u.id) AS n FROM users u WHERE id = $1", &args![id])
                .await;
            assert_eq!((kept.as_str(), inside), (kind, joins));
            assert_eq!(told(w, "user.created", "user", id).await[0]["account_kind"], kind, "as it is logged");
            assert_eq!(joined(w, id).await, usize::from(joins == 1), "{kind}");
        }
    })
    .await;
}

async fn turn(w: &World, user: i64, kind: &str) -> super::world::Answer {
    w.json(&w.alice, "PATCH", &format!("/api/v1/users/{user}"), &format!(r#"{{"kind":"{kind}"}}"#)).await
}

#[tokio::test]
async fn everybody_is_the_house_alone() {
    both(async |w| {
        let carl = w.user("carl", "Carl", "Case", &["caseworker"]).await;
        let session = w.session("carl").await;
        let group = everybody(w).await;
        let scope = async || -> i64 {
            w.one::<(i64,)>("SELECT count(*) FROM user_scope WHERE user_id = $1 AND scope = $2", &args![carl, group]).await.0
        };
        assert_eq!((scope().await, w.get(&session, "/cases/new").await.text.contains("Standardsag")), (1, true));
        assert_eq!(turn(w, carl, "external").await.status, StatusCode::OK);
        assert_eq!((scope().await, w.get(&session, "/cases/new").await.text.contains("Standardsag")), (0, false), "at once");
        let left = told(w, "group.member_removed", "group", group).await;
        assert!(left.len() == 1 && left[0]["member"] == carl && left[0]["name"] == "Carl Case");
        assert_eq!(turn(w, carl, "service").await.status, StatusCode::OK, "from outside to outside: nothing to leave");
        assert_eq!(w.events("group.member_removed").await, 1);
        assert_eq!(turn(w, carl, "internal").await.status, StatusCode::OK);
        assert_eq!((scope().await, joined(w, carl).await), (1, 2), "and back");
        // Who isn't above the group of everybody can't bring anybody into it.
        let sven = w.user("sven", "Sven", "System", &["system_administrator"]).await;
        assert_eq!(turn(w, carl, "external").await.status, StatusCode::OK);
        assert_eq!(w.json(&w.alice, "PUT", &format!("/api/v1/roles/3/given/{group}"), "").await.status, StatusCode::NO_CONTENT);
        assert_eq!(w.json(&w.alice, "DELETE", &format!("/api/v1/groups/{group}/members/{sven}"), "").await.status, StatusCode::NO_CONTENT);
        let before = w.all_events().await;
        let refused = w.json(&w.session("sven").await, "PATCH", &format!("/api/v1/users/{carl}"), r#"{"kind":"internal"}"#).await;
        let kind = w.one::<(String,)>("SELECT kind FROM users WHERE id = $1", &args![carl]).await.0;
        assert_eq!((refused.status, kind.as_str()), (StatusCode::CONFLICT, "external"));
        assert_eq!(w.all_events().await, before + 1, "the session alone");
    })
    .await;
}

#[tokio::test]
async fn a_guest_has_no_part_in_cases() {
    both(async |w| {
        let alice = w.id(ALICE).await;
        let gina = w.user("gina", "Gina", "Gæst", &["records_manager", "caseworker"]).await;
        let (case, session) = (w.case(gina, 91).await, w.session("gina").await);
        assert_eq!(w.get(&session, &format!("/cases/{case}")).await.status, StatusCode::OK);
        let before = w.all_events().await;
        let refused = turn(w, gina, "guest").await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text.contains("Fjern det først"), "{}", refused.text);
        assert_eq!(w.all_events().await, before, "nothing changed");
        assert_eq!(w.post(&session, &format!("/cases/{case}/facts/owner"), &format!("value={alice}")).await.status, StatusCode::SEE_OTHER);
        // The owner before stays a member until she goes herself.
        assert_eq!(turn(w, gina, "guest").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(w.post(&session, &format!("/cases/{case}/members/{gina}/remove"), "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(turn(w, gina, "guest").await.status, StatusCode::OK);
        // Neither a role nor a group lets a guest in.
        assert_eq!(w.post(&w.alice, "/admin/groups/new", "name=Syd").await.status, StatusCode::SEE_OTHER);
        let (group,): (i64,) = w.one("SELECT id FROM groups WHERE name = 'Syd'", &[]).await;
        for member in [gina, alice] {
            assert_eq!(
                w.json(&w.alice, "PUT", &format!("/api/v1/groups/{group}/members/{member}"), "").await.status,
                StatusCode::NO_CONTENT
            );
        }
        let add = async |who: i64| w.post(&w.alice, &format!("/cases/{case}/members"), &format!("principal={who}&level=read")).await;
        assert_eq!(add(group).await.status, StatusCode::SEE_OTHER);
        assert_eq!(w.get(&session, &format!("/cases/{case}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(w.json(&session, "GET", "/api/v1/cases", "").await.text.matches("\"id\"").count(), 0);
        assert_eq!(w.get(&session, "/cases/new").await.status, StatusCode::FORBIDDEN);
        let page = w.get(&w.alice, &format!("/admin/users/{gina}")).await;
        assert!(page.text.contains("ser aldrig en sag") && page.text.contains("Syd"));
        let to_gina = add(gina).await;
        assert!(to_gina.status == StatusCode::UNPROCESSABLE_ENTITY && to_gina.text.contains("Gina Gæst er gæst"), "{}", to_gina.text);
        // The last administrator can't become one.
        let last = turn(w, alice, "guest").await;
        assert_eq!(last.status, StatusCode::UNPROCESSABLE_ENTITY, "she owns the case: {}", last.text);
        let bo = w.user("bo", "Bo", "Boss", &[]).await;
        assert_eq!(w.post(&w.alice, &format!("/cases/{case}/facts/owner"), &format!("value={bo}")).await.status, StatusCode::SEE_OTHER);
        w.post(&w.alice, &format!("/cases/{case}/members/{alice}/remove"), "").await;
        let last = turn(w, alice, "guest").await;
        assert!(last.status == StatusCode::CONFLICT && last.text.contains("ingen tilbage"), "{}", last.text);
        assert!(w.get(&w.alice, "/pick/people?q=gina").await.text.matches("option").count() == 0);
        assert!(w.get(&w.alice, "/pick/people?q=gina&guests=1").await.text.contains("Gina Gæst"));
        // Back in the house, what she stands on counts again.
        assert_eq!(turn(w, gina, "internal").await.status, StatusCode::OK);
        assert_eq!(w.get(&session, &format!("/cases/{case}")).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn nobody_chooses_a_guest() {
    world::both(async |w| {
        let made = json!({ "user_name": "gina", "email": "g@x.example", "first_name": "Gina", "last_name": "Gæst", "kind": "guest" });
        let gina = w.json("adam", "POST", "/api/v1/users", &made).await.is(201).json()["id"].as_i64().expect("an id").to_string();
        let (case, draft, template) = (w.known.case, w.known.draft.id, w.known.road_template);
        let (carl, road) = (w.known.user("carl"), template.to_string());
        let events = w.events().await;
        let as_anna = [
            (format!("/cases/{case}/members"), vec![("principal", gina.as_str()), ("level", "read")]),
            (format!("/cases/{case}/facts/owner"), vec![("value", gina.as_str())]),
            (format!("/cases/{case}/assign"), vec![("owner", gina.as_str())]),
            ("/cases/new".to_owned(), vec![("template", road.as_str()), ("title", "x"), ("owner", gina.as_str())]),
            (format!("/documents/{draft}/facts/handler"), vec![("value", gina.as_str())]),
            (format!("/documents/{draft}/access"), vec![("limited", "true"), ("principal", gina.as_str())]),
        ];
        for (path, form) in as_anna {
            let refused = w.post("anna", &path, &form).await.is(422);
            assert!(refused.text().contains("Gina Gæst er gæst"), "{path}: {}", refused.text());
        }
        let access = format!("/admin/templates/{template}/access");
        let as_adam = [
            (access.clone(), vec![("add", gina.as_str()), ("add_level", "read")]),
            (access, vec![("add", gina.as_str()), ("add_create", "true"), ("add_level", "none"), ("confirm", "true")]),
            (format!("/admin/users/{carl}/disable"), vec![("to", gina.as_str())]),
        ];
        w.json("anna", "PATCH", &format!("/api/v1/cases/{case}"), &json!({ "owner": carl })).await.is(200);
        for (path, form) in as_adam {
            let refused = w.post("adam", &path, &form).await.is(422);
            assert!(refused.text().contains("Gina Gæst er gæst"), "{path}: {}", refused.text());
        }
        let own = json!({ "default_owner": gina });
        let refused = w.json("adam", "PATCH", &format!("/api/v1/templates/{template}"), &own).await.is(422).json();
        assert_eq!(refused["errors"][0]["field"], "default_owner");
        assert_eq!(w.events().await, events + 2, "the case's new owner, and that the one before stays");
    })
    .await;
}
