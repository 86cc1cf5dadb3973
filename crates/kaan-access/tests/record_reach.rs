//! What a search shows against what the reach says, row by row, for many readers and questions, on both engines.
//!
//! The expectation is written out in plain words here; it never calls the code that it judges.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod record_world;

use kaan_access::record::{self, Filter, Outcome, Row};
use kaan_base::access::Reach;
use kaan_base::{Ids, Instant};
use kaan_db::testing::on_both;
use kaan_db::{Act, Arg, Db, Res, Tx};
use record_world::*;

/// Splitmix64: the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (x ^ (x >> 31)) % n
    }

    fn word(&mut self, kind: &str, of: u64) -> String {
        format!("{kind}-{}", self.below(of))
    }

    fn maybe(&mut self, kind: &str, of: u64) -> Option<String> {
        (self.below(4) > 0).then(|| self.word(kind, of))
    }

    fn some(&mut self, kind: &str, of: u64) -> Vec<String> {
        (0..self.below(3)).map(|_| self.word(kind, of)).collect()
    }
}

const ACTS: [&str; 5] = ["party.prepare", "party.sign", "party.merge", "owners.check", "session.begin"];

fn made() -> Vec<Row> {
    let mut d = Dice(1);
    let row = |n: i64| Row {
        id: Ids::new(Instant(START + n * 700), d.below(1 << 30).to_be_bytes()[4..].try_into().unwrap()).make(),
        at: Instant(START + n * 700),
        account: d.maybe("account", 6),
        person: d.maybe("person", 6),
        organisation: d.maybe("org", 5),
        act: ACTS[d.below(5) as usize].into(),
        rule: None,
        role: None,
        resource: d.word("party", 9),
        on_organisation: d.maybe("org", 5),
        territory: d.maybe("PK", 4),
        subject_person: d.maybe("person", 6),
        outcome: [Outcome::Allowed, Outcome::Allowed, Outcome::Refused, Outcome::Failed][d.below(4) as usize],
        code: None,
        address: "192.0.2.7".into(),
        request: "r".into(),
        detail: String::new(),
    };
    (0..400).map(row).collect()
}

struct Put(Vec<Row>);

impl Act for Put {
    type Out = ();
    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        let salt = [1_u8; 32];
        const COLUMNS: [&str; 15] = [
            "id",
            "at",
            "account",
            "person",
            "organisation",
            "act",
            "resource",
            "on_organisation",
            "territory",
            "subject_person",
            "outcome",
            "address",
            "request",
            "detail",
            "salt",
        ];
        let rows = self.0.iter().map(|r| -> [Arg<'_>; 15] {
            [
                Arg::from(&r.id),
                r.at.0.into(),
                r.account.as_deref().into(),
                r.person.as_deref().into(),
                r.organisation.as_deref().into(),
                Arg::from(&r.act),
                Arg::from(&r.resource),
                r.on_organisation.as_deref().into(),
                r.territory.as_deref().into(),
                r.subject_person.as_deref().into(),
                r.outcome.word().into(),
                Arg::from(&r.address),
                Arg::from(&r.request),
                Arg::from(&r.detail),
                salt.as_slice().into(),
            ]
        });
        tx.insert_many("access_record", COLUMNS, rows).await.map(drop)
    }
}

fn question(d: &mut Dice) -> (Reach, Filter) {
    let reach = Reach {
        all: d.below(8) == 0,
        organisations: d.some("org", 5),
        territories: d.some("PK", 4),
        parts: (0..d.below(2)).map(|_| (d.word("org", 5), d.word("PK", 4))).collect(),
        person: (d.below(3) == 0).then(|| d.word("person", 6)),
        not_prepared_by: None,
    };
    let mut seldom = |make: &dyn Fn(&mut Dice) -> String| (d.below(4) == 0).then(|| make(d));
    let who = seldom(&|d| if d.below(2) == 0 { d.word("account", 6) } else { d.word("person", 6) });
    let organisation = seldom(&|d| d.word("org", 5));
    let act = seldom(&|d| ["party.", "party.sign", "session.", "zz", "p"][d.below(5) as usize].to_owned());
    let resource = seldom(&|d| d.word("party", 9));
    let outcome = (d.below(4) == 0).then(|| [Outcome::Allowed, Outcome::Refused, Outcome::Failed][d.below(3) as usize]);
    let mut moment = || (d.below(4) == 0).then(|| Instant(START + d.below(400 * 700) as i64));
    (reach, Filter { who, organisation, act, outcome, resource, from: moment(), to: moment() })
}

