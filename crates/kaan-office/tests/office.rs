//! The office through its routes, on both engines: people, invitations, hours, contacts, emergency access.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;
use common::{AUTHORITY, COMPANY, MIGRATIONS, MINUTE, START, world};
use kaan_access::roles::{self, Delegating};
use kaan_access::{By, record};
use kaan_base::access::Reach;
use kaan_base::{Day, Instant};
use kaan_db::testing::on_both;
use kaan_db::{Act, Res, Tx, sql};
use kaan_office::Office;

#[test]
fn every_statement_is_prepared_on_both_engines() {
    on_both(MIGRATIONS, |db| async move { db.prepare_all(Office::STATEMENTS).await.unwrap() });
}

#[test]
fn every_page_is_there_in_three_languages_and_says_what_would_be_there() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        for lang in ["en", "zh", "ur"] {
            let to = w.get("admin", &format!("/{lang}/office")).await;
            assert_eq!((to.status, to.to.as_str()), (303, format!("/{lang}/office/{AUTHORITY}").as_str()));
            for path in [
                "",
                "/people",
                "/people/new",
                "/delegations",
                "/invitations",
                "/invitations/new",
                "/hours",
                "/letterhead",
                "/contacts",
                "/emergency",
            ] {
                let got = w.get("admin", &format!("/{lang}/office/{AUTHORITY}{path}")).await;
                assert_eq!(got.status, 200, "{lang}{path} {}", got.text);
                assert!(!got.text.contains('⟨'), "{lang}{path}: a message is missing");
            }
            for path in ["/inbox", "/mailbox"] {
                let got = w.get("admin", &format!("/{lang}{path}")).await;
                assert!(got.status == 200 && !got.text.contains('⟨'), "{lang}{path}");
            }
            assert_eq!(w.get("officer", &format!("/{lang}/office/{AUTHORITY}/emergency/new")).await.status, 200);
        }
        assert!(w.get("admin", "/zh/office/authority-ba").await.text.contains("示范矿业局"));
        assert!(w.get("registrar", "/ur/office/authority-ba/hours").await.text.contains("اوقات مقرر نہیں"));
    });
}

#[test]
fn whoever_has_no_right_is_denied_at_every_door() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        let doors: Vec<(bool, String, &str)> = w
            .office
            .pages()
            .list()
            .filter(|d| d.path.starts_with("/office/{organisation}"))
            .map(|d| {
                (
                    d.method == "POST",
                    d.path.replace("{organisation}", AUTHORITY).replace("{id}", "x").replace("{day}", "2026-12-25"),
                    d.act,
                )
            })
            .collect();
        assert_eq!(doors.len(), 25);
        for (posts, path, act) in doors {
            let path = format!("/en{path}");
            let signed_out = if posts { w.post("", &path, &[]).await } else { w.get("", &path).await };
            assert!(signed_out.status == 401 || signed_out.to.contains("/sign-in?next="), "{path}: {}", signed_out.status);
            for who in ["admin", "registrar", "officer", "auditor", "boss", "agent", "observer", "operator", "nobody"] {
                let got = if posts { w.post(who, &path, &[]).await } else { w.get(who, &path).await };
                let of_the_office = ["admin", "registrar", "officer", "auditor"].contains(&who);
                let may = match act {
                    "office.read" => of_the_office,
                    "emergency.begin" => of_the_office && who != "auditor",
                    // Everybody may lay down a role of their own: what is not theirs is not found.
                    _ => who == "admin",
                };
                if may {
                    assert!([200, 303, 404, 409, 422].contains(&got.status), "{who} {path}: {}", got.status);
                } else {
                    assert_eq!(got.status, 403, "{who} {path}");
                }
            }
        }
        assert_eq!(w.count("select count(*) from access_role").await, 8, "nothing was done");
        assert_eq!(w.count("select count(*) from office_holiday").await, 13, "but for what the administrator did");
        assert!(w.gate.refused.lock().unwrap().iter().any(|r| r == "office.read authority-ba other-organisation"));
    });
}

