//! The only way to SELECT. A capability names `my_case`, `my_document` …; the reader puts in what
//! this actor may see, with only the actor bound, so that statements stay constant.

mod views;

use crate::actor::Actor;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::row::{FromRow, Row};
use crate::val::Val;
use std::borrow::Cow;
use std::sync::Arc;

pub(crate) use views::by_scope;
pub use views::{GUARDED, expand_for_check};

/// Reads as an actor.
#[derive(Clone)]
pub struct Reader {
    pub(crate) db: Db,
    pub(crate) actor: Arc<Actor>,
}

impl Reader {
    /// A reader for an actor.
    pub fn new(db: Db, actor: Arc<Actor>) -> Reader {
        Reader { db, actor }
    }

    /// Who reads.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// All rows.
    pub async fn all<T: FromRow>(&self, sql: &str, args: &[Val]) -> Result<Vec<T>> {
        let (sql, args) = expand(sql, args, &self.actor);
        self.db.rows(&sql, &args).await?.iter_mut().map(T::from_row).collect()
    }

    /// The only row, if there is one.
    pub async fn maybe<T: FromRow>(&self, sql: &str, args: &[Val]) -> Result<Option<T>> {
        let (sql, args) = expand(sql, args, &self.actor);
        self.db.rows(&sql, &args).await?.first_mut().map(T::from_row).transpose()
    }

    /// The only row; missing and hidden are one answer.
    pub async fn one<T: FromRow>(&self, sql: &str, args: &[Val]) -> Result<T> {
        self.maybe(sql, args).await?.ok_or(Error::NotFound)
    }

    /// Raw rows, for lists whose columns are chosen by the user.
    pub async fn rows(&self, sql: &str, args: &[Val]) -> Result<Vec<Row>> {
        let (sql, args) = expand(sql, args, &self.actor);
        self.db.rows(&sql, &args).await
    }

    /// The database's kind, for the few statements that differ.
    pub fn dialect(&self) -> crate::db::Dialect {
        self.db.dialect()
    }

    /// The work of a statement in SQLite's steps, for tests of plans.
    pub fn steps(&self, sql: &str, args: &[Val]) -> Result<Option<i64>> {
        let (sql, args) = expand(sql, args, &self.actor);
        self.db.steps(&sql, &args)
    }
}

/// The statement with the views put in, and the actor as the last argument where they need it.
pub(crate) fn expand<'a>(sql: &'a str, args: &'a [Val], actor: &Actor) -> (Arc<str>, Cow<'a, [Val]>) {
    let (text, bound) = views::expand(sql, args.len(), views::Sight::of(actor));
    if bound {
        let mut args = args.to_vec();
        args.push(Val::Int(actor.id));
        (text, Cow::Owned(args))
    } else {
        (text, Cow::Borrowed(args))
    }
}

/// The same for the statements of `base` itself, which may name the guarded tables.
pub(crate) fn expand_own<'a>(sql: &'a str, args: &'a [Val], actor: &Actor) -> (Arc<str>, Cow<'a, [Val]>) {
    let (text, bound) = views::expand_own(sql, args.len(), views::Sight::of(actor));
    let mut args = Cow::Borrowed(args);
    if bound {
        args.to_mut().push(Val::Int(actor.id));
    }
    (text, args)
}
