//! Registering a company from far away, through the door, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
use common::{BEIJING, MIGRATIONS, START, Town, town, with};
use kaan_access::record::{self, Filter};
use kaan_access::roles;
use kaan_base::Lang;
use kaan_base::access::Reach;
use kaan_db::testing::on_both;
use kaan_parties::{Parties, fold, store};

const PDF: &[u8] = b"%PDF-1.7 demonstration of a licence";

struct People {
    li: String,
    officer: String,
    registrar: String,
    second: String,
    other: String,
}

async fn people(t: &Town) -> People {
    let (ba, kp) = (t.office("PK-BA", "Demonstration Office One").await, t.office("PK-KP", "Demonstration Office Two").await);
    let p = People {
        li: t.account("Demonstration Li", Lang::Zh).await,
        officer: t.account("Demonstration Officer", Lang::Ur).await,
        registrar: t.account("Demonstration Registrar", Lang::Ur).await,
        second: t.account("Demonstration Second Registrar", Lang::En).await,
        other: t.account("Demonstration Other", Lang::En).await,
    };
    t.give(&p.officer, &ba, "officer", "PK-BA").await;
    t.give(&p.registrar, &ba, "registrar", "PK-BA").await;
    t.give(&p.second, &ba, "registrar", "PK-BA").await;
    t.give(&p.other, &kp, "registrar", "PK-KP").await;
    p
}

/// Hands the form in and gives the registration's id.
async fn lodged(t: &Town, who: &str, form: &[(&str, &str)]) -> String {
    let answer = t.upload(who, "/zh/parties/register", &with(form, &[("do", "lodge")]), &[("evidence_1", "执照.pdf", PDF)]).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    assert!(answer.to.starts_with("/zh/parties/registrations/"), "{}", answer.to);
    answer.id()
}

async fn state(t: &Town, id: &str) -> &'static str {
    store::registration::find(&t.db, id).await.unwrap().unwrap().state.code()
}

#[test]
fn every_statement_is_prepared_on_both_engines() {
    on_both(MIGRATIONS, |db| async move { db.prepare_all(&Parties::statements()).await.unwrap() });
}

#[test]
fn a_company_in_beijing_registers_in_chinese_is_examined_in_urdu_and_signed_by_another() {
    on_both(MIGRATIONS, |db| async move {
        let t = town(&db).await;
        let p = people(&t).await;
        let id = lodged(&t, &p.li, BEIJING).await;
        t.later(60);
        // The officer sees it in Urdu, oldest first, with the name that binds.
        let queue = t.get(&p.officer, "/ur/parties/registrations").await;
        assert_eq!(queue.status, 200);
        assert!(queue.text.contains("北京示范矿业有限公司") || queue.text.contains("Beijing Demonstration"), "{}", queue.text);
        let path = format!("/ur/parties/registrations/{id}");
        let case = t.get(&p.officer, &path).await;
        assert!(case.status == 200 && case.text.contains("91350100M000100Y43") && !case.text.contains("示范路"));
        // What is private is shown when asked for, and the look is in the record.
        let look = t.get(&p.officer, &format!("{path}?private=1")).await;
        assert!(look.text.contains("示范路1号") && look.text.contains("执照.pdf"));
        // The province next door sees nothing: no row, no count, no page.
        let elsewhere = t.get(&p.other, "/en/parties/registrations").await;
        assert!(!elsewhere.text.contains("Beijing") && elsewhere.text.contains("Nothing waits"));
        assert_eq!(t.get(&p.other, &format!("/en/parties/registrations/{id}")).await.status, 403);
        assert_eq!(t.post(&p.other, &format!("{path}/approve"), &[]).await.status, 403);
        // Take, advise.
        let step = format!("{path}/examine");
        assert_eq!(t.post(&p.officer, &step, &[("do", "advise"), ("advice", "x")]).await.status, 409, "not taken yet");
        assert_eq!(t.post(&p.officer, &step, &[("do", "take")]).await.status, 303);
        assert_eq!(t.post(&p.officer, &step, &[("do", "advise"), ("advice", "")]).await.status, 422);
        assert_eq!(t.post(&p.officer, &step, &[("do", "advise"), ("advice", "کاغذات درست ہیں")]).await.status, 303);
        assert_eq!(state(&t, &id).await, "examined");
        // An officer cannot sign; a registrar in another place neither; without a fresh proof nobody.
        assert_eq!(t.post(&p.officer, &format!("{path}/approve"), &[]).await.status, 403);
        let stale = t.post(&format!("{}.stale", p.registrar), &format!("{path}/approve"), &[]).await;
        assert!(stale.status == 303 && stale.to.contains("/account/confirm"), "{} {}", stale.status, stale.to);
        let done = t.post(&p.registrar, &format!("{path}/approve"), &[]).await;
        assert_eq!(done.status, 303, "{}", done.text);
        after_approval(&t, &p, &id, &done.id()).await;
    });
}

