//! Signing in: letters, links, passwords, second factors, and nothing told to strangers, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
use common::{MIGRATIONS, PASSWORD, site};
use kaan_account::Account;
use kaan_db::testing::on_both;
use serde_json::json;

#[test]
fn every_statement_fits_the_schema() {
    on_both(MIGRATIONS, |db| async move {
        db.prepare_all(Account::STATEMENTS).await.unwrap();
        db.prepare_all(kaan_access::STATEMENTS).await.unwrap();
    });
}

#[test]
fn open_pages_are_there_in_three_languages() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        for lang in ["en", "zh", "ur"] {
            for page in [
                "/sign-in",
                "/sign-in?next=/en/account",
                "/sign-in/new",
                "/sign-in/forgotten",
                "/sign-in/sent",
                "/sign-in/sent?done=forgotten",
            ] {
                let a = s.get("", &format!("/{lang}{page}")).await;
                assert_eq!(a.status, 200, "{lang}{page}: {}", a.body);
                assert!(!a.body.contains('⟨'), "{lang}{page} lacks words");
                assert_eq!(a.headers["cache-control"], "no-store", "{lang}{page}");
            }
            for gone in ["/sign-in/link/x", "/sign-in/invitation/x"] {
                assert_eq!(s.get("", &format!("/{lang}{gone}")).await.status, 410, "{gone}");
            }
            assert_eq!(s.get("", &format!("/{lang}/sign-in/second")).await.to(), format!("/{lang}/sign-in"));
        }
    });
}

#[test]
fn an_account_is_opened_by_a_letter_and_signs_in_again() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let jar = s.join("wang@example.cn", "王小明").await;
        let home = s.get(&jar, "/zh/account").await;
        assert_eq!(home.status, 200, "{}", home.body);
        assert!(home.body.contains("王小明") && home.body.contains("wang@example.cn"));
        let link = s.letters().await[0].clone();
        assert_eq!(link.0, "account-letter-new");
        for _ in 0..2 {
            assert_eq!(s.get("", &format!("/en{}", link.1)).await.status, 410, "a link works once");
        }
        assert_eq!(s.post("", &format!("/en{}", link.1), &[("password", PASSWORD)]).await.status, 410);
        let out = s.post(&jar, "/en/sign-out", &[]).await;
        assert_eq!((out.status, out.to()), (303, "/en/sign-in?done=signed-out"));
        assert_eq!(out.cookies(&jar), "", "the browser forgets");
        assert_eq!(s.get(&jar, "/en/account").await.to(), "/en/sign-in?next=%2Fen%2Faccount", "and so does the server");
        let jar = s.sign_in("Wang@Example.cn").await;
        assert_eq!(s.get(&jar, "/en/account").await.status, 200);
        assert_eq!(s.get(&jar, "/en/sign-in?next=/en/account/tokens").await.to(), "/en/account/tokens", "signed in already");
    });
}

#[test]
fn nothing_tells_whether_an_account_exists() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        s.join("known@example.org", "Known Person").await;
        let mut seen = Vec::new();
        for email in ["known@example.org", "nobody@example.org"] {
            let new = s.post("", "/en/sign-in/new", &[("email", email), ("name", "A Person"), ("lang", "ur")]).await;
            let lost = s.post("", "/en/sign-in/forgotten", &[("email", email)]).await;
            let wrong = s.post("", "/en/sign-in", &[("email", email), ("password", "not this one at all")]).await;
            assert_eq!((new.status, lost.status, wrong.status), (303, 303, wrong.status));
            assert!(wrong.body.contains(email), "what was typed is kept");
            assert!(!wrong.body.contains("not this one at all"), "but for the password");
            let cut = |body: &str| body.replace(email, "").split("<main").nth(1).unwrap().to_owned();
            seen.push((new.to().to_owned(), lost.to().to_owned(), wrong.status, cut(&wrong.body)));
        }
        assert_eq!(seen[0], seen[1]);
        let codes: Vec<String> = s.letters().await.into_iter().map(|(c, _)| c).collect();
        assert_eq!(codes, ["account-letter-new", "account-letter-exists", "account-letter-reset", "account-letter-new"]);
    });
}

#[test]
fn everything_wrong_is_said_at_once_and_at_its_field() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let a = s.post("", "/en/sign-in/new", &[("email", "no letter"), ("name", ""), ("lang", "xx")]).await;
        assert_eq!(a.status, 422);
        for field in ["name", "email", "lang"] {
            assert!(a.body.contains(&format!("href=\"#{field}\"")) && a.body.contains(&format!("id=\"{field}-error\"")), "{field}");
        }
        assert!(a.body.contains("value=\"no letter\"") && a.body.contains("error-summary"));
        let long = "x".repeat(10_000);
        for name in ["Ali\u{202e}drowssap", "Аli Khan", "a\u{200b}b", long.as_str()] {
            let a = s.post("", "/ur/sign-in/new", &[("email", "a@example.org"), ("name", name), ("lang", "ur")]).await;
            assert_eq!(a.status, 422, "{name:.20}");
            assert!(a.body.contains("id=\"name-error\"") && !a.body.contains('⟨'), "{name:.20}");
        }
        let a = s.post("", "/en/sign-in", &[]).await;
        assert_eq!((a.status, a.body.matches("class=\"field-error\"").count()), (422, 2));
        assert!(s.letters().await.is_empty());
    });
}

