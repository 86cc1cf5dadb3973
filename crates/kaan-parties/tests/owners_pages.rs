//! The pages of owners and the export, through the doors, in three languages, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod owners_world;

use kaan_db::testing::on_both;
use owners_world::*;
use std::collections::{BTreeMap, BTreeSet};

const CNIC: &str = "3520212345671";

async fn chain(w: &World) {
    w.declare(1, vec![person("Ayesha Example", CNIC, "33.5"), held_by(2, "60"), person("Small Holder", "4210112345672", "2")])
        .await
        .unwrap();
    w.declare(2, vec![foreign("Example Mining Beijing", "70"), held_by(1, "30")]).await.unwrap();
}

#[test]
fn the_public_page_shows_the_chain_and_nothing_private_in_three_languages() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        chain(&w).await;
        for lang in ["en", "zh", "ur"] {
            let page = w.ask("GET", &format!("/{lang}/parties/{}/owners", company(1)), "", "").await;
            assert_eq!(page.status, 200, "{lang}: {}", page.body);
            for secret in [CNIC, "4210112345672", "House 7", "register of members", "Small Holder", "33.5", "1980"] {
                assert!(!page.body.contains(secret), "{lang}: {secret}");
            }
            assert!(page.body.contains("Ayesha Example") && page.body.contains("Example Mining Beijing"));
            assert!(!page.body.contains('⟨'), "{lang}: a message is missing");
            let open = page.body.matches("<ul").count();
            assert_eq!(open, page.body.matches("</ul>").count(), "lists open and close");
            let items = page.body.matches("<li>").count() + page.body.matches("<li ").count();
            assert_eq!(items, page.body.matches("</li>").count(), "{lang}");
        }
        let page = w.ask("GET", &format!("/en/parties/{}/owners", company(1)), "", "").await.body;
        assert!(page.contains("leads back: cut here") && page.contains("The chain leads in a circle"));
        assert!(page.contains("123A"), "the section that the threshold is of");
    });
}

#[test]
fn a_company_without_a_declaration_has_an_empty_page_that_says_what_comes_next() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        let page = w.ask("GET", &format!("/en/parties/{}/owners", company(5)), "", "").await;
        assert!(page.status == 200 && page.body.contains("No owners are declared for this day"));
        for unknown in [company(77), "nonsense".into()] {
            assert_eq!(w.ask("GET", &format!("/en/parties/{unknown}/owners"), "", "").await.status, 404);
        }
        let bad = w.ask("GET", &format!("/en/parties/{}/owners?day=yesterday", company(5)), "", "").await;
        assert_eq!(bad.status, 400);
        chain(&w).await;
        let before = w.ask("GET", &format!("/en/parties/{}/owners?day=2026-11-19", company(1)), "", "").await;
        assert!(before.body.contains("No owners are declared for this day"), "history is as it was");
    });
}

#[test]
fn details_are_for_those_who_may_see_them_and_each_look_is_noted() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        chain(&w).await;
        let path = format!("/en/parties/{}/owners/details", company(1));
        let nobody = w.ask("GET", &path, "", "").await;
        assert!(nobody.status == 303 && nobody.to.contains("/sign-in"), "{} {}", nobody.status, nobody.to);
        for stranger in ["rep2", "elsewhere", "nothing"] {
            assert_eq!(w.ask("GET", &path, stranger, "").await.status, 403, "{stranger}");
        }
        assert_eq!(w.count("select count(*) from access_record where act = 'owners.read-private'").await, 0);
        for reader in ["rep1", "officer"] {
            let page = w.ask("GET", &path, reader, "").await;
            assert!(page.status == 200 && page.body.contains(CNIC) && page.body.contains("33.5"), "{reader}: {}", page.body);
            assert_eq!(page.cache, "no-store");
        }
        assert_eq!(
            w.count("select count(*) from access_record where act = 'owners.read-private' and outcome = 'allowed'").await,
            2
        );
    });
}