#[test]
fn a_colleague_gets_a_role_and_is_told_of_it() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        let (form, list) = ("/en/office/authority-ba/people/new", "/en/office/authority-ba/people?done=given");
        let page = w.get("admin", form).await.text;
        assert!(page.contains("Demonstration officer") && !page.contains("Demonstration boss"), "colleagues alone");
        let wrong = w.post("admin", form, &[("account", "boss"), ("role", ""), ("until", "۳۱ Dec")]).await;
        assert_eq!(wrong.status, 422);
        assert!(
            wrong.text.contains("href=\"#account\"")
                && wrong.text.contains("href=\"#role\"")
                && wrong.text.contains("value=\"۳۱ Dec\"")
        );
        let given = w.post("admin", form, &[("account", "officer"), ("role", "auditor"), ("until", "31/12/2026")]).await;
        assert_eq!((given.status, given.to.as_str()), (303, list));
        let row = roles::roles_in(&w.db, AUTHORITY)
            .await
            .unwrap()
            .into_iter()
            .find(|r| r.account == "officer" && r.role == "auditor")
            .unwrap();
        assert_eq!((row.until, row.territory.as_deref()), (Some(Instant::parse("2026-12-31T19:00:00Z").unwrap()), Some("PK-BA")));
        let again = w.post("admin", form, &[("account", "officer"), ("role", "auditor"), ("until", "")]).await;
        assert!(again.status == 409 && again.text.contains("has this role already"), "{}", again.status);
        assert!(w.get("officer", "/ur/inbox").await.text.contains("آڈیٹر"));
        assert_eq!(w.deliver().await, 1);
        let letter = w.letters().remove(0);
        assert_eq!(letter.to, "officer@kaan.example");
        assert!(
            letter.subject.contains("نمائشی نظامت") && letter.text.contains("https://kaan.example/ur/account\n"),
            "{}",
            letter.text
        );
        let ended = w.post("admin", &format!("/en/office/authority-ba/roles/{}/end", row.id), &[]).await;
        assert_eq!(ended.status, 303);
        assert_eq!(w.post("admin", &format!("/en/office/authority-ba/roles/{}/end", row.id), &[]).await.status, 409);
        let own = roles::roles_in(&w.db, AUTHORITY).await.unwrap().into_iter().find(|r| r.role == "administrator").unwrap();
        let last = w.post("admin", &format!("/en/office/authority-ba/roles/{}/end", own.id), &[]).await;
        assert!(last.status == 409 && last.text.contains("the last administrator"), "{}", last.status);
        let foreign = roles::roles_in(&w.db, COMPANY).await.unwrap().remove(0);
        assert_eq!(w.post("admin", &format!("/en/office/authority-ba/roles/{}/end", foreign.id), &[]).await.status, 409);
        assert_eq!(w.get("officer", "/en/inbox").await.text.matches("<article").count(), 2);
    });
}

#[test]
fn whoever_must_confirm_first_comes_back_to_what_was_typed() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        w.gate.stale.lock().unwrap().push("admin".into());
        let got = w.get("admin", "/ur/office/authority-ba/people/new").await;
        assert!(got.status == 303 && got.to.starts_with("/ur/account/confirm?next="), "{} {}", got.status, got.to);
        let fields = [("account", "officer"), ("role", "auditor"), ("until", "2026-12-31")];
        let got = w.post("admin", "/ur/office/authority-ba/people/new", &fields).await;
        let next = "/ur/account/confirm?next=%2Fur%2Foffice%2Fauthority-ba%2Fpeople%2Fnew%3Faccount%3Dofficer%26role%3Dauditor%26until%3D2026-12-31";
        assert_eq!((got.status, got.to.as_str()), (303, next));
        w.gate.stale.lock().unwrap().clear();
        let back = w.get("admin", "/ur/office/authority-ba/people/new?account=officer&role=auditor&until=2026-12-31").await.text;
        assert!(back.contains("<option value=\"officer\" selected>") && back.contains("value=\"2026-12-31\""), "{back}");
    });
}

