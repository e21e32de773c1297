//! Documents: how files come in, what a final one refuses, where they go, how they come out.

use crate::world::{PDF, World, both};
use base::{Uuid, args};
use serde_json::{Value, json};

/// Asked for, refused with this status, and nothing happened.
async fn refused(w: &World, who: &str, method: &str, path: &str, pairs: &[(&str, &str)], status: u16) {
    let before = w.events().await;
    let answer = w.form_of(who, method, path, pairs).await;
    assert_eq!(answer.status.as_u16(), status, "{who} {method} {path}: {}", answer.text());
    assert_eq!(w.events().await, before, "{who} {method} {path}: refused, yet something happened");
}

fn zone(w: &World) -> String {
    format!("/cases/{}/uploads", w.known.case)
}

#[tokio::test]
async fn files_come_in_pieces() {
    both(async |w| {
        let place = w.announce("bo", &zone(w), "Æ ø/..\\notat.txt", 10, &[]).await.is(201).to();
        assert_eq!(w.patch("bo", &place, 0, b"hello").await.is(204).header("upload-offset"), "5");
        w.patch("bo", &place, 0, b"again").await.is(409);
        w.patch("bo", &place, 9, b"x").await.is(409);
        let head = w.send("bo", "HEAD", &place, &[("tus-resumable", "1.0.0")], "").await.is(200);
        assert_eq!((head.header("upload-offset"), head.header("upload-length")), ("5".into(), "10".into()));
        w.send("anna", "HEAD", &place, &[("tus-resumable", "1.0.0")], "").await.is(404);
        w.patch("bo", &place, 5, b"far too much for it").await.is(413);
        let made = w.patch("bo", &place, 5, b"world").await.is(200).json();
        let (title, name): (String, String) =
            w.one("SELECT d.title, v.name FROM document d JOIN version v ON v.id = d.main_version ORDER BY d.no DESC LIMIT 1", &[]).await;
        assert!(!name.contains('/') && !name.contains('\\') && name.ends_with("notat.txt"), "{name}");
        assert!(!title.is_empty() && made["url"].as_str().is_some_and(|u| u.starts_with("/documents/")));
        assert_eq!(w.last_event().await.0, "document.created");
        w.patch("bo", &place, 10, b"").await.is(404);
    })
    .await;
}

