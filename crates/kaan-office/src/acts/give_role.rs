//! The act of giving a colleague a role.
//!
//! Called by the page of people. It never gives a role to a stranger: who has none yet is invited.

use crate::shared::Seat;
use crate::told;
use kaan_access::Access;
use kaan_access::record::permit;
use kaan_access::roles::{self, Giving};
use kaan_base::Problem;
use kaan_base::access::Caller;
use kaan_db::{Act, Res, Tx};

/// Gives a role.
pub(crate) struct GiveRole {
    pub access: Access,
    pub caller: Caller,
    pub seat: Seat,
    pub giving: Giving,
}

impl Act for GiveRole {
    type Out = Result<(), Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let by = match permit(tx, &self.access, &self.caller, "role.give", &self.seat.on()).await? {
            Ok(by) => by,
            Err(problem) => return Ok(Err(problem)),
        };
        let (account, role) = (self.giving.account.clone(), self.giving.role.clone());
        if let Err(problem) = roles::give(tx, &self.access, &by, &self.giving).await? {
            return Ok(Err(problem));
        }
        told::all(tx, &self.access, vec![told::role_given(&account, &self.seat.name, &role)]).await?;
        Ok(Ok(()))
    }
}
