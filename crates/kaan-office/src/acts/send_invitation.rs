//! The act of inviting somebody by e-mail into a role.
//!
//! Called by the page of invitations. The link's secret leaves in the letter and is never shown, not even to whoever
//! invites.

use crate::shared::Seat;
use crate::told;
use kaan_access::Access;
use kaan_access::record::permit;
use kaan_access::roles::{self, Inviting};
use kaan_base::access::Caller;
use kaan_base::{Lang, Problem};
use kaan_db::{Act, Res, Tx};

/// Sends an invitation.
pub(crate) struct SendInvitation {
    pub access: Access,
    pub caller: Caller,
    pub seat: Seat,
    pub inviting: Inviting,
    /// The language of the letter.
    pub lang: Lang,
}

impl Act for SendInvitation {
    type Out = Result<(), Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let by = match permit(tx, &self.access, &self.caller, "invitation.send", &self.seat.on()).await? {
            Ok(by) => by,
            Err(problem) => return Ok(Err(problem)),
        };
        let i = &self.inviting;
        Ok(match roles::invite(tx, &self.access, &by, i).await? {
            Err(problem) => Err(problem),
            Ok(made) => {
                let letter = told::invitation((i.email.trim(), self.lang), &made.token, &self.seat.name, &i.role, i.until);
                told::all(tx, &self.access, vec![letter]).await?;
                Ok(())
            }
        })
    }
}
