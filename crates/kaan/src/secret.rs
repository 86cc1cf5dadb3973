//! The server's secrets: a file that only its owner may read, the newest secret on its first line.
//!
//! They seal the seeds of one-time codes and key the tokens of forms. Every replica must have the same
//! file. `kaan secret` puts a new one on top; what an older one sealed still opens. The secrets never enter
//! the store, a backup or a log.

use crate::chance;
use crate::config::Config;
use crate::key::write_private;
use crate::store::make_private;
use anyhow::{Context, Result, bail};

/// Secrets that are kept: the newest and those before it.
const MOST: usize = 4;

/// Reads the secrets, newest first, or makes the first one.
///
/// # Errors
/// When the file cannot be read or written, or holds something else.
pub fn open(config: &Config) -> Result<Vec<[u8; 32]>> {
    let path = config.secret();
    if !path.exists() {
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
            make_private(folder)?;
        }
        let first: [u8; 32] = chance::bytes()?;
        write_private(&path, &hex::encode(first)).with_context(|| format!("{} cannot be written", path.display()))?;
        return Ok(vec![first]);
    }
    let text = std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let secrets = parse(&text).with_context(|| format!("{} is no file of secrets", path.display()))?;
    if secrets.is_empty() {
        bail!("{} is empty: put a copy of the first server's file there, or take it away to make a new one", path.display());
    }
    Ok(secrets)
}

/// `kaan secret`: a new secret on top; the eldest goes when there are too many.
///
/// # Errors
/// When the file cannot be read or replaced.
pub fn renew(config: &Config) -> Result<()> {
    let mut secrets = open(config)?;
    secrets.insert(0, chance::bytes()?);
    secrets.truncate(MOST);
    let (path, text) = (config.secret(), secrets.iter().map(hex::encode).collect::<Vec<_>>().join("\n"));
    let beside = path.with_extension("new");
    if beside.exists() {
        std::fs::remove_file(&beside)?;
    }
    write_private(&beside, &text).with_context(|| format!("{} cannot be written", beside.display()))?;
    std::fs::rename(&beside, &path)?;
    println!("{} has a new secret; give every replica this file and start it anew.", path.display());
    println!("{} earlier ones still open what they sealed.", secrets.len() - 1);
    Ok(())
}

fn parse(text: &str) -> Result<Vec<[u8; 32]>> {
    let one = |line: &str| {
        let mut secret = [0; 32];
        hex::decode_to_slice(line.trim(), &mut secret)?;
        anyhow::Ok(secret)
    };
    text.lines().filter(|l| !l.trim().is_empty()).take(MOST).map(one).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn secrets_are_read_newest_first_and_anything_else_is_refused() {
        let (a, b) = ("aa".repeat(32), "bb".repeat(32));
        assert_eq!(parse(&format!("{a}\n\n{b}\n")).unwrap(), [[0xaa; 32], [0xbb; 32]]);
        assert!(parse("").unwrap().is_empty());
        for bad in ["aa", "no secret at all", &"zz".repeat(32)] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
