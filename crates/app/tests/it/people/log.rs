//! The security log: every kind of event in words.

use super::world::{ALICE, World, both};
use axum::http::StatusCode;
use base::event::{Event, On};
use base::web::Ctx;
use base::{Actor, Uow, Via};
use ringbind::admin::SettingEvent;
use ringbind::demo::DemoEvent;
use ringbind::people::{Change, PeopleEvent as E};
use ringbind::settings::SetupEvent;

fn text(word: &str) -> String {
    word.to_owned()
}

/// The kind that stands after one in the enum, with something in it. A new kind doesn't compile before it has its place here.
fn after(event: &E) -> Option<E> {
    let changes = vec![Change { field: text("title"), old: text("Elev"), new: text("Leder") }];
    Some(match event {
        E::SignedIn { .. } => E::SignedOut {},
        E::SignedOut {} => E::SignInFailed { account: text("nobody") },
        E::SignInFailed { .. } => {
            E::Created { user_name: text("u"), name: text("U V"), email: text("u@x.dk"), account_kind: text("internal") }
        }
        E::Created { .. } => E::PasswordSet {},
        E::PasswordSet {} => E::PasswordAsked {},
        E::PasswordAsked {} => E::PasswordChanged {},
        E::PasswordChanged {} => E::Changed { changes },
        E::Changed { .. } => E::Disabled { handed: 2, to: Some(1) },
        E::Disabled { .. } => E::Enabled {},
        E::Enabled {} => E::LinkSent { email: text("u@x.dk") },
        E::LinkSent { .. } => E::LinkShown {},
        E::LinkShown {} => E::SessionsEnded { count: 2 },
        E::SessionsEnded { .. } => E::TokenMade { name: text("Robot"), scopes: text("read"), expires: text("2026-05-01") },
        E::TokenMade { .. } => E::TokenRevoked { name: text("Robot") },
        E::TokenRevoked { .. } => E::TokenUsedFrom { name: text("Robot"), address: text("192.0.2.1"), before: text("192.0.2.2") },
        E::TokenUsedFrom { .. } => E::GroupCreated { name: text("Nord") },
        E::GroupCreated { .. } => E::GroupChanged { changes },
        E::GroupChanged { .. } => E::GroupDeleted { name: text("Nord") },
        E::GroupDeleted { .. } => E::MemberAdded { member: 1, name: text("U V") },
        E::MemberAdded { .. } => E::MemberRemoved { member: 1, name: text("U V") },
        E::MemberRemoved { .. } => E::RoleCreated { name: text("Vikar"), permissions: vec![text("cases.create")] },
        E::RoleCreated { .. } => E::RoleRenamed { old: text("Vikar"), new: text("Afløser") },
        E::RoleRenamed { .. } => E::RoleChanged { name: text("Vikar"), added: vec![text("cases.create")], removed: vec![] },
        E::RoleChanged { .. } => E::RoleDeleted { name: text("Vikar") },
        E::RoleDeleted { .. } => E::RoleGiven { role: 1, key: text("reader") },
        E::RoleGiven { .. } => E::RoleTaken { role: 1, key: text("reader") },
        E::RoleTaken { .. } => E::LinkMade {},
        E::LinkMade {} => E::Named { old: String::new(), new: text("Nordby") },
        E::Named { .. } => return None,
    })
}

async fn note(uow: &mut Uow, event: &impl Event, object: &'static str, id: i64) {
    uow.note(event, On::thing(object, id)).await.expect("noted");
}

/// Every kind that the log can show, once.
async fn every_kind(w: &World) {
    let alice = w.id(ALICE).await;
    let mut uow = Ctx::new(w.house.clone(), Actor::system("test", Via::Cli)).write().await.expect("begun");
    let mut next = Some(E::SignedIn { agent: String::new() });
    while let Some(event) = next {
        note(&mut uow, &event, "user", alice).await;
        next = after(&event);
    }
    for key in ["organisation.name", "numbers.case", "numbers.archive"] {
        note(&mut uow, &SettingEvent::Changed { key: text(key), old: text("A"), new: text("B") }, "setting", 1).await;
    }
    note(&mut uow, &SetupEvent::SetUp { roles: 7, document_types: 16, permissions: vec![], creators: vec![] }, "organisation", 1).await;
    note(&mut uow, &DemoEvent::SetUp { groups: 1, users: 2, templates: 3 }, "organisation", 1).await;
    note(&mut uow, &DemoEvent::Loaded { cases: 1 }, "organisation", 1).await;
    uow.commit().await.expect("kept");
}

