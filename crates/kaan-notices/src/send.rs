//! Telling somebody something, in the transaction of the act that is told of.
//!
//! Called by acts of every capability. It never sends: the outbox does, after the act is committed.

use crate::model::{Notice, To, Way};
use crate::store::{self, Putting};
use kaan_base::{Ids, Instant};
use kaan_db::{Fault, Res, Tx};

/// Longest e-mail address that is taken (RFC 5321, 4.5.3.1.3).
const MOST_EMAIL: usize = 254;

/// Puts a notice down, to be delivered when the act is committed; gives its id.
///
/// # Errors
/// [`Fault::Broken`] for values that cannot be kept; else what the store says.
pub async fn send(tx: &mut Tx<'_>, ids: &mut Ids, now: Instant, notice: &Notice) -> Res<String> {
    let id = ids.make();
    let body = serde_json::to_string(&notice.values).map_err(|e| Fault::Broken(format!("the values of a notice: {e}")))?;
    let (account, email, lang) = match &notice.to {
        To::Account(account) => (Some(account.as_str()), None, None),
        To::Email { email, lang } => (None, Some(email.as_str()), Some(*lang)),
    };
    let hidden = notice.way == Way::Secret || account.is_none();
    let urgent = hidden || notice.way == Way::Urgent;
    let row = Putting { id: &id, account, email, lang, code: notice.code, body, path: &notice.path, urgent, hidden, now };
    store::put(tx, row).await?;
    Ok(id)
}

/// Whether a text is an e-mail address to which a letter can be sent.
pub fn is_address(text: &str) -> bool {
    text.len() <= MOST_EMAIL && text.parse::<lettre::Address>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn an_address_cannot_carry_a_header() {
        for good in ["a@b.example", "first.last+tag@kaan.example"] {
            assert!(is_address(good), "{good}");
        }
        let long = format!("{}@b.example", "a".repeat(300));
        for bad in [
            "",
            "a",
            "a@",
            "@b.example",
            "a@b.example\r\nBcc: c@d.example",
            "a b@c.example",
            "A <a@b.example>",
            "a@b.example,c@d.example",
            &long,
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
