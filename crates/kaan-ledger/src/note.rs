//! Signed notes with Ed25519 (C2SP signed-note, signature type 0x01), and the keys for them.
//!
//! Used by the sequencer to sign checkpoints and by everybody to check them. The key's bytes come from
//! outside; it never makes chance of its own, and never shows the private key but by [`Signer::secret`].

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use kaan_db::{Fault, Res};
use sha2::{Digest, Sha256};
use std::sync::Arc;

const ED25519: u8 = 1;
/// A note with more signatures than this is not read.
const MOST_SIGNATURES: usize = 64;
/// A note longer than this is not read.
pub(crate) const MOST_NOTE: usize = 1 << 20;

/// The log's private key with its name, which is also the log's origin.
#[derive(Clone)]
pub struct Signer {
    name: Arc<str>,
    key: Arc<SigningKey>,
}

/// A public key with its name: who is believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    key: VerifyingKey,
}

fn bad(what: &str) -> Fault {
    Fault::Broken(what.to_owned())
}

/// First four bytes of SHA-256 over name, line feed, type and public key.
fn key_id(name: &str, key: &VerifyingKey) -> [u8; 4] {
    let mut h = Sha256::new();
    h.update(name.as_bytes());
    h.update([b'\n', ED25519]);
    h.update(key.as_bytes());
    let d: [u8; 32] = h.finalize().into();
    [d[0], d[1], d[2], d[3]]
}

fn good_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 200 && !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+')
}

impl Signer {
    /// Makes a key from 32 random bytes. The name is the log's origin: an address without scheme.
    ///
    /// # Errors
    /// [`Fault::Broken`] when the name is empty, too long or has spaces or `+`.
    pub fn generate(random: [u8; 32], name: &str) -> Res<Self> {
        if !good_name(name) {
            return Err(bad("the log's name must not be empty nor have spaces or `+`"));
        }
        Ok(Self { name: name.into(), key: Arc::new(SigningKey::from_bytes(&random)) })
    }

    /// Reads the private key as [`Signer::secret`] writes it.
    ///
    /// # Errors
    /// [`Fault::Broken`] when it is not such a text; the text is not repeated.
    pub fn from_secret(text: &str) -> Res<Self> {
        let parts = text.trim_end().strip_prefix("PRIVATE+KEY+").map(|t| t.splitn(3, '+').collect::<Vec<_>>());
        let Some([name, id, key]) = parts.as_deref() else {
            return Err(bad("the signing key must read PRIVATE+KEY+name+id+key"));
        };
        let bytes = STANDARD.decode(key).map_err(|_| bad("the signing key is not base64"))?;
        let seed = match bytes.split_first() {
            Some((&ED25519, seed)) => <[u8; 32]>::try_from(seed).map_err(|_| bad("the signing key has not 32 bytes"))?,
            _ => return Err(bad("the signing key is not of type Ed25519")),
        };
        let signer = Self::generate(seed, name)?;
        if hex::encode(signer.id()) != *id {
            return Err(bad("the signing key does not fit its id"));
        }
        Ok(signer)
    }

    /// The private key as text, in the form of Go's `sumdb/note`. For the key file only.
    #[must_use]
    pub fn secret(&self) -> String {
        let mut bytes = vec![ED25519];
        bytes.extend_from_slice(&self.key.to_bytes());
        format!("PRIVATE+KEY+{}+{}+{}", self.name, hex::encode(self.id()), STANDARD.encode(bytes))
    }

    /// The log's name and origin.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The public half.
    #[must_use]
    pub fn verifier(&self) -> Verifier {
        Verifier { name: self.name.to_string(), key: self.key.verifying_key() }
    }

    fn id(&self) -> [u8; 4] {
        key_id(&self.name, &self.key.verifying_key())
    }