async fn after_approval(t: &Town, p: &People, id: &str, party: &str) {
    assert_eq!(state(t, id).await, "approved");
    let held = roles::roles_of(&t.db, &p.li).await.unwrap();
    assert!(held.iter().any(|r| r.role == "administrator" && r.organisation == party));
    t.number().await;
    for lang in ["en", "zh", "ur"] {
        let page = t.get("", &format!("/{lang}/parties/{party}")).await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains("北京示范矿业有限公司") && page.text.contains("/ledger/entries/"), "{lang}");
        for secret in ["示范路", "beijing.example", "1234 5678", "861012345678"] {
            assert!(!page.text.contains(secret), "{lang}: {secret} is private");
        }
    }
    let api = t.get("", &format!("/api/v1/parties/{party}")).await;
    assert!(api.status == 200 && api.text.contains("\"binding\":\"zh\"") && !api.text.contains("示范路"));
    assert_eq!(t.get("", &format!("/api/v1/parties/{party}?private=1")).await.status, 401);
    assert_eq!(t.get(&p.other, &format!("/api/v1/parties/{party}?private=1")).await.status, 403);
    assert!(t.get(&p.officer, &format!("/api/v1/parties/{party}?private=1")).await.text.contains("示范路1号"));
    // Found by words in Chinese and by number.
    for q in ["%E5%8C%97%E4%BA%AC%E7%A4%BA%E8%8C%83", "91350100M000100Y43", "Demonstration"] {
        assert!(t.get("", &format!("/en/parties?q={q}")).await.text.contains(party), "{q}");
    }
    ledger_holds_nothing_private(t).await;
    let all = Reach { all: true, ..Reach::default() };
    let looks = Filter { act: Some("party.read-private".into()), ..Filter::default() };
    let rows = record::search(&t.db, &all, &looks, None).await.unwrap().rows;
    assert!(rows.iter().filter(|r| r.account.as_deref() == Some(&p.officer)).count() >= 2, "looks are recorded");
}

async fn ledger_holds_nothing_private(t: &Town) {
    let mut text = String::new();
    for entry in kaan_ledger::since(&t.db, 0, 1_000).await.unwrap() {
        text.push_str(&String::from_utf8_lossy(&entry.body));
    }
    assert!(text.contains("北京示范矿业有限公司"));
    for secret in ["示范路", "beijing.example", "861012345678", "Demonstration Li"] {
        assert!(!text.contains(secret), "{secret} stands in the ledger");
    }
}

#[test]
fn nothing_typed_is_lost_and_everything_wrong_is_told_at_once() {
    on_both(MIGRATIONS, |db| async move {
        let t = town(&db).await;
        let p = people(&t).await;
        assert!(t.get("", "/zh/parties/register").await.to.contains("/sign-in"));
        let long = "的".repeat(10_000);
        let bad =
            [("binding", "zh"), ("name_zh", long.as_str()), ("id_uscc", "91350100M000100Y44"), ("email", "no"), ("do", "lodge")];
        let answer = t.upload(&p.li, "/zh/parties/register", &bad, &[("evidence_1", "x.exe", b"MZ")]).await;
        assert_eq!(answer.status, 422);
        for field in ["name_zh", "id_uscc", "email", "kind", "territory", "country", "address", "evidence_1"] {
            assert!(answer.text.contains(&format!("href=\"#{field}\"")), "{field} is not in the summary");
        }
        assert!(answer.text.contains("91350100M000100Y44") && answer.text.contains("10000"));
        let own = store::registration::list_own(&t.db, &p.li).await.unwrap();
        assert_eq!((own.len(), own[0].state.code(), own[0].form.get("email")), (1, "draft", "no"));
        // The draft is taken up again, and nobody else knows of it.
        let draft = t.get(&p.li, &format!("/zh/parties/register?id={}", own[0].id)).await;
        assert!(draft.status == 200 && draft.text.contains("91350100M000100Y44"));
        assert_eq!(t.get(&p.officer, &format!("/en/parties/registrations/{}", own[0].id)).await.status, 404);
        assert_eq!(t.get(&p.officer, &format!("/en/parties/register?id={}", own[0].id)).await.status, 404);
        let stolen = with(BEIJING, &[("id", own[0].id.as_str()), ("do", "save")]);
        assert_eq!(t.upload(&p.officer, "/en/parties/register", &stolen, &[]).await.status, 404);
        // Saving what is not whole is no error.
        let saved = t.upload(&p.li, "/zh/parties/register", &[("name_zh", "北京"), ("do", "save")], &[]).await;
        assert!(saved.status == 303 && saved.to.contains("/zh/parties/register?id="));
        let bare = with(BEIJING, &[("do", "lodge")]);
        let without = t.upload(&p.li, "/zh/parties/register", &bare, &[]).await;
        assert!(without.status == 422 && without.text.contains("href=\"#evidence\""), "evidence is needed");
    });
}

