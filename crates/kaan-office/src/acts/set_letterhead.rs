//! The act of setting what stands at the head of an office's letters.
//!
//! Called by the page of the letterhead. It takes no image: a seal is words.

use super::entry;
use crate::model::{LETTERHEAD_SET, Letterhead};
use crate::shared::Seat;
use crate::store;
use kaan_access::Access;
use kaan_access::record::permit;
use kaan_base::Problem;
use kaan_base::access::Caller;
use kaan_db::{Act, Res, Tx};

/// Sets a letterhead.
pub(crate) struct SetLetterhead {
    pub access: Access,
    pub caller: Caller,
    pub seat: Seat,
    pub letterhead: Letterhead,
}

impl Act for SetLetterhead {
    type Out = Result<(), Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        if let Err(problem) = permit(tx, &self.access, &self.caller, "office.configure", &self.seat.on()).await? {
            return Ok(Err(problem));
        }
        let entry = entry(LETTERHEAD_SET, self.seat.id(), &self.letterhead)?;
        let fact = String::from_utf8_lossy(&entry.body).into_owned();
        store::set_letterhead(tx, self.seat.id(), &fact, self.access.now()).await?;
        kaan_ledger::record(tx, &[entry]).await?;
        Ok(Ok(()))
    }
}
