//! The kinds of accounts: what the log tells of them, who is in everybody's group, and what guests can't have.

use super::world::{World, both};
use axum::http::StatusCode;
use base::args;
use base::web::{Ctx, once};
use base::{Actor, Via};

async fn everybody(w: &World) -> i64 {
    let (group,): (String,) = w.one("SELECT value FROM setting WHERE key = 'organisation.everybody'", &[]).await;
    group.parse().expect("a number")
}

/// The data of the events of a kind about something, oldest first.
async fn told(w: &World, kind: &str, object: &str, id: i64) -> Vec<serde_json::Value> {
    let sql = "SELECT e.data FROM my_any_event e WHERE kind = $1 AND object = $2 AND object_id = $3 ORDER BY seq";
    let all: Vec<(String,)> = w.reader().all(sql, &args![kind, object, id.to_string()]).await.expect("events");
    all.into_iter().map(|(data,)| serde_json::from_str(&data).expect("JSON")).collect()
}

async fn joined(w: &World, user: i64) -> usize {
    told(w, "group.member_added", "group", everybody(w).await).await.iter().filter(|e| e["member"] == user).count()
}

#[tokio::test]
async fn the_log_tells_every_right_from_the_start() {
    both(async |w| {
        // The first administrator, by the link.
        let mut uow = Ctx::new(w.house.clone(), Actor::system("test", Via::Cli)).write().await.expect("begun");
        let key = once::make(&mut uow, "first", None, 48).await.expect("a link");
        uow.note(&ringbind::people::PeopleEvent::LinkMade {}, base::event::On::thing("organisation", 1)).await.expect("noted");
        uow.commit().await.expect("kept");
        let form = format!(
            "key={key}&organisation=Nordby&first_name=Fie&last_name=First&email=fie%40x.example&user_name=fie&password=gr%C3%B8n+cykel+ved+havet"
        );
        assert_eq!(w.post("", "/welcome", &form).await.status, StatusCode::SEE_OTHER);
        let fie = w.id("fie").await;
        let keys: Vec<String> =
            told(w, "role.given", "user", fie).await.iter().map(|e| e["key"].as_str().expect("a key").to_owned()).collect();
        assert_eq!(keys, ["organisation_administrator", "system_administrator", "caseworker"]);
        assert_eq!(joined(w, fie).await, 1);
        // One made by the operator.
        let ole = w.user("ole", "Ole", "Operatør", &["reader"]).await;
        assert_eq!(told(w, "role.given", "user", ole).await.len(), 1);
        assert_eq!((joined(w, ole).await, told(w, "user.created", "user", ole).await[0]["account_kind"].as_str()), (1, Some("internal")));
        let page = w.get(&w.alice, &format!("/admin/users/{ole}")).await;
        assert!(page.text.contains("gav rollen Læser til Ole Operatør"), "{}", page.text);
    })
    .await;
}

#[tokio::test]
async fn a_user_is_made_with_his_kind() {
    both(async |w| {
        for (kind, joins) in [("internal", 1), ("external", 0), ("guest", 0), ("service", 0)] {
            let form = format!("user_name=u-{kind}&email={kind}%40x.example&first_name=U&last_name=V&kind={kind}");
            assert_eq!(w.post(&w.alice, "/admin/users/new", &form).await.status, StatusCode::SEE_OTHER);
            let id = w.id(&format!("u-{kind}")).await;
            let (kept, inside): (String, i64) = w
                .one("SELECT kind, (SELECT count(*) FROM group_member m WHERE m.member = u.id) AS n FROM users u WHERE id = $1", &args![id])
                .await;
            assert_eq!((kept.as_str(), inside), (kind, joins));
            assert_eq!(told(w, "user.created", "user", id).await[0]["account_kind"], kind, "as it is logged");
            assert_eq!(joined(w, id).await, usize::from(joins == 1), "{kind}");
        }
    })
    .await;
}
