//! Values on their way to the database: typed even when null.
//!
//! [`Val`] owns (for statements that are kept), [`Arg`] borrows (for a million rows without a copy).
//! It never converts between types: an integer stays an integer, a boolean a boolean.

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use tokio_postgres::types::{ToSql, Type};

/// An owned value. The type is known even when the value is null.
#[derive(Debug, Clone, PartialEq)]
pub enum Val {
    /// `bigint`: counts, microseconds UTC, 1e-8 degree.
    Int(Option<i64>),
    /// `double precision`.
    Real(Option<f64>),
    /// `text`, UTF-8.
    Text(Option<String>),
    /// `bytea`.
    Bytes(Option<Vec<u8>>),
    /// `boolean`.
    Bool(Option<bool>),
}

/// A borrowed value, for [`Tx::insert_many`](crate::Tx::insert_many).
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Arg<'a> {
    /// `bigint`.
    Int(Option<i64>),
    /// `double precision`.
    Real(Option<f64>),
    /// `text`, UTF-8.
    Text(Option<&'a str>),
    /// `bytea`.
    Bytes(Option<&'a [u8]>),
    /// `boolean`.
    Bool(Option<bool>),
}

macro_rules! from {
    ($of:ty: $($t:ty => $v:ident),* $(,)?) => { $(
        impl From<$t> for $of { fn from(x: $t) -> Self { Self::$v(Some(x.into())) } }
        impl From<Option<$t>> for $of { fn from(x: Option<$t>) -> Self { Self::$v(x.map(Into::into)) } }
    )* };
}
from!(Val: i64 => Int, i32 => Int, u32 => Int, f64 => Real, String => Text, &str => Text,
    Vec<u8> => Bytes, &[u8] => Bytes, bool => Bool);

macro_rules! arg_from {
    ($($t:ty => $v:ident),* $(,)?) => { $(
        impl<'a> From<$t> for Arg<'a> { fn from(x: $t) -> Self { Self::$v(Some(x.into())) } }
        impl<'a> From<Option<$t>> for Arg<'a> { fn from(x: Option<$t>) -> Self { Self::$v(x.map(Into::into)) } }
    )* };
}
arg_from!(i64 => Int, i32 => Int, u32 => Int, f64 => Real, &'a str => Text, &'a [u8] => Bytes, bool => Bool);

impl From<&String> for Val {
    fn from(x: &String) -> Self {
        Self::Text(Some(x.clone()))
    }
}
impl<const N: usize> From<[u8; N]> for Val {
    fn from(x: [u8; N]) -> Self {
        Self::Bytes(Some(x.to_vec()))
    }
}
impl<'a> From<&'a String> for Arg<'a> {
    fn from(x: &'a String) -> Self {
        Self::Text(Some(x))
    }
}
impl<'a> From<&'a Vec<u8>> for Arg<'a> {
    fn from(x: &'a Vec<u8>) -> Self {
        Self::Bytes(Some(x))
    }
}
impl<'a> From<&'a Val> for Arg<'a> {
    fn from(x: &'a Val) -> Self {
        match x {
            Val::Int(x) => Self::Int(*x),
            Val::Real(x) => Self::Real(*x),
            Val::Text(x) => Self::Text(x.as_deref()),
            Val::Bytes(x) => Self::Bytes(x.as_deref()),
            Val::Bool(x) => Self::Bool(*x),
        }
    }
}

impl rusqlite::ToSql for Arg<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match *self {
            Arg::Int(Some(x)) => ToSqlOutput::Owned(Value::Integer(x)),
            Arg::Real(Some(x)) => ToSqlOutput::Owned(Value::Real(x)),
            Arg::Bool(Some(x)) => ToSqlOutput::Owned(Value::Integer(i64::from(x))),
            Arg::Text(Some(x)) => ToSqlOutput::Borrowed(ValueRef::Text(x.as_bytes())),
            Arg::Bytes(Some(x)) => ToSqlOutput::Borrowed(ValueRef::Blob(x)),
            _ => ToSqlOutput::Owned(Value::Null),
        })
    }
}
impl rusqlite::ToSql for Val {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Val::Text(Some(x)) => ToSqlOutput::Borrowed(ValueRef::Text(x.as_bytes())),
            Val::Bytes(Some(x)) => ToSqlOutput::Borrowed(ValueRef::Blob(x)),
            Val::Int(Some(x)) => ToSqlOutput::Owned(Value::Integer(*x)),
            Val::Real(Some(x)) => ToSqlOutput::Owned(Value::Real(*x)),
            Val::Bool(Some(x)) => ToSqlOutput::Owned(Value::Integer(i64::from(*x))),
            _ => ToSqlOutput::Owned(Value::Null),
        })
    }
}

impl Arg<'_> {
    /// A copy that owns its bytes.
    pub(crate) fn to_val(self) -> Val {
        match self {
            Arg::Int(x) => Val::Int(x),
            Arg::Real(x) => Val::Real(x),
            Arg::Text(x) => Val::Text(x.map(str::to_owned)),
            Arg::Bytes(x) => Val::Bytes(x.map(<[u8]>::to_vec)),
            Arg::Bool(x) => Val::Bool(x),
        }
    }

    /// Appends the value as a field of PostgreSQL's binary copy: length, then bytes; length -1 for null.
    pub(crate) fn copy_to(self, out: &mut Vec<u8>) -> Result<(), std::num::TryFromIntError> {
        let mut put = |bytes: Option<&[u8]>| {
            match bytes {
                Some(b) => {
                    out.extend_from_slice(&i32::try_from(b.len())?.to_be_bytes());
                    out.extend_from_slice(b);
                }
                None => out.extend_from_slice(&(-1_i32).to_be_bytes()),
            }
            Ok(())
        };
        match self {
            Arg::Int(x) => put(x.map(i64::to_be_bytes).as_ref().map(<[u8; 8]>::as_slice)),
            Arg::Real(x) => put(x.map(f64::to_be_bytes).as_ref().map(<[u8; 8]>::as_slice)),
            Arg::Text(x) => put(x.map(str::as_bytes)),
            Arg::Bytes(x) => put(x),
            Arg::Bool(x) => put(x.map(|x| [u8::from(x)]).as_ref().map(<[u8; 1]>::as_slice)),
        }
    }
}
impl Val {
    /// PostgreSQL's type and the value as it binds it.
    pub(crate) fn pg(&self) -> (Type, &(dyn ToSql + Sync)) {
        match self {
            Val::Int(x) => (Type::INT8, x),
            Val::Real(x) => (Type::FLOAT8, x),
            Val::Text(x) => (Type::TEXT, x),
            Val::Bytes(x) => (Type::BYTEA, x),
            Val::Bool(x) => (Type::BOOL, x),
        }
    }
}
