//! The act of ending a role before its time.
//!
//! Called by the page of people. It never ends a role of another organisation, nor the last one that can
//! give roles.

use crate::shared::Seat;
use crate::told;
use kaan_access::Access;
use kaan_access::record::permit;
use kaan_access::roles;
use kaan_base::Problem;
use kaan_base::access::Caller;
use kaan_db::{Act, Res, Tx};

/// Roles that give roles: an organisation never loses its last holder of one here.
const MANAGING: [&str; 2] = ["administrator", "operator"];

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
        let found = roles::find_role(tx, &self.role).await?.filter(|r| r.organisation == self.seat.id());
        let Some(row) = found else { return Ok(Err(Problem::refused("role-not-found"))) };
        if MANAGING.contains(&row.role.as_str()) && row.in_force(self.access.now()) {
            let holders = roles::holders_in(tx, self.seat.id(), &MANAGING, self.access.now()).await?;
            if holders.iter().all(|account| *account == row.account) {
                return Ok(Err(Problem::refused("office-last-administrator")));
            }
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