#[test]
fn a_right_taken_away_in_the_middle_of_a_form_is_refused_and_what_was_typed_is_kept() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        // A deputy holds the role on loan: it opens the page of hours, and ends while they type.
        w.db.act(Lend(w.access.clone())).await.unwrap();
        assert!(w.get("officer", "/en/office/authority-ba/hours").await.text.contains("name=\"d0\""));
        w.run(sql("update access_delegation set ended_at = $1 where to_account = 'officer'").bind(START)).await;
        let got = w.post("officer", "/en/office/authority-ba/hours", &[("zone", "pakistan"), ("d0", "09:00-17:00")]).await;
        assert_eq!(got.status, 403, "{}", got.text);
        assert!(got.text.contains("What you typed") && got.text.contains("09:00-17:00") && got.text.contains("None of your roles"));
    });
}

struct Lend(kaan_access::Access);
impl Act for Lend {
    type Out = ();
    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        let caller = kaan_base::access::Caller {
            actor: Some(std::sync::Arc::new(kaan_base::access::Actor {
                account: "admin".into(),
                person: "person-admin".into(),
                hats: vec![],
                scopes: None,
                confirmed: None,
            })),
            ..Default::default()
        };
        let by = By::of(&caller, kaan_base::access::Right { rule: "test".into(), role: None, organisation: None });
        let until = Instant(START + 10 * 24 * 60 * MINUTE);
        let lending = Delegating { to: "officer".into(), organisation: AUTHORITY.into(), roles: None, from: None, until };
        roles::delegate(tx, &self.0, &by, &lending).await?.unwrap();
        Ok(())
    }
}

#[test]
fn a_delegation_is_ended_by_an_administrator_and_both_are_told() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        w.db.act(Lend(w.access.clone())).await.unwrap();
        let page = w.get("auditor", "/en/office/authority-ba/delegations").await.text;
        assert!(page.contains("Demonstration officer") && !page.contains("/end\""), "others read");
        let id = roles::delegations_in(&w.db, AUTHORITY).await.unwrap().remove(0).id;
        let end = format!("/en/office/authority-ba/delegations/{id}/end");
        assert_eq!(w.post("admin", &end, &[]).await.to, "/en/office/authority-ba/delegations?done=delegation-ended");
        assert_eq!(w.post("admin", &end, &[]).await.status, 409);
        assert_eq!(kaan_notices::unread(&w.db, "admin").await.unwrap() + kaan_notices::unread(&w.db, "officer").await.unwrap(), 2);
    });
}

#[test]
fn an_invitation_arrives_in_chinese_and_in_urdu_and_its_link_is_right() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        let form = "/en/office/company-1/invitations/new";
        let bad = w.post("boss", form, &[("email", "nobody at all"), ("role", "registrar"), ("lang", "zh"), ("days", "14")]).await;
        assert_eq!(bad.status, 422);
        assert!(
            bad.text.contains("value=\"nobody at all\"")
                && bad.text.contains("href=\"#email\"")
                && bad.text.contains("href=\"#role\"")
        );
        for (email, lang) in [("wang@kaan.example", "zh"), ("nobody@kaan.example", "ur")] {
            let fields = [("email", email), ("role", "representative"), ("territory", "PK-BA"), ("lang", lang), ("days", "7")];
            assert_eq!(w.post("boss", form, &fields).await.to, "/en/office/company-1/invitations?done=sent");
        }
        assert_eq!(w.deliver().await, 2);
        let letters = w.letters();
        let to = |who: &str| letters.iter().find(|l| l.to == who).unwrap();
        let zh = to("wang@kaan.example");
        assert!(
            zh.subject.contains("示范矿业有限公司") && zh.subject.contains("邀请") && zh.text.contains("代表"),
            "{} {}",
            zh.subject,
            zh.text
        );
        assert!(zh.text.contains("2026年12月2日"), "{}", zh.text);
        let ur = to("nobody@kaan.example");
        assert!(ur.text.contains("نمائندہ") && ur.text.contains("\u{2068}Demonstration Mining\u{2069}"), "{}", ur.text);
        let link = ur.text.lines().find_map(|l| l.strip_prefix("https://kaan.example/ur/sign-in/invitation/")).unwrap();
        let found = roles::find_invitation(&w.db, link, w.now()).await.unwrap().unwrap();
        assert_eq!(
            (found.organisation.as_str(), found.role.as_str(), found.territory.as_deref()),
            (COMPANY, "representative", Some("PK-BA"))
        );
        let page = w.get("boss", "/zh/office/company-1/invitations").await.text;
        assert!(page.contains("wang@kaan.example") && !page.contains(link), "the list never shows the link");
        assert_eq!(w.get("agent", "/zh/office/company-1/invitations").await.status, 403, "addresses are for administrators");
        let withdraw = format!("/en/office/company-1/invitations/{}/withdraw", found.id);
        assert_eq!(w.post("boss", &withdraw, &[]).await.status, 303);
        assert_eq!(roles::find_invitation(&w.db, link, w.now()).await.unwrap().unwrap_err().code, "invitation-withdrawn");
        let elsewhere = format!("/en/office/authority-ba/invitations/{}/withdraw", found.id);
        assert_eq!(w.post("admin", &elsewhere, &[]).await.status, 409);
        assert!(!format!("{:?}", w.ledger("office:company-1").await).contains('@'));
    });
}

