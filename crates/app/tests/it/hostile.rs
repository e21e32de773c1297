//! Hostile input through every route: nothing of it is an error of the program's, leads elsewhere, or is taken for
//! more than text.

use crate::access::fill::fill;
use crate::world::{World, both};
use base::web::Need;
use base::{Uuid, args};
use serde_json::json;

/// What is sent as the value of any field.
const VALUES: [&str; 12] = [
    "\0",
    "a\0b",
    "\u{202e}gpj.exe",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "${jndi:ldap://127.0.0.1/a}",
    "-9223372036854775808",
    "99999999999999999999999999",
    "NaN",
    "\u{feff}\u{fffe}\u{10ffff}",
    "../../../../etc/passwd",
    "\r\nset-cookie: rb_session=x",
];

/// Names of the fields that forms and the API know.
const FIELDS: [&str; 34] = [
    "title",
    "name",
    "value",
    "description",
    "template",
    "key",
    "owner",
    "principal",
    "level",
    "id",
    "folder",
    "target",
    "version",
    "status",
    "reason",
    "q",
    "case",
    "kind",
    "type",
    "year",
    "at",
    "after",
    "before",
    "size",
    "sort",
    "due_before",
    "changed_after",
    "parent",
    "user_name",
    "email",
    "lang",
    "to",
    "deadline",
    "level-1",
];

fn bodies() -> Vec<(&'static str, Vec<u8>)> {
    let form = "application/x-www-form-urlencoded";
    let mut all: Vec<(&str, Vec<u8>)> = VALUES
        .iter()
        .map(|value| {
            let pairs: Vec<(&str, &str)> = FIELDS.iter().map(|field| (*field, *value)).collect();
            (form, crate::world::form(&pairs).into_bytes())
        })
        .collect();
    all.push((form, b"title=%ff%fe&name=%c3%28&value=%00&version=%".to_vec()));
    all.push((form, vec![0xff; 2000]));
    all.push((form, "a=1&".repeat(20_000).into_bytes()));
    for text in
        ["null", "[]", "3", "\"x\"", "{", "{\"title\":{}}", "{\"title\":[[[]]],\"version\":1e999}", "{\"title\":\"\\ud800\"}", "\u{feff}{}"]
    {
        all.push(("application/json", text.into()));
    }
    all.push(("application/json", format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)).into_bytes()));
    let object: serde_json::Map<String, serde_json::Value> = FIELDS.iter().map(|field| ((*field).to_owned(), json!("a\0b"))).collect();
    all.push(("application/json", serde_json::to_vec(&object).expect("JSON")));
    all.push(("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n".to_vec()));
    all.push(("text/plain", b"title=1".to_vec()));
    all.push(("\u{7f}", vec![]));
    all
}

