//! Secrets that Kaan makes and people carry: links, cookies, tickets, tokens, recovery codes.
//!
//! Made of chance, given out once, kept as hashes. It never compares two secrets in a time that depends on them.

use crate::Access;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kaan_base::words;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;

/// How every token for programs begins, so that tools that look for leaked secrets know it.
pub(crate) const PREFIX: &str = "kaan_";
/// How many recovery codes an account gets.
const CODES: usize = 10;
/// Letters of recovery codes: none that is taken for another (Crockford's base 32, small).
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Letters of a recovery code: 120 bits, so that a plain hash is enough (OWASP ASVS 5.0, 6.5.2).
const LENGTH: usize = 24;

/// A new secret as text, with the hash that is kept of it.
pub(crate) struct Fresh {
    pub text: String,
    pub hash: [u8; 32],
}

impl Fresh {
    /// 32 bytes of chance.
    pub fn new(access: &Access) -> Fresh {
        Fresh::with(access, "")
    }

    /// The same as a token for programs.
    pub fn token(access: &Access) -> Fresh {
        Fresh::with(access, PREFIX)
    }

    fn with(access: &Access, prefix: &str) -> Fresh {
        let text = format!("{prefix}{}", URL_SAFE_NO_PAD.encode(access.random::<32>()));
        let hash = hash(&text);
        Fresh { text, hash }
    }
}

/// What is kept of a secret.
pub(crate) fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// Whether two hashes are the same, in a time that does not depend on them.
pub(crate) fn same(one: &[u8], two: &[u8]) -> bool {
    one.ct_eq(two).into()
}

/// A hash with a key, for what must be found again and told to nobody.
pub(crate) fn keyed(key: &[u8; 32], domain: &str, parts: &[&str]) -> [u8; 32] {
    let mut h = Sha256::new();
    h.update(domain.as_bytes());
    h.update([0]);
    h.update(key);
    for part in parts {
        h.update((part.len() as u64).to_be_bytes());
        h.update(part.as_bytes());
    }
    h.finalize().into()
}

/// New recovery codes: what is shown, and the hash of each.
pub(crate) fn recovery(access: &Access, account: &str) -> Vec<Fresh> {
    let one = |_| {
        let letters: Vec<char> = access.random::<LENGTH>().iter().map(|b| LETTERS[usize::from(b & 31)] as char).collect();
        let groups: Vec<String> = letters.chunks(6).map(|g| g.iter().collect()).collect();
        let text = groups.join("-");
        let hash = recovery_hash(account, &text);
        Fresh { text, hash }
    };
    (0..CODES).map(one).collect()
}

/// The hash of a recovery code as somebody typed it: large letters, spaces and look-alikes do not matter.
pub(crate) fn recovery_hash(account: &str, typed: &str) -> [u8; 32] {
    let plain: String = plain(typed)
        .chars()
        .map(|c| match c {
            'o' => '0',
            'i' | 'l' => '1',
            c => c,
        })
        .collect();
    hash(&format!("kaan-recovery-v1:{account}:{plain}"))
}

/// A code as somebody typed it: digits of any script as 0-9, small letters, without spaces and strokes.
pub(crate) fn plain(typed: &str) -> String {
    typed.chars().map(words::digit).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_may_be_typed_in_any_digits_with_spaces() {
        assert_eq!(plain("۱۲۳ ۴۵۶"), "123456");
        assert_eq!(plain("１２３-４５６"), "123456");
    }

    #[test]
    fn a_recovery_code_is_known_in_large_letters_and_with_look_alikes() {
        let one = recovery_hash("a", "01abcd-efghjk-mnpqrs-tvwxyz");
        assert_eq!(one, recovery_hash("a", "OIABCD EFGHJK MNPQRS TVWXYZ"));
        assert_ne!(one, recovery_hash("b", "01abcd-efghjk-mnpqrs-tvwxyz"), "another account's code");
    }

    #[test]
    fn parts_of_a_keyed_hash_do_not_run_together() {
        assert_ne!(keyed(&[1; 32], "x", &["ab", "c"]), keyed(&[1; 32], "x", &["a", "bc"]));
    }
}