/// The fields of the first form that posts to `action`, as a browser would send them.
fn fields(page: &str, action: &str) -> BTreeMap<String, String> {
    let form =
        page.split("<form").find(|f| f.split('>').next().unwrap().contains(action)).unwrap().split("</form>").next().unwrap();
    let attribute =
        |tag: &str, name: &str| tag.split(&format!(" {name}=\"")).nth(1).map(|t| t.split('"').next().unwrap().to_owned());
    let mut out = BTreeMap::new();
    for tag in form.split("<input").skip(1) {
        let tag = tag.split('>').next().unwrap();
        if let Some(name) = attribute(tag, "name") {
            out.insert(name, attribute(tag, "value").unwrap_or_default());
        }
    }
    for tag in form.split("<textarea").skip(1) {
        let text = tag.split('>').nth(1).unwrap().split('<').next().unwrap();
        out.insert(attribute(tag, "name").unwrap(), text.to_owned());
    }
    for tag in form.split("<select").skip(1) {
        let chosen = tag
            .split("</select>")
            .next()
            .unwrap()
            .split("<option")
            .skip(1)
            .find(|o| o.split('>').next().unwrap().contains("selected"));
        out.insert(attribute(tag, "name").unwrap(), chosen.and_then(|o| attribute(o, "value")).unwrap_or_default());
    }
    out
}

fn sent(fields: &BTreeMap<String, String>, button: &str) -> String {
    let all: Vec<String> = fields.iter().map(|(k, v)| format!("{k}={}", kaan_web::form::encode(v))).collect();
    format!("{}&do={button}", all.join("&"))
}

#[test]
fn the_form_works_without_script_keeps_what_is_typed_and_tells_everything_at_once() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        let path = format!("/en/parties/{}/owners/declare", company(1));
        assert_eq!(w.ask("GET", &path, "rep2", "").await.status, 403);
        let page = w.ask("GET", &path, "rep1", "").await;
        assert_eq!(page.status, 200, "{}", page.body);
        let mut typed = fields(&page.body, "/owners/declare");
        typed.insert("r1_name_en".into(), "Ayesha Example".into());
        typed.insert("r1_shares".into(), "101".into());
        typed.insert("r1_identifier".into(), "123".into());
        typed.insert("r1_scheme".into(), "cnic".into());
        typed.insert("r1_birth".into(), "2030-01-01".into());
        let more = w.ask("POST", &path, "rep1", &sent(&typed, "add-entity")).await;
        assert!(more.status == 200 && more.body.contains("Ayesha Example") && more.body.contains("r2_party"));
        let mut typed = fields(&more.body, "/owners/declare");
        typed.insert("r2_party".into(), format!("https://kaan.example/en/parties/{}", company(2)));
        typed.insert("r2_shares".into(), "-5".into());
        let wrong = w.ask("POST", &path, "rep1", &sent(&typed, "declare")).await;
        assert_eq!(wrong.status, 422);
        for (field, words) in [
            ("r1_shares", "more than 100"),
            ("r1_country", "two letters"),
            ("r1_birth", "after the day"),
            ("r2_shares", "below zero"),
        ] {
            assert!(wrong.body.contains(&format!("href=\"#{field}\"")) && wrong.body.contains(words), "{field}: {}", wrong.body);
        }
        assert!(wrong.body.contains("href=\"#r1_identifier\"") && wrong.body.contains("value=\"101\""), "what was typed stays");
        let mut typed = fields(&wrong.body, "/owners/declare");
        for (field, value) in [
            ("r1_shares", "۴۰"),
            ("r1_identifier", "35202-1234567-1"),
            ("r1_birth", "1980-02-03"),
            ("r1_country", "pk"),
            ("r2_shares", "50"),
        ] {
            typed.insert(field.into(), value.into());
        }
        let checked = w.ask("POST", &path, "rep1", &sent(&typed, "check")).await;
        assert_eq!(checked.status, 200, "{}", checked.body);
        assert!(checked.body.contains("does not add up; missing:"), "{}", checked.body);
        assert_eq!(w.count("select count(*) from parties_owner_declaration").await, 0, "a check declares nothing");
        let done = w.ask("POST", &path, "rep1", &sent(&typed, "declare")).await;
        assert_eq!((done.status, done.to.as_str()), (303, format!("/en/parties/{}/owners", company(1)).as_str()), "{}", done.body);
        let again = w.ask("GET", &path, "rep1", "").await;
        let typed = fields(&again.body, "/owners/declare");
        assert_eq!((typed["r1_shares"].as_str(), typed["r2_party"].as_str()), ("40", company(2).as_str()));
        let fewer = w.ask("POST", &path, "rep1", &sent(&typed, "remove-1")).await;
        assert!(!fewer.body.contains("Ayesha Example") && fewer.body.contains(&company(2)));
    });
}

