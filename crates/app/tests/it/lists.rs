//! Lists of cases against an oracle: every order, every filter, page by page there and back.

use crate::world::{World, both, well};
use base::event::On;
use base::{Timestamp, Uuid, acl, args, collate};
use ringbind::people::PeopleEvent;
use serde_json::json;
use std::collections::{BTreeSet, HashMap, HashSet};

const TITLES: [&str; 13] =
    ["Abe", "Bil", "abe til", "Zebra", "Æble", "Ærø", "Øl", "Ål", "Aalborg", "Ålborgvej", "Östersund", "Cirkus", "Über"];

/// What the oracle knows of a case.
struct Plain {
    id: Uuid,
    title: String,
    number: String,
    status: i64,
    owner: i64,
    template: i64,
    restricted: bool,
    deadline: Option<String>,
    changed: Timestamp,
    members: Vec<i64>,
}

/// Some hundred cases more, of every kind.
async fn fill(w: &World, count: i64) {
    let (road, closing) = (w.known.road_template, w.known.closing_template);
    let (kind,): (i64,) = w.one("SELECT type_id FROM template WHERE id = $1", &args![road]).await;
    let people = ["anna", "bo", "carl", "dora", "gus"].map(|who| w.known.user(who));
    let mut uow = w.uow().await;
    let now = uow.now();
    for n in 0..count {
        let (id, title) = (uow.id(), format!("{} {:02}", TITLES[n as usize % TITLES.len()], n * 37 % 29));
        let owner = if n % 11 == 0 { w.known.groups[n as usize % 3] } else { people[n as usize % 4] };
        let changed = now.checked_sub(jiff::SignedDuration::from_secs(n * 7919 % 5000 / 3)).expect("a time");
        let template = if n % 3 == 0 { closing } else { road };
        let number = format!("L-{n:04}");
        let deadline = (n % 7 < 2).then(|| format!("2026-0{}-1{}", 1 + n % 9, n % 10));
        let (archive, closed) = (if n % 5 < 2 { format!("9.9/{n}") } else { String::new() }, (n % 3 == 2).then_some(changed));
        let sql = "INSERT INTO cases (id, ordinal, number, title, find_key, status, owner, template_id, type_id, deadline, created, created_by, changed, changed_by, restricted,
              archive_number, closed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $11, $12, $13, $14, $15)";
        let find = collate::fold(&format!("{title} {number} "));
        let values = args![
            id,
            5000 + n,
            number,
            title,
            find,
            n % 3,
            owner,
            template,
            kind,
            deadline,
            changed,
            people[n as usize % 5],
            n % 5 == 0,
            archive,
            closed
        ];
        well(uow.also(sql, &values).await);
        if n % 6 == 1 {
            let member = if n % 12 == 1 { w.known.groups[2] } else { people[n as usize % 5] };
            well(uow.also("INSERT INTO case_member (case_id, principal, level) VALUES ($1, $2, $3)", &args![id, member, 1 + n % 3]).await);
        }
        well(acl::relist(&mut uow, id).await);
    }
    well(uow.note(&PeopleEvent::LinkMade {}, On::thing("organisation", 1)).await);
    well(uow.commit().await);
}

/// The rules of access, said slowly.
async fn oracle(w: &World, who: &str) -> Vec<Plain> {
    let pairs: Vec<(i64, i64)> = w.all("SELECT member, group_id FROM group_member", &[]).await;
    let mut mine = HashSet::from([w.known.user(who)]);
    while let Some((_, group)) = pairs.iter().find(|(member, group)| mine.contains(member) && !mine.contains(group)) {
        mine.insert(*group);
    }
    let listed: Vec<(i64, i64)> = w.all("SELECT template_id, principal FROM template_access", &[]).await;
    let mut members: HashMap<Uuid, Vec<i64>> = HashMap::new();
    for (case, principal) in w.all::<(Uuid, i64)>("SELECT case_id, principal FROM case_member", &[]).await {
        members.entry(case).or_default().push(principal);
    }
    let first: Vec<(Uuid, String, String, i64, i64)> =
        w.all("SELECT id, title, number, status, owner FROM cases WHERE deleted_at IS NULL ORDER BY id", &[]).await;
    let second: Vec<(i64, bool, Option<String>, Timestamp)> =
        w.all("SELECT template_id, restricted, deadline, changed FROM cases WHERE deleted_at IS NULL ORDER BY id", &[]).await;
    let all = first.into_iter().zip(second).map(|((id, title, number, status, owner), (template, restricted, deadline, changed))| Plain {
        id,
        title,
        number,
        status,
        owner,
        template,
        restricted,
        deadline,
        changed,
        members: members.get(&id).cloned().unwrap_or_default(),
    });
    let sees = |c: &Plain| {
        who == "rita"
            || mine.contains(&c.owner)
            || c.members.iter().any(|m| mine.contains(m))
            || !c.restricted && listed.iter().any(|(template, principal)| *template == c.template && mine.contains(principal))
    };
    all.filter(sees).collect()
}

