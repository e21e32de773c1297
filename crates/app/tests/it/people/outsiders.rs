//! Somebody from outside: whom he may choose, and whose names he can't get by their numbers.

use super::world::both;
use crate::world::{self, World};
use axum::http::StatusCode;
use base::web::Ctx;
use base::{Actor, Via, args};
use serde_json::json;

#[tokio::test]
async fn an_address_gives_no_names() {
    world::both(async |w| {
        let (dora, bo, gus) = (w.known.user("dora"), w.known.user("bo"), w.known.user("gus"));
        let [outer, middle, _] = w.known.groups;
        w.json("adam", "PUT", &format!("/api/v1/groups/{middle}/members/{gus}"), &json!({})).await.is(204);
        let told = async |who: &str, id: i64| w.get(who, &format!("/cases?view=all&owner={id}")).await.is(200).text();
        assert!(!told("gus", dora).await.contains("Dora Dam") && !told("gus", bo).await.contains("Bo Bæk"));
        assert_eq!(told("gus", dora).await.replace(&dora.to_string(), "N"), told("gus", 999).await.replace("999", "N"), "as if missing");
        assert!(told("gus", gus).await.contains("Gus Gæst") && told("gus", middle).await.contains("Veje"));
        assert!(told("gus", outer).await.contains("Forvaltningen"), "through another group");
        assert!(told("anna", dora).await.contains("Dora Dam"), "the house knows its own");
        share(w).await;
        assert!(told("gus", w.known.user("anna")).await.contains("Anna Ager"), "the owner of a case of his");
    })
    .await;
}

/// Gus gets manage on the case.
async fn share(w: &World) {
    let member = json!({ "principal": w.known.user("gus"), "level": "manage" });
    w.json("anna", "POST", &format!("/api/v1/cases/{}/members", w.known.case), &member).await.is(200);
}

#[tokio::test]
async fn a_form_gives_no_names() {
    world::both(async |w| {
        share(w).await;
        let (case, draft) = (w.known.case, w.known.draft.id);
        let forms = |id: i64| {
            let id = id.to_string();
            vec![
                (format!("/cases/{case}/members"), vec![("principal", id.clone()), ("level", "read".into())]),
                (format!("/documents/{draft}/facts/handler"), vec![("value", id.clone())]),
                (format!("/documents/{draft}/access"), vec![("limited", "true".into()), ("principal", id.clone())]),
                (format!("/cases/{case}/facts/owner"), vec![("value", id.clone())]),
                (format!("/cases/{case}/assign"), vec![("owner", id)]),
            ]
        };
        let send = async |path: &str, form: &[(&str, String)]| {
            let pairs: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
            w.post("gus", path, &pairs).await
        };
        let events = w.events().await;
        for (path, form) in forms(w.known.user("dora")) {
            let refused = send(&path, &form).await.is(422);
            assert!(!refused.text().contains("Dora Dam"), "{path}");
        }
        for (path, form) in forms(999) {
            send(&path, &form).await.is(422);
        }
        assert_eq!(w.events().await, events, "nothing happened");
        // Carl stands on the case: known.
        for (path, form) in forms(w.known.user("carl")) {
            assert!(send(&path, &form).await.status.as_u16() < 400, "{path}");
        }
    })
    .await;
}

/// Whoever stands there already stays, known or not.
#[tokio::test]
async fn what_stands_there_may_stay() {
    world::both(async |w| {
        share(w).await;
        let (dora, carl) = (w.known.user("dora").to_string(), w.known.user("carl").to_string());
        let access = format!("/documents/{}/access", w.known.draft.id);
        w.post("anna", &access, &[("limited", "true"), ("principal", &dora)]).await.is(303);
        w.post("gus", &access, &[("limited", "true"), ("principal", &dora), ("principal", &carl)]).await.is(303);
        let bo = w.known.user("bo").to_string();
        w.post("gus", &access, &[("limited", "true"), ("principal", &dora), ("principal", &bo)]).await.is(422);
    })
    .await;
}

#[tokio::test]
async fn a_case_is_made_for_whom_the_maker_knows() {
    both(async |w| {
        let eva = w.user("eva", "Eva", "Ekstern", &["caseworker"]).await;
        let p1 = w.user("p1", "Aage", "Nummer", &["caseworker"]).await;
        assert_eq!(w.json(&w.alice, "PATCH", &format!("/api/v1/users/{eva}"), r#"{"kind":"external"}"#).await.status, StatusCode::OK);
        let (template,): (i64,) = w.one("SELECT id FROM template", &[]).await;
        let mut uow = Ctx::new(w.house.clone(), Actor::system("test", Via::Cli)).write().await.expect("begun");
        uow.also("INSERT INTO template_creator (template_id, principal) VALUES ($1, $2)", &args![template, eva]).await.expect("may create");
        uow.note(&ringbind::people::PeopleEvent::LinkMade {}, base::event::On::thing("template", template)).await.expect("noted");
        uow.commit().await.expect("kept");
        let cookie = w.session("eva").await;
        let form = async |owner: i64| w.get(&cookie, &format!("/cases/new?owner={owner}")).await.text;
        assert!(!form(p1).await.contains("Aage Nummer") && form(eva).await.contains("Eva Ekstern"));
        assert!(w.get(&w.alice, &format!("/cases/new?owner={p1}")).await.text.contains("Aage Nummer"));
        let make = async |owner: i64| w.post(&cookie, "/cases/new", &format!("template={template}&title=Revision&owner={owner}")).await;
        let refused = make(p1).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && !refused.text.contains("Aage Nummer"));
        assert_eq!(w.events("case.created").await, 0);
        assert_eq!(make(eva).await.status, StatusCode::SEE_OTHER);
        // Whom the template proposes is chosen by those who keep the template.
        let path = format!("/api/v1/templates/{template}");
        assert_eq!(w.json(&w.alice, "PATCH", &path, &format!(r#"{{"default_owner":{p1}}}"#)).await.status, StatusCode::OK);
        assert_eq!(make(p1).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}
