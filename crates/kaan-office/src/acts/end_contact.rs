//! The act of ending a contact: the person's name and address are taken out of the store.
//!
//! Called by the page of contacts. What the ledger has can never be read back without them.

use super::record;
use crate::model::{CONTACT_ENDED, ContactEnded};
use crate::shared::Seat;
use crate::store;
use kaan_access::Access;
use kaan_access::record::permit;
use kaan_base::Problem;
use kaan_base::access::Caller;
use kaan_db::{Act, Res, Tx};

/// Ends a contact.
pub(crate) struct EndContact {
    pub access: Access,
    pub caller: Caller,
    pub seat: Seat,
    pub contact: String,
}

impl Act for EndContact {
    type Out = Result<(), Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        if let Err(problem) = permit(tx, &self.access, &self.caller, "office.configure", &self.seat.on()).await? {
            return Ok(Err(problem));
        }
        if !store::end_contact(tx, self.seat.id(), &self.contact, self.access.now()).await? {
            return Ok(Err(Problem::refused("office-no-contact")));
        }
        let fact = ContactEnded { id: self.contact.clone(), organisation: self.seat.id().to_owned() };
        record(tx, CONTACT_ENDED, self.seat.id(), &fact).await?;
        Ok(Ok(()))
    }
}
