//! The act of ending a role before its time.
//!
//! Called by the page of people. It never ends a role of another organisation.

use crate::shared::Seat;
use crate::told;
use kaan_access::Access;
use kaan_access::record::permit;
use kaan_access::roles;
use kaan_base::Problem;
use kaan_base::access::Caller;
use kaan_db::{Act, Res, Tx};

/// Ends a role.
pub(crate) struct EndRole {
    pub access: Access,
    pub caller: Caller,
    pub seat: Seat,
    pub role: String,
}

impl Act for EndRole {
    type Out = Result<(), Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let by = match permit(tx, &self.access, &self.caller, "role.end", &self.seat.on()).await? {
            Ok(by) => by,
            Err(problem) => return Ok(Err(problem)),
        };
        let here = roles::find_role(tx, &self.role).await?.is_some_and(|r| r.organisation == self.seat.id());
        if !here {
            return Ok(Err(Problem::refused("role-not-found")));
        }
        Ok(match roles::end(tx, &self.access, &by, &self.role).await? {
            Err(problem) => Err(problem),
            Ok(row) => {
                told::all(tx, &self.access, vec![told::role_ended(&row.account, &self.seat.name, &row.role)]).await?;
                Ok(())
            }
        })
    }
}
