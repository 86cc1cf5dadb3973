//! One row of an answer, of either engine.
//!
//! Read by the closures that `store.rs` files hand to [`Db::all`](crate::Db::all) and its sisters.
//! It never outlives the statement it came from.

use crate::{Fault, Res};

/// One row; columns count from 0.
pub enum Row<'r> {
    /// A row of SQLite.
    Lite(&'r rusqlite::Row<'r>),
    /// A row of PostgreSQL.
    Pg(&'r tokio_postgres::Row),
}

/// What a column can be read as: `i64`, `f64`, `String`, `Vec<u8>`, `bool` and `Option` of each.
pub trait Col: rusqlite::types::FromSql + for<'a> tokio_postgres::types::FromSql<'a> {}
impl<T: rusqlite::types::FromSql + for<'a> tokio_postgres::types::FromSql<'a>> Col for T {}

impl Row<'_> {
    /// Column `i` as an owned value.
    ///
    /// # Errors
    /// [`Fault::Broken`] when there is no such column or it holds another type.
    pub fn get<T: Col>(&self, i: usize) -> Res<T> {
        Ok(match self {
            Row::Lite(r) => r.get(i)?,
            Row::Pg(r) => r.try_get(i)?,
        })
    }

    /// Column `i` as bytes, without copying them; not for a null.
    ///
    /// # Errors
    /// [`Fault::Broken`] when it is null or not bytes.
    pub fn bytes(&self, i: usize) -> Res<&[u8]> {
        match self {
            Row::Lite(r) => r.get_ref(i)?.as_blob().map_err(|e| Fault::Broken(format!("column {i}: {e}"))),
            Row::Pg(r) => Ok(r.try_get(i)?),
        }
    }

    /// Column `i` as text, without copying it; not for a null.
    ///
    /// # Errors
    /// [`Fault::Broken`] when it is null or not text.
    pub fn text(&self, i: usize) -> Res<&str> {
        match self {
            Row::Lite(r) => r.get_ref(i)?.as_str().map_err(|e| Fault::Broken(format!("column {i}: {e}"))),
            Row::Pg(r) => Ok(r.try_get(i)?),
        }
    }

    /// Column `i` as text without a copy, or `None` when it is null.
    ///
    /// # Errors
    /// [`Fault::Broken`] when it is something other than text or null.
    pub fn text_or_null(&self, i: usize) -> Res<Option<&str>> {
        match self {
            Row::Lite(r) => r.get_ref(i)?.as_str_or_null().map_err(|e| Fault::Broken(format!("column {i}: {e}"))),
            Row::Pg(r) => Ok(r.try_get(i)?),
        }
    }

    /// Column `i` as bytes without a copy, or `None` when it is null.
    ///
    /// # Errors
    /// [`Fault::Broken`] when it is something other than bytes or null.
    pub fn bytes_or_null(&self, i: usize) -> Res<Option<&[u8]>> {
        match self {
            Row::Lite(r) => r.get_ref(i)?.as_blob_or_null().map_err(|e| Fault::Broken(format!("column {i}: {e}"))),
            Row::Pg(r) => Ok(r.try_get(i)?),
        }
    }
}
