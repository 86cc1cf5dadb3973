//! The second factor through the door: codes work once, recovery codes too, and secrets rotate.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod door;

use door::{AWAY, BROWSER, Door, HOME, MIGRATIONS, MINUTE, PASSWORD, SECOND, Someone, code, cookie, door, from, ticket, with};
use kaan_access::Letter;
use kaan_db::testing::on_both;
use totp_rs::{Builder, Secret};

/// What the app shows now.
fn shown(d: &Door, secret: &str) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap();
    totp.generate(u64::try_from(d.now().0 / SECOND).unwrap()).to_string()
}

/// Sets an app up; gives its secret and the recovery codes.
async fn set_up(d: &Door, a: &Someone) -> (String, Vec<String>) {
    let begun = d.access.totp_begin(&a.caller).await.unwrap().unwrap();
    assert!(begun.url.starts_with("otpauth://totp/Kaan:"), "{}", begun.url);
    assert_eq!(d.access.totp_pending(&a.caller).await.unwrap().unwrap().secret, begun.secret);
    assert_eq!(code(d.access.totp_finish(&a.caller, "000000").await.unwrap()), "second-wrong");
    let codes = d.access.totp_finish(&a.caller, &shown(d, &begun.secret)).await.unwrap().unwrap();
    assert!(d.access.totp_pending(&a.caller).await.unwrap().is_none(), "a secret that counts is shown no more");
    d.later(30 * SECOND);
    (begun.secret, codes)
}

async fn first_step(d: &Door) -> String {
    ticket(d.try_password("a@example.pk", PASSWORD, HOME).await.unwrap())
}

async fn second_step(d: &Door, ticket: &str, typed: &str) -> Result<String, kaan_base::Problem> {
    d.access.sign_in_second(ticket, typed, &from(HOME), BROWSER).await.unwrap()
}

#[test]
fn a_code_of_the_app_works_once() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let a = d.join("a@example.pk").await;
        let (secret, codes) = set_up(&d, &a).await;
        assert_eq!(codes.len(), 10);
        let typed = shown(&d, &secret);
        let (one, two) = (first_step(&d).await, first_step(&d).await);
        let cookie = second_step(&d, &one, &typed).await.unwrap();
        assert_eq!(d.seen(&cookie).await.account, a.account);
        assert_eq!(code(second_step(&d, &two, &typed).await), "second-used");
        assert_eq!(code(second_step(&d, &one, &typed).await), "ticket-gone", "a ticket works once");
        d.later(30 * SECOND);
        let spaced = shown(&d, &secret);
        let spaced = format!("{} {}", &spaced[..3], &spaced[3..]);
        second_step(&d, &two, &spaced).await.unwrap();
        let row = d.access.account(&a.account).await.unwrap().unwrap();
        assert_eq!((row.has_totp, row.recovery_left), (true, 10));
    });
}

#[test]
fn a_recovery_code_works_once_and_new_ones_replace_the_old() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let a = d.join("a@example.pk").await;
        let (_, codes) = set_up(&d, &a).await;
        second_step(&d, &first_step(&d).await, &codes[3].to_uppercase()).await.unwrap();
        assert_eq!(code(second_step(&d, &first_step(&d).await, &codes[3]).await), "second-wrong");
        assert_eq!(d.access.account(&a.account).await.unwrap().unwrap().recovery_left, 9);
        let new = d.access.recovery_codes(&a.caller).await.unwrap().unwrap();
        assert_eq!(code(second_step(&d, &first_step(&d).await, &codes[4]).await), "second-wrong");
        second_step(&d, &first_step(&d).await, &new[4].replace('-', " ")).await.unwrap();
    });
}

#[test]
fn a_ticket_takes_five_tries_and_five_minutes() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let a = d.join("a@example.pk").await;
        let (secret, _) = set_up(&d, &a).await;
        let late = first_step(&d).await;
        d.later(5 * MINUTE);
        assert_eq!(code(second_step(&d, &late, &shown(&d, &secret)).await), "ticket-gone");
        let one = first_step(&d).await;
        for _ in 0..5 {
            assert_eq!(code(second_step(&d, &one, "000000").await), "second-wrong");
        }
        assert_eq!(code(second_step(&d, &one, &shown(&d, &secret)).await), "ticket-gone");
        let two = first_step(&d).await;
        assert_eq!(code(second_step(&d, &two, "000000").await), "second-wrong");
        assert_eq!(code(second_step(&d, &two, "000000").await), "sign-in-wait", "and tickets after tickets wait");
        d.later(MINUTE);
        second_step(&d, &two, &shown(&d, &secret)).await.unwrap();
    });
}