    /// Signs a text that ends in a line feed; returns the whole note.
    #[must_use]
    pub fn sign(&self, text: &str) -> String {
        let mut bytes = self.id().to_vec();
        bytes.extend_from_slice(&self.key.sign(text.as_bytes()).to_bytes());
        format!("{text}\n\u{2014} {} {}\n", self.name, STANDARD.encode(bytes))
    }
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signer({})", self.name)
    }
}

impl Verifier {
    /// Reads a `vkey`: name, `+`, key id in hexadecimal, `+`, base64 of type and public key.
    ///
    /// # Errors
    /// [`Fault::Broken`] when it is not one or its id does not fit.
    pub fn parse(text: &str) -> Res<Self> {
        let parts: Vec<_> = text.trim_end().splitn(3, '+').collect();
        let [name, id, key] = parts[..] else { return Err(bad("a vkey must read name+id+key")) };
        let bytes = STANDARD.decode(key).map_err(|_| bad("the vkey is not base64"))?;
        let public = match bytes.split_first() {
            Some((&ED25519, key)) => <[u8; 32]>::try_from(key).map_err(|_| bad("the vkey has not 32 bytes"))?,
            _ => return Err(bad("the vkey is not of type Ed25519")),
        };
        let key = VerifyingKey::from_bytes(&public).map_err(|_| bad("the vkey is no point of the curve"))?;
        if !good_name(name) || hex::encode(key_id(name, &key)) != *id {
            return Err(bad("the vkey does not fit its id"));
        }
        Ok(Self { name: name.to_owned(), key })
    }

    /// The public key as a `vkey` line, without a line feed.
    #[must_use]
    pub fn vkey(&self) -> String {
        let mut bytes = vec![ED25519];
        bytes.extend_from_slice(self.key.as_bytes());
        format!("{}+{}+{}", self.name, hex::encode(key_id(&self.name, &self.key)), STANDARD.encode(bytes))
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text of a note that this key has signed, with its final line feed.
    ///
    /// Signatures of other keys are passed over, as the specification asks.
    ///
    /// # Errors
    /// [`Fault::Broken`] when the note is malformed, not signed by this key, or wrongly signed by it.
    pub fn open<'n>(&self, note: &'n str) -> Res<&'n str> {
        let (text, signatures) = split_note(note)?;
        let id = key_id(&self.name, &self.key);
        let mut good = false;
        for line in signatures.lines() {
            let (name, bytes) = signature_line(line)?;
            if name != self.name || bytes.get(..4) != Some(&id[..]) {
                continue;
            }
            let signature = bytes.get(4..).and_then(|b| Signature::from_slice(b).ok());
            good = signature.is_some_and(|s| self.key.verify_strict(text.as_bytes(), &s).is_ok());
            if !good {
                return Err(bad("the signature is not good"));
            }
        }
        if good { Ok(text) } else { Err(bad("the note is not signed by the key given")) }
    }
}

/// Text (with final line feed) and signature lines of a note.
fn split_note(note: &str) -> Res<(&str, &str)> {
    if note.len() > MOST_NOTE || note.contains(|c: char| c < ' ' && c != '\n') {
        return Err(bad("the note is too long or has control characters"));
    }
    let at = note.rfind("\n\n").ok_or_else(|| bad("the note has no signatures"))?;
    let (text, signatures) = (&note[..=at], &note[at + 2..]);
    if !signatures.ends_with('\n') || signatures.lines().count() > MOST_SIGNATURES {
        return Err(bad("the note's signatures are cut off or too many"));
    }
    Ok((text, signatures))
}

fn signature_line(line: &str) -> Res<(&str, Vec<u8>)> {
    let wrong = || bad("a signature line is malformed");
    let (name, signature) = line.strip_prefix("\u{2014} ").and_then(|l| l.split_once(' ')).ok_or_else(wrong)?;
    let bytes = STANDARD.decode(signature).map_err(|_| wrong())?;
    if good_name(name) && bytes.len() > 4 { Ok((name, bytes)) } else { Err(wrong()) }
}
