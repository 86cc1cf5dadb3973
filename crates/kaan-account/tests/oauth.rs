//! Tokens for machines, as RFC 6749 has them, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
use base64::Engine as _;
use common::{MIGRATIONS, company, site};
use kaan_db::testing::on_both;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

#[test]
fn the_metadata_names_what_there_is() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let m = s.get("", "/.well-known/oauth-authorization-server").await.json();
        assert_eq!(
            (m["issuer"].as_str(), m["token_endpoint"].as_str()),
            (Some("https://kaan.example"), Some("https://kaan.example/oauth/token"))
        );
        assert_eq!(m["grant_types_supported"], serde_json::json!(["client_credentials"]));
        assert!(m["scopes_supported"].as_array().unwrap().iter().any(|x| x == "party.read-private"));
    });
}

#[test]
fn errors_are_those_of_the_standard() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let error = |a: &common::Answer| a.json()["error"].as_str().unwrap().to_owned();
        let ask = |headers: Vec<(&'static str, String)>, body: &'static str| {
            let s = &s;
            async move {
                let mut all: Vec<(&str, &str)> = vec![FORM];
                all.extend(headers.iter().map(|(k, v)| (*k, v.as_str())));
                s.ask("POST", "/oauth/token", &all, body).await
            }
        };
        let a = ask(vec![], "grant_type=client_credentials").await;
        assert_eq!((a.status, error(&a).as_str()), (401, "invalid_client"));
        assert_eq!((a.headers["cache-control"].to_str().unwrap(), a.headers["pragma"].to_str().unwrap()), ("no-store", "no-cache"));
        let basic = format!("Basic {}", base64::engine::general_purpose::STANDARD.encode("nobody:secret"));
        let a = ask(vec![("authorization", basic.clone())], "grant_type=client_credentials").await;
        assert_eq!((a.status, error(&a).as_str()), (401, "invalid_client"));
        assert!(a.headers["www-authenticate"].to_str().unwrap().starts_with("Basic"));
        let a = ask(vec![("authorization", basic.clone())], "grant_type=password&username=a&password=b").await;
        assert_eq!((a.status, error(&a).as_str()), (400, "unsupported_grant_type"));
        let a = ask(vec![("authorization", basic)], "").await;
        assert_eq!((a.status, error(&a).as_str()), (400, "invalid_request"));
        let a = s.ask("POST", "/oauth/token", &[("content-type", "application/json")], "{}").await;
        assert_eq!((a.status, error(&a).as_str()), (400, "invalid_request"));
        assert_eq!(s.get("", "/oauth/token").await.status, 405);
    });
}

#[test]
fn a_client_gets_a_token_for_what_it_has_and_no_more() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        s.join("admin@example.org", "Admin Person").await;
        let account = s.account("admin@example.org").await;
        s.give(&account, &company(), "administrator").await;
        let (id, secret) = common::client(&s, &account, &["party.read-private", "registration.read"]).await;
        let body = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}&scope=party.read-private");
        let a = s.ask("POST", "/oauth/token", &[FORM], &body).await;
        assert_eq!(a.status, 200, "{}", a.body);
        let token = a.json();
        assert_eq!((token["token_type"].as_str(), token["scope"].as_str()), (Some("Bearer"), Some("party.read-private")));
        assert!(token["expires_in"].as_i64().unwrap() > 0 && token["access_token"].as_str().unwrap().len() > 20);
        let basic = format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(format!("{id}:{secret}")));
        let a = s.ask("POST", "/oauth/token", &[FORM, ("authorization", &basic)], "grant_type=client_credentials").await;
        assert_eq!((a.status, a.json()["scope"].as_str().unwrap().split(' ').count()), (200, 2), "{}", a.body);
        let a = s.ask("POST", "/oauth/token", &[FORM], &format!("{body}%20party.sign")).await;
        assert_eq!((a.status, a.json()["error"].as_str().unwrap().to_owned()), (400, "invalid_scope".into()));
        let wrong = body.replace(&secret, "not-the-secret");
        let a = s.ask("POST", "/oauth/token", &[FORM], &wrong).await;
        assert_eq!((a.status, a.json()["error"].as_str().unwrap().to_owned()), (401, "invalid_client".into()));
        let bearer = format!("Bearer {}", token["access_token"].as_str().unwrap());
        assert_eq!(
            s.ask("GET", "/en/account", &[("authorization", &bearer)], "").await.status,
            403,
            "a machine has no account pages"
        );
    });
}
