//! The act of choosing whether letters come at once or once a day.
//!
//! Called by the inbox. It never touches another account.

use kaan_access::Access;
use kaan_access::record::permit;
use kaan_base::Problem;
use kaan_base::access::{Caller, Resource};
use kaan_db::{Act, Res, Tx};
use kaan_notices::{Choice, set_choice};

/// Chooses how letters come.
pub(crate) struct ChooseLetters {
    pub access: Access,
    pub caller: Caller,
    pub choice: Choice,
}

impl Act for ChooseLetters {
    type Out = Result<(), Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let actor = self.caller.actor.as_deref();
        let on = Resource { id: actor.map_or("", |a| &a.account), person: actor.map(|a| a.person.as_str()), ..Resource::default() };
        let by = match permit(tx, &self.access, &self.caller, "notice.read-own", &on).await? {
            Ok(by) => by,
            Err(problem) => return Ok(Err(problem)),
        };
        set_choice(tx, by.account(), self.choice).await?;
        Ok(Ok(()))
    }
}
