//! Changes, merges and splits of parties through the door, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
use common::{BEIJING, MIGRATIONS, Town, town, with};
use kaan_base::Lang;
use kaan_db::testing::on_both;
use kaan_parties::{Typed, store};

struct People {
    officer: String,
    registrar: String,
    second: String,
    other: String,
}

async fn people(t: &Town) -> People {
    let (ba, kp) = (t.office("PK-BA", "Demonstration Office One").await, t.office("PK-KP", "Demonstration Office Two").await);
    let p = People {
        officer: t.account("Demonstration Officer", Lang::Ur).await,
        registrar: t.account("Demonstration Registrar", Lang::Ur).await,
        second: t.account("Demonstration Second", Lang::En).await,
        other: t.account("Demonstration Other", Lang::En).await,
    };
    t.give(&p.officer, &ba, "officer", "PK-BA").await;
    t.give(&p.registrar, &ba, "registrar", "PK-BA").await;
    t.give(&p.second, &ba, "registrar", "PK-BA").await;
    t.give(&p.other, &kp, "registrar", "PK-KP").await;
    p
}

async fn company(t: &Town, more: &[(&str, &str)]) -> String {
    let typed = Typed::take(with(BEIJING, more).into_iter());
    t.parties.create_company(&typed).await.unwrap().unwrap()
}

#[test]
fn a_change_is_prepared_by_one_signed_by_another_and_what_stood_stays() {
    on_both(MIGRATIONS, |db| async move {
        let t = town(&db).await;
        let p = people(&t).await;
        let id = company(&t, &[]).await;
        let path = format!("/ur/parties/{id}/edit");
        assert_eq!(t.get(&p.other, &path).await.status, 403);
        assert!(t.get(&p.officer, &path).await.text.contains("示范路1号"), "the form holds what stands");
        let form = with(BEIJING, &[("name_en", "Beijing Renamed Mining Co., Ltd."), ("address", "北京市新路9号"), ("reason", "")]);
        let bare = t.post(&p.officer, &path, &form).await;
        assert!(bare.status == 422 && bare.text.contains("href=\"#reason\"") && bare.text.contains("Renamed"));
        let form = with(&form, &[("reason", "New licence of 2026")]);
        let prepared = t.post(&p.officer, &path, &form).await;
        assert_eq!(prepared.status, 303, "{}", prepared.text);
        let proposal = format!("/en/parties/merges/{}", prepared.id());
        assert!(!t.get("", &format!("/en/parties/{id}")).await.text.contains("Renamed"), "nothing stands before it is signed");
        let seen = t.get(&p.registrar, &proposal).await.text;
        assert!(seen.contains("Renamed") && !seen.contains("新路9号"), "private fields are veiled");
        assert!(t.get(&p.registrar, &format!("{proposal}?private=1")).await.text.contains("新路9号"), "until they are asked for");
        assert_eq!(t.post(&p.officer, &format!("{proposal}/sign"), &[]).await.status, 403);
        assert_eq!(t.post(&p.other, &format!("{proposal}/sign"), &[]).await.status, 403);
        let done = t.post(&p.registrar, &format!("{proposal}/sign"), &[]).await;
        assert_eq!(done.status, 303, "{}", done.text);
        assert_eq!(t.post(&p.registrar, &format!("{proposal}/sign"), &[]).await.status, 409, "once");
        let page = t.get("", &format!("/en/parties/{id}")).await.text;
        assert!(page.contains("Renamed") && page.contains("New licence of 2026"));
        assert!(page.contains("Beijing Demonstration Mining"), "the former name stays in the history");
        let private = store::list_private(&t.db, &id).await.unwrap();
        let address = private.iter().find(|f| f.field == "address").unwrap();
        assert_eq!(address.value, "北京市新路9号");
        let party = store::find_party(&t.db, &id).await.unwrap().unwrap();
        assert_eq!(party.fact.private["address"], address.commitment());
        assert_eq!(party.fact.private.len(), private.len());
    });
}

#[test]
fn whoever_prepared_a_change_cannot_sign_it_and_a_later_change_makes_it_void() {
    on_both(MIGRATIONS, |db| async move {
        let t = town(&db).await;
        let p = people(&t).await;
        let id = company(&t, &[]).await;
        let path = format!("/en/parties/{id}/edit");
        let mut made = Vec::new();
        for name in ["First Name Ltd", "Second Name Ltd"] {
            let form = with(BEIJING, &[("name_en", name), ("reason", "as on paper")]);
            made.push(t.post(&p.registrar, &path, &form).await.id());
        }
        let own = t.post(&p.registrar, &format!("/en/parties/merges/{}/sign", made[0]), &[]).await;
        assert!(own.status == 403 && own.text.contains("four-eyes"));
        assert_eq!(t.post(&p.second, &format!("/en/parties/merges/{}/sign", made[0]), &[]).await.status, 303);
        let void = t.post(&p.second, &format!("/en/parties/merges/{}/sign", made[1]), &[]).await;
        assert!(void.status == 409 && void.text.contains("party-changed-meanwhile"));
        assert_eq!(t.post(&p.officer, &format!("/en/parties/merges/{}/discard", made[1]), &[]).await.status, 303);
        assert!(t.get(&p.second, "/en/parties/merges").await.text.contains("Nothing waits"));
    });
}

