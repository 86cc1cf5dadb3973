//! How long it takes to know who a request comes from, and how many sign in in a second: a measurement.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod door;

use door::{BROWSER, HOME, MIGRATIONS, PASSWORD, door};
use kaan_db::testing::on_both;
use std::time::Instant;

#[test]
#[ignore = "a measurement; in release"]
fn knowing_who_asks_takes_less_than_two_milliseconds() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        let a = d.join("a@example.pk").await;
        let mut each = Vec::new();
        for _ in 0..2_000 {
            let begun = Instant::now();
            d.who(&a.cookie, HOME, BROWSER).await.unwrap().unwrap();
            each.push(begun.elapsed());
        }
        each.sort();
        eprintln!("who: median {:?}, 99 of 100 within {:?}", each[1_000], each[1_980]);
        assert!(each[1_980].as_micros() < 2_000);
    });
}

#[test]
#[ignore = "a measurement; in release"]
fn sign_ins_of_thirty_two_at_a_time() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        for n in 0..32 {
            d.join(&format!("{n}@example.pk")).await;
        }
        let begun = Instant::now();
        let all = (0..32).map(|n| {
            let d = d.clone();
            tokio::spawn(async move {
                for _ in 0..10 {
                    d.try_password(&format!("{n}@example.pk"), PASSWORD, &format!("203.0.113.{n}")).await.unwrap();
                }
            })
        });
        for one in all.collect::<Vec<_>>() {
            one.await.unwrap();
        }
        let per_second = 320.0 / begun.elapsed().as_secs_f64();
        eprintln!("sign-ins: {per_second:.0} a second, {:?}", d.access.hashing());
        assert_eq!(d.access.hashing().most, 2);
    });
}

#[test]
#[ignore = "a measurement; in release"]
fn an_unknown_address_takes_as_long_as_a_wrong_password() {
    on_both(MIGRATIONS, |db| async move {
        let d = door(db);
        d.join("known@example.pk").await;
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for n in 0..200 {
            // A new place and a long pause each time, so that nobody has to wait.
            d.later(door::DAY + door::HOUR);
            let place = format!("203.0.113.{n}");
            for (email, times) in [("known@example.pk", &mut known), ("unknown@example.pk", &mut unknown)] {
                let begun = Instant::now();
                let problem = d.try_password(email, "not the right one at all", &place).await.unwrap_err();
                times.push(begun.elapsed());
                assert_eq!(problem.code, "sign-in-wrong");
            }
        }
        known.sort();
        unknown.sort();
        eprintln!("wrong password: median {:?}; unknown address: median {:?}", known[100], unknown[100]);
        let apart = known[100].abs_diff(unknown[100]);
        assert!(apart < known[100] / 20, "more than a twentieth apart: {apart:?}");
    });
}