/// The pages of the log, each by the way from the one before to what is older.
async fn pages(w: &World, first: &str) -> Vec<String> {
    let (mut all, mut next) = (vec![], Some(first.to_owned()));
    while let Some(page) = next {
        let answer = w.get(&w.alice, &page).await;
        assert_eq!(answer.status, StatusCode::OK);
        let main = answer.text.split("<main").nth(1).expect("a page").to_owned();
        let link = main.split('<').find(|tag| tag.contains("rel=\"next\"")).and_then(|tag| tag.split("href=\"").nth(1)?.split('"').next());
        next = link.map(|href| href.replace("&amp;", "&"));
        all.push(main);
    }
    all
}

#[tokio::test]
async fn every_kind_has_its_words() {
    both(async |w| {
        every_kind(w).await;
        let kinds: Vec<(String,)> = w.reader().all("SELECT DISTINCT e.kind FROM my_security_event e", &[]).await.expect("kinds");
        assert!(kinds.len() > 30, "{kinds:?}");
        for (lang, other, begun) in [
            ("da", "ændrede noget", "satte organisationen op med 7 roller"),
            ("en", "changed something", "set the organisation up with 7 roles"),
        ] {
            assert_eq!(
                w.post(&w.alice, "/account", &format!("first_name=Alice&last_name=Admin&lang={lang}")).await.status,
                StatusCode::SEE_OTHER
            );
            let log = pages(w, "/admin/security-log").await.concat();
            assert!(!log.contains(other) && log.contains(begun), "{log}");
            let raw = kinds.iter().map(|(kind,)| kind.as_str()).chain(["organisation.name", "numbers.case", "numbers.archive"]);
            let raw: Vec<&str> = raw.filter(|kind| log.contains(kind)).collect();
            assert!(raw.is_empty(), "{lang}: {raw:?}");
        }
    })
    .await;
}

/// The day headings of a page, in their order.
fn days(page: &str) -> Vec<&str> {
    page.split("id=\"day-").skip(1).filter_map(|rest| rest.get(..10)).collect()
}

#[tokio::test]
async fn what_was_written_out_of_order_stands_by_its_time() {
    const DAY: i64 = 24 * 3600;
    both(async |w| {
        // Three days, written in turn: 150 entries, some at the very same time.
        for n in 0..150 {
            let back = (n % 3) * DAY + (n % 7);
            w.house.clock.advance(-back);
            let mut uow = Ctx::new(w.house.clone(), Actor::system("test", Via::Cli)).write().await.expect("begun");
            note(&mut uow, &E::SignInFailed { account: format!("nr{n:03}") }, "sign-in", 0).await;
            uow.commit().await.expect("kept");
            w.house.clock.advance(back);
        }
        let sql = "SELECT e.data FROM my_security_event e WHERE e.kind = 'user.sign_in_failed' ORDER BY e.at DESC, e.seq DESC";
        let written: Vec<(String,)> = w.reader().all(sql, &[]).await.expect("events");
        let told = |text: &str| text.split("»nr").skip(1).filter_map(|rest| rest.get(..3).map(str::to_owned)).collect::<Vec<_>>();
        for first in ["/admin/security-log", "/admin/security-log?kind=failed"] {
            let pages = pages(w, first).await;
            for page in &pages {
                let days = days(page);
                assert!(!days.is_empty() && days.is_sorted_by(|a, b| a > b), "newest first, each once: {days:?}");
            }
            let shown: Vec<String> = pages.iter().flat_map(|page| told(page)).collect();
            let expected: Vec<String> = written.iter().filter_map(|(data,)| data.split("nr").nth(1)?.get(..3).map(str::to_owned)).collect();
            assert_eq!(shown, expected, "all of them, once");
        }
        assert!(w.get(&w.alice, "/admin/security-log?before=999999").await.text.contains("Intet i loggen passer"));
    })
    .await;
}
