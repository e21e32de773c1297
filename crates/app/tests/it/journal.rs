//! Journal plans: the tree's codes, where cases go, who may do what, CSV, and a plan of 20,000 keys.

use crate::plans_world::World;
use axum::http::StatusCode;
use base::{Val, args};

#[tokio::test]
async fn codes_follow_places() {
    for world in World::all("codes").await {
        let one = world.add(None, "En").await;
        let two = world.add(None, "To").await;
        world.add(Some(one), "EnEn").await;
        let last = world.add(Some(one), "EnTo").await;
        world.add(Some(last), "Dyb").await;
        assert_eq!(world.tree().await, ["1 En 2", "1.1 EnEn 0", "1.2 EnTo 1", "1.2.1 Dyb 0", "2 To 0"]);
        // Before another, with all below it.
        let form = format!("place=before&target={one}");
        let answer = world.send(world.admin, "POST", &format!("/admin/keys/{two}/move"), &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        assert_eq!(world.tree().await, ["1 To 0", "2 En 2", "2.1 EnEn 0", "2.2 EnTo 1", "2.2.1 Dyb 0"]);
        // One step at a time.
        let step = |to: &'static str| (format!("/admin/keys/{last}/shift"), format!("to={to}"));
        let (path, form) = step("up");
        world.send(world.admin, "POST", &path, &form).await;
        assert_eq!(world.tree().await, ["1 To 0", "2 En 2", "2.1 EnTo 1", "2.1.1 Dyb 0", "2.2 EnEn 0"]);
        let (path, form) = step("out");
        world.send(world.admin, "POST", &path, &form).await;
        assert_eq!(world.tree().await, ["1 To 0", "2 En 1", "2.1 EnEn 0", "3 EnTo 1", "3.1 Dyb 0"]);
        let (path, form) = step("in");
        world.send(world.admin, "POST", &path, &form).await;
        assert_eq!(world.tree().await, ["1 To 0", "2 En 2", "2.1 EnEn 0", "2.2 EnTo 1", "2.2.1 Dyb 0"]);
        // Never below itself.
        let answer = world.send(world.admin, "POST", &format!("/admin/keys/{one}/move"), &format!("place=into&target={last}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(world.tree().await.len(), 5);
    }
}

#[tokio::test]
async fn cases_move_to_the_new_leaf() {
    for world in World::all("cases").await {
        let leaf = world.add(None, "Blad").await;
        let other = world.add(None, "Andet").await;
        // Of somebody else's: the administrator of plans doesn't see it, yet it moves.
        let case = world.case("Hemmelig", world.worker, Some(leaf)).await;
        let plan = world.plan().await;
        let form = format!("parent={leaf}&title=Ny");
        let path = format!("/admin/plans/{plan}/new");
        let answer = world.send(world.admin, "POST", &path, &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!answer.text.contains("Hemmelig") && answer.text.contains("cases_to"));
        assert_eq!(world.tree().await, ["1 Blad 0", "2 Andet 0"]);
        let answer = world.send(world.admin, "POST", &path, &format!("{form}&cases_to=other&cases_key={leaf}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let answer = world.send(world.admin, "POST", &path, &format!("{form}&cases_to=new")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let new = world.key("Ny").await;
        assert_eq!(world.listed(world.worker, &[new]).await.expect("a list"), ["Hemmelig"]);
        assert_eq!(world.listed(world.admin, &[new]).await.expect("a list"), Vec::<String>::new());
        let (archive, version): (String, i64) = world
            .system()
            .reader
            .one("SELECT c.archive_number, c.version FROM my_case c WHERE c.id = $1", &args![case])
            .await
            .expect("the case");
        assert_eq!((archive.as_str(), version), ("A/1", 2));
        let events: Vec<(String, String)> = world
            .system()
            .reader
            .all("SELECT e.kind, e.data FROM my_event e WHERE e.case_id = $1 AND e.kind = 'case.changed'", &args![case])
            .await
            .expect("events");
        assert_eq!(events.len(), 1);
        assert!(events[0].1.contains("\"old\":\"1 Blad\"") && events[0].1.contains("\"new\":\"1.1 Ny\""), "{}", events[0].1);
        // A step into a leaf that holds cases asks first.
        let answer = world.send(world.admin, "POST", &format!("/admin/keys/{other}/shift"), "to=in").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(world.tree().await, ["1 Blad 2", "1.1 Ny 0", "1.2 Andet 0"]);
        let answer = world.send(world.admin, "POST", &format!("/admin/keys/{other}/shift"), "to=in").await;
        assert!(answer.to.starts_with(&format!("/admin/keys/{other}/move?place=into")), "{}", answer.to);
        let page = world.send(world.admin, "GET", &answer.to, "").await;
        assert!(page.text.contains("name=\"cases_to\""), "{}", page.text);
    }
}

#[tokio::test]
async fn closing_and_deleting() {
    for world in World::all("closing").await {
        let top = world.add(None, "Top").await;
        let leaf = world.add(Some(top), "Blad").await;
        let plan = world.plan().await;
        world.send(world.admin, "POST", &format!("/admin/keys/{top}/close"), "closed=true").await;
        assert!(world.one::<bool>("SELECT closed FROM journal_key WHERE title = 'Blad'").await);
        // Not below a closed key, and not reopened below one.
        let answer = world.send(world.admin, "POST", &format!("/admin/plans/{plan}/new"), &format!("parent={top}&title=Mere")).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        let answer = world.send(world.admin, "POST", &format!("/admin/keys/{leaf}/close"), "closed=").await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        world.send(world.admin, "POST", &format!("/admin/keys/{top}/close"), "closed=").await;
        world.send(world.admin, "POST", &format!("/admin/keys/{leaf}/close"), "closed=").await;
        let answer = world.send(world.admin, "POST", &format!("/admin/keys/{top}/delete"), "").await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        let case = world.case("Sag", world.worker, Some(leaf)).await;
        world.run("UPDATE cases SET key_id = NULL WHERE id = $1", &args![case]).await;
        // It held a case once.
        let answer = world.send(world.admin, "POST", &format!("/admin/keys/{leaf}/delete"), "").await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        let other = world.add(Some(top), "Andet").await;
        let answer = world.send(world.admin, "POST", &format!("/admin/keys/{other}/delete"), "version=7").await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        let answer = world.send(world.admin, "DELETE", &format!("/api/v1/keys/{other}"), "").await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
        assert_eq!(world.tree().await, ["1 Top 1", "1.1 Blad 0"]);
    }
}

#[tokio::test]
async fn only_who_may() {
    for world in World::all("may").await {
        let key = world.add(None, "Top").await;
        let plan = world.plan().await;
        for (method, path) in [
            ("GET", "/admin/plans".to_owned()),
            ("POST", "/admin/plans".to_owned()),
            ("GET", format!("/admin/plans/{plan}")),
            ("POST", format!("/admin/keys/{key}/edit")),
            ("POST", format!("/admin/keys/{key}/delete")),
            ("POST", "/api/v1/plans".to_owned()),
            ("GET", "/admin/document-types".to_owned()),
            ("POST", "/api/v1/document-types".to_owned()),
        ] {
            let answer = world.send(world.worker, method, &path, "title=X&name=X").await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {path}");
        }
        assert_eq!(world.tree().await, ["1 Top 0"]);
        // A plan out of use is nobody's but theirs who keep plans.
        world.send(world.admin, "POST", "/admin/plans", "name=Anden").await;
        world.send(world.admin, "POST", &format!("/admin/plans/{plan}/active"), "active=").await;
        for path in [
            format!("/journal?key={key}"),
            format!("/journal/{plan}/keys?parent={key}"),
            format!("/api/v1/plans/{plan}"),
            format!("/api/v1/keys/{key}"),
        ] {
            assert_eq!(world.send(world.worker, "GET", &path, "").await.status, StatusCode::NOT_FOUND, "{path}");
        }
        // The last plan in use stays.
        let other: base::Uuid = world.one("SELECT id FROM plan WHERE name = 'Anden'").await;
        let answer = world.send(world.admin, "POST", &format!("/admin/plans/{other}/active"), "active=").await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
    }
}

#[tokio::test]
async fn the_page_shows_what_one_sees() {
    for world in World::all("page").await {
        let top = world.add(None, "Skoler").await;
        let leaf = world.add(Some(top), "Bygninger").await;
        world.case("Tag på <Vestre> Skole", world.worker, Some(leaf)).await;
        world.case("Andres sag", world.admin, Some(leaf)).await;
        let page = world.send(world.worker, "GET", &format!("/journal?key={top}"), "").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Tag på &lt;Vestre&gt; Skole") && !page.text.contains("Andres sag"), "{}", page.text);
        assert!(page.text.contains(&format!("/cases/new?key={leaf}")) && !page.text.contains(&format!("/cases/new?key={top}")));
        let page = world.send(world.reader, "GET", &format!("/journal?key={leaf}"), "").await;
        assert!(!page.text.contains("Vestre") && !page.text.contains("/cases/new"));
        // Branches that were opened stay open; a bad cursor is the first page.
        world.send(world.worker, "POST", &format!("/journal/{}/open", world.plan().await), &format!("key={top}&open=1")).await;
        assert!(world.send(world.worker, "GET", "/journal", "").await.text.contains("Bygninger"));
        assert!(!world.send(world.reader, "GET", "/journal", "").await.text.contains("Bygninger"));
        let page =
            world.send(world.worker, "GET", &format!("/journal?key={leaf}&after=zz.1&sort=owner&order=down&text=tag&status=all"), "").await;
        assert!(page.text.contains("Vestre"));
        assert_eq!(world.send(world.worker, "GET", "/journal?key=x", "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let picked = world.send(world.worker, "GET", "/pick/keys?q=byg", "").await;
        assert!(
            picked.text.contains("1.1 Bygninger") && picked.text.contains("Skoler") && !picked.text.contains(&top.to_string()),
            "{}",
            picked.text
        );
        let none = world.send(world.worker, "GET", "/pick/keys?q=sko&any=1", "").await;
        assert!(!none.text.contains(&top.to_string()));
    }
}

#[tokio::test]
async fn csv_both_ways() {
    for world in World::all("csv").await {
        let plan = world.plan().await;
        let path = format!("/admin/plans/{plan}/import");
        let send = async |rows: &str, go: &str| {
            let csv: String = rows.bytes().map(|b| format!("%{b:02X}")).collect();
            world.send(world.admin, "POST", &path, &format!("csv={csv}&apply={go}")).await
        };
        let first = "code;title;description;keywords;closed\n1;Ledelse;;;\n1.1;Byråd;Møder;udvalg;\n2;Byggeri;;;\n";
        let shown = send(first, "").await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.text.contains("Byggeri"));
        assert!(world.tree().await.is_empty(), "a dry run changes nothing");
        assert_eq!(send(first, "true").await.status, StatusCode::SEE_OTHER);
        assert_eq!(world.tree().await, ["1 Ledelse 1", "1.1 Byråd 0", "2 Byggeri 0"]);
        let file = world.send(world.admin, "GET", &format!("/admin/plans/{plan}/export"), "").await;
        assert!(file.text.contains("1.1;Byråd;Møder;udvalg;"), "{}", file.text);
        // Row faults: nothing is done.
        let wrong = send("code;title\n1;Ledelse\n1.3;Hul\n4.1;Løs\n", "true").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("Før 1.3") && wrong.text.contains("4"), "{}", wrong.text);
        assert_eq!(world.tree().await.len(), 3);
        // A leaf with cases isn't made a branch by a file.
        world.case("Sag", world.worker, Some(world.key("Byggeri").await)).await;
        let update = "code;title\n1;Ledelse og styring\n1.1;Byråd\n1.2;Valg\n2;Byggeri\n2.1;Tilladelser\n";
        assert_eq!(send(update, "true").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let update = "code;title;keywords\n1;Ledelse og styring;\n1.2;Valg;stemme\n1.1;Byråd;udvalg\n";
        assert_eq!(send(update, "true").await.status, StatusCode::SEE_OTHER);
        assert_eq!(world.tree().await, ["1 Ledelse og styring 2", "1.1 Byråd 0", "1.2 Valg 0", "2 Byggeri 0"]);
        assert!(world.one::<bool>("SELECT closed FROM journal_key WHERE title = 'Byggeri'").await);
        let found = world.send(world.worker, "GET", &format!("/api/v1/plans/{plan}/keys?q=stemme"), "").await;
        assert!(found.text.contains("Valg"), "{}", found.text);
    }
}

#[tokio::test]
async fn twenty_thousand_keys() {
    for world in World::all("large").await {
        let mut rows = String::from("code;title;keywords\n");
        for a in 1..=20 {
            rows.push_str(&format!("{a};Hoved {a};\n"));
            for b in 1..=40 {
                rows.push_str(&format!("{a}.{b};Gruppe {a}-{b};\n"));
                for c in 1..=24 {
                    rows.push_str(&format!("{a}.{b}.{c};Emne {a}-{b}-{c};ord{c}\n"));
                }
            }
        }
        let plan = world.plan().await;
        let csv: String = rows.replace(' ', "+").replace(';', "%3B").replace('\n', "%0A");
        let answer = world.send(world.admin, "POST", &format!("/admin/plans/{plan}/import"), &format!("csv={csv}&apply=true")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", &answer.text[..answer.text.len().min(500)]);
        assert_eq!(world.one::<i64>("SELECT count(*) FROM journal_key").await, 20_020);
        let branch = world.key("Gruppe 7-10").await;
        let ctx = world.ctx(world.worker).await;
        let sql = "SELECT k.id FROM journal_key k WHERE k.parent_id IN ($1) ORDER BY k.code_key, k.id";
        let values: Vec<Val> = args![branch].to_vec();
        if let Ok(Some(steps)) = ctx.reader.steps(sql, &values) {
            assert!(steps < 2_000, "the children of a branch are found by index: {steps} steps");
        }
        let page = world.send(world.worker, "GET", &format!("/journal/{plan}/keys?parent={branch}"), "").await;
        assert_eq!(page.text.matches("role=\"treeitem\"").count(), 24);
        // 7.9 before 7.10 in the tree.
        let codes: Vec<(String,)> = world
            .system()
            .reader
            .all("SELECT k.code FROM journal_key k WHERE k.code LIKE '7.%' AND k.children > 0 ORDER BY k.code_key", &[])
            .await
            .expect("codes");
        assert_eq!((codes[8].0.as_str(), codes[9].0.as_str()), ("7.9", "7.10"));
    }
}

#[tokio::test]
async fn document_types() {
    for world in World::all("types").await {
        let made = world.send(world.admin, "POST", "/api/v1/document-types", "title_da=Skitse&title_en=Sketch").await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let id: i64 = world.one("SELECT id FROM document_type WHERE title_en = 'Sketch'").await;
        let again = world.send(world.admin, "POST", "/admin/document-types", "title_da=SKITSE&title_en=Other+one").await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        // The default stays in use; only one is default.
        world.send(world.admin, "POST", &format!("/admin/document-types/{id}/default"), "").await;
        assert_eq!(world.one::<i64>("SELECT count(*) FROM document_type WHERE is_default").await, 1);
        assert_eq!(
            world.send(world.admin, "POST", &format!("/admin/document-types/{id}/active"), "active=").await.status,
            StatusCode::CONFLICT
        );
        assert_eq!(world.send(world.admin, "POST", &format!("/admin/document-types/{id}/delete"), "").await.status, StatusCode::CONFLICT);
        world.send(world.admin, "POST", "/admin/document-types/2/default", "").await;
        // Shipped ones are never deleted; unused own ones are.
        assert_eq!(world.send(world.admin, "POST", "/admin/document-types/3/delete", "").await.status, StatusCode::CONFLICT);
        assert_eq!(
            world.send(world.admin, "POST", &format!("/admin/document-types/{id}/order"), "to=up").await.status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(world.send(world.admin, "DELETE", &format!("/api/v1/document-types/{id}"), "").await.status, StatusCode::NO_CONTENT);
        let page = world.send(world.admin, "GET", "/admin/document-types/2", "").await;
        assert!(page.text.contains("Anna Admin"), "its changes stand below: {}", page.text);
    }
}
