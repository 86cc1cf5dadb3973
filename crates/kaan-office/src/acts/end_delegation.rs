//! The act of ending a colleague's delegation.
//!
//! Called by the page of delegations. It never ends one of another organisation.

use crate::shared::Seat;
use crate::told;
use kaan_access::Access;
use kaan_access::record::permit;
use kaan_access::roles;
use kaan_base::Problem;
use kaan_base::access::Caller;
use kaan_db::{Act, Res, Tx};

/// Ends a delegation.
pub(crate) struct EndDelegation {
    pub access: Access,
    pub caller: Caller,
    pub seat: Seat,
    pub delegation: String,
}

impl Act for EndDelegation {
    type Out = Result<(), Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let by = match permit(tx, &self.access, &self.caller, "delegation.end", &self.seat.on()).await? {
            Ok(by) => by,
            Err(problem) => return Ok(Err(problem)),
        };
        let here = roles::find_delegation(tx, &self.delegation).await?.is_some_and(|d| d.organisation == self.seat.id());
        if !here {
            return Ok(Err(Problem::refused("delegation-not-found")));
        }
        Ok(match roles::end_delegation(tx, &self.access, &by, &self.delegation).await? {
            Err(problem) => Err(problem),
            Ok(row) => {
                let both = [&row.account, &row.to].map(|who| told::delegation_ended(who, &self.seat.name, &row.role));
                told::all(tx, &self.access, both.into()).await?;
                Ok(())
            }
        })
    }
}
