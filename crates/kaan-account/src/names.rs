//! What organisations and accounts are called, for pages that show their keys in rows.
//!
//! Called by lists. It never names an organisation without a public page: its key is shown then.

use crate::shared::{Shared, fault};
use crate::store;
use kaan_base::Text3;
use kaan_web::Failure;
use std::collections::BTreeMap;

/// Names by key.
#[derive(Debug, Default)]
pub(crate) struct Names {
    organisations: BTreeMap<String, Text3>,
    accounts: BTreeMap<String, String>,
}

impl Names {
    /// Looks up all at once.
    pub async fn of(s: &Shared, organisations: Vec<&str>, accounts: Vec<&str>) -> Result<Names, Failure> {
        let (organisations, accounts) = (each(organisations), each(accounts));
        let organisations = store::names(s.access.db(), &organisations).await.map_err(fault)?.into_iter().collect();
        let accounts = s.access.account_names(&accounts).await.map_err(fault)?.into_iter().collect();
        Ok(Names { organisations, accounts })
    }

    /// An organisation's name; its key where it has no public page.
    pub fn organisation(&self, id: &str) -> Text3 {
        self.organisations.get(id).cloned().unwrap_or_else(|| Text3::english(id))
    }

    /// An account's name; its key where the account is gone.
    pub fn account(&self, id: &str) -> String {
        self.accounts.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }
}

/// Keys, each once.
fn each(mut keys: Vec<&str>) -> Vec<String> {
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter().filter(|k| !k.is_empty()).map(str::to_owned).collect()
}
