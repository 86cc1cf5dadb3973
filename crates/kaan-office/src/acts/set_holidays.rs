//! The act of adding or correcting holidays of an office: one, or a year's list.
//!
//! Called by the page of hours. Each day is an entry of the ledger of its own; it never removes one.

use super::entry;
use crate::hours::Holiday;
use crate::model::{HOLIDAY_SET, HolidaySet};
use crate::shared::Seat;
use crate::store;
use kaan_access::Access;
use kaan_access::record::permit;
use kaan_base::access::Caller;
use kaan_base::{Day, Problem};
use kaan_db::{Act, Res, Tx};

/// Sets holidays.
pub(crate) struct SetHolidays {
    pub access: Access,
    pub caller: Caller,
    pub seat: Seat,
    pub holidays: Vec<(Day, Holiday)>,
}

impl Act for SetHolidays {
    type Out = Result<(), Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        if let Err(problem) = permit(tx, &self.access, &self.caller, "office.configure", &self.seat.on()).await? {
            return Ok(Err(problem));
        }
        let mut entries = Vec::new();
        for (day, holiday) in &self.holidays {
            store::set_holiday(tx, self.seat.id(), *day, holiday, self.access.now()).await?;
            entries.push(entry(HOLIDAY_SET, self.seat.id(), &HolidaySet::new(self.seat.id(), *day, holiday))?);
        }
        if !entries.is_empty() {
            kaan_ledger::record(tx, &entries).await?;
        }
        Ok(Ok(()))
    }
}
