//! Tokens and machines through the door: scopes, ends, and what no token may do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod door;

use door::{BROWSER, DAY, Door, HOME, MIGRATIONS, MINUTE, PASSWORD, Someone, code, door, from};
use kaan_access::roles::{self, Giving, Organisation};
use kaan_access::{Access, By, SignedAccount};
use kaan_base::access::{Body, Caller, Denial, Resource};
use kaan_base::{Instant, Problem};
use kaan_db::testing::on_both;
use kaan_db::{Act, Res, Tx};
use std::sync::Arc;

async fn bears(d: &Door, token: &str) -> Option<SignedAccount> {
    d.access.who(None, Some(token), HOME, BROWSER, d.now()).await.unwrap().unwrap()
}

fn caller_of(s: &SignedAccount) -> Caller {
    Caller { actor: Some(Arc::clone(&s.actor)), ..from(HOME) }
}

fn acts(list: &[&str]) -> Vec<String> {
    list.iter().map(|x| (*x).to_owned()).collect()
}

async fn made(d: &Door, a: &Someone, scopes: &[&str], days: i64) -> Result<String, Problem> {
    d.access.create_token(&a.caller, "nightly copy", &acts(scopes), Instant(d.now().0 + days * DAY)).await.unwrap()
}

#[test]
fn a_token_does_what_its_scopes_name_and_nothing_else() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let a = d.join("a@example.pk").await;
        let token = made(&d, &a, &["notice.read-own", "public.read"], 30).await.unwrap();
        assert!(token.starts_with("kaan_") && token.len() > 40);
        let s = bears(&d, &token).await.unwrap();
        assert_eq!((s.actor.account.as_str(), s.session.is_none(), s.form_key.as_str()), (a.account.as_str(), true, ""));
        let own = Resource { person: Some(&s.actor.person), ..Resource::default() };
        let decide = |act: &str| d.access.policy().decide(Some(&s.actor), act, &own, d.now());
        assert!(decide("notice.read-own").is_ok());
        assert_eq!(decide("record.read-own").unwrap_err().code, Denial::SCOPE);
        let caller = caller_of(&s);
        assert_eq!(
            code(d.access.set_password(&caller, "none", Some(PASSWORD), "five other goats on the hill").await.unwrap()),
            Denial::SCOPE
        );
        assert_eq!(code(d.access.totp_begin(&caller).await.unwrap()), Denial::SCOPE);
        assert_eq!(code(made(&d, &Someone { caller, ..a.clone() }, &["public.read"], 1).await), Denial::SCOPE);
        let row = &d.access.tokens(&a.account).await.unwrap()[0];
        assert_eq!((row.name.as_str(), row.scopes.len(), row.used), ("nightly copy", 2, Some(d.now())));
        assert_eq!(d.noted("token.create", "allowed").await, 1);
    });
}

#[test]
fn a_token_ends_by_its_day_and_by_its_owner() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let (a, b) = (d.join("a@example.pk").await, d.join("b@example.pk").await);
        let (one, two) = (made(&d, &a, &["public.read"], 1).await.unwrap(), made(&d, &a, &["public.read"], 300).await.unwrap());
        d.later(DAY);
        assert!(bears(&d, &one).await.is_none(), "its day is over");
        assert!(bears(&d, &two).await.is_some());
        let id = d.access.tokens(&a.account).await.unwrap().into_iter().find(|t| t.until > d.now()).unwrap().id;
        assert!(!d.access.revoke_token(&b.caller, &id).await.unwrap(), "somebody else's token");
        assert!(d.access.revoke_token(&a.caller, &id).await.unwrap());
        assert!(bears(&d, &two).await.is_none());
        assert!(bears(&d, "kaan_no-such-token").await.is_none() && bears(&d, "other").await.is_none());
    });
}

