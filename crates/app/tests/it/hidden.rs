//! What somebody may not see isn't there for him: not in lists, counts, search, suggestions,
//! pickers, pages, pictures, downloads or history; and its answers are those of what is missing.

use crate::access::fill::{Body, body, fill};
use crate::world::{Answer, Known, World, both, form};
use base::{Uuid, args};
use serde_json::json;

/// Pages that list, count or suggest.
fn lists() -> Vec<String> {
    let mut all =
        vec!["/", "/journal", "/search?q=", "/search?q=asfalt", "/search?q=vej*", "/search?q=kloakering", "/search?q=brol%C3%A6ggeren"]
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>();
    let sorts = ["changed", "title", "number", "created", "status", "type", "owner", "deadline", "archive_number", "changed_by", "closed"];
    for sort in sorts {
        all.push(format!("/cases?view=all&status=&sort={sort}&dir=asc"));
        all.push(format!("/api/v1/cases?sort={sort}&dir=desc&size=15"));
    }
    for view in ["all", "mine", "favourites", "unassigned"] {
        all.push(format!("/cases?view={view}"));
        all.push(format!("/api/v1/cases?view={view}"));
    }
    for filter in ["q=asfalt", "q=2026", "owner=2", "due_before=2027-01-01", "changed_after=2020-01-01", "status=active", "type=1"] {
        all.push(format!("/cases?view=all&{filter}"));
        all.push(format!("/api/v1/cases?{filter}"));
    }
    for text in ["asfalt", "personale", "kloak", "2026", "h%C3%B8ringssvar", "vejbump"] {
        for path in ["/api/v1/search", "/search/suggest", "/pick/cases", "/cases/new/similar"] {
            all.push(format!("{path}?q={text}&title={text}"));
        }
    }
    all
}

fn hides(answer: &Answer, who: &str, path: &str, needles: &[String]) {
    let text = answer.text();
    for needle in needles {
        assert!(!text.contains(needle.as_str()), "{who} reads {needle:?} in {path}: {text}");
    }
    for (name, value) in &answer.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        assert!(!needles.iter().any(|n| value.contains(n.as_str())), "{who} reads it in {name} of {path}");
    }
}

fn ids(all: &[Uuid]) -> Vec<String> {
    all.iter().flat_map(|id| [id.to_string(), id.simple().to_string()]).collect()
}

fn words(all: &[&str]) -> Vec<String> {
    all.iter().map(|w| (*w).to_owned()).collect()
}

#[tokio::test]
async fn strangers_read_nothing() {
    both(async |w| {
        let k = &w.known;
        let mut needles = ids(&[
            k.case,
            k.restricted,
            k.folder,
            k.inner_folder,
            k.draft.id,
            k.picture.id,
            k.sealed.id,
            k.limited.id,
            k.draft.version,
            k.limited.version,
        ]);
        needles.extend(words(&[
            "Åbrinken",
            "Ærøgade",
            "byggemødet",
            "Afgørelse",
            "Hul i vejen",
            "Lønforhandling",
            "Deltagerliste",
            "Kloakeringen",
            "Fortroligt",
        ]));
        needles.extend([
            format!(">{}<", k.number),
            format!("\"{}\"", k.number),
            format!(">{}<", k.restricted_number),
            format!("\"{}\"", k.restricted_number),
        ]);
        for who in ["dora", "gus", "adam"] {
            for path in lists() {
                let answer = w.get(who, &path).await;
                assert!(answer.status.as_u16() == 200 || who == "gus" && path.starts_with("/cases/new"), "{who} {path} {}", answer.status);
                hides(&answer, who, &path, &needles);
                if path.starts_with("/api/") {
                    assert_eq!(answer.json()["total"].as_i64(), Some(0), "{who} {path}");
                }
            }
        }
        // The same questions find something for who may see it.
        assert_eq!(w.get("anna", "/api/v1/cases").await.json()["total"], 2);
        assert_eq!(w.get("rita", "/api/v1/cases").await.json()["total"], 2);
        assert_eq!(w.get("bo", "/api/v1/cases").await.json()["total"], 1);
        assert_eq!(w.get("carl", "/api/v1/cases").await.json()["total"], 1);
        assert!(w.get("anna", "/search?q=kloakering").await.text().contains(&k.draft.id.to_string()));
    })
    .await;
}

