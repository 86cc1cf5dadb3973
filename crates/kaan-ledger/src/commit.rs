//! Commitments: a secret's hash in the log instead of the secret (docs/adr/0011-commitments-not-secrets.md).
//!
//! Called by capabilities for personal and commercial secrets. It never sees the salt's origin: 32 random
//! bytes come in, one salt for each secret, kept beside the secret and erased with it.

use sha2::{Digest, Sha256};

const DOMAIN: &[u8] = b"kaan-commitment-v1\0";

/// SHA-256 over a fixed word, the salt and the value; 32 bytes.
#[must_use]
pub fn commit(salt: &[u8; 32], value: &[u8]) -> [u8; 32] {
    let mut h = Sha256::new();
    h.update(DOMAIN);
    h.update(salt);
    h.update(value);
    h.finalize().into()
}

/// Whether `commitment` was made from this salt and value.
#[must_use]
pub fn opens(commitment: &[u8; 32], salt: &[u8; 32], value: &[u8]) -> bool {
    commit(salt, value) == *commitment
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commitment_opens_with_its_salt_and_value_only() {
        let c = commit(&[1; 32], b"a");
        assert!(opens(&c, &[1; 32], b"a"));
        assert!(!opens(&c, &[2; 32], b"a"));
        assert!(!opens(&c, &[1; 32], b"b"));
    }
}