#[test]
fn a_weak_password_is_refused_and_the_link_still_holds() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        s.post("", "/en/sign-in/new", &[("email", "a@example.org"), ("name", "A Person"), ("lang", "en")]).await;
        let link = format!("/en{}", s.letters().await.pop().unwrap().1);
        assert_eq!(s.get("", &link).await.status, 200, "looking uses nothing up");
        for weak in ["", "short", "password1234", "qwertyuiop123"] {
            let a = s.post("", &link, &[("password", weak)]).await;
            assert_eq!(a.status, 422, "{weak}");
            assert!(a.body.contains("id=\"password-error\"") && !a.body.contains('⟨'), "{weak}: {}", a.body);
        }
        let begun = s.json("", &format!("{link}/begin"), &json!({})).await;
        assert_eq!(begun.status, 200, "{}", begun.body);
        let key = &begun.json()["options"]["publicKey"];
        assert!(key["challenge"].is_string() && key["user"]["id"].is_string() && key["rp"]["id"] == "kaan.example", "{key}");
        let finish = format!("{link}/finish");
        for bad in [
            json!({}),
            json!({"ticket": "x", "credential": {}}),
            json!([1]),
            json!({"ticket": begun.json()["ticket"], "credential": {"id": "x"}}),
        ] {
            let a = s.json("", &finish, &bad).await;
            assert!((400..500).contains(&a.status), "{bad}: {} {}", a.status, a.body);
        }
        s.pass(60 * 60 * 24 * 40);
        assert_eq!(s.get("", &link).await.status, 410, "a link ends by itself");
    });
}

#[test]
fn a_lost_password_is_replaced_and_other_sessions_end() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let old = s.join("a@example.org", "A Person").await;
        s.post("", "/ur/sign-in/forgotten", &[("email", "a@example.org")]).await;
        let (code, path) = s.letters().await.pop().unwrap();
        assert_eq!(code, "account-letter-reset");
        let page = s.get("", &format!("/ur{path}")).await;
        assert_eq!(page.status, 200, "{}", page.body);
        let done = s.post("", &format!("/ur{path}"), &[("password", "sieben andere Worte 99")]).await;
        assert_eq!(done.status, 303, "{}", done.body);
        assert_eq!(s.get(&done.cookies(""), "/ur/account").await.status, 200);
        assert_eq!(s.get(&old, "/ur/account").await.status, 303, "the session of before has ended");
        let wrong = s.post("", "/ur/sign-in", &[("email", "a@example.org"), ("password", PASSWORD)]).await;
        assert!((400..500).contains(&wrong.status), "the old password holds no more");
    });
}

#[test]
fn no_page_leads_to_another_site() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        s.join("a@example.org", "A Person").await;
        for bad in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"] {
            let path = format!("/en/sign-in?next={}", kaan_web::form::encode(bad));
            assert!(!s.get("", &path).await.body.contains("evil.example/sign"), "{bad}");
            let a = s.post("", &path, &[("email", "a@example.org"), ("password", PASSWORD)]).await;
            assert_eq!((a.status, a.to()), (303, "/en/account"), "{bad}");
        }
        let a = s.post("", "/en/sign-in?next=/zh/titles?q=1", &[("email", "a@example.org"), ("password", PASSWORD)]).await;
        assert_eq!(a.to(), "/zh/titles?q=1");
    });
}

#[test]
fn a_passkey_that_nobody_knows_is_refused_in_words() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let begun = s.json("", "/en/sign-in/passkey/begin", &json!({})).await;
        assert_eq!(begun.status, 200, "{}", begun.body);
        let credential = json!({ "id": "AAAA", "rawId": "AAAA", "type": "public-key", "extensions": {},
            "response": { "clientDataJSON": "e30", "authenticatorData": "AAAA", "signature": "AAAA", "userHandle": "AAAA" } });
        for (ticket, credential) in
            [(begun.json()["ticket"].clone(), credential.clone()), (json!("x"), credential), (json!(""), json!(null))]
        {
            let a = s.json("", "/zh/sign-in/passkey/finish", &json!({ "ticket": ticket, "credential": credential })).await;
            assert!((400..500).contains(&a.status), "{} {}", a.status, a.body);
            let detail = a.json()["detail"].as_str().unwrap().to_owned();
            assert!(!detail.is_empty() && !detail.contains('⟨'), "{detail}");
            assert!(a.cookies("").is_empty());
        }
    });
}