#[tokio::test]
async fn who_sees_the_case_still_misses_what_is_limited() {
    both(async |w| {
        let k = &w.known;
        let mut needles = ids(&[k.limited.id, k.limited.version, k.restricted]);
        needles.extend(words(&["Lønforhandling", "Kvalifikationstillæg", "brolæggeren", "Ærøgade"]));
        let case = k.case;
        let of_case =
            ["", "/history", "/members", "/history?what=documents", "/history?what=access"].map(|end| format!("/cases/{case}{end}"));
        let api = ["", "/documents", "/history", "/members"].map(|end| format!("/api/v1/cases/{case}{end}"));
        for who in ["bo", "rita"] {
            let mut needles = needles.clone();
            if who == "rita" {
                needles.retain(|n| n != "Ærøgade" && !ids(&[k.restricted]).contains(n));
            }
            for path in lists().into_iter().filter(|p| !p.contains("brol")).chain(of_case.clone()).chain(api.clone()) {
                let answer = w.get(who, &path).await;
                let refused = who == "rita" && path.starts_with("/cases/new");
                assert!(answer.status.as_u16() == 200 || refused, "{who} {path} {}", answer.status);
                hides(&answer, who, &path, &needles);
            }
            assert_eq!(w.get(who, &format!("/api/v1/cases/{case}")).await.json()["documents"], 3, "the limited one isn't counted");
            assert_eq!(w.get(who, "/api/v1/search?q=brol%C3%A6ggeren").await.json()["total"], 0);
            assert_eq!(w.get(who, "/api/v1/search?q=&kind=document").await.json()["total"], 3);
        }
        for who in ["carl", "anna"] {
            assert_eq!(w.get(who, &format!("/api/v1/cases/{case}")).await.json()["documents"], 4);
            let found = w.get(who, "/api/v1/search?q=brol%C3%A6ggeren").await.json();
            assert_eq!((&found["total"], &found["items"][0]["id"]), (&json!(1), &json!(k.limited.id)));
            assert_eq!(w.get(who, &format!("/versions/{}/download", k.limited.version)).await.status, 200);
        }
    })
    .await;
}

/// The world with ids that are nobody's.
fn elsewhere(known: &Known) -> Known {
    let mut n = 1u128 << 100;
    let mut other = || {
        n += 0x1234_5678_9abc;
        Uuid::from_u128(n)
    };
    let mut k = known.clone();
    for id in [
        &mut k.case,
        &mut k.restricted,
        &mut k.folder,
        &mut k.inner_folder,
        &mut k.attachment,
        &mut k.attached,
        &mut k.upload,
        &mut k.token_id,
    ] {
        *id = other();
    }
    for doc in [&mut k.draft, &mut k.picture, &mut k.sealed, &mut k.limited] {
        (doc.id, doc.version) = (other(), other());
    }
    k
}

/// An answer without the ids of what was asked for.
fn plain(answer: &Answer, known: &Known) -> (u16, Vec<(String, String)>, String) {
    let all = [
        known.case,
        known.restricted,
        known.folder,
        known.inner_folder,
        known.attachment,
        known.upload,
        known.token_id,
        known.draft.id,
        known.draft.version,
        known.picture.id,
        known.picture.version,
        known.sealed.id,
        known.sealed.version,
        known.limited.id,
        known.limited.version,
    ];
    let strip = |text: String| all.iter().fold(text, |text, id| text.replace(&id.to_string(), "ID"));
    let headers = answer.headers.iter().map(|(n, v)| (n.to_string(), strip(String::from_utf8_lossy(v.as_bytes()).into_owned()))).collect();
    // Each request has a number of its own.
    let (text, number) =
        answer.text().split_once("\"request\":\"").map_or((answer.text(), String::new()), |(a, b)| (a.to_owned(), b[12..].to_owned()));
    (answer.status.as_u16(), headers, strip(text + &number))
}

