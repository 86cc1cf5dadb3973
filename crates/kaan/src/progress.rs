//! Progress of long work on the terminal: counts, rate, time remaining.
//!
//! Called by imports and exports. It never writes to standard output, which is for answers.

use std::io::{IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

/// Shows how far a piece of work is.
pub struct Progress {
    what: String,
    begun: Instant,
    shown: Instant,
    terminal: bool,
}

impl Progress {
    /// Begins.
    #[allow(clippy::disallowed_methods)] // A stopwatch for people; nothing is decided by it.
    pub fn new(what: impl Into<String>) -> Self {
        let now = Instant::now();
        Progress { what: what.into(), begun: now, shown: now, terminal: std::io::stderr().is_terminal() }
    }

    /// Tells how many are done, of how many if that is known. Cheap to call often.
    pub fn tell(&mut self, done: u64, of: Option<u64>) {
        let every = if self.terminal { Duration::from_millis(200) } else { Duration::from_secs(5) };
        if self.shown.elapsed() < every {
            return;
        }
        self.shown = Instant::now();
        let line = self.line(done, of);
        if self.terminal {
            eprint!("\r\x1b[K{line}");
            let _ = std::io::stderr().flush();
        } else {
            eprintln!("{line}");
        }
    }

    /// Ends, with the sum.
    pub fn end(&self, done: u64) {
        let line = format!("{}: {} in {:.1} s", self.what, grouped(done), self.begun.elapsed().as_secs_f64());
        eprintln!("{}{line}", if self.terminal { "\r\x1b[K" } else { "" });
    }

    /// Ends, with the sum when it took long enough that somebody waited.
    pub fn end_if_long(&self, done: u64) {
        if self.begun.elapsed() > Duration::from_secs(2) {
            self.end(done);
        }
    }

    fn line(&self, done: u64, of: Option<u64>) -> String {
        let seconds = self.begun.elapsed().as_secs_f64().max(0.001);
        let rate = done as f64 / seconds;
        let rest = of.filter(|n| *n >= done && rate > 0.0).map(|n| format!(", {:.0} s left", (n - done) as f64 / rate));
        let of = of.map(|n| format!(" of {}", grouped(n))).unwrap_or_default();
        format!("{}: {}{of}, {:.0} a second{}", self.what, grouped(done), rate, rest.unwrap_or_default())
    }
}

/// Digits in groups of three.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn digits_stand_in_groups_of_three() {
        assert_eq!([0, 999, 1000, 1234567].map(super::grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
