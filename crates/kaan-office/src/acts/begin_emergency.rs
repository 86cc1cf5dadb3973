//! The act of taking a role of one's own office for an hour, announced to its administrators and auditors.
//!
//! Called by the page of emergency access. It never happens in silence: the notices are of the same transaction.

use crate::shared::Seat;
use crate::told;
use kaan_access::Access;
use kaan_access::record::permit;
use kaan_access::roles::{self, Emergency};
use kaan_base::Problem;
use kaan_base::access::Caller;
use kaan_db::{Act, Res, Tx};

/// Begins emergency access.
pub(crate) struct BeginEmergency {
    pub access: Access,
    pub caller: Caller,
    pub seat: Seat,
    /// What the person is called, for those who are told.
    pub who: String,
    pub role: String,
    pub reason: String,
}

impl Act for BeginEmergency {
    /// The accounts that were told.
    type Out = Result<Vec<String>, Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let by = match permit(tx, &self.access, &self.caller, "emergency.begin", &self.seat.on()).await? {
            Ok(by) => by,
            Err(problem) => return Ok(Err(problem)),
        };
        let organisation = self.seat.id().to_owned();
        let wanted = Emergency { organisation, role: self.role.clone(), reason: self.reason.clone() };
        let begun = match roles::begin_emergency(tx, &self.access, &by, &wanted).await? {
            Ok(begun) => begun,
            Err(problem) => return Ok(Err(problem)),
        };
        let tell =
            |account: &String| told::emergency(account, (self.seat.id(), &self.who), &self.seat.name, &self.role, begun.until);
        told::all(tx, &self.access, begun.notify.iter().map(tell).collect()).await?;
        Ok(Ok(begun.notify))
    }
}
