//! The act of ending emergency access before its hour is over: one's own, or as an administrator.
//!
//! Called by the page of emergency access. It never ends one of another organisation.

use crate::shared::Seat;
use kaan_access::Access;
use kaan_access::record::permit;
use kaan_access::roles;
use kaan_base::Problem;
use kaan_base::access::{Caller, Resource};
use kaan_db::{Act, Res, Tx};

/// Ends emergency access.
pub(crate) struct EndEmergency {
    pub access: Access,
    pub caller: Caller,
    pub seat: Seat,
    pub emergency: String,
}

impl Act for EndEmergency {
    type Out = Result<(), Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let found = roles::find_emergency(tx, &self.emergency).await?.filter(|e| e.organisation == self.seat.id());
        let actor = self.caller.actor.as_deref();
        let own = actor.filter(|a| found.as_ref().is_some_and(|e| e.account == a.account)).map(|a| a.person.as_str());
        let on = Resource { person: own, ..self.seat.on() };
        let by = match permit(tx, &self.access, &self.caller, "role.end", &on).await? {
            Ok(by) => by,
            Err(problem) => return Ok(Err(problem)),
        };
        if found.is_none() {
            return Ok(Err(Problem::refused("emergency-not-found")));
        }
        Ok(roles::end_emergency(tx, &self.access, &by, &self.emergency).await?.map(drop))
    }
}
