//! The clock and chance, read here and handed to everything else.
//!
//! Called by the binary's own commands. It never decides anything by them.

use kaan_base::Instant;

/// This moment, in microseconds UTC.
#[allow(clippy::disallowed_methods)] // The one place that reads the clock.
pub fn now() -> Instant {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Instant(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

/// Bytes that nobody can foretell, from the system.
///
/// # Errors
/// When the system has none.
pub fn bytes<const N: usize>() -> anyhow::Result<[u8; N]> {
    let mut out = [0u8; N];
    getrandom::fill(&mut out).map_err(|e| anyhow::anyhow!("the system gives no random bytes: {e}"))?;
    Ok(out)
}

/// Fills bytes with chance from the system; without it the program cannot go on, and ends.
pub fn fill(into: &mut [u8]) {
    if getrandom::fill(into).is_err() {
        // A secret that could be foretold is worse than a server that stops.
        tracing::error!("the system gives no random bytes");
        std::process::abort();
    }
}
