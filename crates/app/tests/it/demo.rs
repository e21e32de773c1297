//! The demo's written cases: the world that other tests stand in.

use base::list::{self, Filter};
use base::web::House;
use base::{Actor, Clock, FromRow, Ids, Reader, Val, Via, args, follow};
use ringbind::config::Config;
use ringbind::demo::{Extent, load};
use std::collections::HashMap;
use std::sync::Arc;

struct World {
    house: Arc<House>,
    folder: std::path::PathBuf,
}

impl World {
    async fn open(name: &str, database: String) -> World {
        let folder = std::env::temp_dir().join(format!("ringbind-demo-{name}-{}", std::process::id()));
        let config = Config { data: folder.clone(), database, ..Config::default() };
        let clock = Clock::frozen("2026-02-24T15:00:00Z".parse().expect("a time"));
        let house = ringbind::serve::open_with(&config, true, clock, Ids::seeded(1)).await.expect("opened");
        World { house, folder }
    }

    fn reader(&self) -> Reader {
        Reader::new(self.house.db.clone(), Arc::new(Actor::system("test", Via::Cli)))
    }

    async fn all<T: FromRow>(&self, sql: &str, args: &[Val]) -> Vec<T> {
        self.reader().all(sql, args).await.expect("read")
    }

    async fn count(&self, sql: &str) -> i64 {
        self.reader().one::<(i64,)>(sql, &[]).await.expect("a count").0
    }

    async fn sees(&self, user_name: &str) -> i64 {
        let (id,): (i64,) = self.reader().one("SELECT id FROM users WHERE user_name = $1", &args![user_name]).await.expect("a user");
        let actor = Actor::user(&self.house.db, id, Via::Web).await.expect("read").expect("active");
        list::total(&Reader::new(self.house.db.clone(), Arc::new(actor)), &[] as &[Filter]).await.expect("counted")
    }
}

