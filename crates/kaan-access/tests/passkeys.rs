//! Passkeys through the door, with a key of software: made, shown, renamed, taken away, and refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod door;

use door::softkey::SoftKey;
use door::{AWAY, BASE, BROWSER, Door, HOME, MIGRATIONS, MINUTE, Someone, code, door, from, with};
use kaan_access::Letter;
use kaan_base::Problem;
use kaan_db::testing::on_both;
use serde_json::json;

/// Adds the key to an account.
async fn add(d: &Door, a: &Someone, key: &mut SoftKey, label: &str) -> Result<(), Problem> {
    let (ticket, options) = d.access.passkey_register_begin(&a.caller).await.unwrap().unwrap();
    let made = key.make(&options);
    d.access.passkey_register_finish(&a.caller, &ticket, &made, label).await.unwrap()
}

/// Signs in with the key alone.
async fn enter(d: &Door, key: &mut SoftKey) -> Result<String, Problem> {
    let (ticket, options) = d.access.passkey_sign_in_begin().await.unwrap().unwrap();
    assert!(options.get("mediation").is_none());
    let shown = key.show(&options);
    d.access.passkey_sign_in_finish(&ticket, &shown, &from(HOME), BROWSER).await.unwrap()
}

#[test]
fn a_passkey_signs_in_without_an_address_and_confirms() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let a = d.join("a@example.pk").await;
        let mut key = SoftKey::new(7, BASE);
        add(&d, &a, &mut key, " phone ").await.unwrap();
        let cookie = enter(&d, &mut key).await.unwrap();
        let b = d.seen(&cookie).await;
        assert_eq!(b.account, a.account);
        key.backed_up = true;
        d.later(MINUTE);
        let (ticket, options) = d.access.confirm_passkey_begin(&b.caller).await.unwrap().unwrap();
        let shown = key.show(&options);
        let new = d.access.confirm_passkey_finish(&b.caller, &b.handle, &ticket, &shown).await.unwrap().unwrap();
        assert!(d.who(&cookie, HOME, BROWSER).await.unwrap().is_none(), "the session has a new secret");
        assert_eq!(d.seen(&new).await.caller.actor.unwrap().confirmed, Some(d.now()));
        let row = &d.access.passkeys(&a.account).await.unwrap()[0];
        assert_eq!((row.label.as_str(), row.used, row.backed_up), ("phone", Some(d.now()), true));
        assert_eq!((d.noted("credential.add", "allowed").await, d.noted("session.confirm", "allowed").await), (2, 1));
    });
}

#[test]
fn an_account_can_be_opened_with_a_passkey_alone() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let secret = d.letter("a@example.pk").await;
        let (ticket, options) = d.access.link_passkey_begin(&secret).await.unwrap().unwrap();
        let mut key = SoftKey::new(8, BASE);
        let made = key.make(&options);
        let home = from(HOME);
        let finish = || d.access.finish_link_passkey(&secret, (&ticket, &made, ""), &home, BROWSER);
        let a = d.seen(&finish().await.unwrap().unwrap()).await;
        assert_eq!(code(finish().await.unwrap()), "link-used");
        let row = d.access.account(&a.account).await.unwrap().unwrap();
        assert_eq!((row.has_password, row.passkeys), (false, 1));
        assert_eq!(d.access.passkeys(&a.account).await.unwrap()[0].label, "2026-11-25", "called by its day");
        let id = d.access.passkeys(&a.account).await.unwrap()[0].id.clone();
        assert_eq!(code(d.access.remove_passkey(&a.caller, &id).await.unwrap()), "last-credential");
        d.access.set_password(&a.caller, &a.handle, None, door::PASSWORD).await.unwrap().unwrap();
        d.access.remove_passkey(&a.caller, &id).await.unwrap().unwrap();
        assert_eq!(code(enter(&d, &mut key).await), "passkey-wrong");
    });
}

#[test]
fn a_lost_way_in_is_replaced_by_a_passkey_from_a_letter() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let a = d.join("a@example.pk").await;
        let Some(Letter::Reset { secret, .. }) = d.access.reset_begin("a@example.pk", &from(AWAY)).await.unwrap() else {
            panic!("a letter")
        };
        let (ticket, options) = d.access.link_passkey_begin(&secret).await.unwrap().unwrap();
        let mut key = SoftKey::new(9, BASE);
        let made = key.make(&options);
        let cookie = d.access.finish_link_passkey(&secret, (&ticket, &made, "key"), &from(HOME), BROWSER).await.unwrap().unwrap();
        assert_eq!(d.seen(&cookie).await.account, a.account);
        assert!(d.who(&a.cookie, HOME, BROWSER).await.unwrap().is_none(), "older sessions are ended");
        enter(&d, &mut key).await.unwrap();
    });
}

