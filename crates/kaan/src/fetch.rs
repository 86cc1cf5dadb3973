//! Fetches files of a log from a folder or a server, with bounds.
//!
//! Called by `kaan verify`. It never follows a redirect to another host and never trusts what it fetched.

use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The largest file of a log that is read: a full bundle of the largest entries.
const MOST_BYTES: u64 = 20 << 20;

/// Where a log is read from.
pub enum Place {
    /// An export's folder.
    Folder(PathBuf),
    /// A server's address without slash at its end, with the client.
    Server(String, ureq::Agent),
}

impl Place {
    /// A folder, or an address that begins with `http://` or `https://`.
    pub fn of(text: &str) -> Result<Self> {
        if text.starts_with("http://") || text.starts_with("https://") {
            let config = ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(60))).max_redirects(0).build();
            return Ok(Place::Server(text.trim_end_matches('/').to_owned(), config.into()));
        }
        let folder = PathBuf::from(text);
        if !folder.is_dir() {
            bail!("{text} is neither a folder nor an address that begins with http:// or https://");
        }
        Ok(Place::Folder(folder))
    }

    /// The bytes at a path below the place; `None` when there is nothing.
    pub fn fetch(&self, path: &str) -> Result<Option<Vec<u8>>> {
        match self {
            Place::Folder(folder) => read(&folder.join(path)),
            Place::Server(base, agent) => match agent.get(format!("{base}/{path}")).call() {
                Ok(mut answer) => Ok(Some(answer.body_mut().with_config().limit(MOST_BYTES).read_to_vec()?)),
                Err(ureq::Error::StatusCode(404)) => Ok(None),
                Err(e) => bail!("{base}/{path}: {e}"),
            },
        }
    }
}

fn read(path: &Path) -> Result<Option<Vec<u8>>> {
    match std::fs::metadata(path) {
        Ok(m) if m.len() > MOST_BYTES => bail!("{} is larger than any file of a log", path.display()),
        Ok(m) if m.is_file() => Ok(Some(std::fs::read(path)?)),
        _ => Ok(None),
    }
}
