//! The record of acts for auditors: their reach, filters, rows, export, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
use common::{MIGRATIONS, office, site};
use kaan_db::testing::on_both;

#[test]
fn an_auditor_reads_what_concerns_the_own_organisation_and_nobody_else_reads_any() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let jar = s.join("auditor@example.org", "Auditor Zero").await;
        let far = s.join("far@example.org", "Auditor Far").await;
        let one = s.join("one@example.org", "Registrar One").await;
        s.join("two@example.org", "Officer Two").await;
        assert_eq!(s.get(&jar, "/en/audit").await.status, 403, "without the role");
        assert_eq!(s.get("", "/en/audit").await.to(), "/en/sign-in?next=%2Fen%2Faudit");
        s.give(&s.account("auditor@example.org").await, &office("PK-BA"), "auditor").await;
        s.give(&s.account("far@example.org").await, &office("PK-PB"), "auditor").await;
        let role = s.give(&s.account("one@example.org").await, &office("PK-BA"), "registrar").await;
        let two = s.account("two@example.org").await;
        s.give(&two, &office("PK-BA"), "officer").await;
        s.pass(5);
        let fields = [("role", role.as_str()), ("to", two.as_str()), ("until", "2026-12-24")];
        assert_eq!(s.post(&one, "/en/account/delegations", &fields).await.status, 303);
        for lang in ["en", "zh", "ur"] {
            let page = s.get(&jar, &format!("/{lang}/audit?act=delegation.give")).await;
            assert_eq!(page.status, 200, "{}", page.body);
            assert!(page.body.contains("Registrar One") && !page.body.contains('⟨'), "{lang}: {}", page.body);
        }
        let empty = s.get(&far, "/en/audit?act=delegation.give").await;
        assert!(empty.body.contains("class=\"empty\"") && !empty.body.contains("Registrar One"), "another territory");
        let list = s.get(&jar, "/en/audit?act=delegation.give&outcome=allowed&from=2026-11-01&till=2026-12-31").await;
        let id = list.body.split("/en/audit/").find(|t| t.len() > 36 && kaan_base::is_id(&t[..36])).unwrap()[..36].to_owned();
        for lang in ["en", "zh", "ur"] {
            let row = s.get(&jar, &format!("/{lang}/audit/{id}")).await;
            assert_eq!(row.status, 200, "{}", row.body);
            assert!(row.body.contains("delegation.give") && !row.body.contains('⟨'));
        }
        assert_eq!(s.get(&far, &format!("/en/audit/{id}")).await.status, 404, "out of reach is as if it were not");
        assert_eq!(s.get(&jar, "/en/audit/0198c000-0000-7000-8000-000000000001").await.status, 404);
        assert_eq!(s.get(&jar, "/en/audit/x").await.status, 404);
        kaan_access::record::seal(&s.access).await.unwrap();
        let sealed = s.get(&jar, &format!("/en/audit/{id}")).await;
        assert!(sealed.body.contains("Hash of this row"), "{}", sealed.body);
    });
}

#[test]
fn what_is_asked_wrongly_is_said_and_kept() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let jar = s.join("auditor@example.org", "Auditor Zero").await;
        s.give(&s.account("auditor@example.org").await, &office("PK-BA"), "auditor").await;
        let bad = s.get(&jar, "/en/audit?from=soon&till=2026-02-30&act=no.such&outcome=maybe&who=%3Cb%3E").await;
        assert_eq!(bad.status, 422);
        for id in ["from-error", "till-error", "act-error", "outcome-error"] {
            assert!(bad.body.contains(&format!("id=\"{id}\"")), "{id}");
        }
        assert!(bad.body.contains("value=\"soon\"") && bad.body.contains("&lt;b&gt;") && !bad.body.contains("<b>"));
        let turned = s.get(&jar, "/en/audit?from=2026-12-01&till=2026-11-01").await;
        assert_eq!(turned.status, 422);
        assert_eq!(s.get(&jar, "/en/audit?after=x&who=nobody").await.status, 200);
    });
}

#[test]
fn an_export_holds_the_rows_of_the_search_and_stands_in_the_record() {
    on_both(MIGRATIONS, |db| async move {
        let s = site(db).await;
        let jar = s.join("auditor@example.org", "Auditor Zero").await;
        let account = s.account("auditor@example.org").await;
        s.give(&account, &office("PK-BA"), "auditor").await;
        let csv = s.post(&jar, "/en/audit/export", &[]).await;
        assert_eq!((csv.status, csv.headers["content-type"].to_str().unwrap()), (200, "text/csv; charset=utf-8"), "{}", csv.body);
        assert!(csv.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        assert!(csv.body.lines().next().unwrap().contains("act"), "{}", csv.body);
        s.pass(1);
        let again = s.post(&jar, "/en/audit/export?act=record.export", &[]).await;
        assert!(again.body.lines().skip(1).any(|l| l.contains("record.export")), "{}", again.body);
        let bad = s.post(&jar, "/en/audit/export?from=soon", &[]).await;
        assert_eq!(bad.status, 422);
        let other = s.join("b@example.org", "B Person").await;
        assert_eq!(s.post(&other, "/en/audit/export", &[]).await.status, 403);
    });
}
