//! Which passwords are taken: long enough, not one of those that are tried first, not the account's own words.
//!
//! Called wherever a password is set. It asks for no kinds of characters and never lets one expire: length is what
//! counts (NIST SP 800-63B; OWASP ASVS 5.0, 6.2).

use super::common::{is_common, unit};
use super::normal;
use kaan_base::Problem;

/// Fewest characters, after normalisation.
pub(crate) const LEAST: usize = 12;
/// Most characters.
pub(crate) const MOST: usize = 128;

/// What a password must not be made of.
pub(crate) struct Own<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub service: &'a str,
}

/// Whether a password is taken for this account.
pub(crate) fn check(password: &str, own: &Own<'_>) -> Result<(), Problem> {
    let normal = normal(password);
    let length = normal.chars().count();
    let no = |problem: Problem| Err(problem.at("password"));
    if length < LEAST {
        return no(Problem::invalid("password-short").with("least", LEAST));
    }
    if length > MOST {
        return no(Problem::invalid("password-long").with("most", MOST));
    }
    let small = normal.to_lowercase();
    if is_own(&small, own) {
        return no(Problem::invalid("password-own"));
    }
    if is_common(&small) { no(Problem::invalid("password-common")) } else { Ok(()) }
}

/// Whether it is the address, its first half, the name or the service, alone, repeated or with digits around it.
fn is_own(small: &str, own: &Own<'_>) -> bool {
    let letters = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let core = |text: &str| text.trim_matches(|c: char| c.is_numeric()).to_owned();
    let (local, domain) = own.email.rsplit_once('@').unwrap_or((own.email, ""));
    let words = [own.email, local, domain, own.name, own.service].map(letters);
    let given = letters(small);
    let given = [core(&given), given];
    let is = |text: &str| words.iter().any(|w| w.chars().count() >= 3 && (w == text || core(w) == text));
    given.iter().any(|g| is(g) || unit(g).is_some_and(is))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const OWN: Own<'_> = Own { email: "sana.demonstration@example.pk", name: "Demonstration Sana Baloch", service: "Kaan" };

    fn code(password: &str) -> Option<&'static str> {
        check(password, &OWN).err().map(|p| p.code)
    }

    #[test]
    fn length_is_counted_in_characters_after_normalisation() {
        assert_eq!(code("eleven char"), Some("password-short"));
        assert_eq!(code("e\u{301}leven chars?"), None, "a letter in two parts is one");
        assert_eq!(code("e\u{301}leven char"), Some("password-short"));
        assert_eq!(code("چاغی کی پہاڑیاں"), None);
        assert_eq!(code(&"copper goat ".repeat(11)), Some("password-long"));
    }

    #[test]
    fn the_accounts_own_words_are_refused() {
        for bad in [
            "sana.demonstration",
            "Sana.Demonstration@example.pk",
            "demonstration sana baloch",
            "KaanKaanKaan1",
            "sanademonstration2026",
        ] {
            assert_eq!(code(bad), Some("password-own"), "{bad}");
        }
    }

    #[test]
    fn common_passwords_are_refused_in_any_capitals() {
        assert_eq!(code("Password1234!"), Some("password-common"));
        assert_eq!(code("QWERTYUIOPAS"), Some("password-common"));
    }
}