#[test]
fn hours_and_holidays_are_set_published_and_count_days() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        let (hours, holidays) = ("/en/office/authority-ba/hours", "/en/office/authority-ba/holidays");
        let wrong = w.post("admin", hours, &[("zone", "pakistan"), ("d0", "09:00-25:00"), ("d1", "09:00-17:00")]).await;
        assert_eq!(wrong.status, 422);
        assert!(
            wrong.text.contains("href=\"#d0\"")
                && wrong.text.contains("value=\"09:00-25:00\"")
                && wrong.text.contains("value=\"09:00-17:00\"")
        );
        assert_eq!(w.post("admin", hours, &[("zone", "pakistan")]).await.status, 422, "never open");
        let week: Vec<(&str, &str)> = ["d0", "d1", "d2", "d3", "d4"].map(|d| (d, "۰۹:۰۰-13:00، 14:00-17:00")).into();
        let fields: Vec<(&str, &str)> = week.into_iter().chain([("zone", "pakistan")]).collect();
        assert_eq!(w.post("admin", hours, &fields).await.to, "/en/office/authority-ba/hours?done=hours-set");
        assert_eq!(w.post("admin", &format!("{holidays}/list"), &[]).await.status, 303);
        let calendar = w.office.calendar(AUTHORITY).await.unwrap().unwrap();
        assert!(calendar.is_open(w.now()), "eleven in the morning in Quetta");
        let day = |t: &str| Day::parse(t).unwrap();
        assert_eq!(calendar.add_working_days(day("2026-12-24"), 1), Some(day("2026-12-28")), "the 25th is a holiday, a Friday");
        let page = w.get("officer", hours).await.text;
        assert!(page.contains("open now") && page.contains("09:00-13:00, 14:00-17:00") && page.contains("expected, by the moon"));
        assert!(!page.contains("name=\"d0\""), "an officer does not change hours");
        let wrong = w.post("admin", holidays, &[("day", "soon"), ("name_en", "Дay"), ("source", "")]).await;
        assert_eq!(wrong.status, 422);
        for at in ["#day", "#name_en", "#source"] {
            assert!(wrong.text.contains(&format!("href=\"{at}\"")), "{at}");
        }
        let fields = [("day", "2026-12-26"), ("name_ur", "مقامی تعطیل"), ("source", "Demonstration order 1"), ("expected", "yes")];
        assert_eq!(w.post("admin", holidays, &fields).await.status, 303);
        assert_eq!(w.post("admin", &format!("{holidays}/2026-12-25/remove"), &[]).await.status, 303);
        assert_eq!(w.post("admin", &format!("{holidays}/2026-12-25/remove"), &[]).await.status, 409);
        assert_eq!(w.count("select count(*) from office_public_holiday where expected").await, 8);
        assert_eq!(w.count("select count(*) from office_public_hours where organisation = 'authority-ba'").await, 1);
        let kinds: Vec<String> = w.ledger("office:authority-ba").await.into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds.len(), 17);
        assert!(kinds.contains(&"office.hours-set".into()) && kinds.contains(&"office.holiday-removed".into()));
        let rows =
            record::search(&w.db, &Reach { all: true, ..Reach::default() }, &record::Filter::default(), None).await.unwrap().rows;
        assert!(rows.iter().any(|r| r.act == "office.configure" && r.account.as_deref() == Some("admin")));
    });
}

