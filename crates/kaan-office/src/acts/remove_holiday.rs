//! The act of taking a holiday of an office out.
//!
//! Called by the page of hours. It never takes the day out of the ledger: that it was one stays there.

use super::record;
use crate::model::{HOLIDAY_REMOVED, HolidayRemoved};
use crate::shared::Seat;
use crate::store;
use kaan_access::Access;
use kaan_access::record::permit;
use kaan_base::access::Caller;
use kaan_base::{Day, Problem};
use kaan_db::{Act, Res, Tx};

/// Removes a holiday.
pub(crate) struct RemoveHoliday {
    pub access: Access,
    pub caller: Caller,
    pub seat: Seat,
    pub day: Day,
}

impl Act for RemoveHoliday {
    type Out = Result<(), Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        if let Err(problem) = permit(tx, &self.access, &self.caller, "office.configure", &self.seat.on()).await? {
            return Ok(Err(problem));
        }
        if !store::remove_holiday(tx, self.seat.id(), self.day).await? {
            return Ok(Err(Problem::refused("office-no-holiday")));
        }
        let fact = HolidayRemoved { day: self.day, organisation: self.seat.id().to_owned() };
        record(tx, HOLIDAY_REMOVED, self.seat.id(), &fact).await?;
        Ok(Ok(()))
    }
}
