//! The act of setting an office's working hours.
//!
//! Called by the page of hours. It moves clocks of the law, so it never
//! happens without an entry in the ledger.

use super::record;
use crate::model::{HOURS_SET, Hours};
use crate::shared::Seat;
use crate::store;
use kaan_access::Access;
use kaan_access::record::permit;
use kaan_base::Problem;
use kaan_base::access::Caller;
use kaan_db::{Act, Res, Tx};

/// Sets hours.
pub(crate) struct SetHours {
    pub access: Access,
    pub caller: Caller,
    pub seat: Seat,
    pub hours: Hours,
}

impl Act for SetHours {
    type Out = Result<(), Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        if let Err(problem) = permit(tx, &self.access, &self.caller, "office.configure", &self.seat.on()).await? {
            return Ok(Err(problem));
        }
        store::set_hours(tx, &self.hours, self.access.now()).await?;
        record(tx, HOURS_SET, self.seat.id(), &self.hours).await?;
        Ok(Ok(()))
    }
}