impl Drop for World {
    fn drop(&mut self) {
        // A folder that stays behind in the temporary folder harms nobody.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

async fn holds(world: &World) {
    load(&world.house, Extent::Fixture).await.expect("loaded");
    assert_eq!(world.count("SELECT count(*) FROM my_case c").await, 34);
    assert_eq!(world.count("SELECT count(*) FROM template").await, 8);
    let documents = world.count("SELECT count(*) FROM my_document d").await;
    assert!((110..150).contains(&documents), "{documents} documents");
    assert_eq!(world.count("SELECT count(*) FROM my_case c WHERE c.status = 2").await, 2);
    assert!(world.count("SELECT count(*) FROM my_document d WHERE d.limited").await >= 3);
    // Every document's files are what their names say, and are there.
    let files: Vec<([u8; 32], String, String)> = world.all("SELECT v.blob, v.name, v.media_type FROM my_version v", &[]).await;
    assert!(files.len() > 120);
    let mut kinds: HashMap<String, usize> = HashMap::new();
    for (blob, name, media_type) in files {
        let bytes = world.house.blobs.get(&blob, 50 << 20).await.expect("a file");
        let seen = formats::sniff::sniff_reader(&mut std::io::Cursor::new(&bytes), &name).expect("read");
        assert!(!seen.lying && seen.media_type == media_type, "{name} is {:?}", seen.kind);
        *kinds.entry(seen.extension.to_owned()).or_default() += 1;
    }
    for kind in ["docx", "xlsx", "pptx", "odt", "ods", "pdf", "eml", "msg", "rtf", "html", "txt", "csv", "png", "jpg", "tif"] {
        assert!(kinds.contains_key(kind), "no {kind} among {kinds:?}");
    }
    access(world).await;
    history(world).await;
    whole(world).await;
    // A second start changes nothing.
    let events = world.count("SELECT count(*) FROM event e").await;
    load(&world.house, Extent::Fixture).await.expect("there already");
    assert_eq!(world.count("SELECT count(*) FROM event e").await, events);
}

async fn access(world: &World) {
    assert_eq!(world.sees("ditte.hoegh").await, 34, "the data protection officer sees every case");
    for nobody in ["vibeke.nyholm", "anders.lyngholt"] {
        let n = world.sees(nobody).await;
        assert!(n < 12, "{nobody} sees {n} cases");
    }
    let mette = world.sees("mette.rahbek").await;
    assert!((8..34).contains(&mette), "Mette sees {mette} cases");
    // Whoever did something on a case, or owns it, sees it.
    let acted: Vec<(i64, base::Uuid)> =
        world.all("SELECT DISTINCT e.actor, e.case_id FROM event e WHERE e.case_id IS NOT NULL AND e.actor IS NOT NULL", &[]).await;
    let mut hidden = Vec::new();
    for (user, case) in acted {
        let actor = Actor::user(&world.house.db, user, Via::Web).await.expect("read").expect("active");
        let name = actor.name.clone();
        let reader = Reader::new(world.house.db.clone(), Arc::new(actor));
        let seen: Option<(i64,)> = reader.maybe("SELECT c.level FROM my_case c WHERE c.id = $1", &args![case]).await.expect("read");
        if seen.is_none() {
            let (title,): (String,) =
                world.reader().one("SELECT c.title FROM my_case c WHERE c.id = $1", &args![case]).await.expect("a case");
            hidden.push(format!("{name}: {title}"));
        }
    }
    assert!(hidden.is_empty(), "they wrote to cases they can't see: {hidden:#?}");
}

/// Nothing in a demo is there without an event that tells of it.
async fn whole(world: &World) {
    let report = ringbind::verification::check(&world.house, &[]).await.expect("checked");
    assert_eq!(report.faults, Vec::<String>::new());
}

async fn history(world: &World) {
    let nameless = world.count("SELECT count(*) FROM event e WHERE e.actor_name = '' OR (e.case_id IS NOT NULL AND e.actor IS NULL)").await;
    assert_eq!(nameless, 0);
    let late = world.all::<(i64,)>("SELECT count(*) FROM event e WHERE e.at > $1", &args![world.house.clock.now()]).await[0].0;
    assert_eq!(late, 0, "nothing happens in the future");
    let events = world.count("SELECT count(*) FROM event e").await;
    // PostgreSQL lets the chain pass a transaction only when every older one of the cluster is over.
    let mut position = follow::chain(&world.house.db).await.expect("chained");
    for _ in 0..200 {
        if position == events {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        position = follow::chain(&world.house.db).await.expect("chained");
    }
    assert_eq!(position, events);
    let unsealed =
        world.count("SELECT count(*) FROM my_document d WHERE d.status = 1 AND (d.seal IS NULL OR d.final_at < d.created)").await;
    assert_eq!(unsealed, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_written_cases_on_sqlite() {
    let world = World::open("sqlite", String::new()).await;
    holds(&world).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_written_cases_on_postgres() {
    let Ok(server) = std::env::var("RINGBIND_TEST_PG") else { return };
    let name = format!("ringbind_demo_{}", std::process::id());
    let (client, connection) = tokio_postgres::connect(&server, tokio_postgres::NoTls).await.expect("connected");
    tokio::spawn(connection);
    client.batch_execute(&format!("DROP DATABASE IF EXISTS {name}")).await.expect("dropped");
    client.batch_execute(&format!("CREATE DATABASE {name}")).await.expect("made");
    let (before, _) = server.rsplit_once('/').expect("an address with a database");
    {
        let world = World::open("postgres", format!("{before}/{name}")).await;
        holds(&world).await;
    }
    client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.expect("dropped");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_in_use_is_refused() {
    let world = World::open("refused", String::new()).await;
    let fields: [(&str, String); 4] = [
        ("user_name", "anna".into()),
        ("email", "anna@nordby.example".into()),
        ("first_name", "Anna".into()),
        ("last_name", "Nord".into()),
    ];
    ringbind::people::create_by_operator(&world.house, &fields, &[]).await.expect("made");
    let error = load(&world.house, Extent::Whole).await.expect_err("refused");
    assert!(error.to_string().contains("already holds an organisation"), "{error}");
    assert_eq!(world.count("SELECT count(*) FROM my_case c").await, 0);
}
