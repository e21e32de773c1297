//! Search: words inside files, Danish forms, syntax and its mistakes, counts, and what is gone.

use crate::world::{World, both};
use serde_json::json;

async fn total(w: &World, who: &str, query: &str) -> i64 {
    let query: String =
        query.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
    w.get(who, &format!("/api/v1/search?q={query}")).await.is(200).json()["total"].as_i64().expect("a total")
}

#[tokio::test]
async fn words_are_found_where_they_stand() {
    both(async |w| {
        for (query, wanted) in [
            ("kloakeringen", 1),
            ("kloakering", 1),
            ("KLOAKERINGEN", 1),
            ("høringssvaret", 1),
            ("grundejerforeningens", 1),
            ("vejbump", 1),
            ("kantsten afgørelse", 1),
            ("Søren", 1),
            ("soeren", 1),
            ("Deltagerliste", 1),
            ("Aabrinken", 1),
            ("åbrinken", 1),
            ("asfalt", 1),
            ("byggemøder", 1),
            ("krydset", 1),
            ("\"udskydes til efteråret\"", 1),
            ("\"efteråret til udskydes\"", 0),
            ("kloak*", 1),
            ("høring*", 1),
            ("moedet", 1),
            ("kloakering -høringssvar", 0),
            ("kloakering -asfalt", 1),
            ("vejbump OR kloakering", 2),
            ("findesikke", 0),
        ] {
            assert_eq!(total(w, "anna", query).await, wanted, "{query}");
        }
        let number = w.known.number.clone();
        assert_eq!(total(w, "anna", &number).await, 1);
        assert_eq!(total(w, "anna", &format!("nummer:{number}")).await, 1);
        assert_eq!(total(w, "anna", "number:2026*").await, 2);
        assert_eq!(total(w, "bo", "number:2026*").await, 1);
        assert_eq!(total(w, "anna", "number:1.1/1").await, 1, "the archive number");
        assert_eq!(total(w, "anna", "kloakerimgen").await, 1, "a typing error");
        assert_eq!(total(w, "anna", "brolæggeren").await, 1);
        for odd in [
            "\"",
            "OR",
            "-",
            "*",
            "(((",
            "a:b:c",
            "title:",
            "\"ingen ende",
            "\\",
            "%",
            "'; DROP TABLE",
            "\u{202e}",
            "AND NOT",
            "[1 TO 2]",
            "~~^^",
        ] {
            total(w, "anna", odd).await;
        }
        let long = "kloakering ".repeat(400);
        w.get("anna", &format!("/search?q={}", long.replace(' ', "+"))).await.is(200);
        let page = w.get("anna", "/search?q=%22ingen+ende").await.is(200).text();
        assert!(page.contains("ingen ende"));
    })
    .await;
}

#[tokio::test]
async fn counts_and_excerpts() {
    both(async |w| {
        let all = w.get("anna", "/api/v1/search?q=").await.json();
        assert_eq!(all["total"], 6, "two cases, four documents");
        assert_eq!(w.get("anna", "/api/v1/search?q=&kind=case").await.json()["total"], 2);
        assert_eq!(w.get("anna", "/api/v1/search?q=&kind=document&status=1").await.json()["total"], 1);
        assert_eq!(w.get("anna", &format!("/api/v1/search?q=&case={}", w.known.restricted)).await.json()["total"], 1);
        let hit = &w.get("anna", "/api/v1/search?q=kloakering").await.json()["items"][0];
        assert_eq!((&hit["id"], &hit["kind"], &hit["number"]), (&json!(w.known.draft.id), &json!("document"), &json!(w.known.number)));
        assert!(hit["excerpt"].as_str().is_some_and(|e| e.contains("Kloakeringen")), "{hit}");
        let page = w.get("anna", "/search?q=kloakering").await.text();
        assert!(page.contains("<mark>Kloakeringen</mark>"), "{page}");
        let suggested = w.get("anna", "/search/suggest?q=klo").await.text();
        assert!(suggested.contains(&w.known.draft.id.to_string()));
        assert!(w.get("anna", &format!("/search/suggest?q={}", w.known.number)).await.text().contains(&w.known.case.to_string()));
    })
    .await;
}

#[tokio::test]
async fn what_is_gone_is_not_found() {
    both(async |w| {
        let k = &w.known;
        assert_eq!((total(w, "bo", "kloakering").await, total(w, "bo", "Kirsten").await), (1, 1));
        let remove = format!("/documents/{}/attachments/{}/remove", k.draft.id, k.attachment);
        w.post("anna", &remove, &[]).await.is(303);
        assert_eq!(total(w, "bo", "Kirsten").await, 0, "a removed attachment");
        let access = format!("/documents/{}/access", k.draft.id);
        assert_eq!((total(w, "dora", "kloakering").await, total(w, "carl", "kloakering").await), (0, 1));
        w.post("anna", &access, &[("limited", "true"), ("principal", &k.user("carl").to_string())]).await.is(303);
        assert_eq!(
            (total(w, "bo", "kloakering").await, total(w, "carl", "kloakering").await, total(w, "rita", "kloakering").await),
            (0, 1, 0)
        );
        // Being named on a document is no way past the case.
        let both = [("limited", "true"), ("principal", &k.user("carl").to_string()), ("principal", &k.user("dora").to_string())];
        w.post("anna", &access, &both).await.is(303);
        assert_eq!(total(w, "dora", "kloakering").await, 0);
        w.post("anna", &access, &[]).await.is(303);
        assert_eq!(total(w, "bo", "kloakering").await, 1);
        w.post("anna", &format!("/documents/{}/delete", k.draft.id), &[]).await.is(303);
        assert_eq!((total(w, "bo", "kloakering").await, total(w, "anna", "kloakering").await), (0, 0));
        w.post("anna", &format!("/documents/{}/restore", k.draft.id), &[]).await.is(303);
        assert_eq!(total(w, "anna", "kloakering").await, 1);
        w.json("anna", "PATCH", &format!("/api/v1/cases/{}", k.case), &json!({ "title": "Grus på stien" })).await.is(200);
        assert_eq!((total(w, "bo", "grus").await, total(w, "bo", "asfalt").await), (1, 0));
        w.json("adam", "DELETE", &format!("/api/v1/groups/{}/members/{}", k.groups[2], k.user("bo")), &json!({})).await.is(204);
        assert_eq!((total(w, "bo", "grus").await, total(w, "anna", "grus").await), (0, 1), "who leaves the group leaves its cases");
    })
    .await;
}