fn has(list: &[String], x: Option<&String>) -> bool {
    x.is_some_and(|x| list.contains(x))
}

/// Whether the reader may see the row at all, and whether all of it.
fn may_see(reach: &Reach, filter: &Filter, r: &Row) -> (bool, bool) {
    let orgs = [r.organisation.as_ref(), r.on_organisation.as_ref()];
    let part = |(o, t): &(String, String)| orgs.contains(&Some(o)) && (r.territory.is_none() || r.territory.as_ref() == Some(t));
    let whole = reach.all
        || orgs.iter().any(|o| has(&reach.organisations, *o))
        || has(&reach.territories, r.territory.as_ref())
        || reach.parts.iter().any(part)
        || (reach.person.is_some() && reach.person == r.person);
    let about = reach.person.is_some() && reach.person == r.subject_person && filter.who.is_none();
    (whole || about, whole)
}

fn is_asked(f: &Filter, r: &Row) -> bool {
    let is = |asked: &Option<String>, one: Option<&String>| asked.is_none() || asked.as_ref() == one;
    (is(&f.who, r.account.as_ref()) || is(&f.who, r.person.as_ref()))
        && (is(&f.organisation, r.organisation.as_ref()) || is(&f.organisation, r.on_organisation.as_ref()))
        && is(&f.resource, Some(&r.resource))
        && f.act.as_ref().is_none_or(|a| r.act.starts_with(a.as_str()))
        && f.outcome.is_none_or(|o| o == r.outcome)
        && f.from.is_none_or(|t| r.at >= t)
        && f.to.is_none_or(|t| r.at < t)
}

async fn shown(db: &Db, reach: &Reach, filter: &Filter) -> Vec<Row> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = record::search(db, reach, filter, after.as_deref()).await.unwrap();
        all.extend(page.rows);
        after = page.next;
        if after.is_none() {
            return all;
        }
    }
}

#[test]
fn a_search_shows_exactly_what_is_asked_for_and_may_be_seen_newest_first() {
    on_both(MIGRATIONS, |db| async move {
        let mut rows = made();
        db.act(Put(rows.clone())).await.unwrap();
        rows.sort_by(|a, b| b.id.cmp(&a.id));
        let mut d = Dice(2);
        let mut seen = 0;
        for n in 0..300 {
            let (reach, filter) = question(&mut d);
            let expected: Vec<&Row> = rows.iter().filter(|r| is_asked(&filter, r) && may_see(&reach, &filter, r).0).collect();
            let found = shown(&db, &reach, &filter).await;
            let ids = |list: &[&Row]| list.iter().map(|r| r.id.clone()).collect::<Vec<_>>();
            assert_eq!(ids(&found.iter().collect::<Vec<_>>()), ids(&expected), "{n}: {reach:?} {filter:?}");
            for (one, whole) in found.iter().zip(&expected) {
                let all = may_see(&reach, &filter, whole).1;
                assert_eq!(one.address.is_empty() && one.account.is_none(), !all, "{n}: {reach:?} {filter:?}");
            }
            let (text, _) = record::export(&db, &reach, &filter, None).await.unwrap();
            assert_eq!(text.lines().count(), expected.len() + 1);
            seen += expected.len();
        }
        assert!(seen > 5_000, "the questions are not all empty: {seen}");
    });
}
