//! Notices through their door, on both engines: inbox, outbox, folder, and a tiny mail server on loopback.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;
use common::{MIGRATIONS, Plain, Smtp, accounts, at, ids, send_all};
use kaan_base::{Day, Instant, Lang, Text3};
use kaan_db::Db;
use kaan_db::testing::{Folder, on_both};
use kaan_notices::{Choice, Delivered, Mailer, Notice, Post, deliver, inbox, list_letters, mark_all_read, mark_read, unread};

const BASE: &str = "https://kaan.example";

async fn run(db: &Db, mailer: &Mailer, now: Instant) -> Delivered {
    let post = Post { db, voice: &Plain, mailer, base: BASE, per_minute: 60 };
    deliver(&post, ids(now), now).await.unwrap()
}

fn folder() -> (Folder, Mailer) {
    let folder = Folder::new();
    let mailer = Mailer::open(folder.path().join("mail").to_str().unwrap(), "Kaan <kaan@kaan.example>").unwrap();
    (folder, mailer)
}

#[test]
fn every_statement_is_prepared_on_both_engines() {
    on_both(MIGRATIONS, |db| async move { db.prepare_all(kaan_notices::STATEMENTS).await.unwrap() });
}

#[test]
fn a_notice_stands_in_the_inbox_until_it_is_read_and_nobody_else_reads_it() {
    on_both(MIGRATIONS, |db| async move {
        accounts(&db).await;
        let now = at("2026-11-25T08:00:00Z");
        let many = (0..35).map(|n| Notice::to_account("a-en", "t", format!("/x/{n}")).with("n", n)).collect();
        let made = send_all(&db, now, many).await;
        assert_eq!(unread(&db, "a-en").await.unwrap(), 35);
        let page = inbox(&db, "a-en", None).await.unwrap();
        assert_eq!((page.rows.len(), page.rows[0].path.as_str(), page.rows[0].made), (30, "/x/34", now));
        let rest = inbox(&db, "a-en", page.next.as_deref()).await.unwrap();
        assert_eq!((rest.rows.len(), rest.next), (5, None));
        assert!(!mark_read(&db, "a-zh", &made[0], now).await.unwrap(), "another's notice");
        assert!(mark_read(&db, "a-en", &made[0], now).await.unwrap());
        assert!(!mark_read(&db, "a-en", &made[0], now).await.unwrap());
        assert_eq!(mark_all_read(&db, "a-en", now).await.unwrap(), 34);
        assert_eq!((unread(&db, "a-en").await.unwrap(), unread(&db, "a-zh").await.unwrap()), (0, 0));
    });
}

#[test]
fn a_letter_arrives_in_the_reader_s_language_once() {
    on_both(MIGRATIONS, |db| async move {
        accounts(&db).await;
        let (_keep, mailer) = folder();
        let now = at("2026-11-25T08:00:00Z");
        let day = Day::parse("2026-12-01").unwrap();
        let org = Text3::of(Some("Office".into()), Some("办公室".into()), None);
        let notice =
            |who: &str| Notice::to_account(who, "t", "/parties/7").with("n", "K-1").with("day", day).with("org", org.clone());
        send_all(&db, now, vec![notice("a-zh"), notice("a-ur")]).await;
        assert_eq!(run(&db, &mailer, now).await, Delivered { sent: 2, ..Delivered::default() });
        assert_eq!(run(&db, &mailer, now).await, Delivered::default(), "no letter is sent twice");
        let letters = list_letters(mailer.folder().unwrap(), 10).unwrap();
        let to = |who: &str| letters.iter().find(|l| l.to == who).unwrap();
        let (zh, ur) = (to("zh@kaan.example"), to("ur@kaan.example"));
        assert_eq!(zh.subject, "zh 题 \u{2068}K-1\u{2069}");
        assert!(
            zh.text.contains("\nhttps://kaan.example/zh/parties/7\n") && zh.text.contains("\u{2068}办公室\u{2069}"),
            "{}",
            zh.text
        );
        assert!(
            ur.text.contains("\nhttps://kaan.example/ur/parties/7\n") && ur.text.contains("\u{2068}2026-12-01\u{2069}"),
            "{}",
            ur.text
        );
        assert_eq!(ur.made, now);
        let raw = std::fs::read_to_string(mailer.folder().unwrap().join(format!("{}.eml", ur.id))).unwrap();
        assert!(
            raw.contains(&format!("Message-ID: <{}@kaan.example>", ur.id)) && raw.contains("Auto-Submitted: auto-generated"),
            "{raw}"
        );
        assert!(!ur.id.contains('@'));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |p: &std::path::Path| std::fs::metadata(p).unwrap().permissions().mode() & 0o777;
            let path = mailer.folder().unwrap();
            assert_eq!((mode(path), mode(&path.join(format!("{}.eml", ur.id)))), (0o700, 0o600));
        }
    });
}

