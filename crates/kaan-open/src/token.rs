//! Sealed page tokens: where the next page begins, bound to the question they belong to.
//!
//! Called by the interfaces that page. A token is no secret, only opaque: it never lets a client
//! begin at a place, or under a question, that no link named.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

/// Bytes of the seal.
const SEAL: usize = 6;
/// The longest token read.
const LONGEST: usize = 1_000;

/// The token for a page that begins after `after`, under the question `question`.
pub(crate) fn seal(question: &str, after: &str) -> String {
    let mut bytes = mark(question, after).to_vec();
    bytes.extend_from_slice(after.as_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Where the page begins; `None` when the token is damaged or belongs to another question.
pub(crate) fn unseal(question: &str, token: &str) -> Option<String> {
    if token.len() > LONGEST {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (seal, after) = bytes.split_at_checked(SEAL)?;
    let after = std::str::from_utf8(after).ok()?;
    (mark(question, after) == seal).then(|| after.to_owned())
}

fn mark(question: &str, after: &str) -> [u8; SEAL] {
    let hash = Sha256::new().chain_update(question).chain_update([0]).chain_update(after).finalize();
    let mut out = [0; SEAL];
    out.copy_from_slice(&hash[..SEAL]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_token_opens_under_its_own_question_only(q in ".{0,20}", after in ".{0,40}", other in ".{0,20}") {
            let token = seal(&q, &after);
            prop_assert_eq!(unseal(&q, &token), Some(after.clone()));
            if other != q {
                prop_assert_eq!(unseal(&other, &token), None);
            }
        }

        #[test]
        fn a_made_up_token_opens_nothing(token in "[A-Za-z0-9_-]{0,60}|.{0,30}") {
            prop_assert_eq!(unseal("q", &token), None);
        }
    }
}