#[test]
fn an_officer_checks_through_the_page_and_words_are_kept_when_something_is_wrong() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        chain(&w).await;
        let page = w.ask("GET", &format!("/ur/parties/{}/owners/details", company(1)), "officer", "").await;
        let mut typed = fields(&page.body, "/owners/check");
        typed.insert("i1_code".into(), "other".into());
        let path = format!("/ur/parties/{}/owners/check", company(1));
        let wrong = w.ask("POST", &path, "officer", &sent(&typed, "")).await;
        assert!(wrong.status == 422 && wrong.body.contains("value=\"other\" selected"), "{}", wrong.body);
        typed.insert("i1_words".into(), "اصل رجسٹر میں حصہ مختلف ہے".into());
        let done = w.ask("POST", &path, "officer", &sent(&typed, "")).await;
        assert_eq!(done.status, 303, "{}", done.body);
        let public = w.ask("GET", &format!("/en/parties/{}/owners", company(1)), "", "").await;
        assert!(public.body.contains("Checked, with discrepancies") && !public.body.contains("اصل رجسٹر"));
        let own = w.ask("GET", &format!("/en/parties/{}/owners/details", company(1)), "rep1", "").await;
        assert!(own.body.contains("اصل رجسٹر"));
        assert_eq!(w.ask("POST", &path, "rep1", &sent(&typed, "")).await.status, 403);
    });
}

#[test]
fn the_export_is_the_golden_sample_and_holds_no_secret() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        let empty = w.ask("GET", "/data/owners.bods.json", "", "").await;
        assert_eq!(serde_json::from_str::<Vec<serde_json::Value>>(&empty.body).unwrap(), Vec::<serde_json::Value>::new());
        chain(&w).await;
        let whole = w.ask("GET", &format!("/en/parties/{}/owners/declare", company(1)), "rep1", "").await;
        let typed = fields(&whole.body, "/owners/declare");
        let more = w.ask("POST", &format!("/en/parties/{}/owners/declare", company(1)), "rep1", &sent(&typed, "remove-2")).await;
        let more = w
            .ask(
                "POST",
                &format!("/en/parties/{}/owners/declare", company(1)),
                "rep1",
                &sent(&fields(&more.body, "/owners/declare"), "add-unspecified"),
            )
            .await;
        let mut typed = fields(&more.body, "/owners/declare");
        typed.insert("r3_reason".into(), "subjectUnableToConfirmOrIdentifyBeneficialOwner".into());
        typed.insert("r3_shares".into(), "60-65".into());
        w.later(86_400);
        let done = w.ask("POST", &format!("/en/parties/{}/owners/declare", company(1)), "rep1", &sent(&typed, "declare")).await;
        assert_eq!(done.status, 303, "{}", done.body);
        let answer = w.ask("GET", "/data/owners.bods.json", "", "").await;
        for secret in [CNIC, "4210112345672", "1980", "House 7", "33.5", "register of members", "Small Holder"] {
            assert!(!answer.body.contains(secret), "{secret}");
        }
        let statements: Vec<serde_json::Value> = serde_json::from_str(&answer.body).unwrap();
        let mut ids = BTreeSet::new();
        let mut records = BTreeSet::new();
        for s in &statements {
            assert!(ids.insert(s["statementId"].as_str().unwrap().to_owned()), "each statement has an id of its own");
            assert!((32..=64).contains(&s["statementId"].as_str().unwrap().len()));
            if s["recordType"] == "relationship" {
                let details = &s["recordDetails"];
                assert!(records.contains(details["subject"].as_str().unwrap()), "who is named comes before");
                assert!(details["interestedParty"].as_str().is_none_or(|p| records.contains(p)));
            }
            records.insert(s["recordId"].as_str().unwrap().to_owned());
        }
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/owners.bods.json");
        if std::env::var_os("KAAN_BLESS").is_some() {
            std::fs::write(path, &answer.body).unwrap();
        }
        assert_eq!(
            answer.body,
            std::fs::read_to_string(path).unwrap(),
            "run with KAAN_BLESS=1 to write it anew, then read the difference"
        );
    });
}
