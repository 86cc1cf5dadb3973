//! A statement and its values, put together from literals of the program only.
//!
//! Called by `store.rs` files. It never takes text from outside into the statement:
//! every part is `&'static str`, every value is bound.

use crate::Val;
use std::borrow::Cow;
use std::fmt::Write as _;

/// A statement and its values.
#[derive(Debug, Clone)]
pub struct Sql {
    pub(crate) text: Cow<'static, str>,
    pub(crate) vals: Vec<Val>,
}

/// Starts a statement from a literal, with marks `$1`, `$2`, … in order of first appearance.
#[must_use]
pub fn sql(text: &'static str) -> Sql {
    Sql { text: Cow::Borrowed(text), vals: Vec::new() }
}

impl Sql {
    /// Binds the next value.
    #[must_use]
    pub fn bind(mut self, v: impl Into<Val>) -> Self {
        self.vals.push(v.into());
        self
    }

    /// Adds a literal whose every `?` takes the next value; adds nothing when there is nothing to filter by.
    ///
    /// `.and(" and status = ?", filter.status.map(|s| [s.into()]))`
    #[must_use]
    pub fn and<const N: usize>(mut self, lit: &'static str, vals: Option<[Val; N]>) -> Self {
        let Some(vals) = vals else { return self };
        let mut vals = vals.into_iter();
        for part in lit.split_inclusive('?') {
            match part.strip_suffix('?') {
                Some(before) => {
                    self.text.to_mut().push_str(before);
                    self.vals.extend(vals.next());
                    self.mark(self.vals.len());
                }
                None => self.text.to_mut().push_str(part),
            }
        }
        self
    }

    /// Adds a literal without values, when `on`.
    #[must_use]
    pub fn when(mut self, on: bool, lit: &'static str) -> Self {
        if on {
            self.text.to_mut().push_str(lit);
        }
        self
    }

    /// Adds `lit` and a list of marks: `.among(" and id in", ids)`.
    ///
    /// The list is padded to a power of two by repeating its last value, so that few statements are
    /// prepared; an empty list becomes `(null)`, which nothing is in. Keep it under 10,000 values.
    #[must_use]
    pub fn among<V: Into<Val>>(mut self, lit: &'static str, vals: impl IntoIterator<Item = V>) -> Self {
        let mut vals: Vec<Val> = vals.into_iter().map(Into::into).collect();
        self.text.to_mut().push_str(lit);
        let Some(last) = vals.last().cloned() else {
            self.text.to_mut().push_str(" (null)");
            return self;
        };
        vals.resize(vals.len().next_power_of_two(), last);
        for (i, v) in vals.into_iter().enumerate() {
            self.text.to_mut().push_str(if i == 0 { " (" } else { "," });
            self.vals.push(v);
            self.mark(self.vals.len());
        }
        self.text.to_mut().push(')');
        self
    }

    /// Adds `values` for several rows in one statement.
    ///
    /// Keep rows times columns under 30,000: SQLite takes 32,766 values. For many rows use
    /// [`Tx::insert_many`](crate::Tx::insert_many).
    #[must_use]
    pub fn rows<const N: usize>(mut self, rows: impl IntoIterator<Item = [Val; N]>) -> Self {
        for (i, row) in rows.into_iter().enumerate() {
            self.text.to_mut().push_str(if i == 0 { " values (" } else { ",(" });
            for (j, v) in row.into_iter().enumerate() {
                if j > 0 {
                    self.text.to_mut().push(',');
                }
                self.vals.push(v);
                self.mark(self.vals.len());
            }
            self.text.to_mut().push(')');
        }
        self
    }

    /// The statement's text, for logs and plans.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    fn mark(&mut self, n: usize) {
        // Writing to a String cannot fail.
        let _ = write!(self.text.to_mut(), "${n}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn optional_parts_take_the_next_marks() {
        let q = sql("select a from t where b = $1")
            .bind(1_i64)
            .and(" and c = ?", Option::<[Val; 1]>::None)
            .and(" and (d, e) < (?, ?)", Some([2_i64.into(), "x".into()]));
        assert_eq!(q.text(), "select a from t where b = $1 and (d, e) < ($2, $3)");
        assert_eq!(q.vals.len(), 3);
    }

    #[test]
    fn lists_are_padded_to_powers_of_two_and_empty_lists_match_nothing() {
        let q = sql("select a from t where true").among(" and b in", [1_i64, 2, 3]);
        assert_eq!(q.text(), "select a from t where true and b in ($1,$2,$3,$4)");
        let none = sql("select a from t where true").among(" and b in", Vec::<i64>::new());
        assert_eq!(none.text(), "select a from t where true and b in (null)");
    }

    #[test]
    fn rows_are_numbered_through() {
        let q = sql("insert into t (a, b)").rows([[1_i64.into(), "x".into()], [2_i64.into(), "y".into()]]);
        assert_eq!(q.text(), "insert into t (a, b) values ($1,$2),($3,$4)");
    }
}
