//! History reads as sentences, in both languages, whatever happened.

use crate::world::{World, both};
use base::{Uuid, args};
use serde_json::json;

/// Everything that can happen to a case and its documents.
async fn live(w: &World) {
    let k = &w.known;
    let (case, draft) = (format!("/cases/{}", k.case), format!("/documents/{}", k.draft.id));
    let carl = k.user("carl");
    w.json(
        "anna",
        "PATCH",
        &format!("/api/v1{case}"),
        &json!({ "title": "Andet navn", "description": "Ny", "deadline": "", "start_date": "2026-01-01", "expected_end": "2026-12-01" }),
    )
    .await
    .is(200);
    w.post("anna", &format!("{case}/members/{carl}"), &[("level", "write")]).await.is(303);
    w.post("anna", &format!("{case}/members/{carl}/remove"), &[]).await.is(303);
    w.post("anna", &format!("{case}/restrict"), &[("on", "true")]).await.is(303);
    w.post("anna", &format!("{case}/restrict"), &[]).await.is(303);
    w.json("anna", "PATCH", &format!("/api/v1{case}"), &json!({ "key": "" })).await.is(200);
    w.get("rita", &case).await.is(200);
    w.post("anna", &format!("{case}/folders"), &[("name", "Midlertidig")]).await.is(303);
    let (folder,): (Uuid,) = w.one("SELECT id FROM folder WHERE name = 'Midlertidig'", &[]).await;
    w.post("anna", &format!("/folders/{folder}/rename"), &[("name", "Væk")]).await.is(303);
    w.post("anna", &format!("/folders/{folder}/delete"), &[]).await.is(303);
    let facts = json!({ "title": "Referat 1", "type": 6, "direction": "outgoing", "handler": k.user("bo"), "letter_date": "2026-02-02", "sender": "Os", "receivers": "Dem", "description": "Tekst" });
    w.json("anna", "PATCH", &format!("/api/v1{draft}"), &facts).await.is(200);
    w.upload("anna", &format!("{case}/uploads?version_of={}", k.draft.id), "Ny.txt", b"ny udgave").await.is(200);
    w.post("anna", &format!("{draft}/attachments/{}/remove", k.attachment), &[]).await.is(303);
    let place = format!("{case}/documents/place");
    let id = k.draft.id.to_string();
    w.post("anna", &place, &[("id", &id), ("folder", &k.folder.to_string()), ("do", "move")]).await.is(303);
    w.post("anna", &place, &[("id", &id), ("do", "copy")]).await.is(303);
    w.get("anna", &format!("/versions/{}/download", k.draft.version)).await.is(200);
    w.post("anna", &format!("{draft}/delete"), &[]).await.is(303);
    w.post("anna", &format!("{draft}/restore"), &[]).await.is(303);
    w.post("anna", &format!("{draft}/final"), &[]).await.is(303);
    w.post("anna", &format!("{draft}/reopen"), &[("reason", "Forkert udgave")]).await.is(303);
    w.post("anna", &format!("{case}/close"), &[("anyway", "true")]).await.is(303);
    w.post("anna", &format!("{case}/reopen"), &[("reason", "Klage")]).await.is(303);
    let other = w.json("anna", "POST", "/api/v1/cases", &json!({ "template": k.road_template, "title": "Kort liv" })).await.id();
    w.post("anna", &place, &[("id", &id), ("target", &other.to_string()), ("do", "move")]).await.is(303);
    w.post("anna", &format!("/cases/{other}/documents/place"), &[("id", &id), ("target", &k.case.to_string()), ("do", "move")])
        .await
        .is(303);
    w.post("anna", &format!("/cases/{other}/delete"), &[]).await.is(303);
    w.post("anna", &format!("/cases/{other}/restore"), &[]).await.is(303);
    w.settle().await;
}

/// The tags of a page taken out.
fn plain(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                out.push(' ');
            }
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

