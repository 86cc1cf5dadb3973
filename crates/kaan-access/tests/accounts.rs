//! Accounts through the door: letters, links, passwords, and what is told to whom.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod door;

use door::{AWAY, BROWSER, DAY, HOME, HOUR, MIGRATIONS, MINUTE, PASSWORD, SECOND, code, cookie, door, from};
use kaan_access::{Letter, STATEMENTS, SignIn, record};
use kaan_base::Lang;
use kaan_db::testing::on_both;

#[test]
fn every_statement_is_understood_by_both_engines() {
    on_both(MIGRATIONS, |db| async move {
        db.prepare_all(STATEMENTS).await.unwrap();
        if !db.is_embedded() {
            db.prepare_all(record::POSTGRES_STATEMENTS).await.unwrap();
        }
    });
}

#[test]
fn an_account_is_opened_by_a_letter_and_its_password_signs_in() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let secret = d.letter("Sana@Example.pk").await;
        let link = d.access.find_link(&secret).await.unwrap().unwrap();
        assert_eq!((link.is_new, link.email.as_str(), link.lang), (true, "Sana@Example.pk", Lang::Ur));
        let done = d.access.finish_link_password(&secret, PASSWORD, &from(HOME), BROWSER).await.unwrap().unwrap();
        let first = d.seen(&cookie(done)).await;
        let again = d.sign_in(" sana@example.PK ").await;
        assert_eq!(first.account, again.account);
        assert_ne!(first.cookie, again.cookie);
        let row = d.access.account(&first.account).await.unwrap().unwrap();
        assert_eq!((row.email.as_str(), row.has_password, row.has_totp, row.passkeys), ("Sana@Example.pk", true, false, 0));
        assert_eq!(d.access.find_accounts("sana@").await.unwrap().len(), 1);
        assert_eq!(d.access.find_accounts("Demonstration P").await.unwrap()[0].id, first.account);
        assert!(d.access.find_accounts("%a").await.unwrap().is_empty(), "a sign of patterns is a sign");
        let names = d.access.account_names(&[first.account.clone(), "nobody".into()]).await.unwrap();
        assert_eq!(names, [(first.account.clone(), "Demonstration Person".to_owned())]);
        d.access.set_profile(&first.caller, " Demonstration Sana ", Lang::Zh).await.unwrap().unwrap();
        let row = d.access.account(&first.account).await.unwrap().unwrap();
        assert_eq!((row.name.as_str(), row.lang), ("Demonstration Sana", Lang::Zh));
        assert_eq!((d.noted("account.create", "allowed").await, d.noted("session.begin", "allowed").await), (1, 2));
    });
}

#[test]
fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        d.join("a@example.pk").await;
        let wrong = d.try_password("a@example.pk", "five copper goats on a hill", HOME).await.unwrap_err();
        let unknown = d.try_password("b@example.pk", PASSWORD, HOME).await.unwrap_err();
        assert_eq!(wrong, unknown);
        assert_eq!(wrong.code, "sign-in-wrong");
        assert_eq!(d.noted("session.fail", "failed").await, 2);
        assert!(d.access.reset_begin("b@example.pk", &from(HOME)).await.unwrap().is_none());
    });
}

#[test]
fn a_password_is_checked_before_it_is_taken() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let secret = d.letter("sana.goat@example.pk").await;
        for (password, why) in [
            ("short", "password-short"),
            ("Password1234", "password-common"),
            ("sana.goat@example.pk", "password-own"),
            ("KaanKaanKaan", "password-own"),
            (&"x1y2 ".repeat(30), "password-long"),
        ] {
            let problem = d.access.finish_link_password(&secret, password, &from(HOME), BROWSER).await.unwrap().unwrap_err();
            assert_eq!((problem.code, problem.place.as_deref()), (why, Some("password")));
        }
        assert!(d.access.find_link(&secret).await.unwrap().is_ok(), "a refused password uses nothing up");
    });
}

