//! The settings page tells what the patterns make next, and takes nothing for it.

use super::world::both;
use crate::world;
use axum::http::StatusCode;
use base::web::Ctx;
use base::{Actor, Via, args};
use std::time::Duration;

#[tokio::test]
async fn reading_settings_writes_nothing() {
    both(async |w| {
        let made = w.post(&w.alice, "/account/tokens", "name=Tilsyn&expires=2026-05-01&scope=read&scope=admin").await;
        let token = made.text.split("<code>").nth(1).and_then(|rest| rest.split("</code>").next()).expect("a token");
        let read = w.json(&format!("Bearer {token}"), "GET", "/admin/settings", "").await;
        assert!(read.status == StatusCode::OK && read.text.contains("20260224-1"), "{} {}", read.status, read.text);
        // Somebody writes, and takes his time.
        let mut writing = Ctx::new(w.house.clone(), Actor::system("test", Via::Cli)).write().await.expect("begun");
        writing.next("case").await.expect("a number");
        let page = tokio::time::timeout(Duration::from_secs(2), w.get(&w.alice, "/admin/settings")).await.expect("nobody is waited for");
        assert_eq!(page.status, StatusCode::OK);
        drop(writing);
        let (n,): (i64,) = w.one("SELECT count(*) FROM counter WHERE name = 'case' OR name LIKE 'archive%'", &[]).await;
        assert_eq!(n, 0);
    })
    .await;
}

#[tokio::test]
async fn what_is_told_is_what_comes() {
    world::both(async |w| {
        let (mut key, plan) = (String::new(), w.known.plan);
        for n in 1..=6 {
            let title = format!("Emne {n}");
            w.post("adam", &format!("/admin/plans/{plan}/new"), &[("title", &title)]).await.is(303);
            let (id, code): (base::Uuid, String) = w.one("SELECT id, code FROM journal_key WHERE title = $1", &args![title]).await;
            if code != "6" {
                continue;
            }
            for inner in 1..=4 {
                let title = format!("Under {inner}");
                w.post("adam", &format!("/admin/plans/{plan}/new"), &[("parent", &id.to_string()), ("title", &title), ("cases_to", "new")])
                    .await
                    .is(303);
            }
            key = w.one::<(base::Uuid,)>("SELECT id FROM journal_key WHERE code = '6.4'", &[]).await.0.to_string();
        }
        assert!(!key.is_empty(), "a key 6.4");
        let patterns = [
            ("{yyyy}{mm}{dd}-{seq}", "{key}/{seq}"),
            ("S{yy}-{seq:6}", "{key}-{number}-{seq:3}"),
            ("{yyyy}/{seq:year:5}", "{seq}.{key}"),
            ("{seq}-{seq}", "A{seq}-{seq}"),
            ("{yyyy}-{seq:year}x", "{key}/{seq}"),
        ];
        // The template that everybody uses has no list of keys.
        let template = w.one::<(i64,)>("SELECT id FROM template WHERE name = 'Standardsag'", &[]).await.0.to_string();
        for (case, archive) in patterns {
            let form = [("organisation", "Nordby"), ("case_pattern", case), ("archive_pattern", archive)];
            let saved = w.post("adam", "/admin/settings", &form).await;
            saved.is(303);
            for _ in 0..2 {
                let page = w.get("adam", "/admin/settings").await.is(200).text();
                let made =
                    w.post("anna", "/cases/new", &[("template", &template), ("title", "Nyt fortov"), ("key", &key)]).await.is(303).id();
                let (number, archived): (String, String) =
                    w.one("SELECT number, archive_number FROM cases WHERE id = $1", &args![made]).await;
                assert!(
                    page.contains(&format!("nummeret {number}.")) && page.contains(&format!("Fx {archived} for")),
                    "{case} {archive}: {number} {archived} {page}"
                );
            }
        }
    })
    .await;
}
