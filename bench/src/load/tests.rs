//! A tiny house is what the program itself would have made of it.

use super::{Options, Truth, load, open};
use axum::body::Body;
use axum::http::{Request, header};
use base::web::{Ctx, House};
use base::{Actor, Uuid, Via, acl};
use http_body_util::BodyExt;
use std::sync::Arc;
use tower::ServiceExt;

const CASES: usize = 60;
const DOCUMENTS: usize = 800;

fn options(folder: &std::path::Path) -> Options {
    Options {
        data: folder.to_owned(),
        database: String::new(),
        cases: CASES,
        documents: DOCUMENTS,
        users: 30,
        groups: 24,
        seed: 7,
        corpus: None,
    }
}

/// A session of somebody, through the page to sign in.
async fn sign_in(house: &Arc<House>, user: &str, password: &str) -> String {
    let request = Request::post("/sign-in")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("account={user}&password={password}")))
        .expect("a request");
    let answer = ringbind::serve::app(house).oneshot(request).await.expect("an answer");
    let (parts, body) = answer.into_parts();
    let set = parts.headers.get_all(header::SET_COOKIE).iter().filter_map(|v| v.to_str().ok());
    if let Some(session) = set.filter_map(|v| v.split(';').next()).find(|v| v.starts_with("rb_session")) {
        return session.to_owned();
    }
    panic!("{user}: {} {:?}", parts.status, body.collect().await.map(|b| b.to_bytes()));
}

async fn page(house: &Arc<House>, cookie: &str, path: &str) -> String {
    let request = Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).expect("a request");
    let answer = ringbind::serve::app(house).oneshot(request).await.expect("an answer");
    assert!(answer.status().is_success(), "{path}: {}", answer.status());
    String::from_utf8(answer.into_body().collect().await.expect("a body").to_bytes().to_vec()).expect("text")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_small_house_is_as_if_made_by_hand() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = options(folder.path());
    let loaded = load(&options).await.expect("loaded");
    assert_eq!((loaded.cases, loaded.documents), (CASES, DOCUMENTS));
    // With other ids than those that were given.
    let house = open(&Options { seed: 8, ..options }).await.expect("open");
    let truth = Truth::read(&loaded.truth).expect("the truth");
    nothing_is_relisted(&house).await;
    assert_eq!(ringbind::verification::check(&house, &[]).await.expect("verified").faults, Vec::<String>::new());
    the_index_stays(&house, &truth).await;
    for looker in &truth.lookers {
        let cookie = sign_in(&house, &looker.user_name, &looker.password).await;
        for list in &looker.lists {
            let path = list.path.replacen("/cases", "/api/v1/cases", 1);
            let any = if path.contains("status=") { "" } else { "&status=active" };
            let answer: serde_json::Value = serde_json::from_str(&page(&house, &cookie, &format!("{path}{any}")).await).expect("JSON");
            let what = format!("{}: {}", looker.width, list.name);
            assert_eq!(answer["total"], list.total, "{what}");
            let rows: Vec<Uuid> =
                answer["items"].as_array().expect("rows").iter().map(|c| c["id"].as_str().expect("id").parse().expect("id")).collect();
            assert_eq!(rows, list.rows, "{what}");
        }
        ringbind::serve::catch_up(&house).await.expect("caught up");
        for search in &looker.searches {
            let answer = page(&house, &cookie, &format!("/api/v1/search?kind=document&q={}", search.word)).await;
            let answer: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
            assert_eq!(answer["total"], search.total, "{}: {}", looker.width, search.word);
        }
    }
    assert_eq!(truth.lookers[4].cases, CASES);
    assert!(truth.lookers.iter().all(|l| l.cases > 0) && !truth.lookers[4].own.is_empty());
}

/// The program's own upkeep finds nothing to do.
async fn nothing_is_relisted(house: &Arc<House>) {
    let ctx = Ctx::new(house.clone(), Actor::system("test", Via::Cli));
    let mut uow = ctx.write().await.expect("a unit");
    let cases: Vec<(Uuid,)> = uow.all("SELECT c.id FROM my_case c", &[]).await.expect("cases");
    assert_eq!(cases.len(), CASES);
    let changes = "SELECT total_changes() AS n";
    let (before,): (i64,) = uow.as_system(changes, &[]).await.expect("changes");
    for (case,) in cases {
        acl::relist(&mut uow, case).await.expect("listed");
    }
    acl::rescope(&mut uow, None).await.expect("scopes");
    let (after,): (i64,) = uow.as_system(changes, &[]).await.expect("changes");
    assert_eq!(after - before, 0, "rows were written");
}

/// An index made of the log alone tells the same.
async fn the_index_stays(house: &Arc<House>, truth: &Truth) {
    let more = house.more.downcast_ref::<ringbind::serve::More>().expect("more");
    assert_eq!(more.index.size(), (CASES + DOCUMENTS) as u64);
    let before = more.index.position();
    ringbind::serve::catch_up(house).await.expect("caught up");
    assert!(more.index.position() >= before && truth.documents == DOCUMENTS);
    let folder = tempfile::tempdir().expect("a folder");
    let anew = Arc::new(base::search::Index::at(folder.path()));
    ringbind::search::catch_up(house, &anew).await.expect("made anew");
    for word in [super::COMMON, super::RARE, "sag", "emne", "ge*", "12"] {
        let ask = |index: &base::search::Index| {
            let query = base::search::Query::parse(word);
            let asked = base::search::Asked {
                query: &query,
                scopes: &[],
                read_all: true,
                narrow: &Default::default(),
                without: &[],
                newest: true,
                most: 100,
                forgiving: false,
            };
            let found = index.ask(&asked).expect("asked");
            let mut hits: Vec<(u64, Uuid)> = found.hits(None, 0, 200).iter().map(|h| (h.kind, h.id)).collect();
            hits.sort_unstable();
            let sorted = |all: &std::collections::HashMap<u64, u64>| {
                all.iter().filter(|(_, n)| **n > 0).map(|(value, n)| (*value, *n)).collect::<std::collections::BTreeMap<_, _>>()
            };
            let part = |p: &base::search::Part| (p.total, sorted(&p.types), sorted(&p.statuses), sorted(&p.years));
            (hits, part(&found.cases), part(&found.documents))
        };
        assert_eq!(ask(&more.index), ask(&anew), "{word}");
    }
}
