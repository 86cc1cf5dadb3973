//! One's own account: profile, second factor, sessions, tokens, delegations, record, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
use common::{MIGRATIONS, PASSWORD, company, office, site};
use kaan_db::testing::on_both;

const PAGES: [&str; 11] = [
    "/account",
    "/account/passkeys",
    "/account/password",
    "/account/second",
    "/account/sessions",
    "/account/tokens",
    "/account/delegations",
    "/account/record",
    "/account/record?of=looks",
    "/account/confirm",
    "/account/confirm?next=/en/account/tokens",
];

#[test]
fn every_page_is_its_owners_alone_and_speaks_three_languages() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let jar = s.join("a@example.org", "A Person").await;
        let account = s.account("a@example.org").await;
        s.give(&account, &company(), "administrator").await;
        for lang in ["en", "zh", "ur"] {
            for page in PAGES {
                let a = s.get(&jar, &format!("/{lang}{page}")).await;
                assert_eq!(a.status, 200, "{lang}{page}: {}", a.body);
                assert!(!a.body.contains('⟨'), "{lang}{page} lacks words");
                assert_eq!(a.headers["cache-control"], "no-store");
                let forms = a.body.matches("method=\"post\"").count();
                assert_eq!(a.body.matches("name=\"form_token\"").count(), forms, "{page}: every form carries its token");
                let stranger = s.get("", &format!("/{lang}{page}")).await;
                assert_eq!(stranger.status, 303, "{page}");
                assert!(stranger.to().starts_with(&format!("/{lang}/sign-in?next=")), "{}", stranger.to());
            }
        }
        assert!(s.get(&jar, "/en/account").await.body.contains("Send an invitation"), "what a role may do");
    });
}

#[test]
fn name_and_language_are_changed_and_tricks_refused() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let jar = s.join("a@example.org", "A Person").await;
        let done = s.post(&jar, "/en/account", &[("name", "  Aisha   Khan "), ("lang", "ur")]).await;
        assert_eq!((done.status, done.to()), (303, "/en/account?done=saved"), "{}", done.body);
        let page = s.get(&jar, "/en/account?done=saved").await;
        assert!(page.body.contains("value=\"Aisha Khan\"") && page.body.contains("value=\"ur\" selected"));
        let bad = s.post(&jar, "/en/account", &[("name", "Аisha"), ("lang", "ur")]).await;
        assert_eq!(bad.status, 422);
        assert!(bad.body.contains("value=\"Аisha\"") && bad.body.contains("id=\"name-error\""));
        let forged = s.ask("POST", "/en/account", &[("cookie", &jar), ("sec-fetch-site", "cross-site")], "name=X&lang=en").await;
        assert_eq!(forged.status, 403, "a form of another site");
    });
}

#[test]
fn a_password_is_changed_with_the_old_one_only() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let first = s.join("a@example.org", "A Person").await;
        let second = s.sign_in("a@example.org").await;
        let next = "drei Berge und ein Fluss 5";
        let wrong = s.post(&second, "/en/account/password", &[("old", "not it, surely not"), ("password", next)]).await;
        assert!((400..500).contains(&wrong.status) && wrong.body.contains("error-summary"), "{}", wrong.status);
        let weak = s.post(&second, "/en/account/password", &[("old", PASSWORD), ("password", "short")]).await;
        assert_eq!(weak.status, 422);
        let done = s.post(&second, "/en/account/password", &[("old", PASSWORD), ("password", next)]).await;
        assert_eq!((done.status, done.to()), (303, "/en/account?done=password"), "{}", done.body);
        assert_eq!(s.get(&first, "/en/account").await.status, 303, "the other session has ended");
        assert_eq!(s.get(&second, "/en/account").await.status, 200);
        assert_eq!(s.letters().await.pop().unwrap().0, "account-letter-credential", "the owner is told");
    });
}

