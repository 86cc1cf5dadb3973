//! Fetches files of a log from a folder or a server, with bounds.
//!
//! Called by `kaan verify` and `kaan rebuild`. It never follows a redirect, and never trusts what it fetched.

use anyhow::{Result, bail};
use kaan_db::{Fault, Res};
use kaan_ledger::{Folder, LogSource};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Where the log stands below an export's folder and below a server's address.
pub const LOG: &str = "ledger/log";
/// The largest file of a log that is read: a full bundle of the largest entries, and a little.
const MOST_BYTES: u64 = 17 << 20;

/// Where a log is read from.
pub enum Place {
    /// The folder of an export, or of a bare log.
    Folder(PathBuf),
    /// A server's address without a slash at its end.
    Server(String),
}

impl Place {
    /// A folder, or an address that begins with `http://` or `https://`.
    ///
    /// # Errors
    /// When it is neither.
    pub fn of(text: &str) -> Result<Self> {
        if text.starts_with("http://") || text.starts_with("https://") {
            return Ok(Place::Server(text.trim_end_matches('/').to_owned()));
        }
        let folder = PathBuf::from(text);
        if !folder.is_dir() {
            bail!("{text} is neither a folder nor an address that begins with http:// or https://");
        }
        Ok(Place::Folder(folder))
    }

    /// The log there: below `ledger/log`, or the place itself where that has a checkpoint.
    ///
    /// # Errors
    /// When a server cannot be asked.
    pub fn log(&self) -> Result<Arc<dyn LogSource + Send>> {
        match self {
            Place::Folder(folder) => {
                let bare = folder.join("checkpoint").is_file() && !folder.join(LOG).is_dir();
                Ok(Arc::new(Folder::new(&if bare { folder.clone() } else { folder.join(LOG) })))
            }
            Place::Server(base) => {
                let below = Remote::new(format!("{base}/{LOG}"));
                if below.fetch("checkpoint")?.is_some() {
                    return Ok(Arc::new(below));
                }
                Ok(Arc::new(Remote::new(base.clone())))
            }
        }
    }
}

/// A log on a server.
struct Remote {
    base: String,
    agent: ureq::Agent,
}

impl Remote {
    fn new(base: String) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(60)))
            .max_redirects(0)
            .http_status_as_error(false)
            .build();
        Remote { base, agent: config.into() }
    }
}

impl LogSource for Remote {
    fn fetch(&self, path: &str) -> Res<Option<Vec<u8>>> {
        let url = format!("{}/{path}", self.base);
        let broken = |e: &dyn std::fmt::Display| Fault::Broken(format!("{url}: {e}"));
        let mut answer = self.agent.get(&url).call().map_err(|e| broken(&e))?;
        match answer.status().as_u16() {
            200 => answer.body_mut().with_config().limit(MOST_BYTES).read_to_vec().map(Some).map_err(|e| broken(&e)),
            404 => Ok(None),
            other => Err(broken(&format!("the server answers {other}"))),
        }
    }
}
