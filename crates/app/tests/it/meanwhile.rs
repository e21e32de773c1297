//! What somebody asks for while another change of the same case is under way is judged by what that
//! change leaves: not by the rights and the state from before.

use crate::world::{World, both, well};
use base::event::On;
use base::{Dialect, Uow, acl, args};
use ringbind::people::PeopleEvent;
use serde_json::json;
use std::time::Duration;

/// Asks while a change is held open for long enough that the asker waits for it, and gives the answer's status.
async fn meanwhile(w: &World, change: Uow, who: &str, path: &str, form: &[(&str, &str)]) -> u16 {
    let held = async {
        tokio::time::sleep(Duration::from_millis(150)).await;
        change.commit().await
    };
    let (answer, committed) = tokio::join!(w.post(who, path, form), held);
    well(committed);
    answer.status.as_u16()
}

#[tokio::test]
async fn nothing_of_a_case_changes_after_it_was_closed() {
    both(async |w| {
        let k = &w.known;
        let fact = format!("/documents/{}/facts/description", k.draft.id);
        let (place, sealed) = (format!("/cases/{}/documents/place", k.case), k.picture.id.to_string());
        let asked =
            [(fact.as_str(), vec![("value", "Sent")]), (place.as_str(), vec![("id", sealed.as_str()), ("folder", ""), ("do", "move")])];
        for (path, form) in asked {
            let mut closing = w.uow().await;
            well(closing.open_as_system::<ringbind::cases::Case, base::uow::Edit>(k.case).await);
            well(closing.also("UPDATE cases SET status = 2 WHERE id = $1", &args![k.case]).await);
            well(acl::relist(&mut closing, k.case).await);
            well(closing.note(&PeopleEvent::LinkMade {}, On::case(k.case)).await);
            assert_eq!(meanwhile(w, closing, "bo", path, &form).await, 409, "{path}");
            let mut open = w.uow().await;
            well(open.also("UPDATE cases SET status = 0 WHERE id = $1", &args![k.case]).await);
            well(acl::relist(&mut open, k.case).await);
            well(open.note(&PeopleEvent::LinkMade {}, On::case(k.case)).await);
            well(open.commit().await);
        }
        let (description,): (String,) = w.one("SELECT description FROM document WHERE id = $1", &args![k.draft.id]).await;
        assert_ne!(description, "Sent");
    })
    .await;
}

#[tokio::test]
async fn whoever_loses_the_right_while_waiting_is_refused() {
    both(async |w| {
        let k = &w.known;
        let bo = k.user("bo");
        let mut change = w.uow().await;
        well(change.open_as_system::<ringbind::cases::Case, base::uow::Edit>(k.case).await);
        well(change.also("DELETE FROM user_scope WHERE user_id = $1 AND scope <> $1", &args![bo]).await);
        well(change.note(&PeopleEvent::LinkMade {}, On::case(k.case)).await);
        let path = format!("/documents/{}/facts/description", k.draft.id);
        assert_eq!(meanwhile(w, change, "bo", &path, &[("value", "Sent")]).await, 404);
    })
    .await;
}

/// What the form of a fact sends: the version, and the value that the field began with.
async fn begun(w: &World, who: &str, path: &str) -> (String, String) {
    let form = w.get(who, path).await.is(200).text();
    let hidden = |name: &str| {
        let rest = form.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("no {name}: {form}"));
        rest.split('"').next().unwrap_or_default().to_owned()
    };
    (hidden("version"), hidden("was"))
}

#[tokio::test]
async fn a_change_of_another_fact_is_no_conflict() {
    both(async |w| {
        let k = &w.known;
        for (thing, first, other, later) in [
            (format!("/cases/{}", k.case), ("deadline", "2031-03-01"), ("description", "Bos\r\nudgave"), ("description", "Annas")),
            (format!("/documents/{}", k.draft.id), ("letter_date", "2031-03-01"), ("title", "Bos udgave"), ("title", "Annas")),
        ] {
            let at = |name: &str| format!("{thing}/facts/{name}");
            let (version, was) = begun(w, "bo", &at(other.0)).await;
            let (old_version, old_was) = begun(w, "anna", &at(later.0)).await;
            w.post("anna", &at(first.0), &[("value", first.1)]).await.is(200);
            let form = [("value", other.1), ("version", version.as_str()), ("was", was.as_str())];
            w.post("bo", &at(other.0), &form).await.is(200);
            // The same fact, begun before: both are shown.
            let form = [("value", later.1), ("version", old_version.as_str()), ("was", old_was.as_str())];
            let said = w.post("anna", &at(later.0), &form).await.is(409).text();
            assert!(said.contains("Annas") && said.contains("Bo Bæk har ændret det"), "{said}");
            // Begun again from a value with more than one line.
            let (version, was) = begun(w, "anna", &at(later.0)).await;
            w.post("bo", &at(first.0), &[("value", "2031-04-01")]).await.is(200);
            let sent = was.replace('\n', "\r\n");
            w.post("anna", &at(later.0), &[("value", later.1), ("version", version.as_str()), ("was", sent.as_str())]).await.is(200);
        }
        // A program names the version that it means.
        let api = format!("/api/v1/cases/{}", k.case);
        w.json("bo", "PATCH", &api, &serde_json::json!({ "title": "Sen", "version": 1, "was": "Annas" })).await.is(409);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_accused_while_the_house_works() {
    both(async |w| {
        let case = async |n: usize| {
            let asked = json!({ "template": w.known.road_template, "title": format!("Undervejs {n}") });
            w.json("bo", "POST", "/api/v1/cases", &asked).await.is(201).id()
        };
        // Something older is under way, so that what happens now isn't put into the chain.
        let mut older = None;
        if w.house.db.dialect() == Dialect::Pg {
            let older = older.insert(w.uow().await);
            well(older.note(&PeopleEvent::LinkMade {}, On::case(w.known.case)).await);
        }
        case(0).await;
        let faults = async || well(ringbind::verification::check(&w.house, &[]).await).faults;
        assert_eq!(faults().await, Vec::<String>::new());
        if let Some(older) = older {
            well(older.commit().await);
        }
        assert_eq!(faults().await, Vec::<String>::new());
        let work = async {
            for n in 1..20 {
                let member = json!({ "principal": w.known.user("carl"), "level": "write" });
                w.json("bo", "POST", &format!("/api/v1/cases/{}/members", case(n).await), &member).await.is(200);
            }
        };
        let look = async {
            for _ in 0..8 {
                assert_eq!(faults().await, Vec::<String>::new());
                tokio::task::yield_now().await;
            }
        };
        tokio::join!(work, look);
    })
    .await;
}
