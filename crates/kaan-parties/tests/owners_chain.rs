//! The chain of owners as pure arithmetic: properties, loops, depth, numbers, and what is no statement.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use kaan_base::{Day, Text3};
use kaan_parties::owners::chain::{Beneficial, Chain, Cut, Verdict, chain};
use kaan_parties::owners::law::{Law, Purpose, Rule};
use kaan_parties::owners::model::{
    Evidence, Interest, InterestKind, Owner, OwnerKind, Particulars, Reach, Reason, RecordStatus, Source, Statement,
};
use kaan_parties::owners::publish::publish;
use kaan_parties::owners::share::{Percent, Range, Share, WHOLE};
use proptest::prelude::*;
use std::time::Instant;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn today() -> Day {
    day("2026-11-25")
}

fn law() -> Law {
    Law::shipped().unwrap()
}

fn interest(kind: InterestKind, share: Option<&str>) -> Interest {
    Interest { kind, reach: Reach::Direct, share: share.map(|s| Share::parse(s).unwrap()), from: None, until: None, means: None }
}

/// `who` holds `share` of `subject`; ids that begin with `p` are people.
fn holds(subject: &str, who: &str, share: &str) -> Statement {
    let kind = if who.starts_with('p') { OwnerKind::Person } else { OwnerKind::Entity };
    Statement {
        id: format!("s-{subject}-{who}"),
        record: format!("r-{subject}-{who}"),
        status: RecordStatus::New,
        subject: subject.into(),
        owner: Owner {
            id: who.into(),
            kind,
            party: kind == OwnerKind::Entity,
            name: Text3::english(who),
            country: None,
            reason: None,
            particulars: None,
        },
        interests: vec![interest(InterestKind::Shareholding, Some(share).filter(|s| !s.is_empty()))],
        evidence: vec![],
        declared_by: subject.into(),
        day: today(),
        supersedes: None,
        withheld: vec![],
    }
}

fn of(subject: &str, statements: &[Statement]) -> Chain {
    let law = law();
    let threshold = law.threshold("PK-BA", Purpose::BeneficialOwner, today());
    chain(subject, statements, today(), &law, threshold)
}

fn shares(c: &Chain, who: &str) -> Range {
    c.above.iter().find(|a| a.id == who).map_or(Range::NONE, |a| a.part.shares)
}

fn percent(text: &str) -> Range {
    Range::of(Share::parse(text).unwrap())
}

#[test]
fn shares_are_multiplied_along_a_path_and_added_over_paths() {
    let c = of(
        "a",
        &[
            holds("a", "b", "60"),
            holds("a", "c", "40"),
            holds("b", "p1", "50"),
            holds("c", "p1", "25"),
            holds("b", "p2", "50"),
            holds("c", "p3", "75"),
        ],
    );
    assert_eq!((shares(&c, "p1"), shares(&c, "p2"), shares(&c, "p3")), (percent("40"), percent("30"), percent("30")));
    assert!(c.levels.iter().all(|l| l.shares.verdict == Verdict::Whole), "{:?}", c.levels);
    let beneficial: Vec<_> = c.above.iter().filter(|a| a.beneficial == Some(Beneficial::Yes)).map(|a| a.id.as_str()).collect();
    assert_eq!(beneficial, ["p1", "p2", "p3"]);
    assert!(c.complete && c.loops.is_empty());
}

#[test]
fn a_level_that_does_not_add_up_says_how_much_is_missing_or_too_much() {
    let short = of("a", &[holds("a", "p1", "33.333333"), holds("a", "p2", "33.333333"), holds("a", "p3", "33.333333")]);
    let Verdict::Short(by) = short.levels[0].shares.verdict else { panic!("{:?}", short.levels) };
    assert_eq!(by, percent("0.000001"));
    let over = of("a", &[holds("a", "p1", "60"), holds("a", "p2", "50")]);
    assert_eq!(over.levels[0].shares.verdict, Verdict::Over(percent("10")));
    let fits = of("a", &[holds("a", "p1", "25-50"), holds("a", "p2", "50-75")]);
    assert_eq!(fits.levels[0].shares.verdict, Verdict::Fits);
    let unknown = of("a", &[holds("a", "p1", "60"), holds("a", "p2", "")]);
    assert_eq!((unknown.levels[0].shares.verdict, unknown.levels[0].shares.unknown), (Verdict::Fits, 1));
    assert_eq!(of("a", &[]).levels[0].shares.verdict, Verdict::Nothing);
    let mut unnamed = holds("a", "", "40");
    unnamed.owner = Owner {
        kind: OwnerKind::Unspecified,
        reason: Some(Reason::Unknown),
        name: Text3::default(),
        party: false,
        ..unnamed.owner
    };
    let c = of("a", &[holds("a", "p1", "60"), unnamed]);
    assert_eq!((c.levels[0].shares.verdict, c.levels[0].unnamed.len()), (Verdict::Whole, 1));
    assert_eq!(c.above.len(), 1, "nobody is made up for those who are not named");
}