/// Danish order by hand: æ, ø, å last, aa as å; then ö as ø, ü as y.
fn danish(text: &str) -> String {
    let lower = text.to_lowercase().replace("aa", "å");
    lower
        .chars()
        .map(|c| match c {
            'æ' => '\u{e000}',
            'ø' | 'ö' => '\u{e001}',
            'å' => '\u{e002}',
            'ü' => 'y',
            other => other,
        })
        .collect()
}

fn cursor(id: &str, html: &str) -> Option<String> {
    let links = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.map(|link| link.replace("&amp;", "&")).find(|link| link.contains(&format!("&{id}=")))
}

fn rows(html: &str) -> Vec<Uuid> {
    let mut seen = BTreeSet::new();
    let list = html.split("id=\"list\"").nth(1).unwrap_or_default();
    let links = list.split("href=\"/cases/").skip(1).filter_map(|rest| rest.get(..36)?.parse().ok());
    links.filter(|id| seen.insert(*id)).collect()
}

/// All pages of the API, and the total that each of them told.
async fn walk(w: &World, who: &str, query: &str) -> (Vec<Uuid>, BTreeSet<i64>) {
    let (mut ids, mut totals, mut next) = (Vec::new(), BTreeSet::new(), String::new());
    loop {
        let page = w.get(who, &format!("/api/v1/cases?size=15&{query}{next}")).await.is(200).json();
        ids.extend(page["items"].as_array().expect("items").iter().filter_map(|i| i["id"].as_str()?.parse::<Uuid>().ok()));
        totals.insert(page["total"].as_i64().expect("a total"));
        let Some(after) = page["next"].as_str() else { return (ids, totals) };
        next = format!("&after={after}");
    }
}

#[tokio::test]
async fn every_page_equals_the_oracle() {
    both(async |w| {
        fill(w, 130).await;
        let mut empty: HashMap<&str, HashSet<Uuid>> = HashMap::new();
        for (sort, none) in [("deadline", "deadline IS NULL"), ("archive_number", "archive_number = ''"), ("closed", "closed_at IS NULL")] {
            let found: Vec<(Uuid,)> = w.all(&format!("SELECT id FROM cases WHERE {none}"), &[]).await;
            empty.insert(sort, found.into_iter().map(|(id,)| id).collect());
        }
        // By the tables, and then by the census.
        for (who, known) in [false, true].into_iter().flat_map(|known| ["anna", "bo", "carl", "rita"].map(|who| (who, known))) {
            if known {
                w.settle().await;
            }
            let mut all = oracle(w, who).await;
            assert!(all.len() > 20, "{who} sees {}", all.len());
            let all_ids: BTreeSet<Uuid> = all.iter().map(|c| c.id).collect();
            for sort in
                ["changed", "title", "number", "created", "status", "type", "owner", "deadline", "archive_number", "changed_by", "closed"]
            {
                let (found, totals) = walk(w, who, &format!("sort={sort}&dir=asc")).await;
                assert_eq!(found.iter().copied().collect::<BTreeSet<_>>(), all_ids, "{who} by {sort}");
                assert_eq!((found.len(), totals), (all.len(), BTreeSet::from([all.len() as i64])), "{who} by {sort}: each once");
                let (down, totals) = walk(w, who, &format!("sort={sort}&dir=desc")).await;
                let none = |id: &Uuid| empty.get(sort).is_some_and(|all| all.contains(id));
                let (last, first): (Vec<Uuid>, Vec<Uuid>) = found.iter().rev().partition(|id| none(id));
                assert!(!empty.contains_key(sort) || first.len() > 5 && last.len() > 5, "{who} by {sort}: {} {}", first.len(), last.len());
                assert_eq!(found.iter().position(none), (!last.is_empty()).then_some(first.len()), "{who} by {sort}: last upwards");
                assert_eq!(down, [first, last].concat(), "{who} by {sort}: what has none comes last downwards, too");
                assert_eq!(totals, BTreeSet::from([all.len() as i64]), "{who} by {sort} downwards");
            }
            all.sort_by_key(|c| (danish(&c.title), c.id));
            let (found, _) = walk(w, who, "sort=title&dir=asc").await;
            let titles: HashMap<Uuid, String> = all.iter().map(|c| (c.id, danish(&c.title))).collect();
            let order: Vec<&String> = found.iter().map(|id| &titles[id]).collect();
            assert!(order.is_sorted(), "{who}: {order:?}");
            all.sort_by_key(|c| (std::cmp::Reverse(c.changed), std::cmp::Reverse(c.id)));
            assert_eq!(walk(w, who, "sort=changed").await.0, all.iter().map(|c| c.id).collect::<Vec<_>>(), "{who} newest first");
        }
    })
    .await;
}