#[test]
fn a_link_works_once_and_for_a_day() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let (late, one, two) = (d.letter("late@example.pk").await, d.letter("a@example.pk").await, d.letter("a@example.pk").await);
        d.access.finish_link_password(&one, PASSWORD, &from(HOME), BROWSER).await.unwrap().unwrap();
        let replayed = d.access.finish_link_password(&one, PASSWORD, &from(HOME), BROWSER).await.unwrap();
        assert_eq!(code(replayed), "link-used");
        assert_eq!(code(d.access.find_link(&two).await.unwrap()), "link-used", "the other letter to the address holds no more");
        d.later(DAY);
        let expired = d.access.finish_link_password(&late, PASSWORD, &from(HOME), BROWSER).await.unwrap();
        assert_eq!(code(expired), "link-expired");
        assert_eq!(code(d.access.find_link("no such link").await.unwrap()), "link-unknown");
        assert_eq!(d.count("select count(*) from access_account").await, 1);
    });
}

#[test]
fn two_links_to_one_address_used_at_once_open_one_account() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let (one, two) = (d.letter("a@example.pk").await, d.letter("a@example.pk").await);
        let caller = from(HOME);
        let (x, y) = tokio::join!(
            d.access.finish_link_password(&one, PASSWORD, &caller, BROWSER),
            d.access.finish_link_password(&two, PASSWORD, &caller, BROWSER),
        );
        let (x, y) = (x.unwrap(), y.unwrap());
        assert!(x.is_ok() != y.is_ok());
        assert_eq!(code(if x.is_ok() { y } else { x }), "link-used");
        assert_eq!(d.count("select count(*) from access_account").await, 1);
    });
}

#[test]
fn only_the_letter_tells_that_an_account_exists_and_letters_end() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let ana = d.join("a@example.pk").await;
        let ask = || async { d.access.begin_account("A@example.pk", "Stranger", Lang::En, &from(AWAY)).await.unwrap().unwrap() };
        assert!(matches!(ask().await, Some(Letter::Known { account }) if account == ana.account));
        ask().await;
        ask().await;
        assert!(ask().await.is_none(), "a fourth letter is not sent at once");
        d.later(HOUR);
        assert!(ask().await.is_some());
    });
}

#[test]
fn a_reset_sets_the_password_and_ends_every_session() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let old = d.join("a@example.pk").await;
        let Some(Letter::Reset { account, secret, .. }) = d.access.reset_begin("A@Example.pk", &from(AWAY)).await.unwrap() else {
            panic!("a letter")
        };
        assert_eq!(account, old.account);
        let done = d.access.finish_link_password(&secret, "five other goats on the hill", &from(HOME), BROWSER).await.unwrap();
        let new = d.seen(&cookie(done.unwrap())).await;
        assert_eq!(new.account, old.account);
        assert!(d.who(&old.cookie, HOME, BROWSER).await.unwrap().is_none());
        assert_eq!(code(d.try_password("a@example.pk", PASSWORD, HOME).await), "sign-in-wrong");
        let late = d.access.reset_begin("a@example.pk", &from(AWAY)).await.unwrap();
        let Some(Letter::Reset { secret, .. }) = late else { panic!("a letter") };
        d.later(HOUR);
        let expired = d.access.finish_link_password(&secret, PASSWORD, &from(HOME), BROWSER).await.unwrap();
        assert_eq!(code(expired), "link-expired");
    });
}

