//! A page of a list touches about as many rows as it shows, whatever the reader sees.

use crate::world::{World, well};
use base::event::On;
use base::list::{Field, Filter, Want, number_key, steps, time_key};
use base::{Actor, Reader, Uuid, Via, acl, args, collate};
use ringbind::people::PeopleEvent;
use std::sync::Arc;

/// As many cases as are listed.
const CASES: i64 = 5000;
/// The most steps of SQLite's machine that a page of fifty may take.
const MOST: i64 = 6_000;

/// Cases under three scopes: the road template's, everybody's, and for every hundredth Carl's own.
async fn fill(w: &World) {
    let (template, carl, owner) = (w.known.road_template, w.known.user("carl"), w.known.user("anna"));
    let (kind,): (i64,) = w.one("SELECT type_id FROM template WHERE id = $1", &args![template]).await;
    let mut uow = w.uow().await;
    let now = uow.now();
    for n in 0..CASES {
        let (id, title) = (uow.id(), format!("Sag {:04} om vej", (n * 7919) % CASES));
        let owner = if n % 1000 == 7 { w.known.user("bo") } else { owner };
        well(
            uow.also(
                "INSERT INTO cases (id, ordinal, number, title, find_key, status, owner, template_id, type_id, created, created_by, changed, changed_by)
                 VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9, $6, $9, $6)",
                &args![id, n + 1000, format!("P-{n}"), title.as_str(), collate::fold(&title), owner, template, kind, now],
            )
            .await,
        );
        let changed = time_key(now.checked_sub(jiff::SignedDuration::from_secs(n * 31)).expect("a time"));
        let scopes = [(template, 0), (acl::EVERYTHING, 0), (carl, 1)];
        for (scope, level) in scopes.into_iter().take(if n % 100 == 3 { 3 } else { 2 }) {
            if scope != acl::EVERYTHING {
                well(uow.also("INSERT INTO case_scope (case_id, scope, level) VALUES ($1, $2, $3)", &args![id, scope, level]).await);
            }
            for (field, value) in
                [(Field::CHANGED, changed.clone()), (Field::TITLE, collate::key(&title)), (Field::OWNER_ID, number_key(owner))]
            {
                let sql = "INSERT INTO case_key (scope, field, value, case_id, status, type_id) VALUES ($1, $2, $3, $4, 0, $5)";
                well(uow.also(sql, &args![scope, field.0, value, id, kind]).await);
            }
        }
    }
    well(uow.note(&PeopleEvent::LinkMade {}, On::thing("organisation", 1)).await);
    well(uow.commit().await);
}

async fn reader(w: &World, who: &str) -> Reader {
    let actor = well(Actor::user(&w.house.db, w.known.user(who), Via::Web).await).expect("a user");
    Reader::new(w.house.db.clone(), Arc::new(actor))
}

#[tokio::test]
async fn a_page_costs_what_it_shows() {
    let w = World::sqlite().await;
    fill(&w).await;
    let rare = Filter::Is(Field::OWNER_ID, vec![number_key(w.known.user("bo"))]);
    let mut told = Vec::new();
    for who in ["bo", "carl", "rita"] {
        let reader = reader(&w, who).await;
        for (sort, descending) in [(Field::CHANGED, true), (Field::TITLE, false)] {
            for filters in [vec![], vec![Filter::Status(vec![0])], vec![Filter::Status(vec![0]), rare.clone()]] {
                for cursor in [None, Some((vec![0x80; 8], Uuid::nil()))] {
                    let want = Want { sort, descending, filters: filters.clone(), cursor, back: false, size: 50 };
                    let steps = well(steps(&reader, &want).await).expect("SQLite");
                    told.push((steps, format!("{who} by {} with {} filters", sort.0, filters.len())));
                }
            }
        }
    }
    let worst = told.iter().max().expect("something");
    assert!(worst.0 < MOST, "{worst:?} of {told:?}");
    let narrow = told.iter().filter(|(_, what)| what.starts_with("carl")).map(|(n, _)| *n).max();
    assert!(narrow < Some(MOST), "{narrow:?}");
}