async fn ask(w: &World, who: &str, route: &base::web::Route, known: &Known) -> Answer {
    let path = fill(route.path, known);
    match body(route, known) {
        Body::Form(pairs) => {
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (*n, v.as_str())).collect();
            let query = if route.method == "GET" { String::new() } else { form(&pairs) };
            w.send(who, route.method, &path, &[("content-type", "application/x-www-form-urlencoded")], query).await
        }
        Body::File => w.announce(who, &path, "Ny.txt", 12, &[]).await,
        Body::Part => w.patch(who, &path, 11, b"x").await,
    }
}

fn concerned(path: &str) -> bool {
    ["/cases/{id}", "/documents/{id}", "/folders/{id}", "/versions/{id}", "/uploads/{id}", "tokens/{id}"].iter().any(|p| path.contains(p))
}

#[tokio::test]
async fn hidden_answers_as_missing() {
    both(async |w| {
        let missing = elsewhere(&w.known);
        let events = w.events().await;
        let mut asked = 0;
        for route in ringbind::routes().into_iter().filter(|r| concerned(r.path)) {
            for who in ["dora", "gus", "adam", "nobody"] {
                let (hidden, none) = (ask(w, who, &route, &w.known).await, ask(w, who, &route, &missing).await);
                assert_eq!(plain(&hidden, &w.known), plain(&none, &missing), "{} {} as {who}", route.method, route.path);
                assert!(
                    hidden.status.as_u16() >= 400 || hidden.to().starts_with("/sign-in"),
                    "{} {} as {who}: {}",
                    route.method,
                    route.path,
                    hidden.status
                );
                asked += 1;
            }
        }
        assert!(asked > 200, "{asked}");
        // Bo sees the case, but neither the restricted one nor the limited document.
        let mut shut = w.known.clone();
        (shut.case, shut.draft, shut.sealed, shut.picture) = (shut.restricted, shut.limited, shut.limited, shut.limited);
        for route in ringbind::routes()
            .into_iter()
            .filter(|r| concerned(r.path) && !r.path.contains("folders/") && !r.path.contains("documents/place"))
        {
            let (hidden, none) = (ask(w, "bo", &route, &shut).await, ask(w, "bo", &route, &missing).await);
            assert_eq!(plain(&hidden, &shut), plain(&none, &missing), "{} {} as bo", route.method, route.path);
        }
        assert_eq!(w.events().await, events, "nothing happened by it");
    })
    .await;
}

/// What happens out of sight changes nothing that is in sight, byte for byte.
#[tokio::test]
async fn what_happens_out_of_sight_is_not_felt() {
    both(async |w| {
        let case = w.known.case;
        // The case is as lately changed by Anna as it will be by what follows.
        w.json("anna", "PATCH", &format!("/api/v1/cases/{case}"), &json!({ "description": "Set af alle" })).await.is(200);
        w.settle().await;
        let mut pages: Vec<(&str, String)> = Vec::new();
        for who in ["dora", "gus", "bo"] {
            pages.extend(lists().into_iter().map(|path| (who, path)));
        }
        pages.extend(["", "/members", "/history"].map(|end| ("bo", format!("/cases/{case}{end}"))));
        pages.extend(["", "/documents", "/members", "/history"].map(|end| ("bo", format!("/api/v1/cases/{case}{end}"))));
        let mut before = Vec::new();
        for (who, path) in &pages {
            w.get(who, path).await;
            before.push(w.get(who, path).await);
        }
        let asked = json!({ "template": w.known.closing_template, "title": "Tilsyn med asfalt og personale 2026", "description": "Høringssvar om vejbump" });
        let secret = w.json("anna", "POST", "/api/v1/cases", &asked).await.is(201).id();
        w.document("anna", &format!("/cases/{secret}/uploads"), "Asfalt og kloakering.txt", b"personale vejbump").await;
        let edited = w.post("anna", &format!("/documents/{}/facts/description", w.known.limited.id), &[("value", "asfalt kloakering vejbump 2026")]).await;
        assert_eq!(edited.status, 200);
        w.settle().await;
        for ((who, path), before) in pages.iter().zip(before) {
            let after = w.get(who, path).await;
            assert_eq!((after.status, after.text()), (before.status, before.text()), "{who} {path}");
        }
        assert_eq!(w.get("anna", "/api/v1/cases").await.json()["total"], 3);
    })
    .await;
}

