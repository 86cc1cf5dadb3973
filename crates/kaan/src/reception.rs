//! The gate of the site: who shows what at the door, and where refusals are noted.
//!
//! Joins the port of kaan-web with the accounts of kaan-access and the inbox of kaan-notices. It never
//! decides a right: the policy does.

use futures::future::BoxFuture;
use kaan_access::record::{self, Noted};
use kaan_access::{Access, SignedAccount};
use kaan_base::access::{Caller, Denial, Policy, Resource};
use kaan_db::Db;
use kaan_web::{Failure, Gate, Shown, Signed, fault};

/// Accounts at the door.
pub struct Reception(pub Access);

impl Gate for Reception {
    fn who<'a>(&'a self, shown: Shown<'a>) -> BoxFuture<'a, Result<Option<Signed>, Failure>> {
        Box::pin(async move {
            let known = self.0.who(shown.session, shown.bearer, shown.address, shown.agent, shown.now).await.map_err(fault)?;
            match known {
                Ok(Some(account)) => signed(self.0.db(), account).await.map(Some),
                Ok(None) => Ok(None),
                Err(problem) => Err(problem.into()),
            }
        })
    }

    fn policy(&self) -> &Policy {
        self.0.policy()
    }

    fn refused<'a>(&'a self, caller: &'a Caller, act: &'a str, on: &'a str, denial: &'a Denial) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            let resource = Resource { id: on, ..Resource::default() };
            if let Err(e) = record::note(&self.0, &Noted::denied(act, caller, &resource, denial)).await {
                tracing::error!(error = %e, act, "a refusal could not be put on record");
            }
        })
    }
}

async fn signed(db: &Db, account: SignedAccount) -> Result<Signed, Failure> {
    let unread = match account.session {
        Some(_) => kaan_notices::unread(db, &account.actor.account).await.map_err(fault)?,
        None => 0,
    };
    Ok(Signed {
        actor: account.actor,
        name: account.name,
        session: account.session,
        form_key: account.form_key,
        unread,
        cookie: None,
    })
}
