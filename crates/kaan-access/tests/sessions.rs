//! Sessions through the door: how they end, what a thief gets, and proving anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod door;

use door::{AWAY, BROWSER, HOME, HOUR, MIGRATIONS, MINUTE, OTHER, PASSWORD, SECOND, code, cookie, door, from};
use kaan_base::access::Resource;
use kaan_db::testing::on_both;

#[test]
fn a_session_ends_when_it_is_left_and_after_twelve_hours() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        d.join("a@example.pk").await;
        let one = d.sign_in("a@example.pk").await;
        d.later(30 * MINUTE - SECOND);
        d.seen(&one.cookie).await;
        for _ in 0..23 {
            d.later(29 * MINUTE);
            d.seen(&one.cookie).await;
        }
        d.later(29 * MINUTE);
        assert!(d.who(&one.cookie, HOME, BROWSER).await.unwrap().is_none(), "twelve hours are over");
        let two = d.sign_in("a@example.pk").await;
        d.later(30 * MINUTE);
        assert!(d.who(&two.cookie, HOME, BROWSER).await.unwrap().is_none(), "half an hour without a request");
        assert!(d.access.sessions_of(&two.account).await.unwrap().is_empty());
    });
}

#[test]
fn when_a_session_was_last_seen_is_written_once_a_minute() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let a = d.join("a@example.pk").await;
        let seen = || async { d.access.sessions_of(&a.account).await.unwrap()[0].used };
        let first = seen().await;
        d.later(59 * SECOND);
        d.seen(&a.cookie).await;
        assert_eq!(seen().await, first);
        d.later(SECOND);
        d.seen(&a.cookie).await;
        assert_eq!(seen().await, d.now());
    });
}

#[test]
fn an_ended_session_is_nobody() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let (one, other) = (d.join("a@example.pk").await, d.join("b@example.pk").await);
        let (two, three) = (d.sign_in("a@example.pk").await, d.sign_in("a@example.pk").await);
        assert_eq!(d.access.sessions_of(&one.account).await.unwrap().len(), 3);
        assert!(!d.access.revoke(&other.caller, &two.handle).await.unwrap(), "somebody else's session");
        assert!(d.access.revoke(&one.caller, &two.handle).await.unwrap());
        assert!(d.who(&two.cookie, HOME, BROWSER).await.unwrap().is_none());
        assert_eq!(d.access.revoke_others(&one.caller, &one.handle).await.unwrap(), 1);
        assert!(d.who(&three.cookie, HOME, BROWSER).await.unwrap().is_none());
        d.access.sign_out(&one.caller, &one.account, &one.handle).await.unwrap();
        assert!(d.who(&one.cookie, HOME, BROWSER).await.unwrap().is_none());
        assert!(d.who(&other.cookie, HOME, BROWSER).await.unwrap().is_some());
        assert!(d.who("no such cookie", HOME, BROWSER).await.unwrap().is_none());
        assert_eq!((d.noted("session.revoke", "allowed").await, d.noted("session.end", "allowed").await), (2, 1));
    });
}

#[test]
fn a_cookie_used_from_another_place_is_refused_and_ends() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let a = d.join("a@example.pk").await;
        assert!(d.who(&a.cookie, AWAY, BROWSER).await.unwrap().is_some(), "a phone that changes networks");
        assert!(d.who(&a.cookie, HOME, OTHER).await.unwrap().is_some(), "a browser that was renewed");
        assert_eq!(d.who(&a.cookie, AWAY, OTHER).await.err().unwrap().code, "session-moved");
        assert!(d.who(&a.cookie, AWAY, OTHER).await.unwrap().is_none());
        assert!(d.who(&a.cookie, HOME, BROWSER).await.unwrap().is_none(), "the owner must sign in again");
        assert_eq!(d.noted("session.end", "refused").await, 1);
    });
}