#[test]
fn sessions_are_listed_and_ended() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let one = s.join("a@example.org", "A Person").await;
        let two = s.sign_in("a@example.org").await;
        let three = s.sign_in("a@example.org").await;
        let page = s.get(&three, "/en/account/sessions").await;
        assert_eq!(page.body.matches("Test/1").count(), 3);
        let end = page.body.split("/account/sessions/").nth(1).unwrap().split("/end").next().unwrap().to_owned();
        let done = s.post(&three, &format!("/en/account/sessions/{end}/end"), &[]).await;
        assert_eq!(done.to(), "/en/account/sessions?done=ended");
        let left = [s.get(&one, "/en/account").await.status, s.get(&two, "/en/account").await.status];
        assert!(left == [303, 200] || left == [200, 303], "{left:?}");
        let again = s.post(&three, &format!("/en/account/sessions/{end}/end"), &[]).await;
        assert_eq!(again.status, 403, "one that has ended cannot be ended");
        let stranger = s.join("b@example.org", "B Person").await;
        let own = page.body.split("/account/sessions/").nth(2).unwrap().split("/end").next().unwrap().to_owned();
        assert_eq!(s.post(&stranger, &format!("/en/account/sessions/{own}/end"), &[]).await.status, 403, "nor somebody else's");
        s.post(&three, "/en/account/sessions/end", &[]).await;
        assert_eq!([s.get(&one, "/en/account").await.status, s.get(&two, "/en/account").await.status], [303, 303]);
        assert_eq!(s.get(&three, "/en/account").await.status, 200);
    });
}

#[test]
fn changing_the_ways_to_sign_in_asks_for_a_fresh_proof() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let jar = s.join("a@example.org", "A Person").await;
        s.pass(20 * 60);
        let page = s.get(&jar, "/en/account/passkeys").await;
        assert!(page.body.contains("/en/account/confirm?next=%2Fen%2Faccount%2Fpasskeys") && !page.body.contains("data-island"));
        let begun = s.json(&jar, "/en/account/passkeys/begin", &serde_json::json!({})).await;
        assert_eq!((begun.status, begun.json()["code"].as_str()), (403, Some("confirm-needed")));
        let wrong = s.post(&jar, "/en/account/confirm?next=/en/account/passkeys", &[("password", "no, not this one")]).await;
        assert!((400..500).contains(&wrong.status), "{}", wrong.status);
        let done = s.post(&jar, "/en/account/confirm?next=/en/account/passkeys", &[("password", PASSWORD)]).await;
        assert_eq!((done.status, done.to()), (303, "/en/account/passkeys"), "{}", done.body);
        let jar = done.cookies(&jar);
        assert!(s.get(&jar, "/en/account/passkeys").await.body.contains("data-island=\"passkey\""));
        let begun = s.json(&jar, "/en/account/passkeys/begin", &serde_json::json!({})).await;
        assert_eq!(begun.status, 200, "{}", begun.body);
        let a = s.post(&jar, "/en/account/passkeys/nothing/remove", &[]).await;
        assert!((400..500).contains(&a.status), "{}", a.status);
    });
}