#[test]
fn loops_are_cut_and_named_and_each_simple_path_counts_once() {
    let c = of(
        "s",
        &[
            holds("s", "a", "50"),
            holds("s", "b", "50"),
            holds("a", "b", "50"),
            holds("b", "a", "50"),
            holds("a", "p1", "50"),
            holds("b", "p2", "50"),
        ],
    );
    assert_eq!(c.loops, [vec!["a".to_owned(), "b".to_owned()]]);
    // Straight 50 %, and 25 % through the other: the same for both, whichever is looked at first.
    assert_eq!((shares(&c, "a"), shares(&c, "b")), (percent("75"), percent("75")));
    assert_eq!((shares(&c, "p1"), shares(&c, "p2")), (percent("37.5"), percent("37.5")));
    assert!(c.rows.iter().any(|r| r.cut == Some(Cut::Loop)));
    let own = of("s", &[holds("s", "a", "80"), holds("a", "s", "30"), holds("a", "p1", "70")]);
    assert_eq!((own.loops.len(), shares(&own, "p1"), shares(&own, "s")), (1, percent("56"), Range::NONE));
}

#[test]
fn an_indirect_statement_is_compared_with_the_chain_and_not_counted_beside_it() {
    let mut indirect = holds("a", "p1", "30");
    indirect.interests[0].reach = Reach::Indirect;
    let c = of("a", &[holds("a", "b", "60"), holds("b", "p1", "50"), indirect.clone()]);
    assert_eq!((shares(&c, "p1"), c.compared.len(), c.compared[0].reckoned), (percent("30"), 1, percent("30")));
    let alone = of("a", &[holds("a", "b", "60"), indirect]);
    assert_eq!((shares(&alone, "p1"), alone.compared.len()), (percent("30"), 0));
    assert_eq!(alone.levels[0].shares.verdict, Verdict::Short(percent("40")), "indirect shares are held through others");
}

#[test]
fn control_reaches_through_a_chain_of_control_without_a_share() {
    let mut control = holds("b", "p1", "");
    control.interests = vec![interest(InterestKind::AppointmentOfBoard, None)];
    let c = of("a", &[holds("a", "b", "51"), control.clone(), holds("b", "p2", "100")]);
    let p1 = c.above.iter().find(|a| a.id == "p1").unwrap();
    assert!(p1.controls && p1.beneficial == Some(Beneficial::Yes) && p1.part.shares == Range::NONE);
    let weak = of("a", &[holds("a", "b", "50"), control]);
    assert!(!weak.above.iter().any(|a| a.id == "p1" && a.controls), "half is no majority");
}

#[test]
fn what_ended_or_has_not_begun_does_not_hold_on_the_day() {
    let mut past = holds("a", "p1", "100");
    past.interests[0].until = Some(day("2026-11-25"));
    let mut future = holds("a", "p2", "100");
    future.interests[0].from = Some(day("2026-11-26"));
    let c = of("a", &[past, future]);
    assert!(c.above.is_empty() && c.rows.is_empty(), "{:?}", c.above);
}

#[test]
fn the_threshold_is_that_of_the_law_of_the_place_on_the_day() {
    let law = law();
    let t = |place, purpose, on: &str| law.threshold(place, purpose, day(on)).map(|t| (t.rule, t.share.to_string()));
    assert_eq!(t("PK-BA", Purpose::BeneficialOwner, "2026-11-25"), Some((Rule::AtLeast, "25".into())));
    assert_eq!(t("PK-BA", Purpose::BeneficialOwner, "2019-01-01"), None, "before the day of the source nothing is claimed");
    assert_eq!(t("PK-PB", Purpose::NamedInApplication, "2026-11-25"), Some((Rule::MoreThan, "5".into())));
    assert_eq!(t("PK-KP", Purpose::NamedInApplication, "2026-11-25").unwrap().0, Rule::Unknown);
    assert_eq!(t("FR", Purpose::BeneficialOwner, "2026-11-25"), None);
    let c = chain("a", &[holds("a", "p1", "100")], today(), &law, None);
    assert_eq!(c.above[0].beneficial, Some(Beneficial::Yes), "the whole is control, whatever the law");
    let c = chain("a", &[holds("a", "p1", "40")], today(), &law, None);
    assert_eq!(c.above[0].beneficial, Some(Beneficial::Unknown));
}

