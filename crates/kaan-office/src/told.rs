//! Whom the acts of an office tell, and of what.
//!
//! Called by acts inside their transactions. It never tells a person's address to another, and holds no sentence.

use kaan_access::Access;
use kaan_base::{Instant, Lang, Text3};
use kaan_db::{Res, Tx};
use kaan_notices::{Notice, send};

/// Sends notices within an act.
pub(crate) async fn all(tx: &mut Tx<'_>, access: &Access, notices: Vec<Notice>) -> Res<()> {
    let (mut ids, now) = (access.ids(), access.now());
    for notice in notices {
        send(tx, &mut ids, now, &notice).await?;
    }
    Ok(())
}

fn role_key(role: &str) -> String {
    format!("role-{role}")
}

pub(crate) fn role_given(account: &str, organisation: &Text3, role: &str) -> Notice {
    let notice = Notice::to_account(account, "office-letter-role-given", "/account");
    notice.with("organisation", organisation.clone()).with_word("role", role_key(role))
}

pub(crate) fn role_ended(account: &str, organisation: &Text3, role: &str) -> Notice {
    let notice = Notice::to_account(account, "office-letter-role-ended", "/account");
    notice.with("organisation", organisation.clone()).with_word("role", role_key(role))
}

pub(crate) fn delegation_ended(account: &str, organisation: &Text3, role: &str) -> Notice {
    let notice = Notice::to_account(account, "office-letter-delegation-ended", "/account/delegations");
    notice.with("organisation", organisation.clone()).with_word("role", role_key(role))
}

/// The letter of an invitation: its link is a secret.
pub(crate) fn invitation((email, lang): (&str, Lang), token: &str, organisation: &Text3, role: &str, until: Instant) -> Notice {
    let notice = Notice::to_email(email, lang, "office-letter-invitation", format!("/sign-in/invitation/{token}"));
    notice.with("organisation", organisation.clone()).with_word("role", role_key(role)).with("until", until)
}

/// To an administrator or auditor; the reason stands on the page that the link leads to.
pub(crate) fn emergency(account: &str, (id, who): (&str, &str), organisation: &Text3, role: &str, until: Instant) -> Notice {
    let notice = Notice::to_account(account, "office-letter-emergency", format!("/office/{id}/emergency")).urgent();
    notice.with("organisation", organisation.clone()).with("who", who).with_word("role", role_key(role)).with("until", until)
}
