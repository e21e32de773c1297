//! Files without rows: collected when they are old, were so the time before too, and nobody used them again.

use crate::world::{World, both, well};
use base::web::Ctx;
use base::{Actor, SignedDuration, Timestamp, Via};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

async fn collect(w: &World, before: Timestamp, apart: Duration) {
    let ctx = Ctx::new(w.house.clone(), Actor::system("files.collect", Via::Job));
    well(ringbind::leftovers::collect(&ctx, before, apart).await);
}

/// The file was last written a while before the world's time.
fn age(file: &Path, w: &World, hours: i64) {
    let at = w.house.clock.now().checked_sub(SignedDuration::from_hours(hours)).expect("a time");
    let open = std::fs::File::options().append(true).open(file).expect("a file");
    open.set_modified(SystemTime::UNIX_EPOCH + Duration::from_micros(at.as_microsecond().unsigned_abs())).expect("set");
}

fn stored(w: &World, hash: &[u8; 32]) -> PathBuf {
    let hex = base::blob::hex(hash);
    w.house.staging.parent().expect("a folder").join("files").join(&hex[..2]).join(&hex[2..4]).join(hex)
}

fn days_ago(w: &World) -> Timestamp {
    w.house.clock.now().checked_sub(SignedDuration::from_hours(48)).expect("a time")
}

#[tokio::test]
async fn contents_without_rows_are_collected_the_second_time() {
    both(async |w| {
        let hash = well(w.house.blobs.put(b"nobody names me".as_slice()).await);
        let file = stored(w, &hash);
        let named: Vec<([u8; 32],)> = w.all("SELECT blob FROM version", &[]).await;
        named.iter().for_each(|(hash,)| age(&stored(w, hash), w, 1000));
        // Fresh by its time, however often it is looked at.
        age(&file, w, 1);
        for _ in 0..3 {
            collect(w, days_ago(w), Duration::ZERO).await;
        }
        assert!(file.exists());
        age(&file, w, 100);
        collect(w, days_ago(w), Duration::ZERO).await;
        assert!(file.exists(), "at first sight");
        collect(w, days_ago(w), Duration::from_secs(3600)).await;
        assert!(file.exists(), "too soon after");
        collect(w, days_ago(w), Duration::ZERO).await;
        assert!(!file.exists(), "nobody names it");
        for (hash,) in &named {
            assert!(stored(w, hash).exists(), "a row names it");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_used_again_stays() {
    both(async |w| {
        let hash = well(w.house.blobs.put(b"left over once".as_slice()).await);
        let file = stored(w, &hash);
        age(&file, w, 100);
        collect(w, days_ago(w), Duration::ZERO).await;
        // Somebody uploads the same content; its row comes later.
        assert_eq!(well(w.house.blobs.put(b"left over once".as_slice()).await), hash);
        collect(w, days_ago(w), Duration::ZERO).await;
        assert!(file.exists());
        // An upload that waits for its form names its content.
        age(&file, w, 100);
        let staged = w.upload("bo", "/uploads?purpose=stage", "a.txt", b"left over once").await.is(200);
        age(&file, w, 100);
        for _ in 0..3 {
            collect(w, days_ago(w), Duration::ZERO).await;
        }
        assert!(file.exists(), "{}", staged.text());
    })
    .await;
}

#[tokio::test]
async fn a_clock_that_jumps_makes_nothing_old() {
    both(async |w| {
        let hash = well(w.house.blobs.put(b"just stored".as_slice()).await);
        let file = stored(w, &hash);
        age(&file, w, 0);
        // Years later by the clock, and its row is being written at this moment.
        w.later(10 * 365 * 86_400);
        collect(w, days_ago(w), Duration::from_secs(3600)).await;
        collect(w, days_ago(w), Duration::from_secs(3600)).await;
        assert!(file.exists());
    })
    .await;
}

#[tokio::test]
async fn staging_files_and_pieces_are_collected() {
    both(async |w| {
        let staging = &w.house.staging;
        let (lost, fresh) = (staging.join("0191aaaabbbbccccddddeeeeffff0000"), staging.join("0191aaaabbbbccccddddeeeeffff0001"));
        let (kept, piece) = (staging.join(w.known.upload.simple().to_string()), stored(w, &[7; 32]).with_extension("x#1"));
        std::fs::create_dir_all(piece.parent().expect("a folder")).expect("made");
        let all = [(&lost, 100), (&fresh, 1), (&kept, 40), (&piece, 100)];
        for (file, hours) in all {
            if !file.exists() {
                std::fs::write(file, "half a fil").expect("written");
            }
            age(file, w, hours);
        }
        collect(w, days_ago(w), Duration::ZERO).await;
        assert_eq!(all.map(|(file, _)| file.exists()), [false, true, true, false]);
        // The upload itself is given up when nobody came back for it.
        w.later(72 * 3600);
        collect(w, days_ago(w), Duration::ZERO).await;
        assert!(!kept.exists());
        let (left,): (i64,) = w.one("SELECT count(*) FROM upload", &[]).await;
        assert_eq!(left, 0);
    })
    .await;
}

#[tokio::test]
async fn the_collecting_is_a_job() {
    both(async |w| {
        let staged = w.house.staging.join("0191aaaabbbbccccddddeeeeffff0000");
        std::fs::write(&staged, "x").expect("written");
        age(&staged, w, 100);
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let ordering = tokio::spawn(ringbind::leftovers::order(w.house.clone(), stopped));
        while w.one::<(i64,)>("SELECT count(*) FROM job WHERE kind = 'files.collect'", &[]).await.0 == 0 {
            tokio::task::yield_now().await;
        }
        stop.send(true).expect("listening");
        ordering.await.expect("ended");
        w.settle().await;
        assert!(!staged.exists());
        let (done,): (i64,) = w.one("SELECT count(*) FROM job WHERE kind = 'files.collect' AND state = 'done'", &[]).await;
        assert_eq!(done, 1);
    })
    .await;
}
