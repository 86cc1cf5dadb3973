//! E-mail addresses: what counts as one, and when two are the same.
//!
//! Called wherever an account is looked up or made. It never sends anything and asks no server whether an address
//! exists.

use unicode_normalization::UnicodeNormalization as _;

/// The form in which addresses are compared: normalised (NFKC), without space around it, in small letters.
///
/// Two people whose addresses differ in capitals alone would be one account; no mail service gives such addresses.
#[must_use]
pub fn fold_email(text: &str) -> String {
    text.trim().nfkc().collect::<String>().to_lowercase()
}

/// Whether a text has the form of an address: enough to send a letter to it, and no more.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>,;:\"()[]\\".contains(c);
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    text.len() <= 254
        && (1..=64).contains(&local.len())
        && !local.contains('@')
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && text.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_wide_letters_make_no_other_address() {
        assert_eq!(fold_email("  A.Khan@Example.PK "), "a.khan@example.pk");
        assert_eq!(fold_email("ａ@example.pk"), "a@example.pk");
    }

    #[test]
    fn an_address_has_a_name_and_a_domain() {
        for good in ["a@b.pk", "a.b+c@d.e.f"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["", "a", "a@b", "@b.pk", "a@.pk", "a@b.", "a b@c.pk", "a@b@c.pk", "a\n@b.pk", "<a@b.pk>"] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
