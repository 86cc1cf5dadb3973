//! Receipts: a proof to save that an entry is in the log (C2SP tlog-proof).
//!
//! Written for a record's page, checked by `kaan verify` and by anyone else's program.
//! It never trusts the extra line: that is not covered by any signature.

use crate::{Checkpoint, Hash, Verifier, leaf_hash, open_checkpoint, verify_inclusion};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use kaan_db::{Fault, Res};
use std::fmt::Write as _;

const FIRST: &str = "c2sp.org/tlog-proof@v1";
/// A receipt longer than this is not read.
const MOST: usize = 1 << 20;

/// What a `.tlog-proof` file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Data of the application; here the entry's bytes, so that the file alone can be checked.
    pub extra: Option<Vec<u8>>,
    /// The entry's place in the log, from 0.
    pub index: u64,
    /// Sibling hashes from the leaf up.
    pub proof: Vec<Hash>,
    /// The signed checkpoint, verbatim.
    pub checkpoint: String,
}

impl Receipt {
    /// The file's text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = format!("{FIRST}\n");
        if let Some(extra) = &self.extra {
            // Writing to a String cannot fail, here and below.
            let _ = writeln!(out, "extra {}", STANDARD.encode(extra));
        }
        let _ = writeln!(out, "index {}", self.index);
        for h in &self.proof {
            let _ = writeln!(out, "{}", STANDARD.encode(h));
        }
        out.push('\n');
        out.push_str(&self.checkpoint);
        out
    }

    /// Reads a `.tlog-proof` file; checks nothing but its form.
    ///
    /// # Errors
    /// [`Fault::Broken`] naming the line that is wrong.
    pub fn parse(text: &str) -> Res<Self> {
        let wrong = |what: &str| Fault::Broken(format!("this receipt is malformed: {what}"));
        if text.len() > MOST {
            return Err(wrong("too long"));
        }
        let (head, checkpoint) = text.split_once("\n\n").ok_or_else(|| wrong("no empty line"))?;
        let mut lines = head.split('\n');
        if lines.next() != Some(FIRST) {
            return Err(wrong("the first line"));
        }
        let mut line = lines.next().ok_or_else(|| wrong("no index"))?;
        let mut extra = None;
        if let Some(data) = line.strip_prefix("extra ") {
            extra = Some(STANDARD.decode(data).map_err(|_| wrong("the extra line"))?);
            line = lines.next().ok_or_else(|| wrong("no index"))?;
        }
        let digits = line.strip_prefix("index ").ok_or_else(|| wrong("the index line"))?;
        let index: u64 = digits.parse().map_err(|_| wrong("the index"))?;
        if index.to_string() != digits {
            return Err(wrong("the index"));
        }
        let hash = |l: &str| STANDARD.decode(l).ok().and_then(|h| Hash::try_from(h).ok());
        let proof: Option<Vec<Hash>> = lines.map(hash).collect();
        let proof = proof.filter(|p| p.len() <= 64).ok_or_else(|| wrong("a hash"))?;
        Ok(Self { extra, index, proof, checkpoint: checkpoint.to_owned() })
    }

    /// Whether the log of `verifier` has vouched for `entry` at this index; the checkpoint if so.
    ///
    /// # Errors
    /// [`Fault::Broken`] when the checkpoint is not the log's or the proof does not lead to its root.
    pub fn verify(&self, entry: &[u8], verifier: &Verifier) -> Res<Checkpoint> {
        let c = open_checkpoint(&self.checkpoint, verifier)?;
        if verify_inclusion(&leaf_hash(entry), self.index, c.size, &self.proof, &c.root) {
            Ok(c)
        } else {
            Err(Fault::Broken(format!("the proof does not show this entry at index {}", self.index)))
        }
    }

    /// As [`Receipt::verify`], for the entry that the receipt carries itself.
    ///
    /// # Errors
    /// As [`Receipt::verify`], or when it carries none.
    pub fn verify_own(&self, verifier: &Verifier) -> Res<Checkpoint> {
        match &self.extra {
            Some(entry) => self.verify(entry, verifier),
            None => Err(Fault::Broken("the receipt carries no entry".into())),
        }
    }
}