#[test]
fn a_second_factor_is_set_up_with_a_picture_and_recovery_codes_shown_once() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let jar = s.join("a@example.org", "A Person").await;
        let jar = s.confirm(&jar).await;
        let begun = s.post(&jar, "/en/account/second", &[]).await;
        assert_eq!(begun.status, 200, "{}", begun.body);
        assert!(begun.body.contains("<svg role=\"img\"") && begun.body.contains("autocomplete=\"one-time-code\""));
        let wrong = s.post(&jar, "/en/account/second/finish", &[("code", "000000")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.body.contains("<svg role=\"img\"") && wrong.body.contains("id=\"code-error\""), "the same picture again");
        let secret = begun.body.split("<bdi class=\"code wrap\" dir=\"ltr\">").nth(1).unwrap().split('<').next().unwrap();
        let code = common::totp(secret, s.now());
        let done = s.post(&jar, "/en/account/second/finish", &[("code", &code)]).await;
        assert_eq!(done.status, 200, "{}", done.body);
        let codes: Vec<String> = done
            .body
            .split("class=\"handed-in\"")
            .nth(1)
            .unwrap()
            .split("</ul>")
            .next()
            .unwrap()
            .split("dir=\"ltr\">")
            .skip(1)
            .map(|t| t.split('<').next().unwrap().to_owned())
            .collect();
        assert!(codes.len() >= 8, "{codes:?}");
        assert!(!s.get(&jar, "/en/account/second").await.body.contains(&codes[0]), "shown once");
        let first = s.post("", "/en/sign-in?next=/en/account/record", &[("email", "a@example.org"), ("password", PASSWORD)]).await;
        assert_eq!(first.to(), "/en/sign-in/second?next=%2Fen%2Faccount%2Frecord");
        let ticket = first.cookies("");
        assert_eq!(s.get(&ticket, "/en/account").await.status, 303, "the ticket alone signs nobody in");
        assert_eq!(s.get(&ticket, first.to()).await.status, 200);
        let wrong = s.post(&ticket, first.to(), &[("code", "123456")]).await;
        assert!((400..500).contains(&wrong.status), "{}", wrong.status);
        let done = s.post(&ticket, first.to(), &[("code", &codes[0])]).await;
        assert_eq!((done.status, done.to()), (303, "/en/account/record"), "{}", done.body);
        let jar = done.cookies(&ticket);
        assert_eq!(s.get(&jar, "/en/account").await.status, 200);
        let again = s.post("", "/en/sign-in", &[("email", "a@example.org"), ("password", PASSWORD)]).await;
        let reused = s.post(&again.cookies(""), "/en/sign-in/second", &[("code", &codes[0])]).await;
        assert!((400..500).contains(&reused.status), "a recovery code works once");
    });
}

#[test]
fn a_token_is_shown_once_does_what_was_ticked_and_is_withdrawn() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let jar = s.join("a@example.org", "A Person").await;
        let jar = s.confirm(&jar).await;
        let bad = s.post(&jar, "/en/account/tokens", &[("name", ""), ("until", "tomorrow"), ("scopes", "party.sign")]).await;
        assert_eq!(bad.status, 422);
        for id in ["name-error", "until-error", "scopes-error"] {
            assert!(bad.body.contains(&format!("id=\"{id}\"")), "{id}");
        }
        assert!(bad.body.contains("value=\"tomorrow\""), "what was typed is kept");
        let fields = [("name", "nightly export"), ("until", "2027-01-31"), ("scopes", "record.read-own")];
        let made = s.post(&jar, "/en/account/tokens", &fields).await;
        assert_eq!(made.status, 200, "{}", made.body);
        let secret = made.body.split("Authorization: Bearer ").nth(1).unwrap().split('<').next().unwrap().to_owned();
        let list = s.get(&jar, "/en/account/tokens").await;
        assert!(list.body.contains("nightly export") && !list.body.contains(&secret));
        let bearer = format!("Bearer {secret}");
        let own = s.ask("GET", "/en/account", &[("authorization", &bearer)], "").await;
        assert_eq!(own.status, 403, "a token changes no account");
        let id = list.body.split("/account/tokens/").nth(1).unwrap().split("/end").next().unwrap().to_owned();
        let ended = s.post(&jar, &format!("/en/account/tokens/{id}/end"), &[]).await;
        assert_eq!(ended.to(), "/en/account/tokens?done=token-ended");
        assert_eq!(s.ask("GET", "/en/account", &[("authorization", &bearer)], "").await.status, 401);
        s.pass(20 * 60);
        let stale = s.post(&jar, "/en/account/tokens", &fields).await;
        assert_eq!(stale.status, 403, "the proof has grown old");
        assert!(stale.body.contains("value=\"nightly export\"") && stale.body.contains("2027-01-31"), "what was typed is kept");
    });
}

