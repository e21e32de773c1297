//! Cases through their life: made, changed, shared, closed, deleted; and refused without a trace.

use crate::world::{World, both, well};
use base::{Uuid, args};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What is asked for must be refused with this status, and leave no event.
async fn refused(w: &World, who: &str, method: &str, path: &str, body: Value, status: u16) -> String {
    let before = w.events().await;
    let answer = w.json(who, method, path, &body).await;
    assert_eq!(answer.status.as_u16(), status, "{who} {method} {path} {body}: {}", answer.text());
    assert_eq!(w.events().await, before, "{path} {body}: refused, yet something happened");
    answer.text()
}

async fn make(w: &World, who: &str, title: &str) -> Uuid {
    let body = json!({ "template": w.known.road_template, "title": title });
    w.json(who, "POST", "/api/v1/cases", &body).await.is(201).id()
}

#[tokio::test]
async fn a_case_is_made_whole() {
    both(async |w| {
        let staged = w.announce("bo", "/uploads?purpose=stage", "Skitse.txt", 6, &[]).await.is(201);
        w.patch("bo", &staged.to(), 0, b"skitse").await.is(200);
        let title = "<script>alert(1)</script> & \"Rundkørsel\" '); DROP TABLE cases;--";
        let body = json!({ "template": w.known.road_template, "title": title, "key": w.known.leaf, "start_date": "1. marts", "expected_end": "2026-04-01", "upload": [staged.id()] });
        let made = w.json("bo", "POST", "/api/v1/cases", &body).await.is(201);
        let case = w.get("bo", &made.to()).await.is(200).json();
        assert_eq!((&case["title"], &case["level"], &case["status"]), (&json!(title), &json!(3), &json!(0)));
        assert_eq!((&case["start_date"], &case["documents"]), (&json!("2026-03-01"), &json!(1)));
        assert_eq!(case["archive_number"], "1.1/2", "{case}");
        let page = w.get("bo", &format!("/cases/{}", made.id())).await.is(200).text();
        assert!(!page.contains("<script>alert") && page.contains("&lt;script&gt;"));
        let folders: Vec<(String,)> = w.all("SELECT name FROM folder WHERE case_id = $1 ORDER BY position", &args![made.id()]).await;
        assert_eq!(folders, [("Korrespondance".into(),), ("Borgere".into(),)]);
        let (kind, data) = w.last_event().await;
        assert_eq!((kind.as_str(), &data["file"]), ("document.created", &json!("Skitse.txt")));
        let again = json!({ "template": w.known.road_template, "title": "To", "upload": [staged.id()] });
        refused(w, "bo", "POST", "/api/v1/cases", again, 422).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_makes_nothing() {
    both(async |w| {
        let road = w.known.road_template;
        let (cases, counter) = ("SELECT count(*) FROM cases", "SELECT sum(value) FROM counter WHERE name LIKE 'case%'");
        let before: (i64,) = w.one(cases, &[]).await;
        let numbers: (i64,) = w.one(&counter.replace("sum(value)", "CAST(sum(value) AS BIGINT)"), &[]).await;
        let wrong = [
            ("anna", json!({ "template": road, "title": "" })),
            ("anna", json!({ "template": road, "title": "  \t " })),
            ("anna", json!({ "template": road, "title": "x".repeat(301) })),
            ("anna", json!({ "title": "Uden skabelon" })),
            ("anna", json!({ "template": 999_999, "title": "Forkert skabelon" })),
            ("anna", json!({ "template": "road", "title": "Forkert skabelon" })),
            ("bo", json!({ "template": w.known.closing_template, "title": "Ikke hans skabelon" })),
            ("anna", json!({ "template": road, "title": "Lukket nøgle", "key": w.known.closed_leaf })),
            ("anna", json!({ "template": road, "title": "En gren", "key": w.known.branch })),
            ("anna", json!({ "template": road, "title": "Ikke tilladt nøgle", "key": w.known.other_leaf })),
            ("anna", json!({ "template": road, "title": "Ingen nøgle", "key": Uuid::from_u128(5) })),
            ("anna", json!({ "template": road, "title": "Nøgle", "key": "'; --" })),
            ("anna", json!({ "template": road, "title": "Dato", "deadline": "31. februar 2026" })),
            ("anna", json!({ "template": road, "title": "Dato", "start_date": "2026-05-01", "expected_end": "2026-04-01" })),
            ("anna", json!({ "template": road, "title": "Ejer", "owner": 999_999 })),
            ("anna", json!({ "template": road, "title": "Upload", "upload": [w.known.upload] })),
        ];
        for (who, body) in wrong {
            refused(w, who, "POST", "/api/v1/cases", body, 422).await;
        }
        refused(w, "anna", "POST", "/api/v1/cases", json!(["a"]), 422).await;
        refused(w, "carl", "POST", "/api/v1/cases", json!({ "template": road, "title": "Må ikke" }), 403).await;
        let page = w.post("anna", "/cases/new", &[("template", &road.to_string()), ("title", "")]).await.is(422).text();
        assert!(page.contains("<title>Fejl:") && page.contains("aria-invalid=\"true\""), "{page}");
        assert_eq!(w.one::<(i64,)>(cases, &[]).await, before);
        let after: (i64,) = w.one(&counter.replace("sum(value)", "CAST(sum(value) AS BIGINT)"), &[]).await;
        assert_eq!(after, numbers, "no number is used up");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn numbers_are_unique_and_without_gaps() {
    both(async |w| {
        let body = json!({ "template": w.known.road_template, "title": "Samtidig", "key": w.known.leaf });
        let asked = (0..20).map(|_| w.json("anna", "POST", "/api/v1/cases", &body));
        let made = futures_util::future::join_all(asked).await;
        let numbers: BTreeSet<i64> = made
            .into_iter()
            .map(|a| a.is(201).json()["number"].as_str().and_then(|n| n.rsplit('-').next()?.parse().ok()).expect("a number"))
            .collect();
        assert_eq!(numbers, (3..=22).collect());
        let archive: Vec<(String,)> = w.all("SELECT archive_number FROM cases WHERE title = 'Samtidig'", &[]).await;
        assert_eq!(archive.into_iter().map(|(n,)| n).collect::<BTreeSet<_>>().len(), 20);
        // Another key that got the same code counts from one; what is taken is passed over.
        let mut uow = w.uow().await;
        well(uow.also("UPDATE counter SET value = 0 WHERE name = 'archive 1.1'", &[]).await);
        well(uow.note(&ringbind::people::PeopleEvent::LinkMade {}, base::event::On::thing("organisation", 1)).await);
        well(uow.commit().await);
        let next = w.json("anna", "POST", "/api/v1/cases", &body).await.is(201);
        let next = w.get("anna", &next.to()).await.is(200).json();
        assert_eq!(next["archive_number"], "1.1/22", "{next}");
    })
    .await;
}

#[tokio::test]
async fn facts_are_changed_all_or_none() {
    both(async |w| {
        let (case, api) = (w.known.case, format!("/api/v1/cases/{}", w.known.case));
        let version = w.version(case).await;
        let changed = w
            .json("bo", "PATCH", &api, &json!({ "title": "Ny belægning", "deadline": "1.6.2026", "version": version }))
            .await
            .is(200)
            .json();
        assert_eq!(changed["version"], json!(version + 2));
        let (kind, data) = w.last_event().await;
        assert_eq!((kind.as_str(), data), ("case.changed", json!({ "field": "deadline", "old": "2026-05-01", "new": "2026-06-01" })));
        refused(w, "bo", "PATCH", &api, json!({ "title": "Sen", "version": version }), 409).await;
        let said = refused(w, "bo", "PATCH", &api, json!({ "title": "God", "deadline": "engang" }), 422).await;
        assert!(said.contains("\"deadline\""), "{said}");
        refused(w, "bo", "PATCH", &api, json!({ "title": "God", "owner": w.known.user("bo") }), 403).await;
        refused(w, "carl", "PATCH", &api, json!({ "title": "Læser" }), 403).await;
        refused(w, "dora", "PATCH", &api, json!({ "title": "Fremmed" }), 404).await;
        assert_eq!(w.get("bo", &api).await.json()["title"], "Ny belægning", "what was refused in part was refused whole");
        for (name, value) in [("title", ""), ("deadline", "32/13"), ("expected_end", "x")] {
            w.post("bo", &format!("/cases/{case}/facts/{name}"), &[("value", value)]).await.is(422);
        }
        let late = w
            .post("bo", &format!("/cases/{case}/facts/title"), &[("value", "Min titel"), ("version", &version.to_string())])
            .await
            .is(409)
            .text();
        assert!(late.contains("Min titel") && late.contains("Bo Bæk"), "both are shown: {late}");
        for (typed, day) in [("1. dec", "2026-12-01"), ("1/12", "2026-12-01"), ("i morgen", "2026-02-25"), ("today", "2026-02-24")] {
            w.post("bo", &format!("/cases/{case}/facts/deadline"), &[("value", typed)]).await.is(200);
            assert_eq!(w.get("bo", &api).await.json()["deadline"], day, "{typed}");
        }
        w.post("bo", &format!("/cases/{case}/facts/number"), &[("value", "1")]).await.is(404);
        w.post("bo", &format!("/cases/{case}/facts/deadline"), &[("value", "")]).await.is(200);
        assert_eq!(w.get("bo", &api).await.json()["deadline"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn key_and_owner_are_changed_by_who_manages() {
    both(async |w| {
        let api = format!("/api/v1/cases/{}", w.known.case);
        for wrong in [w.known.closed_leaf, w.known.branch, w.known.other_leaf, Uuid::from_u128(9)] {
            refused(w, "anna", "PATCH", &api, json!({ "key": wrong }), 422).await;
        }
        let more = w
            .json("adam", "POST", &format!("/api/v1/plans/{}/keys", w.known.plan), &json!({ "title": "Fortov", "parent": w.known.branch }))
            .await
            .json();
        w.json("anna", "PATCH", &api, &json!({ "key": more["id"] })).await.is(200);
        let (kind, data) = w.last_event().await;
        assert_eq!((kind.as_str(), data), ("case.placed", json!({ "old": "1.1/1", "new": "1.3/1" })));
        for wrong in [json!(0), json!("x"), json!(999_999), json!(w.known.road_template)] {
            refused(w, "anna", "PATCH", &api, json!({ "owner": wrong }), 422).await;
        }
        let given = w.json("anna", "PATCH", &api, &json!({ "title": "Givet bort", "owner": w.known.user("dora") })).await.is(200).json();
        assert!(given["version"].is_number(), "she isn't shut out of it: {given}");
        let (kind, data) = w.last_event().await;
        assert_eq!(
            (kind.as_str(), data),
            ("case.member_added", json!({ "principal": w.known.user("anna"), "name": "Anna Ager", "level": 3 }))
        );
        assert_eq!(w.get("anna", &api).await.json()["level"], 3);
        assert_eq!(w.get("dora", &api).await.json()["level"], 3);
        assert_eq!(w.get("bo", &api).await.json()["level"], 2);
    })
    .await;
}

#[tokio::test]
async fn members_come_change_and_go() {
    both(async |w| {
        let (case, api) = (w.known.case, format!("/api/v1/cases/{}/members", w.known.case));
        let dora = w.known.user("dora");
        for body in [json!({}), json!({ "principal": 999_999 }), json!({ "principal": "x" }), json!({ "principal": dora, "level": "king" })]
        {
            refused(w, "anna", "POST", &api, body, 422).await;
        }
        refused(w, "bo", "POST", &api, json!({ "principal": dora }), 403).await;
        w.get("dora", &format!("/cases/{case}")).await.is(404);
        w.json("anna", "POST", &api, &json!({ "principal": [dora, w.known.groups[1]], "level": "read" })).await.is(200);
        w.get("dora", &format!("/cases/{case}")).await.is(200);
        assert_eq!(w.events_of("case.member_added").await, 3);
        let events = w.events().await;
        w.json("anna", "POST", &api, &json!({ "principal": dora, "level": "read" })).await.is(200);
        assert_eq!(w.events().await, events, "twice is once");
        w.post("anna", &format!("/cases/{case}/members/{dora}"), &[("level", "manage")]).await.is(303);
        assert_eq!(w.last_event().await.1, json!({ "principal": dora, "name": "Dora Dam", "old": 1, "new": 3 }));
        assert_eq!(w.get("dora", &format!("/api/v1/cases/{case}")).await.json()["level"], 3);
        let rights = w.get("dora", &format!("/api/v1/cases/{case}/rights")).await.is(200).json();
        let seen: Vec<&str> = rights["people"].as_array().expect("people").iter().filter_map(|p| p["name"].as_str()).collect();
        assert_eq!(seen, ["Anna Ager", "Dora Dam", "Bo Bæk", "Carl Carlsen", "Rita Rask"], "by level, then by name");
        w.json("anna", "DELETE", &format!("{api}/{dora}"), &json!({})).await.is(204);
        w.get("dora", &format!("/cases/{case}")).await.is(404);
        refused(w, "anna", "DELETE", &format!("{api}/{dora}"), json!({}), 404).await;
    })
    .await;
}

#[tokio::test]
async fn somebody_always_manages_a_restricted_case() {
    both(async |w| {
        let (case, api) = (w.known.restricted, format!("/api/v1/cases/{}", w.known.restricted));
        let empty = w.json("adam", "POST", "/api/v1/groups", &json!({ "name": "Tom" })).await.json()["id"].clone();
        let (anna, carl) = (w.known.user("anna"), w.known.user("carl"));
        w.json("anna", "PATCH", &api, &json!({ "owner": empty })).await.is(200);
        // Without her the empty group would leave nobody.
        refused(w, "anna", "DELETE", &format!("{api}/members/{anna}"), json!({}), 409).await;
        w.json("anna", "POST", &format!("{api}/members"), &json!({ "principal": carl, "level": "manage" })).await.is(200);
        w.json("anna", "DELETE", &format!("{api}/members/{anna}"), &json!({})).await.is(204);
        refused(w, "carl", "DELETE", &format!("{api}/members/{carl}"), json!({}), 409).await;
        let before = w.events().await;
        w.post("carl", &format!("/cases/{case}/members/{carl}"), &[("level", "read")]).await.is(409);
        assert_eq!(w.events().await, before);
        w.json("carl", "PUT", &format!("{api}/restricted"), &json!({ "on": false })).await.is(200);
        w.json("carl", "DELETE", &format!("{api}/members/{carl}"), &json!({})).await.is(204);
    })
    .await;
}

#[tokio::test]
async fn closing_looks_at_drafts_first() {
    both(async |w| {
        let (case, api) = (w.known.case, format!("/api/v1/cases/{}", w.known.case));
        refused(w, "bo", "PUT", &format!("{api}/status"), json!({ "status": "closed" }), 403).await;
        let said = refused(w, "anna", "PUT", &format!("{api}/status"), json!({ "status": "closed" }), 409).await;
        assert!(said.contains('3'), "three drafts, the limited one counted: {said}");
        refused(w, "anna", "PUT", &format!("{api}/status"), json!({ "status": "archived" }), 422).await;
        w.json("anna", "PUT", &format!("{api}/status"), &json!({ "status": "closed", "anyway": true })).await.is(200);
        assert_eq!(w.last_event().await.0, "case.status_changed");
        refused(w, "anna", "PATCH", &api, json!({ "title": "Efter lukning" }), 409).await;
        refused(w, "anna", "POST", &format!("{api}/members"), json!({ "principal": w.known.user("dora") }), 409).await;
        refused(w, "anna", "PATCH", &format!("/api/v1/documents/{}", w.known.draft.id), json!({ "title": "Efter lukning" }), 409).await;
        let events = w.events().await;
        assert_eq!(w.upload("anna", &format!("/cases/{case}/uploads"), "Sen.txt", b"sen").await.status, 409);
        assert_eq!(w.events().await, events);
        refused(w, "anna", "PUT", &format!("{api}/status"), json!({ "status": "active" }), 422).await;
        w.post("anna", &format!("/cases/{case}/reopen"), &[("reason", " ")]).await.is(422);
        w.post("anna", &format!("/cases/{case}/reopen"), &[("reason", "Klage modtaget")]).await.is(303);
        assert_eq!(w.last_event().await.1, json!({ "old": 2, "new": 0, "reason": "Klage modtaget" }));
        w.post("anna", &format!("/cases/{case}/reopen"), &[("reason", "En gang til")]).await.is(409);
        w.post("anna", &format!("/cases/{case}/passive"), &[]).await.is(303);
        assert_eq!(w.get("anna", "/api/v1/cases?status=passive").await.json()["total"], 1);
    })
    .await;
}

#[tokio::test]
async fn a_template_may_finalise_on_closing() {
    both(async |w| {
        let body = json!({ "template": w.known.closing_template, "title": "Tilsyn" });
        let case = w.json("anna", "POST", "/api/v1/cases", &body).await.is(201).id();
        let doc = w.document("anna", &format!("/cases/{case}/uploads"), "Rapport.txt", b"alt vel").await;
        w.post("anna", &format!("/documents/{}/access", doc.id), &[("limited", "true"), ("principal", &w.known.user("carl").to_string())])
            .await
            .is(303);
        w.post("anna", &format!("/cases/{case}/close"), &[]).await.is(303);
        let (status, seal): (i64, Option<Vec<u8>>) = w.one("SELECT status, seal FROM document WHERE id = $1", &args![doc.id]).await;
        assert!(status == 1 && seal.is_some_and(|s| s.len() == 32));
        w.post("anna", &format!("/cases/{case}/reopen"), &[("reason", "Mangler noget")]).await.is(303);
        assert_eq!(w.get("anna", &format!("/api/v1/documents/{}", doc.id)).await.json()["status"], 1, "documents stay final");
    })
    .await;
}

#[tokio::test]
async fn who_gives_a_case_away_stays_until_he_leaves() {
    both(async |w| {
        let (case, anna, dora) = (make(w, "anna", "Givet videre").await, w.known.user("anna"), w.known.user("dora"));
        let given = w.post("anna", &format!("/cases/{case}/facts/owner"), &[("value", &dora.to_string())]).await.is(303);
        assert_eq!(given.to(), format!("/cases/{case}"));
        let page = w.get("anna", &format!("/cases/{case}/members")).await.is(200).text();
        assert!(page.contains(&format!("/members/{anna}/remove")), "she may leave: {page}");
        let gone = w.post("anna", &format!("/cases/{case}/members/{anna}/remove"), &[]).await.is(303);
        assert_eq!(gone.to(), "/cases", "not to a page that is hidden from her now");
        w.get("anna", &format!("/cases/{case}")).await.is(404);
        // Assigned by another: Dora stays in what was hers.
        w.json("dora", "POST", &format!("/api/v1/cases/{case}/members"), &json!({ "principal": anna, "level": "manage" })).await.is(200);
        w.post("anna", &format!("/cases/{case}/assign"), &[("owner", &w.known.user("bo").to_string())]).await.is(303);
        assert_eq!(w.last_event().await, ("case.member_added".into(), json!({ "principal": dora, "name": "Dora Dam", "level": 3 })));
        assert_eq!(w.get("dora", &format!("/api/v1/cases/{case}")).await.json()["level"], 3);
        // Who sees it by the template anyway isn't made a member.
        w.post("anna", &format!("/cases/{case}/assign"), &[("owner", &dora.to_string())]).await.is(303);
        assert_eq!(w.last_event().await.0, "case.changed");
        assert_eq!(w.get("bo", &format!("/api/v1/cases/{case}")).await.json()["level"], 2);
    })
    .await;
}

#[tokio::test]
async fn deleting_and_bringing_back() {
    both(async |w| {
        let case = make(w, "bo", "Skal væk").await;
        let doc = w.document("bo", &format!("/cases/{case}/uploads"), "Note.txt", b"slettes").await;
        w.settle().await;
        assert_eq!(w.get("bo", "/api/v1/search?q=slettes").await.json()["total"], 1);
        w.post("bo", &format!("/cases/{case}/delete"), &[]).await.is(303);
        assert_eq!(w.last_event().await.0, "case.deleted");
        for path in [format!("/cases/{case}"), format!("/documents/{}", doc.id), format!("/versions/{}/download", doc.version)] {
            w.get("bo", &path).await.is(404);
        }
        assert_eq!(w.get("bo", "/api/v1/search?q=slettes").await.json()["total"], 0);
        assert_eq!(w.get("bo", "/api/v1/cases?q=skal").await.json()["total"], 0);
        for who in ["anna", "carl", "dora", "rita"] {
            w.post(who, &format!("/cases/{case}/restore"), &[]).await.is(404);
        }
        w.post("bo", &format!("/cases/{case}/restore"), &[]).await.is(303);
        w.post("bo", &format!("/cases/{case}/restore"), &[]).await.is(404);
        w.get("bo", &format!("/documents/{}", doc.id)).await.is(200);
        assert_eq!(w.get("bo", "/api/v1/search?q=slettes").await.json()["total"], 1);
        let final_stays = w.post("anna", &format!("/cases/{}/delete", w.known.case), &[]).await;
        assert_eq!(final_stays.status, 409, "a final document holds its case");
        refused(w, "carl", "POST", &format!("/cases/{}/delete", w.known.case), json!({}), 403).await;
    })
    .await;
}

#[tokio::test]
async fn a_group_hands_its_case_to_a_person() {
    both(async |w| {
        let case = make(w, "anna", "Ufordelt").await;
        let api = format!("/api/v1/cases/{case}");
        w.json("anna", "PATCH", &api, &json!({ "owner": w.known.groups[1] })).await.is(200);
        assert_eq!(w.get("bo", "/api/v1/cases?view=unassigned").await.json()["items"][0]["id"], json!(case));
        assert_eq!(w.get("dora", "/api/v1/cases?view=unassigned").await.json()["total"], 0);
        w.post("bo", &format!("/cases/{case}/assign"), &[("owner", "")]).await.is(422);
        w.post("bo", &format!("/cases/{case}/assign"), &[("owner", &w.known.user("dora").to_string())]).await.is(303);
        assert_eq!(w.get("dora", "/api/v1/cases?view=mine").await.json()["total"], 1);
        assert_eq!(w.get("bo", &api).await.json()["level"], 3, "the group stays with manage");
    })
    .await;
}