#[tokio::test]
async fn restricting_takes_the_case_away_at_once() {
    both(async |w| {
        let case = w.known.case;
        let found = async |who: &str| w.get(who, "/api/v1/search?q=%C3%85brinken").await.json()["total"].as_i64();
        assert_eq!(found("bo").await, Some(1));
        w.post("anna", &format!("/cases/{case}/restrict"), &[("on", "true")]).await.is(303);
        for path in [
            format!("/cases/{case}"),
            format!("/api/v1/cases/{case}"),
            format!("/documents/{}", w.known.draft.id),
            format!("/versions/{}/download", w.known.draft.version),
        ] {
            assert_eq!(w.get("bo", &path).await.status, 404, "{path}");
        }
        assert_eq!(w.get("bo", "/api/v1/cases").await.json()["total"], 0);
        let stale = w.send_now("bo", "GET", "/api/v1/search?q=%C3%85brinken", &[], "").await.json();
        assert_eq!(stale["items"], json!([]), "an index that lags behind shows nothing");
        w.settle().await;
        assert_eq!(found("bo").await, Some(0));
        assert_eq!(w.get("bo", "/api/v1/search?q=kloakering").await.json()["total"], 0);
        assert_eq!((found("carl").await, found("anna").await, found("rita").await), (Some(1), Some(1), Some(1)));
        w.post("anna", &format!("/cases/{case}/restrict"), &[]).await.is(303);
        w.settle().await;
        assert_eq!(found("bo").await, Some(1));
        assert_eq!(w.get("bo", &format!("/cases/{case}")).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn privileged_reading_leaves_a_mark() {
    both(async |w| {
        let k = &w.known;
        let marks = async || {
            w.one::<(i64,)>("SELECT count(*) FROM event WHERE kind = 'case.privileged_look' AND case_id = $1", &args![k.case]).await.0
        };
        assert_eq!(marks().await, 0);
        w.get("rita", &format!("/versions/{}/download", k.draft.version)).await.is(200);
        assert_eq!(marks().await, 1, "whichever way she came");
        w.get("rita", &format!("/documents/{}", k.draft.id)).await.is(200);
        w.get("rita", &format!("/cases/{}/history", k.case)).await.is(200);
        assert_eq!(marks().await, 1, "said once");
        w.get("rita", &format!("/cases/{}", k.case)).await.is(200);
        assert_eq!(marks().await, 2, "each opening of the case is said");
        let history = w.get("anna", &format!("/cases/{}/history", k.case)).await.text();
        assert!(history.contains("Rita Rask"), "{history}");
        for who in ["anna", "bo", "carl"] {
            w.get(who, &format!("/cases/{}", k.case)).await.is(200);
        }
        assert_eq!(marks().await, 2);
        w.later(2 * 3600);
        for part in [format!("/cases/{}/facts/description?plain=1", k.case), format!("/api/v1/documents/{}/versions", k.draft.id)] {
            let before = marks().await;
            w.get("rita", &part).await.is(200);
            assert_eq!(marks().await, before + 1, "{part}");
            w.later(2 * 3600);
        }
    })
    .await;
}
