//! Files in a store that nodes share: what one has just stored, or finds and uses again, no other collects.

use crate::world::{World, both, well};
use base::blob::{Blobs, Hash, hex};
use base::event::On;
use base::web::Ctx;
use base::{Actor, SignedDuration, Timestamp, Val, Via, args};
use object_store::memory::InMemory;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt};
use ringbind::people::PeopleEvent;
use std::sync::Arc;
use std::time::Duration;

type Store = Arc<dyn ObjectStore>;

/// Two nodes on the world's database and one store, whose time is the machine's: theirs is a little later, so that
/// uploads are younger than everything that is stored.
async fn nodes(w: &World) -> (World, World, Store) {
    let store: Store = Arc::new(InMemory::new());
    let later = moments().1.checked_add(SignedDuration::from_hours(1)).expect("a time");
    let node = || {
        let node = w.with_files(Blobs::shared(store.clone(), w.house.db.clone(), false));
        node.house.clock.set(later);
        node
    };
    say(w, "UPDATE session SET seen = $1", &args![later]).await;
    (node(), node(), store)
}

async fn collect(w: &World, before: Timestamp) {
    let ctx = Ctx::new(w.house.clone(), Actor::system("files.collect", Via::Job));
    well(ringbind::leftovers::collect(&ctx, before, Duration::ZERO).await);
}

/// The store's time is the machine's: nothing is older, or everything is.
fn moments() -> (Timestamp, Timestamp) {
    let now = base::Clock::system().now();
    let hours = |n| now.checked_add(SignedDuration::from_hours(n)).expect("a time");
    (hours(-48), hours(1))
}

fn key(hash: &Hash) -> Key {
    let hex = hex(hash);
    Key::from(format!("{}/{}/{hex}", &hex[..2], &hex[2..4]))
}

async fn there(store: &Store, key: &Key) -> bool {
    store.head(key).await.is_ok()
}

/// Says something to the database as one of the nodes would.
async fn say(w: &World, sql: &str, args: &[Val]) {
    let mut uow = w.uow().await;
    well(uow.also(sql, args).await);
    well(uow.note(&PeopleEvent::LinkMade {}, On::thing("organisation", 1)).await);
    well(uow.commit().await);
}

#[tokio::test]
async fn contents_without_rows_are_collected() {
    both(async |w| {
        let (one, other, store) = nodes(w).await;
        let lost = well(one.house.blobs.put(b"nobody names me".as_slice()).await);
        one.upload("bo", "/uploads?purpose=stage", "a.txt", b"somebody names me").await.is(200);
        let named: (Hash,) = w.one("SELECT blob FROM upload WHERE blob IS NOT NULL ORDER BY created DESC LIMIT 1", &[]).await;
        let (young, old) = moments();
        for _ in 0..3 {
            collect(&one, young).await;
            collect(&other, young).await;
        }
        assert!(there(&store, &key(&lost)).await, "it is young");
        collect(&one, old).await;
        assert!(there(&store, &key(&lost)).await, "at first sight");
        collect(&one, old).await;
        assert!(!there(&store, &key(&lost)).await, "nobody names it");
        collect(&other, old).await;
        collect(&other, old).await;
        assert!(there(&store, &key(&named.0)).await, "a row names it");
        // It can be stored again, by any of them.
        assert_eq!(well(other.house.blobs.put(b"nobody names me".as_slice()).await), lost);
        assert!(there(&store, &key(&lost)).await);
    })
    .await;
}

#[tokio::test]
async fn what_another_is_removing_is_stored_anew() {
    both(async |w| {
        let (one, other, store) = nodes(w).await;
        let hash = well(one.house.blobs.put(b"left over".as_slice()).await);
        // The other is at it, and was held up before it removed it.
        let now = base::Clock::system().now();
        say(w, "INSERT INTO blob_leaving (hash, since, gone) VALUES ($1, $2, FALSE)", &args![hash, now]).await;
        let again = tokio::spawn({
            let house = one.house.clone();
            async move { house.blobs.put(b"left over".as_slice()).await }
        });
        tokio::time::sleep(Duration::from_millis(250)).await;
        assert!(!again.is_finished(), "it waits for the other");
        store.delete(&key(&hash)).await.expect("removed");
        say(w, "UPDATE blob_leaving SET gone = TRUE WHERE hash = $1", &args![hash]).await;
        assert_eq!(well(again.await.expect("ended")), hash);
        assert!(there(&store, &key(&hash)).await, "a row would name what isn't there");
        // One that never came back from it keeps nobody out for ever.
        let before = now.checked_sub(SignedDuration::from_hours(1)).expect("a time");
        say(w, "UPDATE blob_leaving SET gone = FALSE, since = $1 WHERE hash = $2", &args![before, hash]).await;
        assert_eq!(well(other.house.blobs.put(b"left over".as_slice()).await), hash);
    })
    .await;
}

#[tokio::test]
async fn pieces_go_with_their_upload() {
    both(async |w| {
        let (one, other, store) = nodes(w).await;
        let place = one.announce("bo", &format!("/cases/{}/uploads", w.known.case), "notat.txt", 10, &[]).await.is(201).to();
        one.patch("bo", &place, 0, b"half").await.is(204);
        let lost = Key::from("staging/0191aaaabbbbccccddddeeeeffff0000/0000000000000000-x");
        store.put(&lost, "half".into()).await.expect("stored");
        let (young, old) = moments();
        collect(&other, young).await;
        assert!(there(&store, &lost).await, "it is young");
        collect(&other, old).await;
        assert!(!there(&store, &lost).await, "its upload is gone");
        // At the other node it goes on where it stood, and leaves nothing.
        other.patch("bo", &place, 4, b" a file").await.is(413);
        other.patch("bo", &place, 3, b"f a fil").await.is(409);
        other.patch("bo", &place, 4, b" a fil").await.is(200);
        while w.one::<(i64,)>("SELECT count(*) FROM upload_piece", &[]).await.0 > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let (blob,): (Hash,) = w.one("SELECT blob FROM version ORDER BY created DESC, id DESC LIMIT 1", &[]).await;
        assert_eq!(well(one.house.blobs.get(&blob, 100).await), b"half a fil".as_slice());
        // What nobody comes back for goes with its pieces.
        let place = one.announce("bo", &format!("/cases/{}/uploads", w.known.case), "glemt.txt", 10, &[]).await.is(201).to();
        one.patch("bo", &place, 0, b"half").await.is(204);
        let late = one.later(72 * 3600);
        collect(&one, late).await;
        let (left,): (i64,) = w.one("SELECT count(*) FROM upload", &[]).await;
        assert_eq!(left, 0);
    })
    .await;
}
