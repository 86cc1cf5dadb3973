//! Passwords: which are taken, and how they are hashed.
//!
//! Called by sign-in, registration, reset and change. Argon2id with 19 MiB, two passes, one lane (OWASP), on threads
//! of their own, two at a time: a password is what an attacker can make a server work for. It never keeps or logs one.

mod common;
mod pool;
mod rules;

pub use pool::Hashing;
pub(crate) use pool::Pool;
pub(crate) use rules::{Own, check};

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use kaan_db::{Fault, Res};
use unicode_normalization::UnicodeNormalization as _;

/// Longest text that is hashed, bytes; a password of 128 characters of any script fits.
const MOST_BYTES: usize = 1024;

/// What is verified where there is no account or no password, so that the time tells nothing. It is the hash of 32
/// bytes of chance that nobody kept.
pub(crate) const DUMMY: &str = "$argon2id$v=19$m=19456,t=2,p=1$a2Fhbi1kdW1teS1zYWx0LTE$HWZvUg8v0oR5pVm1tHJ8fWQ4n2rWbq7cXk0aYzLsE3A";

fn argon() -> Res<Argon2<'static>> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|e| Fault::Broken(e.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// One form for a password, however the keyboard wrote it.
pub(crate) fn normal(password: &str) -> String {
    password.nfc().collect()
}

/// The hash of a password, as a PHC text. It takes tens of milliseconds: call it in a [`Pool`].
fn hash(password: &str, salt: &[u8; 16]) -> Res<String> {
    let made: Result<PasswordHash, _> = argon()?.hash_password_with_salt(normal(password).as_bytes(), salt);
    made.map(|h| h.to_string()).map_err(|e| Fault::Broken(e.to_string()))
}

/// Whether a password has this hash; `false` for a text that is no hash. As slow as [`hash`].
fn verify(password: &str, phc: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(phc) else { return false };
    // What is too long for any password is hashed cut, and refused: the time tells nothing.
    let normal = normal(password);
    let bytes = normal.as_bytes();
    let fits = bytes.len() <= MOST_BYTES;
    let bytes = bytes.get(..MOST_BYTES).unwrap_or(bytes);
    let same = Argon2::default().verify_password(bytes, &parsed).is_ok();
    same && fits
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_password_opens_its_own_hash_only() {
        let made = hash("a password of demonstration", &[3; 16]).unwrap();
        assert!(made.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{made}");
        assert!(verify("a password of demonstration", &made));
        assert!(!verify("a password of Demonstration", &made));
        assert!(!verify("", &made) && !verify("x", "no hash"));
    }

    #[test]
    fn a_letter_in_two_parts_is_the_same_letter() {
        let made = hash("caf\u{e9} with two sugars", &[4; 16]).unwrap();
        assert!(verify("cafe\u{301} with two sugars", &made));
    }

    #[test]
    fn the_dummy_costs_what_a_real_hash_costs_and_opens_for_nobody() {
        let (dummy, real) = (PasswordHash::new(DUMMY).unwrap(), hash("x", &[5; 16]).unwrap());
        let real = PasswordHash::new(&real).unwrap();
        assert_eq!((&dummy.params, dummy.algorithm, dummy.version), (&real.params, real.algorithm, real.version));
        assert_eq!(dummy.hash.unwrap().len(), real.hash.unwrap().len());
        assert!(!verify("", DUMMY));
    }
}