#[test]
fn proving_anew_gives_the_session_a_new_secret_and_the_same_handle() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let a = d.join("a@example.pk").await;
        d.later(20 * MINUTE);
        let a = d.seen(&a.cookie).await;
        assert_eq!(code(d.access.totp_begin(&a.caller).await.unwrap()), "confirm-needed");
        let wrong = d.access.confirm_password(&a.caller, &a.handle, "not this one at all", None).await.unwrap();
        assert_eq!(code(wrong), "sign-in-wrong");
        let new = d.access.confirm_password(&a.caller, &a.handle, PASSWORD, None).await.unwrap().unwrap();
        assert!(d.who(&a.cookie, HOME, BROWSER).await.unwrap().is_none(), "a copied cookie is left behind");
        let b = d.seen(&new).await;
        assert_eq!((&b.handle, b.caller.actor.as_ref().unwrap().confirmed), (&a.handle, Some(d.now())));
        d.access.totp_begin(&b.caller).await.unwrap().unwrap();
        for _ in 0..5 {
            let _ = d.access.confirm_password(&b.caller, &b.handle, "not this one at all", None).await.unwrap();
        }
        let _ = d.access.confirm_password(&b.caller, &b.handle, "not this one at all", None).await.unwrap();
        let waits = d.access.confirm_password(&b.caller, &b.handle, PASSWORD, None).await.unwrap();
        assert_eq!(code(waits), "sign-in-wait");
    });
}

#[test]
fn form_keys_belong_to_a_session_and_to_the_servers_secret() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let (a, b) = (d.join("a@example.pk").await, d.join("b@example.pk").await);
        let key = |d: &door::Door, cookie: String| {
            let d = d.clone();
            async move { d.access.who(Some(&cookie), None, HOME, BROWSER, d.now()).await.unwrap().unwrap().unwrap().form_key }
        };
        let one = key(&d, a.cookie.clone()).await;
        assert_eq!(one, key(&d, a.cookie.clone()).await);
        assert_ne!(one, key(&d, b.cookie.clone()).await);
        assert_ne!(one, key(&d.restarted(vec![[9; 32], [7; 32]]), a.cookie.clone()).await);
    });
}

#[test]
fn a_new_password_needs_the_old_one_and_ends_the_other_sessions() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let (one, two) = (d.join("a@example.pk").await, d.sign_in("a@example.pk").await);
        let new = "five other goats on the hill";
        let set = |old| d.access.set_password(&one.caller, &one.handle, old, new);
        let wrong = set(Some("not this one at all")).await.unwrap().unwrap_err();
        assert_eq!((wrong.code, wrong.place.as_deref()), ("sign-in-wrong", Some("old")));
        assert_eq!(code(set(None).await.unwrap()), "sign-in-wrong");
        let common = d.access.set_password(&one.caller, &one.handle, Some(PASSWORD), "Password1234").await.unwrap();
        assert_eq!(code(common), "password-common");
        set(Some(PASSWORD)).await.unwrap().unwrap();
        d.seen(&one.cookie).await;
        assert!(d.who(&two.cookie, HOME, BROWSER).await.unwrap().is_none());
        assert_eq!(code(d.try_password("a@example.pk", PASSWORD, HOME).await), "sign-in-wrong");
        cookie(d.try_password("a@example.pk", new, HOME).await.unwrap());
        assert_eq!(d.noted("credential.change", "allowed").await, 1);
    });
}

#[test]
fn a_closed_account_is_nobody_and_opens_for_nobody() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let a = d.join("a@example.pk").await;
        d.tamper(kaan_db::sql("update access_account set status = 'closed' where id = $1").bind(&a.account)).await;
        assert!(d.who(&a.cookie, HOME, BROWSER).await.unwrap().is_none());
        assert_eq!(code(d.try_password("a@example.pk", PASSWORD, HOME).await), "sign-in-wrong");
        assert!(d.access.reset_begin("a@example.pk", &from(HOME)).await.unwrap().is_none());
    });
}

#[test]
fn who_is_signed_in_may_look_after_their_own_account_and_no_other() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let (a, b) = (d.join("a@example.pk").await, d.join("b@example.pk").await);
        let actor = a.caller.actor.as_deref().unwrap();
        let of = |person| Resource { person: Some(person), ..Resource::default() };
        let decide = |on| d.access.policy().decide(Some(actor), "account.own", &on, d.now());
        assert!(decide(of(&actor.person)).is_ok());
        assert!(decide(of(&b.caller.actor.as_deref().unwrap().person)).is_err());
        d.later(HOUR);
        assert_eq!(code(d.access.totp_begin(&from(HOME)).await.unwrap()), "sign-in-needed");
    });
}
