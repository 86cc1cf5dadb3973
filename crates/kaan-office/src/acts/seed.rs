//! The act of giving an office its first hours and the year's list of holidays, by whoever stands at the server.
//!
//! Called by the binary for the demonstration and for a new server. It never changes hours that were set.

use super::entry;
use crate::hours::Holiday;
use crate::model::{HOLIDAY_SET, HOURS_SET, HolidaySet, Hours};
use crate::store;
use kaan_base::{Day, Instant};
use kaan_db::{Act, Res, Tx};

/// Gives first hours and holidays.
pub(crate) struct Seed {
    pub hours: Hours,
    pub holidays: Vec<(Day, Holiday)>,
    pub now: Instant,
}

impl Act for Seed {
    /// Whether there were none.
    type Out = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<bool> {
        let organisation = &self.hours.organisation;
        if store::has_hours(tx, organisation).await? {
            return Ok(false);
        }
        store::set_hours(tx, &self.hours, self.now).await?;
        let mut entries = vec![entry(HOURS_SET, organisation, &self.hours)?];
        for (day, holiday) in &self.holidays {
            store::set_holiday(tx, organisation, *day, holiday, self.now).await?;
            entries.push(entry(HOLIDAY_SET, organisation, &HolidaySet::new(organisation, *day, holiday))?);
        }
        kaan_ledger::record(tx, &entries).await?;
        Ok(true)
    }
}
