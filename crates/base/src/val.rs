//! A value on its way to or from either database.

use jiff::Timestamp;
use uuid::Uuid;

/// A value as both databases know it. Times are whole microseconds UTC; dates are text `YYYY-MM-DD`.
#[derive(Debug, Clone, PartialEq)]
pub enum Val {
    Null,
    Bool(bool),
    Int(i64),
    Real(f64),
    Text(String),
    Bytes(Vec<u8>),
    Uuid(Uuid),
    Time(Timestamp),
}

/// The marks `$n`, `$n+1` … for a list of arguments.
pub fn marks(first: usize, count: usize) -> String {
    (first..first + count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

macro_rules! into_val {
    ($($from:ty => |$v:ident| $to:expr),* $(,)?) => { $(
        impl From<$from> for Val { fn from($v: $from) -> Val { $to } }
    )* };
}

into_val! {
    bool => |v| Val::Bool(v),
    i64 => |v| Val::Int(v),
    i32 => |v| Val::Int(v.into()),
    u32 => |v| Val::Int(v.into()),
    usize => |v| Val::Int(i64::try_from(v).unwrap_or(i64::MAX)),
    u64 => |v| Val::Int(i64::try_from(v).unwrap_or(i64::MAX)),
    f64 => |v| Val::Real(v),
    &str => |v| Val::Text(v.to_owned()),
    String => |v| Val::Text(v),
    &String => |v| Val::Text(v.clone()),
    &[u8] => |v| Val::Bytes(v.to_vec()),
    Vec<u8> => |v| Val::Bytes(v),
    &Vec<u8> => |v| Val::Bytes(v.clone()),
    [u8; 32] => |v| Val::Bytes(v.to_vec()),
    &[u8; 32] => |v| Val::Bytes(v.to_vec()),
    Uuid => |v| Val::Uuid(v),
    &Uuid => |v| Val::Uuid(*v),
    Timestamp => |v| Val::Time(v),
    jiff::civil::Date => |v| Val::Text(v.to_string()),
}

impl<T: Into<Val>> From<Option<T>> for Val {
    fn from(v: Option<T>) -> Val {
        v.map_or(Val::Null, Into::into)
    }
}

/// A Rust type that a column can be read as.
pub trait FromVal: Sized {
    /// None where the column holds something else.
    fn from_val(val: Val) -> Option<Self>;
}

macro_rules! from_val {
    ($($to:ty { $($pat:pat => $e:expr),* $(,)? })*) => { $(
        impl FromVal for $to {
            fn from_val(val: Val) -> Option<$to> { match val { $($pat => $e,)* _ => None } }
        }
    )* };
}

from_val! {
    bool { Val::Bool(v) => Some(v), Val::Int(v) => Some(v != 0) }
    i64 { Val::Int(v) => Some(v), Val::Bool(v) => Some(v.into()) }
    f64 { Val::Real(v) => Some(v), Val::Int(v) => Some(v as f64) }
    String { Val::Text(v) => Some(v) }
    Vec<u8> { Val::Bytes(v) => Some(v) }
    [u8; 32] { Val::Bytes(v) => v.try_into().ok() }
    Uuid { Val::Uuid(v) => Some(v), Val::Bytes(v) => Uuid::from_slice(&v).ok() }
    Timestamp { Val::Time(v) => Some(v), Val::Int(v) => Timestamp::from_microsecond(v).ok() }
    jiff::civil::Date { Val::Text(v) => v.parse().ok() }

}

impl<T: FromVal> FromVal for Option<T> {
    fn from_val(val: Val) -> Option<Option<T>> {
        match val {
            Val::Null => Some(None),
            val => T::from_val(val).map(Some),
        }
    }
}

/// The arguments of a statement, in the order of `$1`, `$2` …
#[macro_export]
macro_rules! args {
    ($($v:expr),* $(,)?) => { [$($crate::val::Val::from($v)),*] };
}

impl FromVal for Val {
    fn from_val(val: Val) -> Option<Val> {
        Some(val)
    }
}