#[test]
fn with_an_app_a_proof_and_a_reset_ask_for_a_code_too() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let a = d.join("a@example.pk").await;
        let (secret, _) = set_up(&d, &a).await;
        let prove = |typed: String| {
            let (d, a) = (d.clone(), a.clone());
            async move { d.access.confirm_password(&a.caller, &a.handle, PASSWORD, Some(&typed)).await.unwrap() }
        };
        assert_eq!(code(d.access.confirm_password(&a.caller, &a.handle, PASSWORD, None).await.unwrap()), "second-wrong");
        let typed = shown(&d, &secret);
        prove(typed.clone()).await.unwrap();
        assert_eq!(code(prove(typed).await), "second-used");
        d.later(30 * SECOND);
        let Some(Letter::Reset { secret: link, .. }) = d.access.reset_begin("a@example.pk", &from(AWAY)).await.unwrap() else {
            panic!("a letter")
        };
        assert_eq!(code(d.access.link_passkey_begin(&link).await.unwrap()), "link-needs-password");
        let done =
            d.access.finish_link_password(&link, "five other goats on the hill", &from(HOME), BROWSER).await.unwrap().unwrap();
        second_step(&d, &ticket(done), &shown(&d, &secret)).await.unwrap();
    });
}

#[test]
fn an_app_is_set_up_once_and_removed_with_its_recovery_codes() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let a = d.join("a@example.pk").await;
        assert_eq!(code(d.access.totp_remove(&a.caller).await.unwrap()), "second-off");
        assert_eq!(code(d.access.totp_finish(&a.caller, "123456").await.unwrap()), "second-off");
        set_up(&d, &a).await;
        assert_eq!(code(d.access.totp_begin(&a.caller).await.unwrap()), "second-on");
        d.access.totp_remove(&a.caller).await.unwrap().unwrap();
        let row = d.access.account(&a.account).await.unwrap().unwrap();
        assert_eq!((row.has_totp, row.recovery_left), (false, 0));
        cookie(d.try_password("a@example.pk", PASSWORD, HOME).await.unwrap());
        assert_eq!((d.noted("credential.add", "allowed").await, d.noted("credential.remove", "allowed").await), (2, 1));
    });
}

#[test]
fn a_new_secret_of_the_server_seals_anew_what_the_old_one_sealed() {
    on_both(MIGRATIONS, |db| async move {
        let old = with(db, vec![[1; 32]], door::BASE);
        let a = old.join("a@example.pk").await;
        let (secret, _) = set_up(&old, &a).await;
        let both = old.restarted(vec![[2; 32], [1; 32]]);
        second_step(&both, &first_step(&both).await, &shown(&both, &secret)).await.unwrap();
        both.later(30 * SECOND);
        let new = both.restarted(vec![[2; 32]]);
        second_step(&new, &first_step(&new).await, &shown(&new, &secret)).await.unwrap();
        new.later(30 * SECOND);
        let none = new.restarted(vec![[3; 32]]);
        let lost = none.access.sign_in_second(&first_step(&none).await, &shown(&none, &secret), &from(HOME), BROWSER).await;
        assert!(lost.is_err(), "without the secret nothing opens, and nobody is let in");
    });
}

#[test]
fn all_secrets_can_be_sealed_anew_at_once() {
    on_both(MIGRATIONS, |db| async move {
        let old = with(db, vec![[1; 32]], door::BASE);
        let a = old.join("a@example.pk").await;
        let (secret, _) = set_up(&old, &a).await;
        let both = old.restarted(vec![[2; 32], [1; 32]]);
        assert_eq!((both.access.reseal().await.unwrap(), both.access.reseal().await.unwrap()), (1, 0));
        let new = both.restarted(vec![[2; 32]]);
        second_step(&new, &first_step(&new).await, &shown(&new, &secret)).await.unwrap();
        assert!(new.restarted(vec![[3; 32]]).access.reseal().await.is_err(), "what nobody can open is not passed over");
    });
}

#[test]
fn of_many_who_type_one_code_at_once_one_comes_in() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let a = d.join("a@example.pk").await;
        let (secret, codes) = set_up(&d, &a).await;
        for typed in [shown(&d, &secret), codes[0].clone()] {
            let mut tickets = Vec::new();
            for _ in 0..4 {
                tickets.push(first_step(&d).await);
            }
            let all = tickets.into_iter().map(|t| {
                let (d, typed) = (d.clone(), typed.clone());
                tokio::spawn(async move { second_step(&d, &t, &typed).await.is_ok() })
            });
            let mut entered = 0;
            for one in all.collect::<Vec<_>>() {
                entered += usize::from(one.await.unwrap());
            }
            assert_eq!(entered, 1);
        }
    });
}
