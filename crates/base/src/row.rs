//! A row of an answer, and the structs it is read into.

use crate::error::{Error, Result};
use crate::val::{FromVal, Val};
use std::sync::Arc;

/// One row: values under the names that the statement gave them.
#[derive(Debug, Clone)]
pub struct Row {
    pub(crate) names: Arc<[String]>,
    pub(crate) vals: Vec<Val>,
}

impl Row {
    /// Takes the value of a column; a missing column or another type is our own mistake.
    pub fn take<T: FromVal>(&mut self, name: &str) -> Result<T> {
        let at = self.names.iter().position(|n| n == name).ok_or_else(|| Error::internal(format!("no column {name}")))?;
        self.take_at(at)
    }

    /// The same where columns mostly come in the order in which they are taken: looks at the place after the last one first.
    pub fn take_next<T: FromVal>(&mut self, next: &mut usize, name: &str) -> Result<T> {
        let at = *next;
        *next += 1;
        if self.names.get(at).is_some_and(|n| n == name) { self.take_at(at) } else { self.take(name) }
    }

    /// Takes the value at a place, counted from 0.
    pub fn take_at<T: FromVal>(&mut self, at: usize) -> Result<T> {
        let val =
            self.vals.get_mut(at).map(|v| std::mem::replace(v, Val::Null)).ok_or_else(|| Error::internal(format!("no column {at}")))?;
        T::from_val(val).ok_or_else(|| Error::internal(format!("column {:?} has another type", self.names.get(at))))
    }
}

/// Something a row can be read into.
pub trait FromRow: Sized {
    /// Reads it; an error is our own mistake, not the user's.
    fn from_row(row: &mut Row) -> Result<Self>;
}

macro_rules! tuple {
    ($($t:ident $at:tt),*) => {
        impl<$($t: FromVal),*> FromRow for ($($t,)*) {
            fn from_row(row: &mut Row) -> Result<Self> { Ok(($(row.take_at::<$t>($at)?,)*)) }
        }
    };
}
tuple!(A 0);
tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
tuple!(A 0, B 1, C 2, D 3, E 4);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);

/// Declares a struct whose fields are read from the columns of the same names.
#[macro_export]
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$fmeta:meta])* $fvis:vis $field:ident : $ty:ty),* $(,)? }) => {
        $(#[$meta])* $vis struct $name { $($(#[$fmeta])* $fvis $field: $ty),* }
        impl $crate::row::FromRow for $name {
            fn from_row(row: &mut $crate::row::Row) -> $crate::error::Result<Self> {
                let mut next = 0;
                Ok(Self { $($field: row.take_next(&mut next, stringify!($field))?),* })
            }
        }
    };
}