#[tokio::test]
async fn what_may_not_come_in() {
    both(async |w| {
        let events = w.events().await;
        let zone = zone(w);
        w.announce("bo", &zone, "tom.txt", 0, &[]).await.is(409);
        w.announce("bo", &zone, "stor.bin", 3 << 30, &[]).await.is(413);
        w.announce("bo", &zone, "virus.exe", 10, &[]).await.is(409);
        w.announce("carl", &zone, "a.txt", 10, &[]).await.is(403);
        w.announce("dora", &zone, "a.txt", 10, &[]).await.is(404);
        w.announce("nobody", &zone, "a.txt", 10, &[]).await.is(401);
        w.send("bo", "POST", &zone, &[("tus-resumable", "1.0.0")], "").await.is(409);
        // A program under the name of a text.
        let program = [b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff".as_slice(), &[0; 200]].concat();
        w.upload("bo", &zone, "referat.txt", &program).await.is(409);
        let cancelled = w.announce("bo", &zone, "fortrudt.txt", 10, &[]).await.is(201).to();
        w.send("bo", "DELETE", &cancelled, &[("tus-resumable", "1.0.0")], "").await.is(204);
        w.patch("bo", &cancelled, 0, b"x").await.is(404);
        w.upload("bo", &format!("{zone}?folder={}", Uuid::from_u128(3)), "a.txt", b"indhold").await.is(409);
        assert_eq!(w.events().await, events);
        let (left,): (i64,) = w.one("SELECT count(*) FROM upload", &[]).await;
        assert_eq!(left, 1, "only Anna's");
        // A PDF that says it is a text is what it is.
        let doc = w.document("bo", &zone, "ikke-en-tekst.txt", &[PDF.as_slice(), b"\n% another"].concat()).await;
        let (media, family): (String, String) = w.one("SELECT media_type, family FROM version WHERE id = $1", &args![doc.version]).await;
        assert_eq!((media.as_str(), family.as_str()), ("application/pdf", "pdf"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn dropped_folders_are_made_once() {
    both(async |w| {
        let zone = zone(w);
        let one = async |n: usize| {
            let data = format!("fil {n}");
            let path = if n.is_multiple_of(2) { "Billeder/Maj" } else { "Billeder/Juni" };
            let place = w.announce("bo", &zone, &format!("fil{n}.txt"), data.len(), &[("path", path)]).await.is(201).to();
            w.patch("bo", &place, 0, data.as_bytes()).await.is(200);
        };
        futures_util::future::join_all((0..8).map(one)).await;
        let made: Vec<(String,)> = w
            .all(
                "SELECT name FROM folder WHERE case_id = $1 AND name NOT IN ('Korrespondance', 'Borgere') ORDER BY name",
                &args![w.known.case],
            )
            .await;
        assert_eq!(made.into_iter().map(|(n,)| n).collect::<Vec<_>>(), ["Billeder", "Juni", "Maj"]);
        let (numbers, documents): (i64, i64) =
            w.one("SELECT count(DISTINCT no), count(*) FROM document WHERE case_id = $1", &args![w.known.case]).await;
        assert_eq!((numbers, documents), (12, 12));
        assert_eq!(w.events_of("folder.made").await, 3);
    })
    .await;
}

#[tokio::test]
async fn the_same_content_is_pointed_out() {
    both(async |w| {
        let (zone, data) = (zone(w), "Kloakeringen udskydes til efteråret.\nHøringssvar fra grundejerforeningen.\n".as_bytes());
        let events = w.events().await;
        let double = w.upload("bo", &zone, "Kopi.txt", data).await.is(409).json();
        assert_eq!(double["duplicate"]["url"], json!(format!("/documents/{}", w.known.draft.id)), "{double}");
        assert_eq!(w.events().await, events);
        let anyway = w.announce("bo", &zone, "Kopi.txt", data.len(), &[("duplicate", "add")]).await.is(201).to();
        w.patch("bo", &anyway, 0, data).await.is(200);
        // What he doesn't see isn't pointed out to him.
        w.upload("bo", &zone, "Løn.txt", "Kvalifikationstillæg til brolæggeren.\n".as_bytes()).await.is(200);
    })
    .await;
}

#[tokio::test]
async fn versions_and_attachments() {
    both(async |w| {
        let (draft, zone) = (w.known.draft, zone(w));
        w.upload("bo", &format!("{zone}?version_of={}&comment=Rettet", draft.id), "Referat v2.txt", b"anden udgave").await.is(200);
        assert_eq!(w.last_event().await.1, json!({ "no": 2, "file": "Referat v2.txt", "size": 12, "comment": "Rettet" }));
        let now = async || w.get("bo", &format!("/api/v1/documents/{}", draft.id)).await.json()["main_version"].clone();
        assert_ne!(now().await, json!(draft.version));
        assert_eq!(w.get("bo", &format!("/versions/{}/download", draft.version)).await.is(200).bytes.len(), 76, "the first stays");
        w.post("bo", &format!("/documents/{}/versions/{}/current", draft.id, draft.version), &[]).await.is(303);
        let (no, count): (i64, i64) =
            w.one("SELECT max(no), count(*) FROM version WHERE document_id = $1 AND attachment_id IS NULL", &args![draft.id]).await;
        assert_eq!((no, count), (3, 3), "made current as a new version");
        refused(w, "bo", "POST", &format!("/documents/{}/versions/{}/current", draft.id, w.known.attached), &[], 404).await;
        refused(w, "bo", "POST", &format!("/documents/{}/versions/{}/current", draft.id, w.known.sealed.version), &[], 404).await;
        w.get("carl", &format!("/versions/{}/download", w.known.attached)).await.is(200);
        let remove = format!("/documents/{}/attachments/{}/remove", draft.id, w.known.attachment);
        refused(w, "carl", "POST", &remove, &[], 403).await;
        w.post("bo", &remove, &[]).await.is(303);
        assert_eq!(w.last_event().await, ("document.attachment_removed".into(), json!({ "file": "Deltagerliste.txt" })));
        w.get("carl", &format!("/versions/{}/download", w.known.attached)).await.is(404);
        refused(w, "bo", "POST", &remove, &[], 404).await;
        let other = w.json("bo", "POST", "/api/v1/cases", &json!({ "template": w.known.road_template, "title": "Anden" })).await.id();
        w.upload("dora", &format!("/cases/{other}/uploads?attach_to={}", draft.id), "x.txt", b"x y").await.is(404);
    })
    .await;
}

#[tokio::test]
async fn nothing_of_a_final_document_changes() {
    both(async |w| {
        let (sealed, zone) = (w.known.sealed, zone(w));
        let at = |end: &str| format!("/documents/{}{end}", sealed.id);
        for (name, value) in [
            ("title", "Ny"),
            ("type", "2"),
            ("description", "Ny"),
            ("sender", "Ny"),
            ("letter_date", "2026-01-01"),
            ("direction", "incoming"),
        ] {
            refused(w, "anna", "POST", &at(&format!("/facts/{name}")), &[("value", value)], 409).await;
        }
        refused(w, "anna", "PATCH", &format!("/api/v1{}", at("")), &[("title", "Ny")], 409).await;
        refused(w, "anna", "POST", &at("/delete"), &[], 409).await;
        refused(w, "anna", "POST", &at("/final"), &[], 409).await;
        refused(w, "anna", "POST", &at(&format!("/versions/{}/current", sealed.version)), &[], 409).await;
        let events = w.events().await;
        w.upload("anna", &format!("{zone}?version_of={}", sealed.id), "Ny.pdf", b"ny udgave").await.is(409);
        w.upload("anna", &format!("{zone}?attach_to={}", sealed.id), "Bilag.txt", b"et bilag").await.is(409);
        assert_eq!(w.events().await, events);
        let other = w.known.restricted.to_string();
        refused(
            w,
            "anna",
            "POST",
            &format!("/cases/{}/documents/place", w.known.case),
            &[("id", &sealed.id.to_string()), ("target", &other), ("do", "move")],
            409,
        )
        .await;
        let (seal,): (Option<Vec<u8>>,) = w.one("SELECT seal FROM document WHERE id = $1", &args![sealed.id]).await;
        let (told,): (String,) = w.one("SELECT data FROM event WHERE kind = 'document.made_final'", &[]).await;
        let hex: String = seal.expect("a seal").iter().map(|b| format!("{b:02x}")).collect();
        assert!(told.contains(&hex), "the log keeps the seal");
        refused(w, "bo", "POST", &at("/reopen"), &[("reason", "Tastefejl i navnet")], 403).await;
        refused(w, "anna", "POST", &at("/reopen"), &[("reason", "")], 409).await;
        w.post("anna", &at("/reopen"), &[("reason", "Tastefejl i navnet")]).await.is(303);
        assert_eq!(w.last_event().await, ("document.reopened".into(), json!({ "reason": "Tastefejl i navnet" })));
        refused(w, "anna", "POST", &at("/reopen"), &[("reason", "En gang til")], 409).await;
        w.post("anna", &at("/facts/title"), &[("value", "Ny afgørelse")]).await.is(200);
        w.get("bo", &format!("/versions/{}/download", sealed.version)).await.is(200);
    })
    .await;
}

#[tokio::test]
async fn facts_of_a_draft() {
    both(async |w| {
        let api = format!("/api/v1/documents/{}", w.known.draft.id);
        let version = w.get("bo", &api).await.json()["version"].as_i64().expect("a version");
        for bad in [json!({ "title": "" }), json!({ "title": "God", "type": 999 }), json!({ "letter_date": "x" }), json!({ "handler": 0 }), json!({ "direction": "op" })] {
            let before = w.events().await;
            w.json("bo", "PATCH", &api, &bad).await.is(422);
            assert_eq!(w.events().await, before, "{bad}");
        }
        let good = json!({ "title": "Byggemøde 1", "type": 6, "direction": "incoming", "letter_date": "24.2.2026", "sender": "Entreprenøren", "version": version });
        w.json("bo", "PATCH", &api, &good).await.is(200);
        let now = w.get("bo", &api).await.json();
        assert_eq!((&now["title"], &now["letter_date"], &now["type_id"]), (&json!("Byggemøde 1"), &json!("2026-02-24"), &json!(6)));
        w.json("bo", "PATCH", &api, &json!({ "title": "Sen", "version": version })).await.is(409);
        assert_eq!(w.get("bo", &api).await.json()["title"], "Byggemøde 1");
    })
    .await;
}

#[tokio::test]
async fn moving_and_copying() {
    both(async |w| {
        let k = &w.known;
        let (place, draft) = (format!("/cases/{}/documents/place", k.case), k.draft.id.to_string());
        let target = w.json("bo", "POST", "/api/v1/cases", &json!({ "template": k.road_template, "title": "Målet" })).await.id();
        w.post("bo", &place, &[("id", &draft), ("folder", &k.inner_folder.to_string()), ("do", "move")]).await.is(303);
        assert_eq!(w.last_event().await, ("document.moved".into(), json!({ "from": "", "to": "Borgere" })));
        w.post("bo", &place, &[("id", &draft), ("target", &target.to_string()), ("do", "copy")]).await.is(303);
        let (source, status, attachments): (String, i64, i64) = w
            .one("SELECT d.source, d.status, (SELECT count(*) FROM attachment a WHERE a.document_id = d.id) AS n FROM document d WHERE d.case_id = $1", &args![target])
            .await;
        assert_eq!((source.as_str(), status, attachments), ("copy", 0, 1));
        w.post("bo", &place, &[("id", &draft), ("target", &target.to_string()), ("do", "move")]).await.is(303);
        let (case, no): (Uuid, i64) = w.one("SELECT case_id, no FROM document WHERE id = $1", &args![k.draft.id]).await;
        assert_eq!((case, no), (target, 2));
        let told: Vec<(Uuid,)> = w.all("SELECT case_id FROM event WHERE kind LIKE 'document.moved_%' ORDER BY seq DESC LIMIT 2", &[]).await;
        assert!(told.contains(&(k.case,)) && told.contains(&(target,)), "both histories say so");
        // Each names the other only to who sees it.
        let number = w.one::<(String,)>("SELECT number FROM cases WHERE id = $1", &args![target]).await.0;
        let told = async |who: &str, case: Uuid| w.get(who, &format!("/api/v1/cases/{case}/history")).await.is(200).text();
        let seen = told("bo", k.case).await;
        assert!(seen.contains(&number) && seen.contains(&target.to_string()), "{seen}");
        let unseen = told("carl", k.case).await;
        assert!(unseen.contains("document.moved_out") && !unseen.contains(&number) && !unseen.contains(&target.to_string()), "{unseen}");
        let words = w.get("carl", &format!("/cases/{}/history", k.case)).await.text();
        assert!(words.contains("til en anden sag") && !words.contains(&number), "{words}");
        let picture = k.picture.id.to_string();
        for target in [k.restricted, Uuid::from_u128(4)] {
            refused(w, "bo", "POST", &place, &[("id", &picture), ("target", &target.to_string()), ("do", "move")], 422).await;
        }
        refused(w, "bo", "POST", &place, &[("id", &k.limited.id.to_string()), ("do", "move")], 404).await;
        refused(w, "bo", "POST", &place, &[("id", &picture), ("id", &draft), ("folder", &k.folder.to_string()), ("do", "move")], 404).await;
        refused(w, "carl", "POST", &place, &[("id", &picture), ("do", "copy")], 403).await;
        refused(w, "bo", "POST", &place, &[("id", &picture), ("folder", &Uuid::from_u128(4).to_string()), ("do", "move")], 409).await;
        // A limited document stays limited as a copy.
        w.post("anna", &place, &[("id", &k.limited.id.to_string()), ("do", "copy")]).await.is(303);
        assert_eq!(w.get("bo", &format!("/api/v1/cases/{}", k.case)).await.json()["documents"], 2);
        assert_eq!(w.get("carl", &format!("/api/v1/cases/{}", k.case)).await.json()["documents"], 4);
    })
    .await;
}

#[tokio::test]
async fn nobody_moves_a_limited_document_out_of_his_own_sight() {
    both(async |w| {
        let k = &w.known;
        let target = w.json("bo", "POST", "/api/v1/cases", &json!({ "template": k.road_template, "title": "Målet" })).await.id();
        let members = format!("/api/v1/cases/{target}/members");
        w.json("bo", "POST", &members, &json!({ "principal": w.known.user("anna"), "level": "write" })).await.is(200);
        // Anna sees it as one who manages its case, and she doesn't manage the other.
        let (limited, to) = (k.limited.id.to_string(), target.to_string());
        let place = format!("/cases/{}/documents/place", k.case);
        for way in ["move", "copy"] {
            let asked = [("id", limited.as_str()), ("target", &to), ("do", way)];
            refused(w, "anna", "POST", &place, &asked, 409).await;
            let form = w.post("anna", &place, &asked).await.text();
            assert!(form.contains("id=\"place\"") && form.contains("ville du ikke kunne se det"), "{form}");
            let said =
                w.json("anna", "POST", &format!("/api/v1/documents/{limited}/{way}"), &json!({ "target": target })).await.is(409).text();
            assert!(said.contains("Lønforhandling"), "{said}");
        }
        let anna = w.known.user("anna").to_string();
        w.post("anna", &format!("/documents/{limited}/access"), &[("limited", "true"), ("principal", &anna)]).await.is(303);
        w.post("anna", &place, &[("id", &limited), ("target", &to), ("do", "copy")]).await.is(303);
        w.json("anna", "POST", &format!("/api/v1/documents/{limited}/move"), &json!({ "target": target })).await.is(200);
        w.get("anna", &format!("/documents/{limited}")).await.is(200);
    })
    .await;
}

#[tokio::test]
async fn folders_and_the_trash() {
    both(async |w| {
        let k = &w.known;
        let folders = format!("/cases/{}/folders", k.case);
        for bad in ["", "  ", "...", "/"] {
            refused(w, "bo", "POST", &folders, &[("name", bad)], 422).await;
        }
        refused(w, "bo", "POST", &folders, &[("name", "X"), ("parent", &Uuid::from_u128(4).to_string())], 409).await;
        refused(w, "bo", "POST", &format!("/folders/{}/delete", k.folder), &[], 409).await;
        w.post("bo", &folders, &[("name", "Tom")]).await.is(303);
        let (empty,): (Uuid,) = w.one("SELECT id FROM folder WHERE name = 'Tom'", &[]).await;
        w.post("bo", &format!("/folders/{empty}/rename"), &[("name", "Helt tom")]).await.is(303);
        w.post("bo", &format!("/folders/{empty}/delete"), &[]).await.is(303);
        refused(w, "bo", "POST", &format!("/folders/{empty}/rename"), &[("name", "Igen")], 404).await;
        // What bo doesn't see doesn't keep his folder; it moves up, out of his sight.
        w.post("bo", &folders, &[("name", "Lukket")]).await.is(303);
        let (shut,): (Uuid,) = w.one("SELECT id FROM folder WHERE name = 'Lukket'", &[]).await;
        let place = format!("/cases/{}/documents/place", k.case);
        w.post("anna", &place, &[("id", &k.limited.id.to_string()), ("folder", &shut.to_string()), ("do", "move")]).await.is(303);
        refused(w, "carl", "POST", &format!("/folders/{shut}/delete"), &[], 403).await;
        refused(w, "anna", "POST", &format!("/folders/{shut}/delete"), &[], 409).await;
        w.post("bo", &format!("/folders/{shut}/delete"), &[]).await.is(303);
        let (lifted,): (Option<Uuid>,) = w.one("SELECT folder_id FROM document WHERE id = $1", &args![k.limited.id]).await;
        assert_eq!(lifted, None);
        let delete = format!("/documents/{}/delete", k.draft.id);
        refused(w, "bo", "POST", &delete, &[], 409).await;
        refused(w, "carl", "POST", &delete, &[], 403).await;
        w.post("anna", &delete, &[]).await.is(303);
        for who in ["anna", "bo", "carl"] {
            w.get(who, &format!("/documents/{}", k.draft.id)).await.is(404);
            w.get(who, &format!("/versions/{}/download", k.draft.version)).await.is(404);
            w.get(who, &format!("/versions/{}/download", k.attached)).await.is(404);
        }
        let restore = format!("/documents/{}/restore", k.draft.id);
        for who in ["bo", "carl", "dora"] {
            refused(w, who, "POST", &restore, &[], 404).await;
        }
        w.post("anna", &restore, &[]).await.is(303);
        refused(w, "anna", "POST", &restore, &[], 404).await;
        w.get("carl", &format!("/documents/{}", k.draft.id)).await.is(200);
        refused(w, "bo", "POST", &format!("/cases/{}/documents/delete", k.case), &[("id", &k.picture.id.to_string())], 409).await;
        w.post(
            "anna",
            &format!("/cases/{}/documents/final", k.case),
            &[("id", &k.picture.id.to_string()), ("id", &k.sealed.id.to_string())],
        )
        .await
        .is(303);
        assert_eq!(w.events_of("document.made_final").await, 2, "the one that was a draft");
    })
    .await;
}

#[tokio::test]
async fn limits_are_set_and_lifted_by_who_manages() {
    both(async |w| {
        let access = format!("/documents/{}/access", w.known.draft.id);
        let (bo, carl) = (w.known.user("bo").to_string(), w.known.user("carl").to_string());
        refused(w, "bo", "POST", &access, &[("limited", "true"), ("principal", &bo)], 403).await;
        refused(w, "anna", "POST", &access, &[("limited", "true"), ("principal", "999999")], 422).await;
        w.post("anna", &access, &[("limited", "true"), ("principal", &carl)]).await.is(303);
        assert_eq!(
            w.last_event().await.1,
            json!({ "was": false, "limited": true, "old": [], "new": ["Carl Carlsen"], "principals": [w.known.user("carl")] })
        );
        w.get("bo", &format!("/documents/{}", w.known.draft.id)).await.is(404);
        w.get("bo", &format!("/versions/{}/download", w.known.attached)).await.is(404);
        w.get("rita", &format!("/documents/{}", w.known.draft.id)).await.is(404);
        w.get("carl", &format!("/documents/{}", w.known.draft.id)).await.is(200);
        w.post("anna", &access, &[]).await.is(303);
        assert_eq!(w.last_event().await.1, json!({ "was": true, "limited": false, "old": ["Carl Carlsen"], "new": [], "principals": [] }));
        w.get("bo", &format!("/documents/{}", w.known.draft.id)).await.is(200);
    })
    .await;
}

#[tokio::test]
async fn a_case_tells_of_every_change_but_a_limited_documents() {
    both(async |w| {
        let k = &w.known;
        let (anna, bo) = (w.known.user("anna"), w.known.user("bo"));
        let changed_by = async || w.one::<(i64,)>("SELECT changed_by FROM cases WHERE id = $1", &args![k.case]).await.0;
        w.post("bo", &format!("/documents/{}/final", k.draft.id), &[("sure", "true")]).await.is(303);
        assert_eq!(changed_by().await, bo);
        w.post("anna", &format!("/documents/{}/access", k.limited.id), &[("limited", "true"), ("principal", &anna.to_string())])
            .await
            .is(303);
        w.post("anna", &format!("/documents/{}/final", k.limited.id), &[]).await.is(303);
        w.post("anna", &format!("/cases/{}/documents/place", k.case), &[("id", &k.limited.id.to_string()), ("do", "copy")]).await.is(303);
        assert_eq!(changed_by().await, bo);
        w.post("anna", &format!("/cases/{}/folders", k.case), &[("name", "Nyt")]).await.is(303);
        assert_eq!(changed_by().await, anna);
    })
    .await;
}

#[tokio::test]
async fn downloads_are_whole_or_in_part_and_logged() {
    both(async |w| {
        let path = format!("/versions/{}/download", w.known.sealed.version);
        let logged = async || w.events_of("document.downloaded").await;
        let part = w.send("carl", "GET", &path, &[("range", "bytes=1-4")], "").await.is(206);
        assert_eq!((part.bytes.as_slice(), part.header("content-range")), (&PDF[1..5], format!("bytes 1-4/{}", PDF.len())));
        assert_eq!(logged().await, 1, "a part is a download, too");
        w.send("carl", "GET", &path, &[("range", "bytes=5-")], "").await.is(206);
        assert_eq!(logged().await, 1, "and its rest the same one");
        let whole = w.get("carl", &path).await.is(200);
        assert_eq!(whole.bytes, *PDF);
        assert_eq!(logged().await, 2);
        assert!(whole.header("content-disposition").contains("filename*=UTF-8''Afg%C3%B8relse.pdf"));
        assert!(whole.header("content-security-policy").contains("sandbox") && whole.header("x-content-type-options") == "nosniff");
        let stale = w.send("carl", "GET", &path, &[("range", "bytes=0-3"), ("if-range", "\"other\"")], "").await;
        assert_eq!(stale.status, 200);
        w.send("carl", "GET", &path, &[("range", "bytes=99999-")], "").await.is(416);
        w.get("token", &path).await.is(200);
        assert_eq!(w.last_event().await, ("document.downloaded".into(), json!({ "file": "Afgørelse.pdf" })));
        let picture = w.get("carl", &format!("/versions/{}/page/0?w=140", w.known.sealed.version)).await.is(200);
        assert!(picture.bytes.starts_with(b"\x89PNG"));
        assert_eq!(picture.headers["cache-control"], "private, no-cache", "asked for again, since the right may be gone");
        assert!(picture.headers.contains_key("etag"));
        w.get("carl", &format!("/versions/{}/page/9", w.known.sealed.version)).await.is(404);
        let shown: Value = w.get("carl", &format!("/api/v1/documents/{}", w.known.sealed.id)).await.json();
        assert_eq!(shown["final_by_name"], "Anna Ager");
    })
    .await;
}

#[tokio::test]
async fn many_documents_come_in_pages() {
    both(async |w| {
        let (zone, case) = (zone(w), w.known.case);
        for n in 0..120 {
            w.document("bo", &zone, &format!("bilag {n:03}.txt"), format!("indhold {n}").as_bytes()).await;
        }
        let page = async |who: &str, path: &str| w.get(who, &format!("/cases/{case}{path}")).await.is(200).text();
        let rows = |page: &str| page.matches("data-preview=").count();
        let (first, second) =
            (page("bo", "?docs=flat&dsort=title&ddir=asc&dsize=100").await, page("bo", "?dsort=title&ddir=asc&dat=100").await);
        let total: usize = first.split("1–100 af ").nth(1).and_then(|s| s.split('<').next()?.parse().ok()).expect("a range");
        assert_eq!(rows(&first), 100);
        assert!(first.contains("dsort=title&amp;ddir=asc&amp;dat=100\""), "{first}");
        assert!(total >= 120 && 100 + rows(&second) == total, "{total}");
        assert!(second.contains("dat=0\"") && second.contains(&format!("101–{total} af {total}")), "{second}");
        assert!(
            first.contains("bilag 000") && !second.contains("bilag 000") && second.contains("bilag 119") && !first.contains("bilag 119")
        );
        // Beyond the end, and nonsense, is the beginning; the order is kept.
        for at in ["5000", "-7", "x", "99999999999999999999"] {
            assert!(page("bo", &format!("?dsort=title&ddir=asc&dat={at}")).await.contains("bilag 000"), "{at}");
        }
        // Who only reads turns pages too, of the usual size.
        assert_eq!(rows(&page("carl", "?docs=flat&dsize=7").await), 50);
        assert!(page("carl", "?dat=100").await.contains("101–"));
    })
    .await;
}
