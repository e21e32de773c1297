//! What a running program consists of.

use crate::blob::Blobs;
use crate::clock::{Clock, Ids};
use crate::db::Db;
use crate::follow::Nudge;
use crate::web::{Ctx, Problem};
use maud::Markup;
use std::any::Any;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::{Notify, watch};

/// Draws the page for an error.
pub type ErrorPage = fn(&Ctx, &Problem) -> Markup;

/// Limits that settings may change.
#[derive(Debug, Clone)]
pub struct Limits {
    /// The largest upload, in bytes.
    pub upload: u64,
    /// How long a session lives without use, in seconds.
    pub idle: i64,
}

/// The program: shared by every request.
pub struct House {
    pub db: Db,
    pub blobs: Blobs,
    pub clock: Clock,
    pub ids: Ids,
    pub nudge: Nudge,
    /// How far the chain has come in this process.
    pub grown: watch::Receiver<i64>,
    /// Wakes the workers.
    pub wake: Arc<Notify>,
    /// Uploads on their way, converters' scratch.
    pub staging: PathBuf,
    pub limits: Limits,
    /// `/ringbind` when served under a path of another site; else empty.
    pub base_path: String,
    /// Cookies are marked Secure.
    pub secure: bool,
    /// The address that links in mails begin with.
    pub public_url: String,
    /// Behind a proxy of ours: `X-Forwarded-For` names the client.
    pub behind_proxy: bool,
    /// A demo: the sign-in page lists who one can be.
    pub demo: bool,
    pub error_page: ErrorPage,
    /// Told of every answer: method, status, time.
    pub counted: fn(&str, u16, std::time::Duration),
    /// What only the application knows (mail, index …).
    pub more: Arc<dyn Any + Send + Sync>,
}