#[tokio::test]
async fn nothing_that_is_sent_is_an_error_of_the_programs() {
    both(async |w| {
        let bodies = bodies();
        for (at, route) in ringbind::routes().iter().enumerate() {
            let path = fill(route.path, &w.known);
            if route.method == "GET" {
                let bare = path.split('?').next().unwrap_or_default();
                for value in VALUES {
                    let pairs: Vec<(&str, &str)> = FIELDS.iter().map(|field| (*field, value)).collect();
                    let asked = format!("{bare}?{}", crate::world::form(&pairs));
                    let answer = w.get("anna", &asked).await;
                    assert!(answer.status.as_u16() < 500, "{asked}: {} {}", answer.status, answer.text());
                }
                continue;
            }
            // Who signs out or gives his rights away can't go on.
            if ["/sign-out", "/account/sessions/end", "/account/sessions/end-others", "/account/password"].contains(&route.path) {
                continue;
            }
            // Who keeps the house comes further in its pages than who works in it.
            let who = if matches!(route.need, Need::May(permission) if permission.administers()) { "adam" } else { "anna" };
            // What is only large is the same to all.
            let large = at % 12 == 0;
            for (kind, body) in bodies.iter().filter(|(_, body)| large || body.len() < 10_000) {
                let headers = if kind.contains('\u{7f}') { vec![] } else { vec![("content-type", *kind)] };
                let answer = w.send(who, route.method, &path, &headers, body.clone()).await;
                let shown: String = String::from_utf8_lossy(body).chars().take(80).collect();
                assert!(
                    answer.status.as_u16() < 500,
                    "{} {path} as {who}, {kind} {shown:?}: {} {}",
                    route.method,
                    answer.status,
                    answer.text()
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn places_that_are_none_are_missing() {
    both(async |w| {
        for route in ringbind::routes().iter().filter(|route| route.path.contains('{')) {
            for place in
                ["0", "-1", "99999999999999999999", "%00", "%ff", "..", "a%2Fb", "00000000-0000-0000-0000-000000000000", "%F0%9F%92%A9"]
            {
                let path: Vec<&str> = route.path.split('/').map(|part| if part.starts_with('{') { place } else { part }).collect();
                let answer = w.form_of("adam", route.method, &path.join("/"), &[]).await;
                assert!((300..500).contains(&answer.status.as_u16()), "{} {}: {}", route.method, path.join("/"), answer.status);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn every_answer_is_fenced_in() {
    let w = World::sqlite().await;
    for route in ringbind::routes().iter().filter(|route| route.method == "GET") {
        let path = fill(route.path, &w.known);
        for who in ["nobody", "anna", "dora"] {
            let answer = w.get(who, &path).await;
            let policy = answer.header("content-security-policy");
            assert!(
                policy.contains("default-src 'none'") || policy.contains("default-src 'self'") || policy.contains("sandbox"),
                "{path}: {policy}"
            );
            assert!(!policy.contains("unsafe-inline") && !policy.contains("unsafe-eval"), "{path}: {policy}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
            assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{path}");
            let cache = answer.header("cache-control");
            // The API's description is the same for all.
            let same = route.path == "/api/v1/openapi.json";
            assert!(
                same || ["no-store", "private", "no-cache"].iter().any(|word| cache.contains(word)),
                "{path} as {who} may be kept by others: {cache}"
            );
            for cookie in answer.headers.get_all("set-cookie") {
                let cookie = cookie.to_str().expect("text");
                assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{path}: {cookie}");
            }
        }
    }
}

#[tokio::test]
async fn no_answer_leads_to_another_house() {
    let w = World::sqlite().await;
    let elsewhere = [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "\\\\evil.example",
        "/\r\n/evil.example",
        "javascript:alert(1)",
        "/cases\r\nlocation: https://evil.example",
        " //evil.example",
        "/%2f/../\u{2028}//evil.example",
        "",
    ];
    for to in elsewhere {
        for (path, who) in [("/language", "nobody"), ("/cases/columns", "anna"), ("/sign-in", "nobody")] {
            let answer = w.post(who, path, &[("to", to), ("next", to), ("lang", "da"), ("account", "anna"), ("password", "forkert")]).await;
            let place = answer.to();
            let own = place.is_empty() || place.starts_with('/') && !place.starts_with("//") && !place.contains(['\\', '\t', '\r', '\n']);
            assert!(own && answer.status.as_u16() < 500, "{path} with {to:?} leads to {place:?}, {}", answer.status);
            assert!(!answer.headers.contains_key("evil") && answer.headers.get_all("location").iter().count() < 2, "{path} with {to:?}");
        }
    }
}

#[tokio::test]
async fn names_of_files_are_names_and_no_more() {
    both(async |w| {
        let long = "å".repeat(5000);
        let names = [
            "../../etc/passwd",
            "..\\..\\windows\\system.ini",
            "/abs/olut.txt",
            "a\0b.txt",
            "linje\r\nset-cookie: x=1.txt",
            "\u{202e}fdp.exe.txt",
            "CON.txt",
            "nul",
            ".",
            "..",
            "...",
            " ",
            "\t",
            "<img src=x onerror=alert(1)>.txt",
            "\"'`;|&$().txt",
            long.as_str(),
            "%2e%2e%2f.txt",
            "e\u{301}\u{200b}.txt",
            "😀.txt",
            "-rf.txt",
            "~.txt",
            "file.txt/",
            "a:b.txt",
        ];
        let case = format!("/cases/{}/uploads", w.known.case);
        for name in names {
            let answer = w.upload("anna", &case, name, b"indhold").await;
            assert!(answer.status.as_u16() < 500, "{name:?}: {} {}", answer.status, answer.text());
            if !answer.status.is_success() {
                assert!((400..500).contains(&answer.status.as_u16()), "{name:?}");
                continue;
            }
            let url = answer.json()["url"].as_str().expect("a place").to_owned();
            let id: Uuid = url.rsplit('/').next().and_then(|id| id.parse().ok()).expect("an id");
            let (version, kept): (Uuid, String) = w.one("SELECT v.id, v.name FROM version v WHERE v.document_id = $1", &args![id]).await;
            let bad = |c: char| c.is_control() || matches!(c, '/' | '\\' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            assert!(!kept.is_empty() && kept.chars().count() <= 255 && !kept.contains(bad), "{name:?} is kept as {kept:?}");
            assert!(![".", ".."].contains(&kept.as_str()), "{name:?} is kept as {kept:?}");
            let file = w.get("anna", &format!("/versions/{version}/download")).await.is(200);
            assert_eq!(file.bytes, b"indhold");
            let disposition = file.header("content-disposition");
            assert!(disposition.starts_with("attachment; filename=\"") && disposition.matches('"').count() == 2, "{name:?}: {disposition}");
            let page = w.get("anna", &format!("/documents/{id}")).await.is(200).text();
            assert!(!page.contains("<img src=x"), "{name:?} stands on its page as it is");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_too_long_is_told_and_nothing_is_made() {
    both(async |w| {
        let before = w.events().await;
        let long = "æ".repeat(400_000);
        let template = w.known.road_template.to_string();
        for (field, path) in [("title", "/api/v1/cases"), ("description", "/api/v1/cases")] {
            let answer = w.json("anna", "POST", path, &json!({ "template": template, "title": "Kort", field: long })).await;
            assert!([413, 422].contains(&answer.status.as_u16()), "{field}: {}", answer.status);
        }
        let huge = json!({ "template": template, "title": "x".repeat(30 << 20) });
        assert_eq!(w.json("anna", "POST", "/api/v1/cases", &huge).await.status, 413);
        assert_eq!(w.events().await, before, "nothing was made");
    })
    .await;
}

/// Two who change the same thing from the same state: one is told that the other was first.
#[tokio::test]
async fn of_many_at_once_one_comes_through() {
    both(async |w| {
        let case = w.known.case;
        let version = w.version(case).await;
        let path = format!("/api/v1/cases/{case}");
        let sent =
            (0..8).map(|n| {
                let path = path.clone();
                async move {
                    w.json("anna", "PATCH", &path, &json!({ "title": format!("Titel {n}"), "version": version })).await.status.as_u16()
                }
            });
        let answers = futures(sent).await;
        assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|status| [200, 409].contains(status)), "{answers:?}");
        assert_eq!(w.version(case).await, version + 1);
    })
    .await;
}

/// All of them, on the way together.
async fn futures<T>(all: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut open: Vec<_> = all.map(Box::pin).collect();
    let mut done: Vec<Option<T>> = open.iter().map(|_| None).collect();
    std::future::poll_fn(|cx| {
        for (one, done) in open.iter_mut().zip(&mut done).filter(|(_, done)| done.is_none()) {
            if let std::task::Poll::Ready(value) = one.as_mut().poll(cx) {
                *done = Some(value);
            }
        }
        if done.iter().all(Option::is_some) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done.into_iter().map(|one| one.expect("done")).collect()
}
