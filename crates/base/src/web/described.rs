//! What a route answers with, told by its handler's type, so that the description can't drift from the code.

use super::{Json, Page};
use crate::error::Result;
use std::future::Future;
use utoipa::ToSchema;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{Ref, RefOr};

/// The schema of an answer, and the named ones that it refers to.
pub struct Described {
    pub schema: RefOr<Schema>,
    pub parts: Vec<(String, RefOr<Schema>)>,
}

/// Tells the shape of an answer; none where it isn't JSON.
pub type Tell = fn() -> Option<Described>;

/// What handlers may answer with.
pub trait Answer {
    /// Its shape; none where it isn't JSON.
    fn described() -> Option<Described>;
}

impl Answer for Result<Page> {
    fn described() -> Option<Described> {
        None
    }
}

impl<T: ToSchema> Answer for Result<Json<T>> {
    fn described() -> Option<Described> {
        let mut parts = Vec::new();
        T::schemas(&mut parts);
        let schema = match T::schema() {
            list @ RefOr::T(Schema::Array(_)) => list,
            whole => {
                parts.push((T::name().into_owned(), whole));
                Ref::from_schema_name(T::name()).into()
            }
        };
        Some(Described { schema, parts })
    }
}

/// A function that handles a route, by what it takes.
pub trait Handler<Taken> {
    type Answer: Answer;
}

macro_rules! handlers {
    ($(($($taken:ident),*))*) => {$(
        impl<F, Later, $($taken),*> Handler<($($taken,)*)> for F
        where
            F: Fn($($taken),*) -> Later,
            Later: Future,
            Later::Output: Answer,
        {
            type Answer = Later::Output;
        }
    )*};
}
handlers!(()(A)(A, B)(A, B, C)(A, B, C, D)(A, B, C, D, E));

/// The teller of a handler's answer.
pub fn tell<Taken, H: Handler<Taken>>(_: &H) -> Tell {
    <H::Answer as Answer>::described
}