#[test]
fn what_was_missing_is_cured_one_by_one_and_the_place_in_the_queue_is_kept() {
    on_both(MIGRATIONS, |db| async move {
        let t = town(&db).await;
        let p = people(&t).await;
        let id = lodged(&t, &p.li, BEIJING).await;
        t.later(1);
        let later = lodged(
            &t,
            &p.li,
            &with(
                BEIJING,
                &[("name_zh", "上海样本矿业有限公司"), ("name_en", "Shanghai Sample Co"), ("id_uscc", "914403001922038216")],
            ),
        )
        .await;
        let step = format!("/ur/parties/registrations/{id}/examine");
        t.post(&p.officer, &step, &[("do", "take")]).await;
        assert_eq!(t.post(&p.officer, &step, &[("do", "return")]).await.status, 422, "something must be missing");
        let items = [
            ("do", "return"),
            ("item_field_1", "evidence"),
            ("item_words_1", "مہر نہیں"),
            ("item_field_2", "names"),
            ("item_words_2", "نام مختلف"),
        ];
        assert_eq!(t.post(&p.officer, &step, &items).await.status, 303);
        assert_eq!(state(&t, &id).await, "returned");
        t.later(60 * 24);
        // One answer is not enough; the other is asked for at its field.
        let form = with(BEIJING, &[("id", id.as_str()), ("do", "lodge"), ("answer_1", "已盖章")]);
        let half = t.upload(&p.li, "/zh/parties/register", &form, &[]).await;
        assert!(half.status == 422 && half.text.contains("href=\"#answer_2\"") && !half.text.contains("href=\"#answer_1\""));
        let form = with(&form, &[("answer_2", "已更正")]);
        assert_eq!(t.upload(&p.li, "/zh/parties/register", &form, &[]).await.status, 303);
        let r = store::registration::find(&t.db, &id).await.unwrap().unwrap();
        assert_eq!((r.state.code(), r.lodged), ("lodged", Some(START)), "the place of the first time");
        let queue = t.get(&p.officer, "/en/parties/registrations").await.text;
        assert!(queue.find(&id).unwrap() < queue.find(&later).unwrap());
        // Nothing is written once it is handed in; it can be taken back.
        let late = with(BEIJING, &[("id", id.as_str()), ("do", "save")]);
        assert_eq!(t.upload(&p.li, "/zh/parties/register", &late, &[]).await.status, 409);
        assert_eq!(t.post(&p.officer, &format!("/en/parties/registrations/{id}/withdraw"), &[]).await.status, 404);
        assert_eq!(t.post(&p.li, &format!("/en/parties/registrations/{id}/withdraw"), &[]).await.status, 303);
        assert_eq!(state(&t, &id).await, "withdrawn");
    });
}