#[test]
fn several_passkeys_have_names_and_none_is_kept_twice() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let (a, b) = (d.join("a@example.pk").await, d.join("b@example.pk").await);
        let (mut one, mut two) = (SoftKey::new(1, BASE), SoftKey::new(2, BASE));
        add(&d, &a, &mut one, "phone").await.unwrap();
        d.later(MINUTE);
        add(&d, &a, &mut two, "key on the ring").await.unwrap();
        assert_eq!(code(add(&d, &b, &mut SoftKey::new(1, BASE), "copy").await), "passkey-taken");
        let id = d.access.passkeys(&a.account).await.unwrap()[0].id.clone();
        d.access.rename_passkey(&a.caller, &id, "old phone").await.unwrap().unwrap();
        assert_eq!(code(d.access.rename_passkey(&a.caller, &id, " ").await.unwrap()), "passkey-label");
        assert_eq!(code(d.access.rename_passkey(&b.caller, &id, "mine").await.unwrap()), "passkey-unknown");
        assert_eq!(code(d.access.remove_passkey(&b.caller, &id).await.unwrap()), "passkey-unknown");
        d.access.remove_passkey(&a.caller, &id).await.unwrap().unwrap();
        let left: Vec<String> = d.access.passkeys(&a.account).await.unwrap().into_iter().map(|k| k.label).collect();
        assert_eq!(left, ["key on the ring"]);
    });
}

#[test]
fn a_challenge_is_answered_once_within_five_minutes() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let a = d.join("a@example.pk").await;
        let mut key = SoftKey::new(3, BASE);
        add(&d, &a, &mut key, "phone").await.unwrap();
        let (ticket, options) = d.access.passkey_sign_in_begin().await.unwrap().unwrap();
        let shown = key.show(&options);
        let finish = |ticket: String| {
            let (d, shown) = (d.clone(), shown.clone());
            async move { d.access.passkey_sign_in_finish(&ticket, &shown, &from(HOME), BROWSER).await.unwrap() }
        };
        finish(ticket.clone()).await.unwrap();
        assert_eq!(code(finish(ticket).await), "ticket-gone", "replayed");
        let (other, _) = d.access.passkey_sign_in_begin().await.unwrap().unwrap();
        assert_eq!(code(finish(other).await), "passkey-wrong", "an answer to another challenge");
        let (late, options) = d.access.passkey_sign_in_begin().await.unwrap().unwrap();
        let shown = key.show(&options);
        d.later(5 * MINUTE);
        let late = d.access.passkey_sign_in_finish(&late, &shown, &from(HOME), BROWSER).await.unwrap();
        assert_eq!(code(late), "ticket-gone");
        let (ticket, _) = d.access.passkey_sign_in_begin().await.unwrap().unwrap();
        let broken = d.access.passkey_sign_in_finish(&ticket, &json!({"id": 1}), &from(HOME), BROWSER).await.unwrap();
        assert_eq!(code(broken), "passkey-broken");
    });
}

#[test]
fn a_copied_passkey_another_site_and_an_unknown_key_are_refused() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let a = d.join("a@example.pk").await;
        let mut key = SoftKey::new(4, BASE);
        add(&d, &a, &mut key, "phone").await.unwrap();
        key.counter = 50;
        enter(&d, &mut key).await.unwrap();
        key.counter = 20;
        assert_eq!(code(enter(&d, &mut key).await), "passkey-wrong", "its counter went back: there is a copy");
        key.counter = 60;
        key.origin = "https://kaan.example.evil".into();
        assert_eq!(code(enter(&d, &mut key).await), "passkey-wrong");
        let mut stranger = SoftKey::new(5, BASE);
        assert_eq!(code(enter(&d, &mut stranger).await), "passkey-wrong");
        assert_eq!(d.noted("session.fail", "failed").await, 3);
    });
}

#[test]
fn a_ticket_of_one_account_is_not_taken_for_another() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let (a, b) = (d.join("a@example.pk").await, d.join("b@example.pk").await);
        let (ticket, options) = d.access.passkey_register_begin(&a.caller).await.unwrap().unwrap();
        let made = SoftKey::new(6, BASE).make(&options);
        assert_eq!(code(d.access.passkey_register_finish(&b.caller, &ticket, &made, "x").await.unwrap()), "ticket-gone");
        assert_eq!(code(d.access.confirm_passkey_begin(&b.caller).await.unwrap()), "passkey-unknown");
        d.later(20 * MINUTE);
        let a = d.seen(&a.cookie).await;
        assert_eq!(code(d.access.passkey_register_begin(&a.caller).await.unwrap()), "confirm-needed");
    });
}

#[test]
fn at_a_bare_number_there_are_no_passkeys() {
    on_both(MIGRATIONS, |db| async move {
        let d = with(db, vec![[7; 32]], "http://127.0.0.1:8080");
        assert!(!d.access.has_passkeys());
        assert_eq!(code(d.access.passkey_sign_in_begin().await.unwrap()), "passkey-unavailable");
        assert!(door::with(d.db.clone(), vec![[7; 32]], "http://localhost:8080").access.has_passkeys());
    });
}
