//! The act of naming an officer whom the public may ask.
//!
//! Called by the page of contacts. The ledger holds the duty, the office's telephone and a commitment to the
//! person's name and address, never these themselves.

use super::record;
use crate::model::{CONTACT_NAMED, ContactNamed, person_bytes};
use crate::shared::Seat;
use crate::store::{self, Contact};
use kaan_access::Access;
use kaan_access::record::permit;
use kaan_base::access::Caller;
use kaan_base::{Problem, Text3};
use kaan_db::{Act, Res, Tx};

/// Names a contact officer.
pub(crate) struct NameContact {
    pub access: Access,
    pub caller: Caller,
    pub seat: Seat,
    pub duty: Text3,
    pub telephone: String,
    pub name: String,
    pub email: String,
}

impl Act for NameContact {
    type Out = Result<(), Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        if let Err(problem) = permit(tx, &self.access, &self.caller, "office.configure", &self.seat.on()).await? {
            return Ok(Err(problem));
        }
        let (salt, id) = (self.access.random::<32>(), self.access.ids().make());
        let person = kaan_ledger::commit(&salt, &person_bytes(&self.name, &self.email));
        let fact = ContactNamed {
            duty: self.duty.clone(),
            id: id.clone(),
            organisation: self.seat.id().to_owned(),
            person: hex::encode(person),
            telephone: self.telephone.clone(),
        };
        let (name, email) = (Some(self.name.clone()), Some(self.email.clone()));
        let contact = Contact { id, duty: self.duty.clone(), telephone: self.telephone.clone(), name, email };
        store::put_contact(tx, self.seat.id(), &contact, Some(salt), self.access.now()).await?;
        record(tx, CONTACT_NAMED, self.seat.id(), &fact).await?;
        Ok(Ok(()))
    }
}