#[test]
fn letterhead_and_contacts_are_public_and_the_ledger_never_has_a_person() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        let (head, contacts) = ("/zh/office/authority-ba/letterhead", "/en/office/authority-ba/contacts");
        let wrong = w.post("admin", head, &[("name_zh", "latin only"), ("telephone", "call me")]).await;
        assert!(wrong.status == 422 && wrong.text.contains("href=\"#name_zh\"") && wrong.text.contains("href=\"#telephone\""));
        let fields = [
            ("name_en", "Demonstration Directorate"),
            ("name_zh", "示范矿业局"),
            ("address_ur", "کوئٹہ"),
            ("seal_en", "Seal"),
            ("telephone", "+92 81 0000000"),
        ];
        assert_eq!(w.post("admin", head, &fields).await.status, 303);
        assert!(w.get("auditor", head).await.text.contains("کوئٹہ"));
        let wrong = w
            .post("admin", contacts, &[("duty_en", "Maps"), ("person", "Evil\u{202e}name"), ("telephone", "1"), ("email", "x")])
            .await;
        assert_eq!(wrong.status, 422);
        for at in ["#person", "#telephone", "#email"] {
            assert!(wrong.text.contains(&format!("href=\"{at}\"")), "{at}");
        }
        let person = [
            ("duty_en", "Maps"),
            ("duty_ur", "نقشے"),
            ("person", "Demonstration Person"),
            ("telephone", "+92 81 0000000"),
            ("email", "maps@kaan.example"),
        ];
        assert_eq!(w.post("admin", contacts, &person).await.status, 303);
        assert_eq!(w.count("select count(*) from office_public_contact where email = 'maps@kaan.example'").await, 1);
        let id: String = w.db.one(sql("select id from office_contact"), |r| r.get(0)).await.unwrap();
        assert_eq!(w.post("admin", &format!("{contacts}/{id}/end"), &[]).await.status, 303);
        assert_eq!(w.post("admin", &format!("{contacts}/{id}/end"), &[]).await.status, 409);
        assert_eq!(w.count("select count(*) from office_public_contact").await, 0);
        assert_eq!(w.count("select count(*) from office_contact where name is not null or email is not null").await, 0);
        let ledger = format!("{:?}", w.ledger("office:authority-ba").await);
        assert!(
            ledger.contains("office.contact-named")
                && ledger.contains("Maps")
                && !ledger.contains("Demonstration Person")
                && !ledger.contains('@')
        );
    });
}