#[test]
fn two_that_are_one_are_joined_by_two_people_and_parted_again() {
    on_both(MIGRATIONS, |db| async move {
        let t = town(&db).await;
        let p = people(&t).await;
        let kept = company(&t, &[]).await;
        let gone =
            company(&t, &[("id_uscc", "914403001922038216"), ("name_en", "Beijing Demonstration Mining Company Limited")]).await;
        // Shown to the officer with its reasons, to nobody else, and never joined by itself.
        let page = t.get(&p.officer, &format!("/en/parties/{gone}")).await.text;
        assert!(page.contains(&kept) && page.contains("The same name") && page.contains("The same address"));
        for who in ["", p.other.as_str()] {
            assert!(!t.get(who, &format!("/en/parties/{gone}")).await.text.contains(&kept));
        }
        let form = [("what", "merge"), ("party", gone.as_str()), ("kept", kept.as_str()), ("reason", "One licence")];
        assert_eq!(t.post(&p.other, "/en/parties/merges", &form).await.status, 403);
        let same = t.post(&p.officer, "/en/parties/merges", &with(&form, &[("kept", gone.as_str())])).await;
        assert!(same.status == 422 && same.text.contains("href=\"#kept\"") && same.text.contains("One licence"));
        let prepared = t.post(&p.officer, "/en/parties/merges", &form).await;
        assert_eq!(prepared.status, 303, "{}", prepared.text);
        let proposal = format!("/en/parties/merges/{}", prepared.id());
        assert!(t.get(&p.registrar, &proposal).await.text.contains("The same name"));
        assert_eq!(t.post(&p.officer, &format!("{proposal}/sign"), &[]).await.status, 403);
        assert_eq!(t.post(&p.registrar, &format!("{proposal}/sign"), &[]).await.status, 303);
        // The old id leads to the kept one, which says so.
        let old = t.get("", &format!("/zh/parties/{gone}")).await;
        assert!(old.status == 303 && old.to.starts_with(&format!("/zh/parties/{kept}?from=")));
        assert!(t.get("", &old.to).await.text.contains(&gone));
        assert!(!t.get("", "/en/parties?q=Company+Limited").await.text.contains(&gone));
        assert!(t.get("", &format!("/api/v1/parties/{gone}")).await.text.contains(&format!("\"kept\":\"{kept}\"")));
        // A chain of merges is not made: what was merged is changed through the one that is kept.
        assert_eq!(t.post(&p.officer, &format!("/en/parties/{gone}/edit"), &with(BEIJING, &[("reason", "x")])).await.status, 409);
        let form = [("what", "split"), ("party", gone.as_str()), ("reason", "Two licences after all")];
        let prepared = t.post(&p.registrar, "/en/parties/merges", &form).await;
        let proposal = format!("/en/parties/merges/{}", prepared.id());
        assert_eq!(t.post(&p.registrar, &format!("{proposal}/sign"), &[]).await.status, 403);
        assert_eq!(t.post(&p.second, &format!("{proposal}/sign"), &[]).await.status, 303);
        let again = t.get("", &format!("/en/parties/{gone}")).await;
        assert!(again.status == 200 && again.text.contains("joined to another") && again.text.contains("Two licences after all"));
        assert!(t.get("", "/en/parties?q=Company+Limited").await.text.contains(&gone));
    });
}

#[test]
fn nothing_of_a_person_is_public() {
    on_both(MIGRATIONS, |db| async move {
        let t = town(&db).await;
        let p = people(&t).await;
        let li = t.account("Demonstration Li", Lang::Zh).await;
        let file: &[u8] = b"%PDF-1.7";
        let form = with(BEIJING, &[("do", "lodge")]);
        assert_eq!(t.upload(&li, "/zh/parties/register", &form, &[("evidence_1", "a.pdf", file)]).await.status, 303);
        let person = t.access.account(&li).await.unwrap().unwrap().person;
        assert!(store::find_party(&t.db, &person).await.unwrap().is_some(), "whoever applies is a party");
        for (who, status) in [("", 404), (p.other.as_str(), 404), (p.officer.as_str(), 404), (li.as_str(), 200)] {
            for path in [format!("/en/parties/{person}"), format!("/api/v1/parties/{person}")] {
                let answer = t.get(who, &path).await;
                assert_eq!(answer.status, status, "{who} {path}");
                assert!(status == 200 || !answer.text.contains("Demonstration Li"));
            }
        }
        assert!(t.get(&li, &format!("/en/parties/{person}?private=1")).await.text.contains("Demonstration Li"));
        assert!(!t.get(&p.officer, "/en/parties?q=Demonstration+Li").await.text.contains(&person));
    });
}

#[test]
fn pages_are_there_in_three_languages_empty_and_full() {
    on_both(MIGRATIONS, |db| async move {
        let t = town(&db).await;
        assert!(t.get("", "/en/parties").await.text.contains("No party is registered yet"));
        let p = people(&t).await;
        let id = company(&t, &[]).await;
        t.number().await;
        for lang in ["en", "zh", "ur"] {
            for (who, path) in [
                ("", "/parties".to_owned()),
                ("", "/parties?q=zzz".to_owned()),
                ("", "/parties?kind=authority".to_owned()),
                ("", format!("/parties/{id}")),
                (p.officer.as_str(), format!("/parties/{id}?private=1")),
                (p.officer.as_str(), "/parties/register".to_owned()),
                (p.officer.as_str(), "/parties/registrations".to_owned()),
                (p.officer.as_str(), "/parties/registrations?closed=1".to_owned()),
                (p.officer.as_str(), format!("/parties/{id}/edit")),
                (p.officer.as_str(), format!("/parties/merges?party={id}")),
            ] {
                assert_eq!(t.get(who, &format!("/{lang}{path}")).await.status, 200, "{lang}{path}");
            }
        }
        for gone in ["/en/parties/x", "/en/parties/0198c0de-0000-7000-8000-000000000000", "/api/v1/parties/x"] {
            assert_eq!(t.get("", gone).await.status, 404, "{gone}");
        }
        assert_eq!(t.get("", "/en/parties?kind=person").await.status, 400);
        assert_eq!(t.get("", "/en/parties?after=x").await.status, 400);
    });
}