#[tokio::test]
async fn every_event_has_its_sentence() {
    both(async |w| {
        live(w).await;
        let kinds: Vec<(String,)> = w.all("SELECT DISTINCT kind FROM event WHERE case_id IS NOT NULL ORDER BY kind", &[]).await;
        let expected = [
            "case.changed",
            "case.created",
            "case.deleted",
            "case.member_added",
            "case.member_changed",
            "case.member_removed",
            "case.placed",
            "case.privileged_look",
            "case.restored",
            "case.restricted",
            "case.status_changed",
            "document.attachment_added",
            "document.attachment_removed",
            "document.changed",
            "document.copied",
            "document.created",
            "document.deleted",
            "document.downloaded",
            "document.limited",
            "document.made_final",
            "document.moved",
            "document.moved_in",
            "document.moved_out",
            "document.reopened",
            "document.restored",
            "document.text_read",
            "document.version_added",
            "folder.deleted",
            "folder.made",
            "folder.renamed",
        ];
        let found: Vec<&str> = kinds.iter().map(|(k,)| k.as_str()).filter(|k| *k != "document.rendered").collect();
        assert_eq!(found, expected, "this test makes everything happen");
        let cases: Vec<(Uuid,)> = w.all("SELECT id FROM cases", &[]).await;
        for lang in ["da", "en"] {
            let mut uow = w.uow().await;
            crate::world::well(uow.also("UPDATE users SET lang = $1 WHERE id = $2", &args![lang, w.known.user("anna")]).await);
            crate::world::well(uow.note(&ringbind::people::PeopleEvent::LinkMade {}, base::event::On::thing("organisation", 1)).await);
            crate::world::well(uow.commit().await);
            let mut said = String::new();
            for (case,) in &cases {
                let mut page = w.get("anna", &format!("/cases/{case}/history")).await.is(200).text();
                said.push_str(&plain(&page));
                while let Some(next) = page
                    .split("href=\"")
                    .skip(1)
                    .filter_map(|l| l.split('"').next())
                    .find(|l| l.contains("before="))
                    .map(|l| l.replace("&amp;", "&"))
                {
                    page = w.get("anna", &next).await.is(200).text();
                    said.push_str(&plain(&page));
                }
            }
            for (kind,) in &kinds {
                assert!(!said.contains(kind.as_str()), "{lang}: a raw {kind}");
            }
            let words: &[&str] = if lang == "da" {
                &["Anna Ager", "Kloak", "Andet navn", "Klage", "Forkert udgave", "Carl Carlsen", "Rita Rask", "Væk", "Deltagerliste.txt"]
            } else {
                &["Anna Ager", "Andet navn", "Klage", "Forkert udgave", "Carl Carlsen", "Rita Rask", "Væk", "Deltagerliste.txt"]
            };
            for word in words.iter().filter(|w| **w != "Kloak") {
                assert!(said.contains(word), "{lang}: {word} is missing");
            }
            for gap in ["{$", "{ $", "\u{2068}", "null", "None", "Some("] {
                assert!(!said.contains(gap), "{lang}: {gap}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn history_is_narrowed_and_kept() {
    both(async |w| {
        live(w).await;
        let api = format!("/api/v1/cases/{}/history", w.known.case);
        let all = w.get("anna", &api).await.is(200).json();
        let items = all["items"].as_array().expect("items");
        assert!(items.windows(2).all(|p| p[0]["seq"].as_i64() > p[1]["seq"].as_i64()), "newest first");
        let page = async |query: &str| w.get("anna", &format!("/cases/{}/history?{query}", w.known.case)).await.is(200).text();
        let access = page("what=access").await;
        assert!(access.contains("Rita Rask") && !access.contains("Forkert udgave"));
        let documents = page("what=documents").await;
        assert!(documents.contains("Forkert udgave") && !documents.contains("Klage"));
        let rita = page(&format!("who={}", w.known.user("rita"))).await;
        assert!(rita.contains("Rita Rask") && !rita.contains("Forkert udgave"));
        for odd in ["what='--", "who=x", "before=x", "before=-1", "before=0"] {
            page(odd).await;
        }
        let mut uow = w.uow().await;
        assert!(uow.also("UPDATE event SET data = '{}'", &[]).await.is_err(), "what happened stays");
    })
    .await;
}

#[tokio::test]
async fn sentences_read_as_somebody_would_say_them() {
    both(async |w| {
        live(w).await;
        let k = &w.known;
        let (place, id) = (format!("/cases/{}/documents/place", k.case), k.draft.id.to_string());
        w.post("anna", &place, &[("id", &id), ("folder", &k.folder.to_string()), ("do", "move")]).await.is(303);
        w.post("anna", &place, &[("id", &id), ("folder", ""), ("do", "move")]).await.is(303);
        let title = format!("<a href=\"/documents/{id}\">Referat 1</a>");
        let told = async |path: String| {
            let page = w.get("anna", &path).await.is(200).text();
            (plain(&page).split_whitespace().collect::<Vec<_>>().join(" "), page)
        };
        for path in [format!("/cases/{}/history", k.case), format!("/documents/{id}")] {
            let (said, page) = told(path).await;
            let moved: Vec<&str> = said.split("flyttede dokumentet Referat 1").skip(1).take(2).collect();
            assert!(moved[0].contains("Korrespondance") && moved[0].contains("Øverst på sagen"), "{moved:?}");
            assert!(moved[1].contains("Øverst på sagen"), "{moved:?}");
            assert!(page.contains(&format!("gjorde dokumentet {title} endeligt")), "{page}");
            assert!(said.contains("ændrede brevdatoen på dokumentet Referat 1") && said.contains("2. feb. 2026"), "{said}");
            assert!(said.contains("ændrede retningen") && said.contains("Udgående") && !said.contains("outgoing"), "{said}");
            assert!(!said.contains("2026-0"), "a day as programs write it: {said}");
        }
        let (said, _) = told(format!("/cases/{}/history?what=case", k.case)).await;
        for words in ["ændrede startdatoen", "ændrede den ventede slutdato", "1. dec. 2026", "ændrede fristen", "1. maj 2026"] {
            assert!(said.contains(words), "{words}: {said}");
        }
        assert!(!said.contains("begyndt"), "{said}");
    })
    .await;
}
