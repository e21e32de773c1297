//! Several nodes on one PostgreSQL and one store that speaks S3: the real program as processes, each with a data folder
//! of its own, killed, added and restarted while people work.
//!
//! `RINGBIND_TEST_PG` and `RINGBIND_TEST_S3` name the servers; `cargo xtask test` starts them.
//! `RINGBIND_PROVE_ROUNDS=60` kills and restarts that often; `RINGBIND_SEED` plays a run again.

#[expect(dead_code, reason = "what only the tests of crashes need")]
#[path = "../crash/clients.rs"]
mod clients;
mod cluster;
#[path = "../crash/http.rs"]
mod http;
mod line;
mod load;
#[expect(dead_code, reason = "what only the tests of crashes need")]
#[path = "../crash/program.rs"]
mod program;
mod proxy;
mod store;
mod together;
#[path = "../crash/told.rs"]
mod told;
mod uploads;
#[path = "../crash/way.rs"]
mod way;
