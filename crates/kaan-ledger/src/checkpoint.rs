//! Checkpoints: the log's size and root as a signed note (C2SP tlog-checkpoint).
//!
//! Written by the sequencer, read by everybody. It never believes one that is not signed: use [`open_checkpoint`].

use crate::{Hash, Verifier};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use kaan_db::{Fault, Res};

/// What a checkpoint says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log.
    pub origin: String,
    /// Number of entries.
    pub size: u64,
    /// Root of the tree over them.
    pub root: Hash,
}

impl Checkpoint {
    /// The text that is signed: three lines.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root))
    }

    /// Reads the three lines; extension lines after them are passed over. Checks no signature.
    ///
    /// # Errors
    /// [`Fault::Broken`] when it is not the text of a checkpoint.
    pub fn parse(text: &str) -> Res<Self> {
        let wrong = || Fault::Broken("this is not a checkpoint".into());
        let mut lines = text.split('\n');
        let (origin, size, root) = (lines.next(), lines.next(), lines.next());
        let origin = origin.filter(|o| !o.is_empty()).ok_or_else(wrong)?;
        let digits = size.filter(|s| s.bytes().all(|b| b.is_ascii_digit())).ok_or_else(wrong)?;
        let size: u64 = digits.parse().map_err(|_| wrong())?;
        if size.to_string() != digits || lines.next().is_none() {
            return Err(wrong());
        }
        let root = STANDARD.decode(root.unwrap_or_default()).ok().and_then(|r| r.try_into().ok()).ok_or_else(wrong)?;
        Ok(Self { origin: origin.to_owned(), size, root })
    }
}

/// Opens a signed checkpoint: the signature must be the verifier's and the origin its name.
///
/// # Errors
/// [`Fault::Broken`] saying which of these fails.
pub fn open_checkpoint(note: &str, verifier: &Verifier) -> Res<Checkpoint> {
    let checkpoint = Checkpoint::parse(verifier.open(note)?)?;
    if checkpoint.origin != verifier.name() {
        return Err(Fault::Broken(format!("the checkpoint is of another log: {}", checkpoint.origin)));
    }
    Ok(checkpoint)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Signer;

    #[test]
    fn a_checkpoint_opens_with_its_key_and_no_other() {
        let signer = Signer::generate([7; 32], "example.org/log").unwrap();
        let c = Checkpoint { origin: "example.org/log".into(), size: 12, root: [3; 32] };
        let note = signer.sign(&c.text());
        assert_eq!(open_checkpoint(&note, &signer.verifier()).unwrap(), c);
        let other = Signer::generate([8; 32], "example.org/log").unwrap();
        assert!(open_checkpoint(&note, &other.verifier()).is_err());
        assert!(open_checkpoint(&note.replace("\n12\n", "\n13\n"), &signer.verifier()).is_err());
        let cosigned = format!("{note}\u{2014} witness.example AAAAAAAA\n");
        assert_eq!(open_checkpoint(&cosigned, &signer.verifier()).unwrap(), c);
    }

    #[test]
    fn only_the_exact_form_is_read() {
        for bad in ["", "a\n", "a\n1\n", "a\n01\nAAAA\n", "a\n1\nAAAA\n", "\n1\nAAAA\n", "a\n+1\nAAAA\n", "a\n\nAAAA\n"] {
            assert!(Checkpoint::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn keys_read_back_as_they_are_written() {
        let signer = Signer::generate([9; 32], "example.org/log").unwrap();
        assert_eq!(Signer::from_secret(&signer.secret()).unwrap().verifier(), signer.verifier());
        assert_eq!(Verifier::parse(&signer.verifier().vkey()).unwrap(), signer.verifier());
        assert!(Verifier::parse(&signer.verifier().vkey().replace("example", "exbmple")).is_err());
        assert!(Signer::generate([9; 32], "a b").is_err());
        assert!(!format!("{signer:?}").contains("PRIVATE"));
    }

    #[test]
    fn the_example_of_the_specification_opens() {
        // C2SP signed-note names no key for its example, so the published one of Go's checksum database's format is used.
        let vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        let note = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
        let text = Verifier::parse(vkey).unwrap().open(note).unwrap();
        assert!(text.starts_with("If you think") && text.ends_with("problem is.\n"));
    }
}