#[test]
fn bands_decide_where_they_can_and_leave_open_where_they_cannot() {
    let c = of("a", &[holds("a", "p1", "25-50"), holds("a", "p2", "10-25"), holds("a", "p3", "20-24.9")]);
    let verdict = |who: &str| c.above.iter().find(|a| a.id == who).unwrap().beneficial.unwrap();
    assert_eq!((verdict("p1"), verdict("p2"), verdict("p3")), (Beneficial::Yes, Beneficial::Maybe, Beneficial::No));
}

#[test]
fn publication_lets_nothing_through_that_the_rule_does_not_list() {
    let law = law();
    let rule = law.publication("PK-BA", today()).unwrap();
    let mut s = holds("a", "p1", "33.5");
    s.owner.country = Some("PK".into());
    s.owner.particulars = Some(Particulars {
        birth: Some(day("1980-02-03")),
        scheme: Some("cnic".into()),
        identifier: Some("3520212345671".into()),
        address: Some("House 7, Lahore".into()),
    });
    s.interests[0].means = Some("pact of 2020".into());
    s.evidence = vec![Evidence {
        source: Source::OfficialRegister,
        document: Some("Form A".into()),
        digest: Some("ab".repeat(32)),
        day: Some(today()),
    }];
    let public = publish(&s, &law, rule);
    let text = serde_json::to_string(&public).unwrap();
    for secret in ["3520212345671", "1980", "House 7", "33.5", "pact", "Form A", "abab"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    assert_eq!(public.interests[0].share.unwrap().to_string(), "25-50");
    assert_eq!(public.withheld, ["address", "birth", "document", "identifier", "means", "share"]);
    let small = publish(&holds("a", "p2", "1"), &law, rule);
    assert!(small.owner.name.is_empty() && small.owner.id == small.record && small.withheld.contains(&"name".to_owned()));
    let company = publish(&holds("a", "b", "1"), &law, rule);
    assert_eq!((company.owner.name.en.as_deref(), company.interests[0].share.unwrap().to_string().as_str()), (Some("b"), "1"));
}

#[test]
fn a_chain_of_a_thousand_levels_ends_in_time() {
    let id = |n: usize| format!("c{n:04}");
    let statements: Vec<Statement> = (0..1_000).map(|n| holds(&id(n), &id(n + 1), "100")).collect();
    let start = Instant::now();
    let c = of(&id(0), &statements);
    assert_eq!(shares(&c, &id(1_000)), Range::WHOLE);
    assert!(c.rows.iter().any(|r| r.cut == Some(Cut::Depth)) && c.complete);
    let mut round = statements;
    round.push(holds(&id(1_000), &id(0), "100"));
    let c = of(&id(0), &round);
    assert_eq!((c.loops.len(), c.loops[0].len()), (1, 1_001));
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}

#[test]
fn ten_thousand_statements_are_bounded_in_time_however_they_hang_together() {
    let id = |n: usize| format!("c{n:05}");
    // Twenty layers of twenty companies, each owned by every company of the next: 20^20 paths.
    let mut layers = Vec::new();
    for layer in 0..20 {
        for (a, b) in (0..20).flat_map(|a| (0..20).map(move |b| (a, b))) {
            layers.push(holds(&id(layer * 20 + a), &id((layer + 1) * 20 + b), "5"));
        }
    }
    // Everybody owns everybody: loops without number.
    let dense: Vec<Statement> =
        (0..100).flat_map(|a| (0..100).filter(move |b| *b != a).map(move |b| holds(&id(a), &id(b), "1"))).collect();
    let start = Instant::now();
    let c = of(&id(0), &layers);
    assert!(c.complete && c.loops.is_empty() && c.more_rows);
    let top = shares(&c, &id(20 * 20));
    assert!(top.least <= WHOLE / 20 && top.most >= WHOLE / 20 && top.most - top.least < 10_000, "{top:?}");
    let c = of(&id(0), &dense);
    assert!(!c.complete, "a sum that was cut short says so");
    assert!(c.above.iter().all(|a| a.part.shares.most == WHOLE) && !c.loops.is_empty());
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn what_is_no_statement_is_told_all_at_once() {
    let codes = |s: &Statement| s.faults().iter().map(|p| p.code).collect::<Vec<_>>();
    assert_eq!(codes(&holds("a", "a", "10")), ["owners-of-itself"]);
    let mut s = holds("a", "p1", "10");
    s.interests[0].from = Some(day("2026-02-01"));
    s.interests[0].until = Some(day("2026-01-01"));
    s.interests.push(interest(InterestKind::Trustee, None));
    s.interests.push(interest(InterestKind::BoardChair, Some("10")));
    assert_eq!(codes(&s), ["owners-dates-backwards", "owners-interest-of-arrangement", "owners-share-not-counted"]);
    s.interests.clear();
    assert_eq!(codes(&s), ["owners-no-interest"]);
}

/// A net of companies 0 to `n`, each owned by later ones and people, no level above the whole.
fn net(loops: bool) -> impl Strategy<Value = Vec<Statement>> {
    let edge = (0..9_usize, 0..12_usize, 1..40_000_000_u32);
    prop::collection::vec(edge, 1..40).prop_map(move |edges| {
        let mut left = [100_000_000_u32; 9];
        let mut out: Vec<Statement> = Vec::new();
        for (a, b, share) in edges {
            let b = if loops || b > a { b } else { a + 1 };
            let who = if b > 8 { format!("p{b}") } else { format!("c{b}") };
            let subject = format!("c{a}");
            let share = share.min(left[a]);
            if share == 0 || who == subject || out.iter().any(|s| s.subject == subject && s.owner.id == who) {
                continue;
            }
            left[a] -= share;
            out.push(holds(&subject, &who, &Percent::from_micros(share).unwrap().to_string()));
        }
        out
    })
}

proptest! {
    #[test]
    fn nobody_has_more_than_the_whole_when_no_level_has(statements in net(true)) {
        let c = of("c0", &statements);
        let people: u128 = c.above.iter().filter(|a| a.last).map(|a| u128::from(a.part.shares.least)).sum();
        prop_assert!(people <= u128::from(WHOLE));
        for a in &c.above {
            prop_assert!(a.part.shares.least <= a.part.shares.most && a.part.shares.most <= WHOLE);
        }
        prop_assert!(c.levels.iter().all(|l| !matches!(l.shares.verdict, Verdict::Over(_))));
    }

    #[test]
    fn the_order_of_statements_does_not_matter(statements in net(true), seed in any::<u64>()) {
        let mut turned = statements.clone();
        let mut at = seed;
        for n in (1..turned.len()).rev() {
            at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            turned.swap(n, (at >> 33) as usize % (n + 1));
        }
        let bare = |mut c: Chain| {
            // Statements are named by their place in the list, which differs.
            c.rows.iter_mut().for_each(|r| r.statements.clear());
            c.levels.iter_mut().for_each(|l| l.unnamed.clear());
            c
        };
        prop_assert_eq!(bare(of("c0", &statements)), bare(of("c0", &turned)));
    }

    #[test]
    fn without_loops_the_two_ways_of_reckoning_agree(statements in net(false)) {
        // One loop far from everything forces the walk over paths; it must come to the same.
        let plain = of("c0", &statements);
        let mut with_loop = statements;
        with_loop.push(holds("c0", "x1", "0"));
        with_loop.push(holds("x1", "x2", "0"));
        with_loop.push(holds("x2", "x1", "0"));
        let walked = of("c0", &with_loop);
        prop_assert!(walked.complete && walked.loops.len() == 1);
        for a in &plain.above {
            let other = shares(&walked, &a.id);
            prop_assert!(a.part.shares.least.abs_diff(other.least) < 1_000_000 && a.part.shares.most.abs_diff(other.most) < 1_000_000);
        }
    }

    #[test]
    fn published_shares_hold_the_true_ones(statements in net(true)) {
        let law = law();
        let rule = law.publication("*", today()).unwrap();
        for s in &statements {
            let public = publish(s, &law, rule);
            let (was, is) = (s.interests[0].share.unwrap(), public.interests[0].share.unwrap());
            prop_assert!(is.least <= was.least && was.most <= is.most);
        }
    }

    #[test]
    fn any_text_is_a_share_or_is_refused(text in ".{0,20}") {
        if let Ok(share) = Share::parse(&text) {
            prop_assert!(share.least <= share.most && share.most <= Percent::WHOLE);
            prop_assert_eq!(Share::parse(&share.to_string()), Ok(share));
        }
    }
}
