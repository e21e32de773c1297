//! Deleting groups: only what nothing hangs on, not even in the trash, and whoever is quicker.

use super::world::{World, both};
use crate::world;
use axum::http::StatusCode;
use base::event::On;
use base::web::Ctx;
use base::{Actor, Uow, Val, Via, acl, args};
use ringbind::people::PeopleEvent;
use serde_json::json;

async fn group(w: &World, name: &str) -> i64 {
    assert_eq!(w.post(&w.alice, "/admin/groups/new", &format!("name={name}")).await.status, StatusCode::SEE_OTHER);
    w.one::<(i64,)>("SELECT id FROM groups WHERE name = $1", &args![name]).await.0
}

async fn delete(w: &World, group: i64) -> StatusCode {
    w.json(&w.alice, "DELETE", &format!("/api/v1/groups/{group}"), "").await.status
}

async fn begun(w: &World) -> Uow {
    Ctx::new(w.house.clone(), Actor::system("test", Via::Cli)).write().await.expect("begun")
}

async fn run(w: &World, sql: &str, args: &[Val]) {
    let mut uow = begun(w).await;
    uow.also(sql, args).await.expect("done");
    uow.note(&PeopleEvent::LinkMade {}, On::thing("organisation", 1)).await.expect("noted");
    uow.commit().await.expect("kept");
}

#[tokio::test]
async fn a_group_in_use_stays() {
    both(async |w| {
        let carl = w.user("carl", "Carl", "Case", &["caseworker"]).await;
        let (one, case) = (group(w, "Nord").await, w.case(carl, 51).await);
        let (template,): (i64,) = w.one("SELECT id FROM template", &[]).await;
        let carls = w.session("carl").await;
        let path = format!("/cases/{case}/members");
        assert_eq!(w.post(&carls, &path, &format!("principal={one}&level=read")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(w.json(&carls, "DELETE", &format!("/api/v1/cases/{case}"), "").await.status, StatusCode::NO_CONTENT);
        let before = w.all_events().await;
        assert_eq!(delete(w, one).await, StatusCode::CONFLICT, "a member of a case in the trash");
        assert_eq!(w.all_events().await, before, "nothing changed");
        assert!(!w.get(&w.alice, &format!("/admin/groups/{one}")).await.text.contains("Den bruges ikke"), "the page says so");
        run(w, "UPDATE cases SET owner = $1 WHERE id = $2", &args![one, case]).await;
        run(w, "DELETE FROM case_member WHERE principal = $1", &args![one]).await;
        assert_eq!(delete(w, one).await, StatusCode::CONFLICT, "an owner in the trash");
        run(w, "UPDATE cases SET owner = $1 WHERE id = $2", &args![carl, case]).await;
        let places = [
            (
                "INSERT INTO template_access (template_id, principal, level) VALUES ($1, $2, 1)",
                "DELETE FROM template_access WHERE principal = $1",
            ),
            ("INSERT INTO template_creator (template_id, principal) VALUES ($1, $2)", "DELETE FROM template_creator WHERE principal = $1"),
            ("UPDATE template SET default_owner = $2 WHERE id = $1", "UPDATE template SET default_owner = NULL WHERE default_owner = $1"),
        ];
        for (there, gone) in places {
            run(w, there, &args![template, one]).await;
            assert_eq!(delete(w, one).await, StatusCode::CONFLICT, "{there}");
            run(w, gone, &args![one]).await;
        }
        let outer = group(w, "Yderst").await;
        assert_eq!(w.json(&w.alice, "PUT", &format!("/api/v1/groups/{outer}/members/{one}"), "").await.status, StatusCode::NO_CONTENT);
        assert_eq!((delete(w, one).await, delete(w, outer).await), (StatusCode::CONFLICT, StatusCode::CONFLICT), "nested");
        assert_eq!(w.json(&w.alice, "DELETE", &format!("/api/v1/groups/{outer}/members/{one}"), "").await.status, StatusCode::NO_CONTENT);
        assert_eq!((delete(w, one).await, delete(w, outer).await), (StatusCode::NO_CONTENT, StatusCode::NO_CONTENT));
        assert_eq!(w.events("group.deleted").await, 2);
    })
    .await;
}

#[tokio::test]
async fn who_puts_a_group_on_a_case_is_waited_for() {
    both(async |w| {
        let carl = w.user("carl", "Carl", "Case", &["caseworker"]).await;
        let (one, case) = (group(w, "Nord").await, w.case(carl, 52).await);
        let mut uow = begun(w).await;
        let at = ringbind::people::At("principal", texts::people::nobody_there);
        ringbind::people::chosen(&mut uow, one, at).await.expect("there");
        uow.also("INSERT INTO case_member (case_id, principal, level) VALUES ($1, $2, 1)", &args![case, one]).await.expect("put");
        acl::relist(&mut uow, case).await.expect("listed");
        uow.note(&PeopleEvent::LinkMade {}, On::case(case)).await.expect("noted");
        let later = async {
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            uow.commit().await.expect("kept");
        };
        let (deleted, ()) = tokio::join!(delete(w, one), later);
        assert_eq!(deleted, StatusCode::CONFLICT);
        let (left,): (i64,) = w.one("SELECT count(*) FROM groups WHERE id = $1", &args![one]).await;
        assert_eq!(left, 1);
    })
    .await;
}

#[tokio::test]
async fn a_limit_counts_in_the_trash_too() {
    world::both(async |w| {
        let made = w.json("adam", "POST", "/api/v1/groups", &json!({ "name": "Løn" })).await.is(201).json();
        let (id, draft) = (made["id"].as_i64().expect("an id").to_string(), w.known.draft.id);
        let path = format!("/api/v1/groups/{id}");
        w.post("anna", &format!("/documents/{draft}/access"), &[("limited", "true"), ("principal", &id)]).await.is(303);
        w.json("adam", "DELETE", &path, &json!({})).await.is(409);
        w.post("anna", &format!("/documents/{draft}/delete"), &[]).await.is(303);
        let events = w.events().await;
        w.json("adam", "DELETE", &path, &json!({})).await.is(409);
        assert_eq!(w.events().await, events);
        w.post("anna", &format!("/documents/{draft}/restore"), &[]).await.is(303);
        w.post("anna", &format!("/documents/{draft}/access"), &[("limited", "")]).await.is(303);
        w.json("adam", "DELETE", &path, &json!({})).await.is(204);
    })
    .await;
}