#[test]
fn a_digest_holds_several_notices_and_leaves_in_the_morning() {
    on_both(MIGRATIONS, |db| async move {
        accounts(&db).await;
        let (_keep, mailer) = folder();
        let now = at("2026-11-25T08:00:00Z");
        db.act(common::Choosing("a-en", Choice::Digest)).await.unwrap();
        let usual = |n: i64| Notice::to_account("a-en", "t", "/x").with("n", n);
        send_all(&db, now, vec![usual(1), usual(2), usual(3), usual(4).urgent(), usual(5).secret()]).await;
        assert_eq!(run(&db, &mailer, now).await.sent, 2, "what is urgent leaves at once");
        assert_eq!(run(&db, &mailer, at("2026-11-26T01:59:00Z")).await.sent, 0);
        assert_eq!(run(&db, &mailer, at("2026-11-26T02:00:00Z")).await.sent, 1);
        assert_eq!(run(&db, &mailer, at("2026-11-26T02:05:00Z")).await.sent, 0);
        let letters = list_letters(mailer.folder().unwrap(), 10).unwrap();
        assert_eq!((letters.len(), letters[0].subject.as_str()), (3, "en digest \u{2068}3\u{2069}"));
        for n in 1..4 {
            assert!(letters[0].text.contains(&format!("• en subject \u{2068}{n}\u{2069}")), "{}", letters[0].text);
        }
        assert!(letters[0].text.contains("https://kaan.example/en/inbox"));
        assert_eq!(inbox(&db, "a-en", None).await.unwrap().rows.len(), 4, "a secret one is not in the inbox");
    });
}

#[test]
fn a_stranger_s_letter_is_wiped_when_it_is_sent() {
    on_both(MIGRATIONS, |db| async move {
        accounts(&db).await;
        let (_keep, mailer) = folder();
        let now = at("2026-11-25T08:00:00Z");
        let letter = Notice::to_email("stranger@kaan.example", Lang::Ur, "t", "/link/secret").with("n", "x");
        send_all(&db, now, vec![letter]).await;
        assert_eq!(common::secrets(&db).await, 1);
        assert_eq!(run(&db, &mailer, now).await.sent, 1);
        assert_eq!(common::secrets(&db).await, 0);
        let letters = list_letters(mailer.folder().unwrap(), 10).unwrap();
        assert!(letters[0].text.contains("https://kaan.example/ur/link/secret") && letters[0].text.contains("ur stranger"));
    });
}

#[test]
fn no_more_letters_leave_in_a_minute_than_are_allowed() {
    on_both(MIGRATIONS, |db| async move {
        accounts(&db).await;
        let (_keep, mailer) = folder();
        let now = at("2026-11-25T08:00:00Z");
        send_all(&db, now, (0..7).map(|n| Notice::to_account("a-en", "t", "/x").with("n", n)).collect()).await;
        let post = Post { db: &db, voice: &Plain, mailer: &mailer, base: BASE, per_minute: 3 };
        let mut sent = Vec::new();
        for second in [0, 10, 61, 62, 130] {
            let now = Instant(now.0 + second * 1_000_000);
            sent.push(deliver(&post, ids(now), now).await.unwrap().sent);
        }
        assert_eq!(sent, [3, 0, 3, 0, 1]);
    });
}

#[test]
fn a_server_takes_letters_and_what_it_refuses_is_tried_again_or_given_up() {
    on_both(MIGRATIONS, |db| async move {
        accounts(&db).await;
        let smtp = Smtp::start().await;
        let mailer = Mailer::open(&format!("smtp://{}", smtp.address), "Kaan <kaan@kaan.example>").unwrap();
        let now = at("2026-11-25T08:00:00Z");
        let to = |email: &str| Notice::to_email(email, Lang::En, "t", "/x").with("n", "1");
        send_all(&db, now, vec![to("good@kaan.example"), to("later@kaan.example"), to("never@kaan.example"), to("no address")])
            .await;
        assert_eq!(run(&db, &mailer, now).await, Delivered { sent: 1, later: 1, failed: 2, waiting: 1 });
        assert_eq!(run(&db, &mailer, now).await, Delivered { waiting: 1, ..Delivered::default() }, "not before it is due");
        smtp.mend();
        let later = Instant(now.0 + 61_000_000);
        assert_eq!(run(&db, &mailer, later).await, Delivered { sent: 1, ..Delivered::default() });
        let got = smtp.letters();
        assert_eq!(got.len(), 2);
        assert!(got[0].contains("RCPT TO:<good@kaan.example>") && got[0].contains("https://kaan.example/en/x"), "{}", got[0]);
        assert!(got[1].contains("RCPT TO:<later@kaan.example>"));
    });
}

