//! A small organisation on a frozen clock, on either database.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use base::event::On;
use base::web::{Ctx, House, session};
use base::{Actor, Clock, FromRow, Ids, Reader, Uuid, Val, Via, acl, args};
use ringbind::config::{Config, Smtp};
use ringbind::people::PeopleEvent;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tower::ServiceExt;

pub const ALICE: &str = "alice";

/// A fresh organisation with an administrator, Alice Admin.
pub struct World {
    pub house: Arc<House>,
    app: Router,
    folder: PathBuf,
    pub alice: String,
}

pub struct Answer {
    pub status: StatusCode,
    pub to: String,
    /// The cookies that it sets, without their attributes.
    pub cookies: String,
    pub text: String,
}

impl World {
    async fn new(database: String, mail: &str) -> World {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let folder =
            std::env::temp_dir().join(format!("ringbind-people-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed)));
        // Nothing runs the jobs here, so that nothing is sent.
        let smtp = Smtp { host: mail.to_owned(), ..Smtp::default() };
        let config = Config { data: folder.clone(), database, smtp, ..Config::default() };
        let clock = Clock::frozen("2026-02-24T09:21:00Z".parse().expect("a time"));
        let house = ringbind::serve::open_with(&config, false, clock, Ids::seeded(7)).await.expect("opened");
        let app = base::web::router(&house, ringbind::routes());
        let mut world = World { house, app, folder, alice: String::new() };
        world.user(ALICE, "Alice", "Admin", &["organisation_administrator", "system_administrator"]).await;
        world.alice = world.session(ALICE).await;
        world
    }

    pub fn reader(&self) -> Reader {
        Reader::new(self.house.db.clone(), Arc::new(Actor::system("test", Via::Cli)))
    }

    pub async fn one<T: FromRow>(&self, sql: &str, args: &[Val]) -> T {
        self.reader().one(sql, args).await.expect("a row")
    }

    pub async fn user(&self, name: &str, first: &str, last: &str, roles: &[&str]) -> i64 {
        let fields = [
            ("user_name", name.to_owned()),
            ("email", format!("{name}@nordby.example")),
            ("first_name", first.to_owned()),
            ("last_name", last.to_owned()),
        ];
        let roles: Vec<String> = roles.iter().map(|r| (*r).to_owned()).collect();
        ringbind::people::create_by_operator(&self.house, &fields, &roles).await.expect("made");
        self.id(name).await
    }

    pub async fn id(&self, name: &str) -> i64 {
        self.one::<(i64,)>("SELECT id FROM users WHERE user_name = $1", &args![name]).await.0
    }

    /// A session as its cookie.
    pub async fn session(&self, name: &str) -> String {
        let id = self.id(name).await;
        let mut uow = Ctx::new(self.house.clone(), Actor::system("test", Via::Cli)).write().await.expect("begun");
        let text = session::begin(&mut uow, id, "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0").await.expect("a session");
        uow.note(&PeopleEvent::SignedIn { agent: String::new() }, On::thing("user", id)).await.expect("noted");
        uow.commit().await.expect("kept");
        format!("rb_session={text}")
    }

    /// A reading with a token, from an address.
    pub async fn get_from(&self, bearer: &str, path: &str, address: [u8; 4]) -> Answer {
        let at = axum::extract::ConnectInfo(std::net::SocketAddr::from((address, 4000)));
        let request = Request::builder().uri(path).header(header::AUTHORIZATION, bearer).extension(at);
        self.answer(request.body(Body::empty()).expect("a request")).await
    }

    async fn send(&self, cookie: &str, method: &str, path: &str, media: &str, body: &str) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", media)
            .header("accept-language", "da");
        request = match cookie.strip_prefix("Bearer ") {
            Some(_) => request.header(header::AUTHORIZATION, cookie),
            None => request.header(header::COOKIE, cookie),
        };
        self.answer(request.body(Body::from(body.to_owned())).expect("a request")).await
    }

    async fn answer(&self, request: Request<Body>) -> Answer {
        let response = self.app.clone().oneshot(request).await.expect("an answer");
        let to = response.headers().get(header::LOCATION).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        let cookies = response.headers().get_all(header::SET_COOKIE).iter().filter_map(|v| v.to_str().ok()?.split(';').next());
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        let status = response.status();
        let body = to_bytes(response.into_body(), 10 << 20).await.expect("a body");
        Answer { status, to, cookies, text: String::from_utf8_lossy(&body).into_owned() }
    }

    pub async fn get(&self, cookie: &str, path: &str) -> Answer {
        self.send(cookie, "GET", path, "text/plain", "").await
    }

    pub async fn post(&self, cookie: &str, path: &str, form: &str) -> Answer {
        self.send(cookie, "POST", path, "application/x-www-form-urlencoded", form).await
    }

    pub async fn json(&self, cookie: &str, method: &str, path: &str, body: &str) -> Answer {
        self.send(cookie, method, path, "application/json", body).await
    }

    /// A case with an owner, as a template's creator would have made it.
    pub async fn case(&self, owner: i64, number: i64) -> Uuid {
        let (template, kind): (i64, i64) = self.one("SELECT id, type_id FROM template LIMIT 1", &[]).await;
        let mut uow = Ctx::new(self.house.clone(), Actor::system("test", Via::Cli)).write().await.expect("begun");
        let (id, now) = (uow.id(), uow.now());
        uow.also(
            "INSERT INTO cases (id, ordinal, number, title, find_key, status, owner, template_id, type_id, created, created_by, changed, changed_by)
             VALUES ($1, $2, $3, 'Regnskab', '', 0, $4, $5, $6, $7, $4, $7, $4)",
            &args![id, number, format!("N-{number}"), owner, template, kind, now],
        )
        .await
        .expect("a case");
        acl::relist(&mut uow, id).await.expect("listed");
        uow.note(&PeopleEvent::LinkMade {}, On::case(id)).await.expect("noted");
        uow.commit().await.expect("kept");
        id
    }

    /// The number of all events, which no refusal may raise.
    pub async fn all_events(&self) -> i64 {
        self.one::<(i64,)>("SELECT count(*) FROM event", &[]).await.0
    }

    pub async fn events(&self, kind: &str) -> i64 {
        self.one::<(i64,)>("SELECT count(*) FROM event WHERE kind = $1", &args![kind]).await.0
    }
}

/// Runs a test on SQLite, and on PostgreSQL where a server is named.
pub async fn both(test: impl AsyncFn(&World)) {
    run("mail.nordby.example", test).await;
}

/// The same in an organisation that has no mail server.
pub async fn without_mail(test: impl AsyncFn(&World)) {
    run("", test).await;
}

async fn run(mail: &str, test: impl AsyncFn(&World)) {
    let world = World::new(String::new(), mail).await;
    test(&world).await;
    std::fs::remove_dir_all(&world.folder).expect("removed");
    let Ok(server) = std::env::var("RINGBIND_TEST_PG") else { return };
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let name = format!("people_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let (client, connection) = tokio_postgres::connect(&server, tokio_postgres::NoTls).await.expect("a server");
    tokio::spawn(connection);
    client.batch_execute(&format!("CREATE DATABASE {name}")).await.expect("a database");
    let (before, _) = server.rsplit_once('/').expect("a database in the address");
    let world = World::new(format!("{before}/{name}"), mail).await;
    test(&world).await;
    std::fs::remove_dir_all(&world.folder).expect("removed");
    drop(world);
    client.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)")).await.expect("dropped");
}
