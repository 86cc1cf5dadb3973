//! Sealing of what must be read again: AES-256-GCM under a key of the server's newest secret.
//!
//! Called for the secrets of authenticator apps. The newest secret seals, every one opens; what an older one opened
//! is sealed anew. It never opens what was moved to another account: the account is part of what is authenticated.

use crate::Access;
use crate::secret::keyed;
use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, Key, KeyInit as _, Nonce};
use kaan_db::{Fault, Res};

/// First byte of every sealed text: how it is sealed.
const VERSION: u8 = 1;
/// Bytes of a nonce.
const NONCE: usize = 12;

/// What was opened.
pub(crate) struct Opened {
    pub bytes: Vec<u8>,
    /// Whether an older secret opened it: it should be sealed anew.
    pub is_old: bool,
}

impl Access {
    /// Seals bytes for a purpose: `totp:` and the account.
    pub(crate) fn seal(&self, purpose: &str, bytes: &[u8]) -> Res<Vec<u8>> {
        let newest = self.0.settings.secrets.first().ok_or_else(|| broken("no secret is set"))?;
        let nonce = self.random::<NONCE>();
        let sealed = cipher(newest).encrypt(&Nonce::from(nonce), Payload { msg: bytes, aad: purpose.as_bytes() });
        let sealed = sealed.map_err(|_| broken("sealing failed"))?;
        Ok([&[VERSION], nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for that purpose.
    pub(crate) fn open_sealed(&self, purpose: &str, sealed: &[u8]) -> Res<Opened> {
        let Some((&[VERSION], rest)) = sealed.split_first_chunk::<1>() else { return Err(broken("sealed in an unknown way")) };
        let Some((nonce, rest)) = rest.split_first_chunk::<NONCE>() else { return Err(broken("a sealed text is cut")) };
        for (place, secret) in self.0.settings.secrets.iter().enumerate() {
            let payload = Payload { msg: rest, aad: purpose.as_bytes() };
            if let Ok(bytes) = cipher(secret).decrypt(&Nonce::from(*nonce), payload) {
                return Ok(Opened { bytes, is_old: place > 0 });
            }
        }
        Err(broken("none of the server's secrets opens this"))
    }

    /// A key for what is found by hash alone; made of the oldest secret, so that a new one in front changes nothing.
    pub(crate) fn lookup(&self, domain: &str, parts: &[&str]) -> [u8; 32] {
        keyed(self.0.settings.secrets.last().unwrap_or(&[0; 32]), domain, parts)
    }

    /// The secret half of the form tokens of a session.
    pub(crate) fn form_key(&self, handle: &str) -> String {
        hex::encode(keyed(self.0.settings.secrets.first().unwrap_or(&[0; 32]), "kaan-form-v1", &[handle]))
    }
}

fn cipher(secret: &[u8; 32]) -> Aes256Gcm {
    Aes256Gcm::new(&Key::<Aes256Gcm>::from(keyed(secret, "kaan-seal-v1", &[])))
}

fn broken(what: &str) -> Fault {
    Fault::Broken(what.to_owned())
}