#[test]
fn whoever_examined_does_not_sign_and_nobody_decides_their_own() {
    on_both(MIGRATIONS, |db| async move {
        let t = town(&db).await;
        let p = people(&t).await;
        let id = lodged(&t, &p.li, BEIJING).await;
        let path = format!("/en/parties/registrations/{id}");
        t.post(&p.registrar, &format!("{path}/examine"), &[("do", "take")]).await;
        let with_another = t.post(&p.officer, &format!("{path}/examine"), &[("do", "advise"), ("advice", "x")]).await;
        assert_eq!(with_another.status, 409);
        t.post(&p.registrar, &format!("{path}/examine"), &[("do", "advise"), ("advice", "fine")]).await;
        let own = t.post(&p.registrar, &format!("{path}/approve"), &[]).await;
        assert!(own.status == 403 && own.text.contains("four-eyes"), "{}", own.status);
        // A refusal needs its reason, section and next step; then it is final and says them.
        let bare = t.post(&p.second, &format!("{path}/refuse"), &[("reason", "papers-contradict")]).await;
        assert!(bare.status == 422 && bare.text.contains("href=\"#section\"") && bare.text.contains("href=\"#next_step\""));
        let reasons = [("reason", "papers-contradict"), ("section", "Rule 12"), ("next_step", "Hand in the licence anew")];
        assert_eq!(t.post(&p.second, &format!("{path}/refuse"), &reasons).await.status, 303);
        let page = t.get(&p.li, &format!("/zh/parties/registrations/{id}")).await.text;
        assert!(page.contains("Rule 12") && page.contains("Hand in the licence anew"));
        // A registrar's own company is examined and signed by others.
        let mine = lodged(&t, &p.registrar, &with(BEIJING, &[("id_uscc", "914403001922038216")])).await;
        let path = format!("/en/parties/registrations/{mine}");
        assert_eq!(t.post(&p.registrar, &format!("{path}/examine"), &[("do", "take")]).await.status, 403);
        t.post(&p.officer, &format!("{path}/examine"), &[("do", "take")]).await;
        t.post(&p.officer, &format!("{path}/examine"), &[("do", "advise"), ("advice", "fine")]).await;
        assert_eq!(t.post(&p.registrar, &format!("{path}/approve"), &[]).await.status, 403);
        assert_eq!(t.post(&p.second, &format!("{path}/approve"), &[]).await.status, 303);
    });
}

#[test]
fn one_number_is_never_registered_twice_and_somebody_alike_is_shown() {
    on_both(MIGRATIONS, |db| async move {
        let t = town(&db).await;
        let p = people(&t).await;
        let mut ids = Vec::new();
        for name in ["北京示范矿业有限公司", "北京市示范矿业有限责任公司"] {
            let id = lodged(&t, &p.li, &with(BEIJING, &[("name_zh", name)])).await;
            let step = format!("/en/parties/registrations/{id}/examine");
            t.post(&p.officer, &step, &[("do", "take")]).await;
            t.post(&p.officer, &step, &[("do", "advise"), ("advice", "fine")]).await;
            ids.push(id);
        }
        let queue = t.get(&p.officer, "/en/parties/registrations").await.text;
        assert_eq!(queue.matches("somebody alike").count(), 2);
        let case = t.get(&p.officer, &format!("/en/parties/registrations/{}", ids[1])).await.text;
        assert!(case.contains("The same number") && case.contains("The same address"));
        // Both at once: one finds the number free, the other is told whose it is.
        let paths = [0, 1].map(|i| format!("/en/parties/registrations/{}/approve", ids[i]));
        let (a, b) = futures::join!(t.post(&p.registrar, &paths[0], &[]), t.post(&p.second, &paths[1], &[]));
        let (won, lost, left) = if a.status == 303 { (a, b, &ids[1]) } else { (b, a, &ids[0]) };
        assert!(won.status == 303 && lost.status == 409 && lost.text.contains(&won.id()), "{} {}", won.status, lost.status);
        assert_eq!(state(&t, left).await, "examined", "nothing of the act stands");
    });
}

#[test]
fn evidence_is_given_out_as_a_file_to_those_who_may_see_it() {
    on_both(MIGRATIONS, |db| async move {
        let t = town(&db).await;
        let p = people(&t).await;
        let id = lodged(&t, &p.li, BEIJING).await;
        let file = store::registration::list_evidence(&t.db, &id).await.unwrap().remove(0);
        assert_eq!((file.name.as_str(), file.media_type.as_str(), file.size), ("执照.pdf", "application/pdf", PDF.len() as i64));
        let path = format!("/en/parties/registrations/{id}/evidence/{}", file.id);
        for who in [&p.li, &p.officer] {
            let answer = t.get(who, &path).await;
            assert!(answer.status == 200 && answer.text.as_bytes() == PDF);
            let disposition = answer.headers["content-disposition"].to_str().unwrap();
            assert!(disposition.starts_with("attachment") && answer.headers["cache-control"] == "no-store");
        }
        assert_eq!(t.get(&p.other, &path).await.status, 403);
        assert_eq!(t.get("", &path).await.status, 303, "to the sign-in");
    });
}