#[test]
fn a_token_needs_a_name_known_acts_an_end_and_a_fresh_proof() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let a = d.join("a@example.pk").await;
        assert_eq!(code(made(&d, &a, &[], 1).await), "token-scope");
        assert_eq!(code(made(&d, &a, &["party.read-private", "no.such-act"], 1).await), "token-scope");
        assert_eq!(code(made(&d, &a, &["token.create"], 1).await), "token-scope");
        assert_eq!(code(made(&d, &a, &["public.read"], 367).await), "token-until");
        assert_eq!(code(made(&d, &a, &["public.read"], 0).await), "token-until");
        let unnamed = d.access.create_token(&a.caller, "  ", &acts(&["public.read"]), Instant(d.now().0 + DAY)).await.unwrap();
        assert_eq!(code(unnamed), "token-name");
        d.later(16 * MINUTE);
        assert_eq!(code(made(&d, &a, &["public.read"], 1).await), Denial::CONFIRM);
        assert_eq!(d.noted("token.create", "refused").await, 1);
    });
}

/// The program gives a role, as whoever stands at the server does.
struct Seat {
    access: Access,
    giving: Giving,
}

impl Act for Seat {
    type Out = Result<String, Problem>;
    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        roles::give(tx, &self.access, &By::program(), &self.giving).await
    }
}

async fn seat(d: &Door, account: &str, role: &str) {
    let organisation = Organisation { id: "company-1".into(), body: Body::Company, territory: None };
    let giving = Giving { account: account.into(), organisation, role: role.into(), territory: None, from: None, until: None };
    d.db.act(Seat { access: d.access.clone(), giving }).await.unwrap().unwrap();
}

#[test]
fn a_machine_gets_short_tokens_for_its_own_acts_with_the_roles_it_was_given() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let a = d.join("a@example.pk").await;
        let refused = d.access.create_client(&a.caller, "company-1", "geodata copy", &acts(&["public.read"])).await.unwrap();
        assert!(refused.is_err(), "only the administrator lets machines in");
        seat(&d, &a.account, "administrator").await;
        let a = d.seen(&a.cookie).await;
        let scopes = acts(&["public.read", "party.read-private"]);
        let client = d.access.create_client(&a.caller, "company-1", "geodata copy", &scopes).await.unwrap().unwrap();
        seat(&d, &client.id, "preparer").await;
        let ask = |secret: String, scopes: Option<Vec<String>>| {
            let (d, id) = (d.clone(), client.id.clone());
            async move { d.access.token_for_client(&id, &secret, scopes.as_deref(), &from(HOME)).await.unwrap() }
        };
        assert_eq!(code(ask("not this".into(), None).await), "client-unknown");
        assert_eq!(code(ask(client.secret.clone(), Some(acts(&["party.sign"]))).await), "client-scope");
        let granted = ask(client.secret.clone(), Some(acts(&["party.read-private"]))).await.unwrap();
        assert_eq!((granted.until.0 - d.now().0, granted.scopes.len()), (10 * MINUTE, 1));
        let s = bears(&d, &granted.secret).await.unwrap();
        assert_eq!((s.actor.account.as_str(), s.name.as_str(), s.email), (client.id.as_str(), "geodata copy", None));
        let on = Resource { organisation: Some("company-1"), ..Resource::default() };
        assert!(d.access.policy().decide(Some(&s.actor), "party.read-private", &on, d.now()).is_ok());
        assert_eq!(d.access.policy().decide(Some(&s.actor), "party.prepare", &on, d.now()).unwrap_err().code, Denial::SCOPE);
        let names = d.access.account_names(&[client.id.clone(), a.account.clone()]).await.unwrap();
        assert_eq!(names.len(), 2);
        d.later(10 * MINUTE);
        assert!(bears(&d, &granted.secret).await.is_none(), "ten minutes are over");
        let again = ask(client.secret.clone(), None).await.unwrap();
        let a = d.seen(&a.cookie).await;
        assert!(d.access.revoke_client(&a.caller, "company-1", &client.id).await.unwrap().unwrap());
        assert!(bears(&d, &again.secret).await.is_none(), "its tokens end with it");
        assert_eq!(code(ask(client.secret.clone(), None).await), "client-unknown");
        assert!(d.access.clients_of("company-1").await.unwrap()[0].ended.is_some());
        assert_eq!((d.noted("client.create", "allowed").await, d.noted("client.create", "refused").await), (2, 1));
    });
}
