//! `kaan verify`: checks a ledger on a server or in a folder, an export as a whole, or a receipt.
//!
//! Called by the command line. It never opens the store of this machine, and never trusts a file because of
//! where it lies: the key should come from somewhere else than the ledger that it checks.

use crate::export;
use crate::fetch::Place;
use crate::progress::grouped;
use anyhow::{Context, Result, bail};
use clap::Args;
use kaan_ledger::{Checkpoint, LogSource, Receipt, Report, Verifier, open_checkpoint};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The longest receipt or checkpoint that is read.
const MOST_BYTES: u64 = 1 << 20;

/// What is to be checked.
#[derive(Debug, Args)]
pub struct Verify {
    /// A server's address, the folder of an export or of a log, or a saved receipt (.tlog-proof).
    of: String,
    /// An earlier checkpoint: nothing before it may have been changed since.
    #[arg(long, value_name = "CHECKPOINT_FILE")]
    since: Option<PathBuf>,
    /// The public key that you trust, as text or in a file. Without it, the ledger's own is taken.
    #[arg(long, value_name = "VKEY")]
    key: Option<String>,
}

/// Checks, and tells on standard output; `false` when something is wrong.
///
/// # Errors
/// When the place cannot be read.
pub async fn run(what: Verify) -> Result<bool> {
    if Path::new(&what.of).is_file() {
        return receipt(&what);
    }
    let place = Place::of(&what.of)?;
    let (key, since) = (what.key, what.since);
    let (place, log, verifier, report) = tokio::task::spawn_blocking(move || {
        let log = place.log()?;
        let verifier = verifier(log.as_ref(), key.as_deref())?;
        let earlier = since.map(|file| earlier(&file, &verifier)).transpose()?;
        let report = kaan_ledger::verify(log.as_ref(), &verifier, earlier.as_ref())?;
        tell(&report, earlier.as_ref());
        anyhow::Ok((place, log, verifier, report))
    })
    .await??;
    if !report.is_good() {
        println!("The ledger is NOT good.");
        return Ok(false);
    }
    let (Place::Folder(folder), Some(checkpoint)) = (place, &report.checkpoint) else {
        println!("The ledger is good.");
        return Ok(true);
    };
    held_against_log(&folder, log, &verifier, checkpoint).await
}

/// The export's other files against what the log says.
async fn held_against_log(
    folder: &Path,
    log: Arc<dyn LogSource + Send>,
    verifier: &Verifier,
    checkpoint: &Checkpoint,
) -> Result<bool> {
    if !folder.join(export::MANIFEST).is_file() {
        println!("The ledger is good. There is no {} beside it: the register as data was not checked.", export::MANIFEST);
        return Ok(true);
    }
    let wrong = export::check(folder, log, verifier, checkpoint).await?;
    for line in &wrong {
        println!("wrong     {line}");
    }
    println!(
        "{}",
        if wrong.is_empty() {
            "The ledger is good, and the register is what the ledger says."
        } else {
            "The register is NOT what the ledger says."
        }
    );
    Ok(wrong.is_empty())
}

fn tell(report: &Report, earlier: Option<&Checkpoint>) {
    if let Some(c) = &report.checkpoint {
        println!("ledger    {}", c.origin);
        println!("entries   {} of {} read and hashed", grouped(report.entries), grouped(c.size));
        println!("root      {}", c.text().lines().nth(2).unwrap_or_default());
    }
    match (earlier, report.consistent) {
        (Some(e), Some(true)) => println!("earlier   the first {} entries are those of the earlier checkpoint", grouped(e.size)),
        (Some(e), _) => println!("earlier   the first {} entries are NOT those of the earlier checkpoint", grouped(e.size)),
        (None, _) => {}
    }
    for w in &report.wrong {
        println!("wrong     {w}");
    }
}

/// The key given, or the ledger's own with a warning.
fn verifier(log: &dyn LogSource, key: Option<&str>) -> Result<Verifier> {
    if let Some(text) = key {
        return trusted(text);
    }
    let Some(bytes) = log.fetch("vkey")? else { bail!("there is no ledger there (no vkey, no checkpoint)") };
    let verifier = Verifier::parse(std::str::from_utf8(&bytes)?).context("the ledger's vkey")?;
    println!("key       {}", verifier.vkey());
    println!("          taken from the ledger itself: hold it against one that you got elsewhere, with --key");
    Ok(verifier)
}

/// A key as text, or a file that holds one.
fn trusted(text: &str) -> Result<Verifier> {
    let path = Path::new(text);
    let text = if path.is_file() { short(path)? } else { text.to_owned() };
    let verifier = Verifier::parse(&text).context("--key")?;
    println!("key       {}", verifier.vkey());
    Ok(verifier)
}

fn earlier(file: &Path, verifier: &Verifier) -> Result<Checkpoint> {
    open_checkpoint(&short(file)?, verifier).with_context(|| format!("{} is no checkpoint of this ledger", file.display()))
}

fn short(file: &Path) -> Result<String> {
    let length = std::fs::metadata(file).with_context(|| format!("{}", file.display()))?.len();
    if length > MOST_BYTES {
        bail!("{} is too long for what it should be", file.display());
    }
    std::fs::read_to_string(file).with_context(|| format!("{} cannot be read as text", file.display()))
}

/// A receipt by itself: whether the ledger of the key has vouched for the entry that it carries.
fn receipt(what: &Verify) -> Result<bool> {
    let receipt = Receipt::parse(&short(Path::new(&what.of))?)?;
    let Some(key) = &what.key else { bail!("a receipt is checked with the ledger's public key: --key VKEY") };
    match receipt.verify_own(&trusted(key)?) {
        Ok(c) => {
            println!("entry     {} of the ledger {} of {} entries", grouped(receipt.index), c.origin, grouped(c.size));
            println!("The receipt is good.");
            Ok(true)
        }
        Err(e) => {
            println!("wrong     {e}");
            println!("The receipt is NOT good.");
            Ok(false)
        }
    }
}
