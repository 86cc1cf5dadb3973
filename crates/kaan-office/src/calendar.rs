//! The calendar of an office for callers outside its pages: reading it, and giving the first one.
//!
//! Called by the binary, on behalf of other capabilities and for the demonstration. It never makes up hours: an
//! office that set none has none.

use crate::Office;
use crate::acts::seed::Seed;
use crate::hours::{Calendar, Range, ranges, zone};
use crate::model::Hours;
use crate::store;
use kaan_base::Problem;
use kaan_db::Res;

impl Office {
    /// The calendar of an organisation; none while no hours were set.
    ///
    /// # Errors
    /// What the store says.
    pub async fn calendar(&self, organisation: &str) -> Res<Option<Calendar>> {
        store::calendar(self.0.access.db(), organisation).await.map(|(calendar, _)| calendar)
    }

    /// Gives an organisation its first hours and the shipped list of holidays; false when it has hours already.
    ///
    /// `week` is Monday first, as [`ranges`] reads it; `clock` is `pakistan`, `beijing` or `utc`. Refused:
    /// `office-ranges`, `office-no-choice`.
    ///
    /// # Errors
    /// What the store says.
    pub async fn seed(&self, organisation: &str, clock: &str, week: &[&str; 7]) -> Res<Result<bool, Problem>> {
        let Some(zone) = zone(clock) else { return Ok(Err(Problem::invalid("office-no-choice").at("zone"))) };
        let mut read: [Vec<Range>; 7] = Default::default();
        for (day, text) in read.iter_mut().zip(week) {
            match ranges(text) {
                Some(found) => *day = found,
                None => return Ok(Err(Problem::invalid("office-ranges").at("week"))),
            }
        }
        let hours = Hours { organisation: organisation.to_owned(), week: read, zone };
        let holidays = self.0.holidays.iter().map(|(day, h)| (*day, h.clone())).collect();
        let seed = Seed { hours, holidays, now: self.0.access.now() };
        self.0.access.db().act(seed).await.map(Ok)
    }
}
