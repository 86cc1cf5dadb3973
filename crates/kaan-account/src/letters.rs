//! Letters and notices about one's account: a link to finish it, a link to sign in anew, a warning.
//!
//! Called by handlers after an act of kaan-access. It never writes a sentence: words stand in `account.ftl`, and
//! are put into the reader's language when the letter is sent.

use crate::shared::{Shared, fault};
use kaan_access::Access;
use kaan_db::{Act, Res, Tx};
use kaan_notices::Notice;
use kaan_web::Failure;

/// Sends one notice.
struct Send {
    access: Access,
    notice: Notice,
}

impl Act for Send {
    type Out = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        let (mut ids, now) = (self.access.ids(), self.access.now());
        kaan_notices::send(tx, &mut ids, now, &self.notice).await.map(drop)
    }
}

/// Sends a letter.
pub(crate) async fn send(s: &Shared, notice: Notice) -> Result<(), Failure> {
    s.access.db().act(Send { access: s.access.clone(), notice }).await.map_err(fault)
}

/// Tells the owner of an account that their ways to sign in have changed.
pub(crate) async fn warn(s: &Shared, account: &str) -> Result<(), Failure> {
    send(s, Notice::to_account(account, "account-letter-credential", "/account").urgent()).await
}
