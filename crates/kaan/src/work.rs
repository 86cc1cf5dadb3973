//! What goes on beside serving: numbering the ledger's entries, showing what changed, sealing the record of
//! acts, sending letters, sweeping what has run out.
//!
//! Started by `serve`, and once by every import. Any number of replicas may run it: one sequences at a
//! time, by the store's lock. It never changes a record.

use crate::capabilities::Capabilities;
use crate::config::Config;
use crate::key::Key;
use anyhow::{Context, Result};
use kaan_db::{Db, Fault, Res};
use kaan_ledger::{Checkpoint, open_checkpoint};
use kaan_notices::{Mailer, Post};
use std::time::{Duration, Instant};

/// How often waiting entries are looked for.
const EVERY: Duration = Duration::from_millis(250);
/// After a refresh, the next waits so many times as long as it took.
const REST: u32 = 3;
/// How often letters are sent, the record of acts is sealed, and what has run out is swept.
const POST: Duration = Duration::from_secs(2);
const SEAL: Duration = Duration::from_secs(60);
const SWEEP: Duration = Duration::from_secs(600);
/// Letters a minute at most, of all replicas together.
const LETTERS: u32 = 60;

/// Numbers entries until none waits, where the key is at hand; returns the signed ledger's size.
///
/// # Errors
/// [`Fault::Broken`] when another key signed the ledger meanwhile; else what the store says.
pub async fn sequence_all(db: &Db, key: &Key) -> Res<u64> {
    let note = kaan_ledger::checkpoint(db).await?;
    if let Some(note) = &note {
        open_checkpoint(note, &key.verifier())?;
    }
    if let Key::Signing(signer) = key
        && (note.is_none() || kaan_ledger::pending(db).await? > 0)
    {
        return Ok(kaan_ledger::sequence(db, signer).await?.size);
    }
    note.map_or(Ok(0), |n| Ok(Checkpoint::parse(&n)?.size))
}

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

/// What is done now and then, and when it is due again.
struct Chores {
    letters: Letters,
    voice: kaan_office::Words,
    due: [Instant; 3],
}

impl Chores {
    #[allow(clippy::disallowed_methods)] // A stopwatch, as in `work`.
    fn new(letters: Letters, capabilities: &Capabilities) -> Self {
        Chores { letters, voice: kaan_office::voice(capabilities.ui().clone()), due: [Instant::now(); 3] }
    }

    /// Whether one of them is due; the next time is noted.
    #[allow(clippy::disallowed_methods)] // A stopwatch, as in `work`.
    fn is_due(&mut self, which: usize, every: Duration) -> bool {
        let now = Instant::now();
        let due = self.due.get_mut(which).filter(|d| **d <= now);
        due.map(|d| *d = now + every).is_some()
    }

    /// Sends what waits, seals the record, sweeps; each by itself, so that one that fails stops none.
    async fn run(&mut self, capabilities: &Capabilities, may_sign: bool) {
        let access = capabilities.access();
        if self.is_due(0, POST) {
            let (db, base) = (access.db(), capabilities.ui().base());
            let post = Post { db, voice: &self.voice, mailer: &self.letters.0, base, per_minute: LETTERS };
            complain("letters could not be sent", kaan_notices::deliver(&post, access.ids(), access.now()).await);
        }
        if may_sign && self.is_due(1, SEAL) {
            complain("the record of acts could not be sealed", kaan_access::record::seal(access).await);
        }
        if self.is_due(2, SWEEP) {
            complain("what has run out could not be swept", access.sweep().await);
        }
    }
}

fn complain<T>(what: &'static str, done: Res<T>) {
    if let Err(e) = done {
        tracing::error!(error = %e, "{what}");
    }
}

/// Runs until the server stops: sequences, and refreshes what is kept in memory when the log has grown.
#[allow(clippy::disallowed_methods)] // A stopwatch: it says when to look again, and decides nothing else.
pub async fn work(db: Db, key: Key, capabilities: Capabilities, mut shown: u64, letters: Letters) {
    let mut rest_until = Instant::now();
    let mut chores = Chores::new(letters, &capabilities);
    complain("what an older secret sealed could not be sealed anew", capabilities.access().reseal().await);
    loop {
        chores.run(&capabilities, matches!(key, Key::Signing(_))).await;
        match sequence_all(&db, &key).await {
            Ok(size) if shown != size && Instant::now() >= rest_until => {
                let begun = Instant::now();
                match capabilities.refresh().await {
                    Ok(()) => {
                        capabilities.ui().set_ledger_size(size);
                        shown = size;
                    }
                    Err(e) => tracing::error!(error = %format!("{e:#}"), "what is kept in memory could not be refreshed"),
                }
                rest_until = Instant::now() + begun.elapsed() * REST;
            }
            Ok(_) => {}
            Err(e) => grumble(&e),
        }
        tokio::time::sleep(EVERY).await;
    }
}

fn grumble(e: &Fault) {
    if e.may_pass() {
        tracing::warn!(error = %e, "the ledger's entries could not be numbered; trying again");
    } else {
        tracing::error!(error = %e, "the ledger's entries could not be numbered");
    }
}
