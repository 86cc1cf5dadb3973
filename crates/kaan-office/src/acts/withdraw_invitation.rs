//! The act of withdrawing an invitation.
//!
//! Called by the page of invitations. It never withdraws one of another organisation. Taking back is
//! possible at once, like ending a role: nobody has to confirm first.

use crate::shared::Seat;
use kaan_access::Access;
use kaan_access::record::permit;
use kaan_access::roles;
use kaan_base::Problem;
use kaan_base::access::Caller;
use kaan_db::{Act, Res, Tx};

/// Withdraws an invitation.
pub(crate) struct WithdrawInvitation {
    pub access: Access,
    pub caller: Caller,
    pub seat: Seat,
    pub invitation: String,
}

impl Act for WithdrawInvitation {
    type Out = Result<(), Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let by = match permit(tx, &self.access, &self.caller, "role.end", &self.seat.on()).await? {
            Ok(by) => by,
            Err(problem) => return Ok(Err(problem)),
        };
        let found = roles::find_invitation_by_id(tx, &self.invitation).await?;
        if found.is_none_or(|i| i.organisation != self.seat.id()) {
            return Ok(Err(Problem::refused("invitation-unknown")));
        }
        Ok(roles::withdraw(tx, &self.access, &by, &self.invitation).await?.map(drop))
    }
}
