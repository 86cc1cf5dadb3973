//! Passkeys through the routes: an account by link, signing in, confirming, a second key, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
#[path = "common/key.rs"]
mod key;
use common::{MIGRATIONS, PASSWORD, Tester, site};
use kaan_db::testing::on_both;
use key::Key;
use serde_json::json;

/// A ceremony as the island runs it: begin, the authenticator, finish.
async fn run(s: &Tester, jar: &str, base: &str, key: &mut Key, creates: bool) -> common::Answer {
    let begun = s.json(jar, &format!("{base}/begin"), &json!({ "label": "office computer" })).await;
    assert_eq!(begun.status, 200, "{}", begun.body);
    let begun = begun.json();
    let credential = if creates { key.create(&begun["options"]) } else { key.get(&begun["options"]) };
    let body = json!({ "ticket": begun["ticket"], "credential": credential, "label": "office computer" });
    s.json(jar, &format!("{base}/finish"), &body).await
}

#[test]
fn an_account_lives_by_passkeys_alone() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let sent =
            s.post("", "/zh/sign-in/new?next=/zh/titles", &[("email", "li@example.cn"), ("name", "李华"), ("lang", "zh")]).await;
        assert_eq!(sent.status, 303);
        let link = format!("/zh{}", s.letters().await.pop().unwrap().1);
        let (path, query) = link.split_once('?').unwrap();
        assert_eq!(query, "next=%2Fzh%2Ftitles");
        let mut first = Key::new(1);
        let begun = s.json("", &format!("{path}/begin"), &json!({})).await.json();
        let body = json!({ "ticket": begun["ticket"], "credential": first.create(&begun["options"]), "label": "电脑" });
        let done = s.json("", &format!("{path}/finish?{query}"), &body).await;
        assert_eq!((done.status, done.json()["next"].as_str()), (200, Some("/zh/titles")), "{}", done.body);
        let jar = done.cookies("");
        assert!(s.get(&jar, "/zh/account/passkeys").await.body.contains("电脑"));
        assert_eq!(s.json("", &format!("{path}/finish"), &body).await.status / 100, 4, "a link and a ticket work once");

        let again = run(&s, "", "/ur/sign-in/passkey", &mut first, false).await;
        assert_eq!((again.status, again.json()["next"].as_str()), (200, Some("/ur/account")), "{}", again.body);
        let jar = again.cookies("");
        assert!(s.get(&jar, "/ur/account").await.body.contains("李华"));

        s.pass(20 * 60);
        let mut second = Key::new(2);
        let confirmed = run(&s, &jar, "/ur/account/confirm", &mut first, false).await;
        assert_eq!(confirmed.status, 200, "{}", confirmed.body);
        let jar = confirmed.cookies(&jar);
        let added = run(&s, &jar, "/ur/account/passkeys", &mut second, true).await;
        assert_eq!(added.json()["next"].as_str(), Some("/ur/account/passkeys?done=passkey"), "{}", added.body);
        let by_second = run(&s, "", "/en/sign-in/passkey", &mut second, false).await;
        assert_eq!(by_second.status, 200, "{}", by_second.body);

        let page = s.get(&jar, "/en/account/passkeys").await;
        let ids: Vec<String> = page
            .body
            .split("/account/passkeys/")
            .skip(1)
            .filter_map(|t| t.split_once("/remove"))
            .map(|(id, _)| id.to_owned())
            .filter(|id| id.len() == 36)
            .collect();
        assert_eq!(ids.len(), 2, "{}", page.body);
        let renamed = s.post(&jar, &format!("/en/account/passkeys/{}/name", ids[0]), &[("label", "Schlüssel <1>")]).await;
        assert_eq!(renamed.to(), "/en/account/passkeys?done=renamed", "{}", renamed.body);
        assert!(s.get(&jar, "/en/account/passkeys").await.body.contains("Schlüssel &lt;1&gt;"));
        let removed = s.post(&jar, &format!("/en/account/passkeys/{}/remove", ids[0]), &[]).await;
        assert_eq!(removed.to(), "/en/account/passkeys?done=removed", "{}", removed.body);
        let last = s.post(&jar, &format!("/en/account/passkeys/{}/remove", ids[1]), &[]).await;
        assert_eq!(last.status / 100, 4, "the last way to sign in stays");
        assert!(last.body.contains("error-summary") && !last.body.contains('⟨'));
    });
}

#[test]
fn a_passkey_of_another_site_or_a_used_answer_signs_nobody_in() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let jar = s.join("a@example.org", "A Person").await;
        let mut key = Key::new(7);
        let added = run(&s, &jar, "/en/account/passkeys", &mut key, true).await;
        assert_eq!(added.status, 200, "{}", added.body);
        let twice = run(&s, &jar, "/en/account/passkeys", &mut key, true).await;
        assert_eq!(twice.status / 100, 4, "a passkey stands once");

        let finish = "/en/sign-in/passkey/finish";
        let begun = s.json("", "/en/sign-in/passkey/begin", &json!({})).await.json();
        let mut foreign = begun["options"].clone();
        foreign["publicKey"]["challenge"] = json!("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        let a = s.json("", finish, &json!({ "ticket": begun["ticket"], "credential": key.get(&foreign) })).await;
        assert_eq!(a.status / 100, 4, "{}", a.body);

        let begun = s.json("", "/en/sign-in/passkey/begin", &json!({})).await.json();
        let body = json!({ "ticket": begun["ticket"], "credential": key.get(&begun["options"]) });
        assert_eq!(s.json("", finish, &body).await.status, 200);
        assert_eq!(s.json("", finish, &body).await.status / 100, 4, "an answer counts once");

        let stranger = Key::new(9);
        let begun = s.json("", "/en/sign-in/passkey/begin", &json!({})).await.json();
        let mut stranger = stranger;
        let a = s.json("", finish, &json!({ "ticket": begun["ticket"], "credential": stranger.get(&begun["options"]) })).await;
        assert_eq!(a.status / 100, 4);
        assert!(a.cookies("").is_empty());
        let other = s.post("", "/en/sign-in", &[("email", "a@example.org"), ("password", PASSWORD)]).await;
        assert_eq!(other.status, 303, "the other way still stands");
    });
}