#[tokio::test]
async fn filters_equal_the_oracle() {
    both(async |w| {
        fill(w, 130).await;
        let bo = w.known.user("bo");
        for (who, known) in [false, true].into_iter().flat_map(|known| ["anna", "bo", "carl", "rita"].map(|who| (who, known))) {
            if known {
                w.settle().await;
            }
            let all = oracle(w, who).await;
            let me = w.known.user(who);
            type Rule<'a> = Box<dyn Fn(&Plain) -> bool + 'a>;
            let filters: Vec<(String, Rule<'_>)> = vec![
                ("status=closed".into(), Box::new(|c| c.status == 2)),
                ("status=active&status=passive".into(), Box::new(|c| c.status < 2)),
                (format!("owner={bo}"), Box::new(|c| c.owner == bo)),
                (format!("owner={bo}&status=active"), Box::new(|c| c.owner == bo && c.status == 0)),
                ("view=mine".into(), Box::new(|c| c.owner == me)),
                ("q=%C3%A6b".into(), Box::new(|c| c.title.starts_with("Æb"))),
                ("q=l-00".into(), Box::new(|c| c.number.starts_with("L-00"))),
                ("q=%25".into(), Box::new(|_| false)),
                ("due_before=2026-04-01".into(), Box::new(|c| c.deadline.as_deref().is_some_and(|d| d < "2026-04-01"))),
                ("owner=999999".into(), Box::new(|_| false)),
            ];
            for (query, rule) in filters {
                let wanted: BTreeSet<Uuid> = all.iter().filter(|c| rule(c)).map(|c| c.id).collect();
                for sort in ["changed", "title", "deadline&dir=desc"] {
                    let (found, totals) = walk(w, who, &format!("{query}&sort={sort}")).await;
                    assert_eq!(found.iter().copied().collect::<BTreeSet<_>>(), wanted, "{who} {query}");
                    assert_eq!((found.len(), totals), (wanted.len(), BTreeSet::from([wanted.len() as i64])), "{who} {query}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_just_changed_counts_as_it_is_now() {
    both(async |w| {
        fill(w, 90).await;
        w.settle().await;
        let (case, bo, carl) = (format!("/api/v1/cases/{}", w.known.case), w.known.user("bo"), w.known.user("carl"));
        let own = "SELECT id FROM cases WHERE owner = $1 AND status = 0 AND number LIKE 'L-%' LIMIT 1";
        let (empty,): (Uuid,) = w.one(own, &args![w.known.user("anna")]).await;
        let changes = [
            ("PUT", format!("{case}/status"), json!({ "status": "closed", "anyway": true }), 200),
            ("PUT", format!("{case}/status"), json!({ "status": "active", "reason": "En klage" }), 200),
            ("PATCH", case.clone(), json!({ "title": "Æblegrød i Ærø" }), 200),
            ("POST", format!("{case}/members"), json!({ "principal": carl, "level": "read" }), 200),
            ("PUT", format!("{case}/restricted"), json!({ "on": true }), 200),
            ("DELETE", format!("{case}/members/{carl}"), json!({}), 204),
            ("POST", format!("{case}/members"), json!({ "principal": bo, "level": "write" }), 200),
            ("PUT", format!("{case}/restricted"), json!({ "on": false }), 200),
            ("DELETE", format!("/api/v1/cases/{empty}"), json!({}), 204),
            ("POST", format!("/api/v1/cases/{empty}/restore"), json!({}), 200),
        ];
        for (n, (method, path, body, status)) in changes.into_iter().enumerate() {
            // Some of them are read before it is asked.
            if n % 3 == 1 {
                w.settle().await;
            }
            w.json("anna", method, &path, &body).await.is(status);
            for who in ["anna", "bo", "carl"] {
                let all = oracle(w, who).await;
                type Rule = fn(&Plain) -> bool;
                let lists: [(&str, Rule); 4] = [
                    ("sort=title&dir=asc", |_| true),
                    ("status=active", |c| c.status == 0),
                    ("q=%C3%A6b", |c| c.title.starts_with("Æb")),
                    ("q=26-", |c| c.number.contains("26-")),
                ];
                for (query, rule) in lists {
                    let wanted: BTreeSet<Uuid> = all.iter().filter(|c| rule(c)).map(|c| c.id).collect();
                    let (found, totals) = walk(w, who, query).await;
                    let total = BTreeSet::from([wanted.len() as i64]);
                    assert_eq!((found.into_iter().collect(), totals), (wanted, total), "{who} {query} after {method} {path}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn pages_turn_both_ways() {
    both(async |w| {
        fill(w, 60).await;
        for order in ["sort=title&dir=asc", "sort=deadline&dir=desc", "sort=archive_number&dir=desc", "sort=closed&dir=asc"] {
            let (wanted, _) = walk(w, "bo", order).await;
            let mut pages = vec![w.get("bo", &format!("/cases?view=all&status=&{order}&size=15")).await.is(200).text()];
            while let Some(next) = cursor("after", pages.last().expect("a page")) {
                pages.push(w.get("bo", &next).await.is(200).text());
            }
            assert_eq!(pages.iter().flat_map(|p| rows(p)).collect::<Vec<_>>(), wanted, "{order}");
            assert!(pages.len() > 2);
            let mut at = pages.len() - 1;
            let mut page = pages[at].clone();
            while let Some(before) = cursor("before", &page) {
                page = w.get("bo", &before).await.is(200).text();
                at -= 1;
                assert_eq!(rows(&page), rows(&pages[at]), "{order}: page {at} again");
            }
            assert_eq!(at, 0, "{order}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_view_is_remembered_for_each() {
    both(async |w| {
        let form = [("column", "status"), ("column", "documents"), ("column", "nonsense")];
        w.post("anna", "/cases/columns", &form).await.is(303);
        let page = w.get("anna", "/cases?view=mine&status=&sort=title&dir=desc&size=15").await.text();
        let heads = page.split("<thead").nth(1).and_then(|t| t.split("</thead").next()).expect("a table").to_owned();
        assert!(heads.contains("Dok.") && heads.contains("Status") && !heads.contains("Frist"), "{heads}");
        let again = w.get("anna", "/cases").await.text();
        assert!(again.contains("sort=title&amp;dir=desc") || again.contains("view=mine"), "the last view");
        let other = w.get("bo", "/cases").await.text();
        assert!(other.split("<thead").nth(1).is_some_and(|t| t.contains("Frist")), "everybody has his own");
        let starred = format!("/cases/{}/favourite", w.known.case);
        w.post("bo", &starred, &[]).await.is(200);
        assert_eq!(w.get("bo", "/api/v1/cases?view=favourites").await.json()["total"], 1);
        assert_eq!(w.get("anna", "/api/v1/cases?view=favourites").await.json()["total"], 0);
        w.post("bo", &starred, &[]).await.is(200);
        assert_eq!(w.get("bo", "/api/v1/cases?view=favourites").await.json(), json!({ "items": [], "total": 0 }));
    })
    .await;
}

#[tokio::test]
async fn an_empty_list_says_what_narrows_it() {
    both(async |w| {
        let case = w.known.case;
        w.json("anna", "PUT", &format!("/api/v1/cases/{case}/status"), &json!({ "status": "closed", "anyway": true })).await.is(200);
        let page = w.get("bo", "/cases?view=all&q=asfalt").await.is(200).text();
        assert!(page.contains("»asfalt« · Status: Aktiv"), "{page}");
        assert!(page.contains("Søg i alle statusser (1)") && page.contains("q=asfalt&amp;status=&amp;"), "{page}");
        let page = w.get("bo", "/cases?view=all&q=asfalt&status=").await.is(200).text();
        assert!(rows(&page).len() == 1 && !page.contains("alle statusser"), "{page}");
        // Nothing is offered where nothing is.
        let page = w.get("bo", "/cases?view=all&q=intetsteds&status=passive&due_before=2026-03-01").await.is(200).text();
        assert!(page.contains("»intetsteds« · Status: Passiv · Frist: før 1. mar. 2026") && !page.contains("alle statusser"), "{page}");
        let page = w.get("dora", "/cases?view=all&q=asfalt").await.is(200).text();
        assert!(page.contains("»asfalt«") && !page.contains("alle statusser"), "she doesn't see it: {page}");
    })
    .await;
}