#[test]
fn parties_are_the_fold_of_the_ledger() {
    on_both(MIGRATIONS, |db| async move {
        let t = town(&db).await;
        let p = people(&t).await;
        let id = lodged(&t, &p.li, BEIJING).await;
        let path = format!("/en/parties/registrations/{id}");
        t.post(&p.officer, &format!("{path}/examine"), &[("do", "take")]).await;
        t.post(&p.officer, &format!("{path}/examine"), &[("do", "advise"), ("advice", "fine")]).await;
        t.post(&p.registrar, &format!("{path}/approve"), &[]).await;
        t.number().await;
        let folder = kaan_db::testing::Folder::new();
        let aside = kaan_db::Db::open(&format!("sqlite://{}", folder.path().join("aside.db").display())).await.unwrap();
        aside.migrate(MIGRATIONS).await.unwrap();
        let entries = kaan_ledger::since(&t.db, 0, 1_000).await.unwrap();
        aside.act(common_fold::Apply(entries)).await.unwrap();
        assert_eq!(fold::compare(&t.db, &aside).await.unwrap(), Vec::<String>::new());
        assert_eq!(store::count_public(&aside, None).await.unwrap(), 3);
    });
}

mod common_fold {
    use kaan_db::{Act, Res, Tx};
    use kaan_ledger::Placed;

    pub struct Apply(pub Vec<Placed>);

    impl Act for Apply {
        type Out = ();
        async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
            let mut fold = kaan_parties::fold::Fold;
            for e in &self.0 {
                fold.apply(tx, &e.kind, &e.subject, &e.body).await?;
            }
            fold.finish(tx).await
        }
    }
}

#[test]
fn a_consortium_registers_with_shares_that_add_up_or_say_why_not() {
    on_both(MIGRATIONS, |db| async move {
        let t = town(&db).await;
        let p = people(&t).await;
        let one = kaan_parties::Typed::take(BEIJING.iter().copied());
        let member = t.parties.create_company(&one).await.unwrap().unwrap();
        let form = [
            ("kind", "consortium"),
            ("name_zh", "示范联合体"),
            ("name_en", "Demonstration Consortium"),
            ("id_uscc", ""),
            ("member_1", "北京示范矿业有限公司"),
            ("member_id_1", member.as_str()),
            ("share_1", "60"),
            ("member_2", "Demonstration Partner Ltd"),
            ("share_2", "30"),
            ("do", "lodge"),
        ];
        let file: &[(&str, &str, &[u8])] = &[("evidence_1", "agreement.pdf", PDF)];
        let short = t.upload(&p.li, "/en/parties/register", &with(BEIJING, &form), file).await;
        assert!(short.status == 422 && short.text.contains("href=\"#shares_note\"") && short.text.contains("90 %"));
        let form = with(&with(BEIJING, &form), &[("shares_note", "Ten per cent are to be placed")]);
        let id = t.upload(&p.li, "/en/parties/register", &form, file).await.id();
        let path = format!("/en/parties/registrations/{id}");
        t.post(&p.officer, &format!("{path}/examine"), &[("do", "take")]).await;
        t.post(&p.officer, &format!("{path}/examine"), &[("do", "advise"), ("advice", "fine")]).await;
        let party = t.post(&p.registrar, &format!("{path}/approve"), &[]).await.id();
        let page = t.get("", &format!("/en/parties/{party}")).await.text;
        assert!(page.contains("Ten per cent are to be placed") && page.contains(&format!("/parties/{member}")));
        let of = t.get("", &format!("/en/parties/{member}")).await.text;
        assert!(of.contains("Member of") && of.contains("Demonstration Consortium"));
    });
}

#[test]
fn who_is_alike_tells_nothing_that_the_officer_may_not_see() {
    on_both(MIGRATIONS, |db| async move {
        let t = town(&db).await;
        let p = people(&t).await;
        // The applicant's own name is like the company's; a like registration waits in another province, and a
        // like company is registered there with the same address.
        let named = [("name_en", "Li Demonstration Ltd"), ("territory", "PK-KP"), ("id_uscc", "914403001922038216")];
        lodged(&t, &p.li, &with(BEIJING, &named)).await;
        let there =
            [("territory", "PK-KP"), ("id_uscc", "91350000157987632G"), ("name_zh", "上海别家有限公司"), ("name_en", "Else Ltd")];
        let else_ = kaan_parties::Typed::take(with(BEIJING, &there).into_iter());
        t.parties.create_company(&else_).await.unwrap().unwrap();
        let id = lodged(&t, &p.li, &with(BEIJING, &[("name_en", "Demonstration Li Company Ltd")])).await;
        let page = t.get(&p.officer, &format!("/en/parties/registrations/{id}")).await.text;
        assert!(page.contains("Nobody alike was found"), "neither the person, nor another province's case, nor an address");
        assert!(!t.get(&p.officer, "/en/parties/registrations").await.text.contains("somebody alike"));
        // In one province both are seen.
        let near = lodged(&t, &p.li, BEIJING).await;
        assert!(t.get(&p.officer, &format!("/en/parties/registrations/{near}")).await.text.contains("The same address"));
    });
}