#[test]
fn guessing_waits_longer_and_the_owner_still_comes_in_from_home() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        d.join("a@example.pk").await;
        d.sign_in("a@example.pk").await;
        for n in 0..6 {
            assert_eq!(code(d.try_password("a@example.pk", &format!("guess number {n} of many"), AWAY).await), "sign-in-wrong");
        }
        let waits = d.try_password("a@example.pk", PASSWORD, AWAY).await.unwrap_err();
        assert_eq!((waits.code, waits.values[0].1.as_str()), ("sign-in-wait", "1"), "even the right one waits");
        assert_eq!(code(d.try_password("nobody@example.pk", PASSWORD, AWAY).await), "sign-in-wrong", "another address is free");
        d.sign_in("a@example.pk").await;
        let mut guesses = 6;
        for _ in 0..40 {
            d.later(16 * MINUTE);
            assert_eq!(code(d.try_password("a@example.pk", "another guess of many", AWAY).await), "sign-in-wrong");
            guesses += 1;
        }
        assert_eq!(guesses, 46);
        d.later(14 * MINUTE);
        assert_eq!(code(d.try_password("a@example.pk", "another guess of many", AWAY).await), "sign-in-wait");
        d.later(2 * MINUTE);
        assert!(
            matches!(d.try_password("a@example.pk", PASSWORD, AWAY).await, Ok(SignIn::Done(_))),
            "a quarter of an hour is the longest"
        );
        assert!(matches!(d.try_password("a@example.pk", "wrong again and again", AWAY).await, Err(p) if p.code == "sign-in-wrong"));
        d.later(SECOND);
        assert!(d.noted("session.fail", "refused").await >= 2, "who has to wait is on record");
    });
}

#[test]
fn an_unknown_address_is_slowed_down_like_a_known_one() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        for n in 0..6 {
            assert_eq!(
                code(d.try_password("nobody@example.pk", &format!("guess number {n} of many"), AWAY).await),
                "sign-in-wrong"
            );
        }
        assert_eq!(code(d.try_password("nobody@example.pk", PASSWORD, AWAY).await), "sign-in-wait");
        assert_eq!(d.count("select count(*) from access_throttle where key like '%nobody%' or key like '%198%'").await, 0);
    });
}

#[test]
fn many_guesses_at_once_gain_nothing() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let guess = |n: u8| {
            let d = d.clone();
            tokio::spawn(async move { code(d.try_password("a@example.pk", &format!("guess number {n} of many"), AWAY).await) })
        };
        let mut answers = Vec::new();
        for one in (0..30).map(guess).collect::<Vec<_>>() {
            answers.push(one.await.unwrap());
        }
        assert_eq!(answers.iter().filter(|a| **a == "sign-in-wrong").count(), 6, "five are free, one more sets the wait");
        assert_eq!(answers.iter().filter(|a| **a == "sign-in-wait").count(), 24);
    });
}

#[test]
fn fifty_people_who_sign_in_at_once_are_hashed_two_at_a_time() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        d.join("a@example.pk").await;
        let mut all = Vec::new();
        for n in 0..50 {
            let d = d.clone();
            all.push(tokio::spawn(async move {
                let (email, address) =
                    (if n == 0 { "a@example.pk".into() } else { format!("{n}@example.pk") }, format!("203.0.113.{n}"));
                d.try_password(&email, PASSWORD, &address).await.is_ok()
            }));
        }
        let mut signed_in = 0;
        for one in all {
            signed_in += usize::from(one.await.unwrap());
        }
        assert_eq!(signed_in, 1);
        assert_eq!(d.access.hashing().most, 2);
        assert_eq!((d.access.hashing().running, d.access.hashing().waiting), (0, 0));
    });
}

#[test]
fn what_has_run_out_is_swept_away() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        d.join("a@example.pk").await;
        d.letter("b@example.pk").await;
        assert_eq!(code(d.try_password("a@example.pk", "a wrong one of many", AWAY).await), "sign-in-wrong");
        d.access.passkey_sign_in_begin().await.unwrap().unwrap();
        assert_eq!(d.access.sweep().await.unwrap(), 0);
        d.later(100 * DAY);
        assert!(d.access.sweep().await.unwrap() >= 5);
        for table in
            ["select count(*) from access_session", "select count(*) from access_link", "select count(*) from access_throttle"]
        {
            assert_eq!(d.count(table).await, 0, "{table}");
        }
        assert_eq!(d.count("select count(*) from access_account").await, 1);
    });
}

#[test]
fn the_demonstration_makes_an_account_once_without_a_letter() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let make = || d.access.demonstration_account("demo@example.pk", "Demonstration Registrar", Lang::En, PASSWORD);
        let (one, two) = (make().await.unwrap().unwrap(), make().await.unwrap().unwrap());
        assert_eq!(one, two);
        assert_eq!(d.sign_in("demo@example.pk").await.account, one);
    });
}