#[test]
fn a_letter_whose_taker_died_is_sent_again_with_the_same_number() {
    on_both(MIGRATIONS, |db| async move {
        accounts(&db).await;
        let (_keep, mailer) = folder();
        let now = at("2026-11-25T08:00:00Z");
        send_all(&db, now, vec![Notice::to_account("a-en", "t", "/x").with("n", "1")]).await;
        {
            // The server is never answered: the taker gives up in the middle.
            let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let stuck = Mailer::open(&format!("smtp://{}", silent.local_addr().unwrap()), "kaan@kaan.example").unwrap();
            let post = Post { db: &db, voice: &Plain, mailer: &stuck, base: BASE, per_minute: 60 };
            let half = deliver(&post, ids(now), now);
            assert!(tokio::time::timeout(std::time::Duration::from_millis(400), half).await.is_err());
        }
        assert_eq!(run(&db, &mailer, Instant(now.0 + 60_000_000)).await.sent, 0, "the lease runs");
        assert_eq!(run(&db, &mailer, Instant(now.0 + 601_000_000)).await.sent, 1);
        assert_eq!(list_letters(mailer.folder().unwrap(), 10).unwrap().len(), 1);
    });
}

#[test]
fn two_servers_at_once_send_no_letter_twice() {
    on_both(MIGRATIONS, |db| async move {
        accounts(&db).await;
        let (_keep, mailer) = folder();
        let now = at("2026-11-25T08:00:00Z");
        send_all(&db, now, (0..12).map(|n| Notice::to_account("a-en", "t", "/x").with("n", n)).collect()).await;
        let one = |chance: u8| {
            let (db, mailer) = (&db, &mailer);
            async move {
                let post = Post { db, voice: &Plain, mailer, base: BASE, per_minute: 60 };
                deliver(&post, kaan_base::Ids::new(now, [chance; 4]), now).await.unwrap().sent
            }
        };
        let (a, b, c) = tokio::join!(one(1), one(2), one(3));
        assert_eq!(a + b + c, 12);
        assert_eq!(list_letters(mailer.folder().unwrap(), 50).unwrap().len(), 12);
    });
}

#[test]
fn whoever_has_no_address_gets_no_letter_and_keeps_the_inbox() {
    on_both(MIGRATIONS, |db| async move {
        accounts(&db).await;
        let (_keep, mailer) = folder();
        let now = at("2026-11-25T08:00:00Z");
        db.act(common::Closing("a-ur")).await.unwrap();
        let both = ["a-ur", "a-machine"].map(|who| Notice::to_account(who, "t", "/x").with("n", "1"));
        send_all(&db, now, both.into()).await;
        assert_eq!(run(&db, &mailer, now).await, Delivered { failed: 2, ..Delivered::default() });
        assert_eq!(run(&db, &mailer, now).await, Delivered::default(), "it is not tried again");
        assert_eq!(unread(&db, "a-machine").await.unwrap(), 1);
    });
}

#[test]
fn no_value_can_add_a_header() {
    on_both(MIGRATIONS, |db| async move {
        accounts(&db).await;
        let (_keep, mailer) = folder();
        let now = at("2026-11-25T08:00:00Z");
        send_all(&db, now, vec![Notice::to_account("a-en", "t", "/x").with("n", "a\r\nBcc: evil@kaan.example\r\n\r\n<script>")])
            .await;
        run(&db, &mailer, now).await;
        let one = list_letters(mailer.folder().unwrap(), 1).unwrap().remove(0);
        let raw = std::fs::read_to_string(mailer.folder().unwrap().join(format!("{}.eml", one.id))).unwrap();
        assert!(!raw.lines().any(|l| l.to_lowercase().starts_with("bcc")), "{raw}");
        assert!(one.subject.contains("Bcc: evil"), "{}", one.subject);
        assert!(!raw.split("text/html").nth(1).unwrap().contains("<script>"));
    });
}