#[test]
fn emergency_access_is_announced_at_once_and_ends() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        let (form, list) = ("/ur/office/authority-ba/emergency/new", "/ur/office/authority-ba/emergency");
        w.gate.stale.lock().unwrap().push("officer".into());
        assert!(w.get("officer", form).await.to.starts_with("/ur/account/confirm?next="));
        w.gate.stale.lock().unwrap().clear();
        let page = w.get("officer", form).await.text;
        assert!(
            page.contains("Demonstration admin")
                && page.contains("Demonstration auditor")
                && !page.contains("Demonstration registrar")
        );
        let short = w.post("officer", form, &[("role", "registrar"), ("reason", "جلدی")]).await;
        assert!(
            short.status == 422 && short.text.contains("href=\"#reason\"") && short.text.contains(">جلدی</textarea>"),
            "{}",
            short.status
        );
        let reason = "رجسٹرار سے رابطہ نہیں ہو سکا اور آج میعاد ختم ہو رہی ہے";
        let begun = w.post("officer", form, &[("role", "registrar"), ("reason", reason)]).await;
        assert_eq!((begun.status, begun.to.as_str()), (303, "/ur/office/authority-ba/emergency?done=begun"));
        assert!(w.get("auditor", list).await.text.contains(reason));
        assert_eq!(w.deliver().await, 2, "announced at once");
        let letters = w.letters();
        assert!(letters.iter().any(|l| l.to == "admin@kaan.example" && l.text.contains("https://kaan.example/en/office/authority-ba/emergency\n")));
        assert!(letters.iter().any(|l| l.to == "auditor@kaan.example" && l.text.contains("Demonstration officer")));
        let hats = roles::hats(&w.db, "officer", w.now()).await.unwrap();
        assert!(hats.iter().any(|h| h.role == "registrar"));
        let id = roles::emergencies_in(&w.db, AUTHORITY).await.unwrap().remove(0).id;
        let end = format!("/ur/office/authority-ba/emergency/{id}/end");
        assert_eq!(w.post("registrar", &end, &[]).await.status, 403);
        assert_eq!(w.post("officer", &end, &[]).await.status, 303, "one's own");
        assert_eq!(w.post("admin", &end, &[]).await.status, 409);
        assert!(roles::hats(&w.db, "officer", w.now()).await.unwrap().iter().all(|h| h.role != "registrar"));
    });
}

#[test]
fn the_office_is_the_fold_of_the_ledger() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        for (path, fields) in [
            ("hours", vec![("zone", "beijing"), ("d2", "9:00-12:00")]),
            ("holidays/list", vec![]),
            ("holidays/2026-12-25/remove", vec![]),
            ("letterhead", vec![("name_en", "A")]),
            (
                "contacts",
                vec![("duty_en", "Maps"), ("person", "Demonstration Person"), ("telephone", "12345"), ("email", "a@kaan.example")],
            ),
        ] {
            let got = w.post("admin", &format!("/en/office/authority-ba/{path}"), &fields).await;
            assert_eq!(got.status, 303, "{path} {}", got.text);
        }
        let folder = kaan_db::testing::Folder::new();
        let other = kaan_db::Db::open(&format!("sqlite://{}", folder.path().join("fold.db").display())).await.unwrap();
        other.migrate(MIGRATIONS).await.unwrap();
        other.act(Apply(w.ledger("office:authority-ba").await)).await.unwrap();
        assert_eq!(kaan_office::fold::compare(&w.db, &other).await.unwrap(), Vec::<String>::new());
    });
}

#[test]
fn a_new_office_gets_its_first_hours_and_the_list_once() {
    on_both(MIGRATIONS, |db| async move {
        let w = world(db).await;
        let week = ["09:00-17:00", "09:00-17:00", "09:00-17:00", "09:00-17:00", "09:00-12:30", "", ""];
        assert!(w.office.seed(COMPANY, "mars", &week).await.unwrap().is_err());
        assert!(w.office.seed(COMPANY, "beijing", &["x"; 7]).await.unwrap().is_err());
        assert!(w.office.seed(COMPANY, "beijing", &week).await.unwrap().unwrap());
        assert!(!w.office.seed(COMPANY, "pakistan", &[""; 7]).await.unwrap().unwrap());
        let calendar = w.office.calendar(COMPANY).await.unwrap().unwrap();
        assert_eq!((calendar.zone, calendar.holidays.len()), (kaan_base::Zone::Beijing, 14));
        assert_eq!(w.ledger("office:company-1").await.len(), 15);
    });
}

struct Apply(Vec<(String, String)>);
impl Act for Apply {
    type Out = ();
    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        for (kind, body) in &self.0 {
            assert!(kaan_office::fold::Fold.apply(tx, kind, "", body.as_bytes()).await?);
        }
        Ok(())
    }
}
