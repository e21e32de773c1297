//! A small organisation on either database, and requests sent to its router.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use base::event::{Event, On};
use base::list::{Field, Filter, Want};
use base::web::{Ctx, House, session};
use base::{Actor, Clock, Ids, Result, Uuid, Via, acl, args, collate};
use http_body_util::BodyExt;
use ringbind::config::Config;
use std::sync::Arc;
use tower::ServiceExt;

#[derive(serde::Serialize)]
#[serde(tag = "kind")]
enum Made {
    #[serde(rename = "world.made")]
    Made {},
}
impl Event for Made {}

/// A world: the house, its router, and who is in it.
pub struct World {
    pub house: Arc<House>,
    app: axum::Router,
    /// May do everything, nothing but create cases, nothing.
    pub admin: i64,
    pub worker: i64,
    pub reader: i64,
    _folder: tempfile::TempDir,
}

/// What was answered.
pub struct Answer {
    pub status: StatusCode,
    pub to: String,
    pub text: String,
}

impl World {
    /// On SQLite, and on PostgreSQL where a server is named.
    pub async fn all(name: &str) -> Vec<World> {
        let mut worlds = vec![World::open("").await];
        if let Ok(server) = std::env::var("RINGBIND_TEST_PG") {
            let (base, _) = server.rsplit_once('/').expect("an address with a database");
            let database = format!("rb_plans_{name}");
            let run = |sql: String| std::process::Command::new("psql").args([server.as_str(), "-qc", &sql]).status().expect("psql");
            assert!(run(format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)")).success());
            assert!(run(format!("CREATE DATABASE {database}")).success());
            worlds.push(World::open(&format!("{base}/{database}")).await);
        }
        worlds
    }

    async fn open(database: &str) -> World {
        let folder = tempfile::tempdir().expect("a folder");
        let config = Config { data: folder.path().to_owned(), database: database.to_owned(), ..Config::default() };
        let clock = Clock::frozen("2026-02-24T09:21:00Z".parse().expect("a time"));
        let house = ringbind::serve::open_with(&config, false, clock, Ids::seeded(1)).await.expect("a house");
        let app = base::web::router(&house, ringbind::routes());
        let mut world = World { house, app, admin: 0, worker: 0, reader: 0, _folder: folder };
        world.admin = world.user("Anna Admin", Some("organisation_administrator")).await;
        world.worker = world.user("Viggo Værk", Some("caseworker")).await;
        world.reader = world.user("Lone Læser", None).await;
        world
    }

    /// The system, for making things.
    pub fn system(&self) -> Ctx {
        Ctx::new(self.house.clone(), Actor::system("test", Via::Cli))
    }

    /// A user as a request has him.
    pub async fn ctx(&self, user: i64) -> Ctx {
        let actor = Actor::user(&self.house.db, user, Via::Web).await.expect("readable").expect("active");
        Ctx::new(self.house.clone(), actor)
    }

    /// A new user, with a role.
    pub async fn user(&self, name: &str, role: Option<&str>) -> i64 {
        let mut uow = self.system().write().await.expect("a unit");
        let (id, now) = (acl::new_scope(&mut uow).await.expect("a scope"), uow.now());
        let key = collate::fold(name);
        uow.also(
            "INSERT INTO users (id, user_name, user_name_key, email, email_key, first_name, last_name, name, name_key, initials, created, changed)
             VALUES ($1, $2, $3, $4, $4, $2, $2, $2, $5, 'XX', $6, $6)",
            &args![id, name, key.as_str(), format!("{id}@example.test"), collate::key(name), now],
        )
        .await
        .expect("a user");
        if let Some(role) = role {
            uow.also(
                "INSERT INTO role_given (role_id, principal) SELECT r.id, CAST($2 AS BIGINT) FROM role r WHERE r.key = $1",
                &args![role, id],
            )
            .await
            .expect("a role");
        }
        acl::rescope(&mut uow, None).await.expect("scopes");
        uow.note(&Made::Made {}, On::thing("world", 1)).await.expect("an event");
        uow.commit().await.expect("committed");
        id
    }

    /// Some statements, then scopes anew.
    pub async fn run(&self, sql: &str, values: &[base::Val]) {
        let mut uow = self.system().write().await.expect("a unit");
        uow.also(sql, values).await.expect("run");
        acl::rescope(&mut uow, None).await.expect("scopes");
        uow.note(&Made::Made {}, On::thing("world", 1)).await.expect("an event");
        uow.commit().await.expect("committed");
    }

    /// A case on a key, owned by a user, from the template that was there from the start.
    pub async fn case(&self, title: &str, owner: i64, key: Option<Uuid>) -> Uuid {
        let mut uow = self.system().write().await.expect("a unit");
        let (id, now) = (uow.id(), uow.now());
        let n = uow.next("test case").await.expect("a number");
        uow.also(
            "INSERT INTO cases (id, ordinal, number, archive_number, title, find_key, status, owner, template_id, type_id, key_id, created, created_by, changed, changed_by)
             SELECT $1, $2, $3, $4, $5, $6, 0, $7, t.id, t.type_id, $8, $9, $7, $9, $7 FROM template t ORDER BY t.id LIMIT 1",
            &args![id, n, format!("2026-{n}"), format!("A/{n}"), title, collate::fold(title), owner, key, now],
        )
        .await
        .expect("a case");
        acl::relist(&mut uow, id).await.expect("listed");
        uow.note(&Made::Made {}, On::case(id)).await.expect("an event");
        uow.commit().await.expect("committed");
        id
    }

    /// A request as a user, with a form; a redirect is not followed.
    pub async fn send(&self, user: i64, method: &str, path: &str, form: &str) -> Answer {
        self.request(user, method, path, "application/x-www-form-urlencoded", form.as_bytes().to_vec()).await
    }

    /// A request with any body.
    pub async fn request(&self, user: i64, method: &str, path: &str, kind: &str, body: Vec<u8>) -> Answer {
        let mut uow = self.system().write().await.expect("a unit");
        let text = session::begin(&mut uow, user, "test").await.expect("a session");
        uow.note(&Made::Made {}, On::thing("world", 1)).await.expect("an event");
        uow.commit().await.expect("committed");
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("cookie", session::cookie(&text, false).split(';').next().expect("a cookie"))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", kind)
            .body(Body::from(body))
            .expect("a request");
        let answer = self.app.clone().oneshot(request).await.expect("an answer");
        let status = answer.status();
        let to = answer.headers().get("location").and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        let body = answer.into_body().collect().await.expect("a body").to_bytes();
        Answer { status, to, text: String::from_utf8_lossy(&body).into_owned() }
    }

    /// The plan that was there from the start.
    pub async fn plan(&self) -> Uuid {
        self.one("SELECT id FROM plan ORDER BY position LIMIT 1").await
    }

    /// A single value, read as the system.
    pub async fn one<T: base::val::FromVal>(&self, sql: &str) -> T {
        self.system().reader.one::<(T,)>(sql, &[]).await.expect("a row").0
    }

    /// Codes and titles of the first plan, as the tree is read.
    pub async fn tree(&self) -> Vec<String> {
        let all: Vec<(String, String, i64)> =
            self.system().reader.all("SELECT k.code, k.title, k.children FROM journal_key k ORDER BY k.code_key", &[]).await.expect("keys");
        all.into_iter().map(|(code, title, children)| format!("{code} {title} {children}")).collect()
    }

    /// The id of a key by its title.
    pub async fn key(&self, title: &str) -> Uuid {
        self.system().reader.one::<(Uuid,)>("SELECT k.id FROM journal_key k WHERE k.title = $1", &args![title]).await.expect("the key").0
    }

    /// Adds a key through the page.
    pub async fn add(&self, parent: Option<Uuid>, title: &str) -> Uuid {
        let plan = self.plan().await;
        let parent = parent.map(|p| p.to_string()).unwrap_or_default();
        let answer = self
            .send(self.admin, "POST", &format!("/admin/plans/{plan}/new"), &format!("parent={parent}&title={title}&cases_to=new"))
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        self.key(title).await
    }

    /// The titles of the cases that a user finds under keys.
    pub async fn listed(&self, user: i64, keys: &[Uuid]) -> Result<Vec<String>> {
        base::row! { struct Title { title: String } }
        let filters = vec![Filter::Is(Field::KEY_ID, keys.iter().map(|k| k.as_bytes().to_vec()).collect())];
        let want = Want { sort: Field::TITLE, descending: false, filters, cursor: None, back: false, size: 50 };
        let page: base::list::Page<Title> = base::list::page(&self.ctx(user).await.reader, &want, "c.title", "").await?;
        Ok(page.rows.into_iter().map(|r| r.title).collect())
    }
}
