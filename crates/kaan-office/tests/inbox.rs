//! The inbox and the demonstration's mailbox through their routes, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;
use common::{MIGRATIONS, MINUTE, world, world_with};
use kaan_access::Access;
use kaan_base::Text3;
use kaan_db::testing::on_both;
use kaan_db::{Act, Res, Tx};
use kaan_notices::{Notice, send};

struct Tell(Access, Vec<Notice>);
impl Act for Tell {
    type Out = Vec<String>;
    async fn run(&self, tx: &mut Tx<'_>) -> Res<Vec<String>> {
        let mut ids = self.0.ids();
        let mut made = Vec::new();
        for n in &self.1 {
            made.push(send(tx, &mut ids, self.0.now(), n).await?);
        }
        Ok(made)
    }
}

fn given(to: &str, name: &str) -> Notice {
    let notice = Notice::to_account(to, "office-letter-role-given", "/account?tab=1");
    notice.with("organisation", Text3::english(name)).with_word("role", "role-officer")
}

#[test]
fn a_notice_is_read_opened_and_nobody_else_s() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        let made =
            w.db.act(Tell(w.access.clone(), vec![given("nobody", "<script>alert(1)</script>"), given("nobody", "B")]))
                .await
                .unwrap();
        let page = w.get("nobody", "/ur/inbox").await.text;
        assert!(page.contains("<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>") && !page.contains("<script>alert"), "{page}");
        assert!(page.contains("2") && page.contains("اَن پڑھی"));
        let open = format!("/ur/inbox/{}/open", made[0]);
        assert_eq!(w.post("admin", &open, &[]).await.status, 404, "another's");
        assert_eq!(w.post("nobody", &open, &[]).await.to, "/ur/account?tab=1");
        assert_eq!(kaan_notices::unread(&w.db, "nobody").await.unwrap(), 1);
        assert_eq!(w.post("nobody", "/en/inbox/read", &[]).await.to, "/en/inbox?done=read");
        assert_eq!(kaan_notices::unread(&w.db, "nobody").await.unwrap(), 0);
        assert!(w.get("", "/en/inbox").await.to.starts_with("/en/sign-in?next="));
        assert_eq!(w.get("admin", "/en/inbox").await.text.matches("<article").count(), 0);
    });
}

#[test]
fn whoever_chooses_a_digest_gets_one_letter_a_day() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        assert_eq!(w.post("registrar", "/ur/inbox/letters", &[("letters", "never")]).await.status, 422);
        assert_eq!(w.post("registrar", "/ur/inbox/letters", &[("letters", "digest")]).await.to, "/ur/inbox?done=chosen");
        assert!(w.get("registrar", "/ur/inbox").await.text.contains("value=\"digest\" checked"));
        w.db.act(Tell(w.access.clone(), vec![given("registrar", "A"), given("registrar", "B")])).await.unwrap();
        assert_eq!(w.deliver().await, 0);
        w.later(20 * 60 * MINUTE);
        assert_eq!(w.deliver().await, 1);
        let letter = w.letters().remove(0);
        assert!(letter.text.contains("\u{2068}A\u{2069}") && letter.text.contains("\u{2068}B\u{2069}"), "{}", letter.text);
        assert!(letter.text.contains("https://kaan.example/ur/inbox\n") && letter.subject.contains('2'), "{}", letter.subject);
    });
}

#[test]
fn older_notices_are_on_further_pages() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        w.db.act(Tell(w.access.clone(), (0..31).map(|n| given("nobody", &format!("N{n}"))).collect())).await.unwrap();
        let page = w.get("nobody", "/zh/inbox").await.text;
        let next = page.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
        let rest = w.get("nobody", next).await.text;
        assert!(rest.contains("<bdi>N0</bdi>") && rest.matches("<article").count() == 1);
        assert_eq!(w.get("nobody", "/zh/inbox?after=%27--").await.status, 200);
    });
}

#[test]
fn the_mailbox_is_there_on_a_demonstration_and_nowhere_else() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        w.db.act(Tell(w.access.clone(), vec![given("boss", "<img src=x>")])).await.unwrap();
        assert_eq!(w.deliver().await, 1);
        let list = w.get("", "/en/mailbox").await.text;
        let href = list.split("href=\"/en/mailbox/").nth(1).unwrap().split('"').next().unwrap();
        let letter = w.get("", &format!("/en/mailbox/{href}")).await;
        assert_eq!(letter.status, 200);
        assert!(letter.text.contains("<a href=\"/zh/account?tab=1\">https://kaan.example/zh/account?tab=1</a>"), "{}", letter.text);
        assert!(letter.text.contains("&lt;img src=x&gt;") && !letter.text.contains("<img src=x>"));
        for none in ["/en/mailbox/x", "/en/mailbox/..%2f..%2fetc%2fpasswd", "/en/mailbox/018bcfe5-6800-7000-8000-000001020304"] {
            assert_eq!(w.get("", none).await.status, 404, "{none}");
        }
    });
    on_both(MIGRATIONS, |db| async move {
        let real = world_with(db, false).await;
        for path in ["/en/mailbox", "/ur/mailbox/018bcfe5-6800-7000-8000-000001020304"] {
            assert_eq!(real.get("admin", path).await.status, 404, "{path}");
        }
        assert!(!real.get("admin", "/en/inbox").await.text.contains("/mailbox"));
    });
}
