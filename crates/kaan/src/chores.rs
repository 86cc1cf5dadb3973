//! What is done now and then beside serving: letters sent, the record of acts sealed, what has run out swept.
//!
//! Called by `work`. Each goes at its own pace, so that one that waits or fails holds up no other. It never
//! decides what is due: the outbox, the record and the store of accounts do.

use crate::capabilities::Capabilities;
use crate::config::Config;
use anyhow::{Context, Result};
use kaan_access::Access;
use kaan_db::Res;
use kaan_notices::{Mailer, Post};
use std::time::Duration;

/// Pauses between letters, between seals, between sweeps.
const POST: Duration = Duration::from_secs(2);
const SEAL: Duration = Duration::from_secs(60);
const SWEEP: Duration = Duration::from_secs(600);
/// Letters a minute at most, of all replicas together.
const LETTERS: u32 = 60;

/// The way out for letters.
pub struct Letters(Mailer);

impl Letters {
    /// The mail server of the configuration, else a folder.
    ///
    /// # Errors
    /// When the file with its address cannot be read, or the address is none.
    pub fn open(config: &Config) -> Result<Self> {
        let target = match &config.smtp_file {
            Some(file) => std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?,
            None => config.mail().display().to_string(),
        };
        Ok(Letters(Mailer::open(target.trim(), &config.mail_from()).context("letters cannot be sent")?))
    }
}

/// Runs until the server stops; `seals` where the ledger's key is at hand.
pub async fn run(capabilities: &Capabilities, letters: &Letters, seals: bool) {
    let access = capabilities.access();
    complain("what an older secret sealed could not be sealed anew", access.reseal().await);
    let seal = async {
        if seals {
            seal(access).await;
        }
    };
    tokio::join!(send(capabilities, letters), sweep(access), seal);
}

async fn send(capabilities: &Capabilities, letters: &Letters) {
    let (access, base) = (capabilities.access(), capabilities.ui().base());
    let voice = kaan_office::voice(capabilities.ui().clone());
    let post = Post { db: access.db(), voice: &voice, mailer: &letters.0, base, per_minute: LETTERS };
    loop {
        complain("letters could not be sent", kaan_notices::deliver(&post, access.ids(), access.now()).await);
        tokio::time::sleep(POST).await;
    }
}

async fn seal(access: &Access) {
    loop {
        complain("the record of acts could not be sealed", kaan_access::record::seal(access).await);
        tokio::time::sleep(SEAL).await;
    }
}

async fn sweep(access: &Access) {
    loop {
        complain("what has run out could not be swept", access.sweep().await);
        tokio::time::sleep(SWEEP).await;
    }
}

fn complain<T>(what: &'static str, done: Res<T>) {
    if let Err(e) = done {
        tracing::error!(error = %e, "{what}");
    }
}