#[test]
fn a_role_taken_away_meanwhile_is_said_and_nothing_typed_is_lost() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let jar = s.join("registrar@example.org", "Registrar One").await;
        s.join("officer@example.org", "Officer Two").await;
        let (one, two) = (s.account("registrar@example.org").await, s.account("officer@example.org").await);
        let role = s.give(&one, &office("PK-BA"), "registrar").await;
        s.give(&two, &office("PK-BA"), "officer").await;
        assert!(s.get(&jar, "/en/account/delegations").await.body.contains("<select"));
        s.end(&role).await;
        let fields = [("role", role.as_str()), ("to", two.as_str()), ("until", "2026-12-24")];
        for lang in ["en", "zh", "ur"] {
            let a = s.post(&jar, &format!("/{lang}/account/delegations"), &fields).await;
            assert_eq!(a.status, 403, "{}", a.body);
            assert!(a.body.contains("error-summary") && a.body.contains("value=\"2026-12-24\"") && !a.body.contains('⟨'));
            assert!(
                a.body.contains(&format!("value=\"{two}\" selected")) && a.body.contains(&format!("value=\"{role}\" selected"))
            );
        }
        assert!(s.get(&jar, "/en/account").await.body.contains("class=\"empty\""), "the role has ended");
    });
}

#[test]
fn a_role_is_lent_to_a_colleague_and_ended_by_its_owner_alone() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let jar = s.join("registrar@example.org", "Registrar One").await;
        let other = s.join("officer@example.org", "Officer Two").await;
        let (one, two) = (s.account("registrar@example.org").await, s.account("officer@example.org").await);
        assert!(s.get(&jar, "/en/account/delegations").await.body.contains("class=\"empty\""));
        s.pass(1);
        let role = s.give(&one, &office("PK-BA"), "registrar").await;
        assert!(!s.get(&jar, "/en/account/delegations").await.body.contains("<select"), "nobody to lend it to");
        s.give(&two, &office("PK-BA"), "officer").await;
        let page = s.get(&jar, "/ur/account/delegations").await;
        assert!(page.body.contains("Officer Two") && page.body.contains("<select"), "{}", page.body);
        let path = "/en/account/delegations";
        let bad = s.post(&jar, path, &[("role", &role), ("to", &one), ("until", "2029-01-01")]).await;
        assert_eq!(bad.status, 422);
        assert!(bad.body.contains("id=\"to-error\"") && bad.body.contains("id=\"until-error\"") && bad.body.contains("2029-01-01"));
        let fields = [("role", role.as_str()), ("to", two.as_str()), ("until", "2026-12-24")];
        let done = s.post(&jar, path, &fields).await;
        assert_eq!((done.status, done.to()), (303, "/en/account/delegations?done=delegated"), "{}", done.body);
        assert_eq!(s.letters().await.pop().unwrap().0, "account-letter-delegated");
        let lent = s.get(&other, "/en/account").await;
        assert!(lent.body.contains("Registrar One") && lent.body.contains("Delegated by"));
        let list = s.get(&jar, path).await;
        let id = list.body.split("/account/delegations/").nth(1).unwrap().split("/end").next().unwrap().to_owned();
        let foreign = s.post(&other, &format!("{path}/{id}/end"), &[]).await;
        assert_eq!(foreign.status, 403, "whoever has it on loan does not end it");
        let ended = s.post(&jar, &format!("{path}/{id}/end"), &[]).await;
        assert_eq!(ended.to(), "/en/account/delegations?done=delegation-ended", "{}", ended.body);
        assert!(!s.get(&other, "/en/account").await.body.contains("Delegated by"));
    });
}

#[test]
fn the_record_says_what_one_did() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        s.join("a@example.org", "A Person").await;
        s.pass(60);
        s.post("", "/en/sign-in", &[("email", "a@example.org"), ("password", "wrong wrong wrong")]).await;
        let jar = s.sign_in("a@example.org").await;
        let page = s.get(&jar, "/en/account/record").await;
        assert!(page.body.contains("Sign in") && page.body.contains("allowed"), "{}", page.body);
        assert!(s.get(&jar, "/en/account/record?of=looks").await.body.contains("class=\"empty\""));
        assert_eq!(s.get(&jar, "/en/account/record?after=x").await.status, 200);
    });
}
