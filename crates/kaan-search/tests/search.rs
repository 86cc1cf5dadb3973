//! Search through its public door, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use kaan_base::Text3;
use kaan_db::testing::on_both;
use kaan_db::{Act, Db, Migration, Res, Tx};
use kaan_search::{Doc, How, find, find_kind, index, remove};

const SEARCH: &[Migration] = &[
    Migration { name: "0002_search", text: include_str!("../../../migrations/0002_search.sql") },
    Migration { name: "0007_search_clustered", text: include_str!("../../../migrations/0007_search_clustered.sql") },
];

struct Put(Vec<Doc>);
impl Act for Put {
    type Out = ();
    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        index(tx, &self.0).await
    }
}

struct Take(&'static str, &'static str);
impl Act for Take {
    type Out = ();
    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        remove(tx, self.0, &[self.1, "nobody"]).await
    }
}

fn doc(kind: &str, id: &str, names: [&str; 3], more: &[&str]) -> Doc {
    let name = |t: &str| Some(t.to_owned());
    Doc {
        kind: kind.into(),
        id: id.into(),
        path: format!("/{kind}s/{id}"),
        names: Text3::of(name(names[0]), name(names[1]), name(names[2])),
        more: more.iter().map(|t| (*t).to_owned()).collect(),
        note: "note".into(),
    }
}

fn some() -> Vec<Doc> {
    vec![
        doc("project", "P1", ["Reko Diq", "雷克迪克铜金矿", "ریکوڈک"], &["copper", "gold", "Chagai"]),
        doc("project", "P2", ["Saindak Copper-Gold Project", "山达克铜金矿", "سینڈک"], &["copper", "gold"]),
        doc("holder", "H1", ["Al-Noor Mining (Pvt) Ltd", "", ""], &[]),
        doc("holder", "H2", ["Noor Marble", "", ""], &[]),
        doc("holder", "H3", ["Saindak Metals Limited", "", ""], &[]),
    ]
}

async fn ids(db: &Db, text: &str) -> Vec<String> {
    find(db, text, 20).await.unwrap().into_iter().map(|h| h.id).collect()
}

#[test]
fn every_statement_is_prepared_on_both_engines() {
    on_both(SEARCH, |db| async move { db.prepare_all(kaan_search::store::STATEMENTS).await.unwrap() });
}

#[test]
fn words_are_found_in_three_scripts_whole_begun_and_with_a_slip() {
    on_both(SEARCH, |db| async move {
        db.act(Put(some())).await.unwrap();
        assert_eq!(ids(&db, "reko diq").await, ["P1"]);
        assert_eq!(ids(&db, "saindak").await, ["P2", "H3"]);
        assert_eq!(ids(&db, "NOOR").await, ["H2", "H1"]);
        assert_eq!(ids(&db, "noor min").await, ["H1"]);
        assert_eq!(ids(&db, "铜金").await, ["P1", "P2"]);
        assert_eq!(ids(&db, "金").await, ["P1", "P2"]);
        assert_eq!(ids(&db, "矿").await, ["P1", "P2"]);
        assert_eq!(ids(&db, "山达克").await, ["P2"]);
        assert_eq!(ids(&db, "سينڈک").await, ["P2"], "Arabic yeh is Urdu yeh");
        assert_eq!(ids(&db, "sandak").await, ["P2", "H3"]);
        assert_eq!(ids(&db, "saindak coper").await, ["P2"]);
        assert_eq!(ids(&db, "سینڈق").await, ["P2"]);
        assert_eq!(ids(&db, "rekodiq").await, ["P1"]);
        assert_eq!(ids(&db, "chagai").await, ["P1"]);
        assert_eq!(ids(&db, "noor zzzzzzzz").await, ["H2", "H1"], "a word that stands nowhere is left out");
        assert!(ids(&db, "").await.is_empty() && ids(&db, "qqqq").await.is_empty() && ids(&db, "%_'").await.is_empty());
    });
}

#[test]
fn better_answers_come_first_and_say_how_they_answer() {
    on_both(SEARCH, |db| async move {
        db.act(Put(some())).await.unwrap();
        let hits = find(&db, "copper", 20).await.unwrap();
        assert_eq!(hits.iter().map(|h| h.id.as_str()).collect::<Vec<_>>(), ["P2", "P1"], "in the name before elsewhere");
        assert!(hits.iter().all(|h| h.how == How::Exact));
        assert_eq!(find(&db, "copp", 20).await.unwrap()[0].how, How::Prefix);
        assert_eq!(find(&db, "coper", 20).await.unwrap()[0].how, How::Similar);
        assert_eq!(find_kind(&db, "project", "saindak", 20).await.unwrap().len(), 1);
        assert_eq!(find(&db, "saindak", 1).await.unwrap().len(), 1);
    });
}

#[test]
fn indexing_twice_replaces_and_removing_removes() {
    on_both(SEARCH, |db| async move {
        db.act(Put(some())).await.unwrap();
        db.act(Put(some())).await.unwrap();
        assert_eq!(ids(&db, "saindak").await, ["P2", "H3"]);
        let renamed =
            vec![doc("holder", "H3", ["First Name", "", ""], &[]), doc("holder", "H3", ["Chilghazi Metals", "", ""], &[])];
        db.act(Put(renamed)).await.unwrap();
        assert_eq!(ids(&db, "saindak").await, ["P2"]);
        assert_eq!(ids(&db, "chilghazi").await, ["H3"]);
        assert!(ids(&db, "first").await.is_empty());
        db.act(Take("holder", "H3")).await.unwrap();
        assert!(ids(&db, "chilghazi").await.is_empty());
    });
}

#[test]
fn no_question_breaks_it() {
    on_both(SEARCH, |db| async move {
        db.act(Put(some())).await.unwrap();
        for text in [
            "\u{10ffff}",
            "a\u{0}b",
            &"x".repeat(100_000),
            &"ab ".repeat(10_000),
            "铜铜铜铜铜铜铜铜铜铜铜铜",
            "1 2 3 ' \" ; --",
            "😀 saindak",
        ] {
            find(&db, text, usize::MAX).await.unwrap();
        }
    });
}

/// Holders as a register of a million titles has them; run with `--ignored --nocapture` for figures.
#[test]
#[ignore = "takes seconds; prints figures"]
fn sixty_six_thousand_holders() {
    let w1 = [
        "Al-Noor",
        "Saindak",
        "Chagai",
        "Himalaya",
        "Sulaiman",
        "Kirthar",
        "Makran",
        "Punjnad",
        "Karakoram",
        "Hindukush",
        "Bolan",
        "Zhob",
    ];
    let w2 = ["Minerals", "Mining", "Marble", "Resources", "Copper", "Stone", "Exploration", "Metals", "Granite", "Gems"];
    let w3 = ["Ltd", "(Pvt) Ltd", "Company", "Corporation", "and Sons", "Brothers", "Associates", "Group"];
    let docs: Vec<Doc> = (0..66_000_usize)
        .map(|i| {
            let h = i.wrapping_mul(2_654_435_761);
            let name = format!("{} {} {} {}", w1[h % 12], w2[(h / 12) % 10], w3[(h / 120) % 8], h / 960 % 998 + 1);
            doc("holder", &format!("018bcfe5-6800-7000-8000-{i:012}"), [&name, "", ""], &[])
        })
        .collect();
    on_both(SEARCH, |db| {
        let docs = docs.clone();
        async move {
            let t = std::time::Instant::now();
            db.act(Put(docs.clone())).await.unwrap();
            println!("embedded {}: {} documents in {:?}", db.is_embedded(), docs.len(), t.elapsed());
            let t = std::time::Instant::now();
            db.act(Put(docs.clone())).await.unwrap();
            println!("again unchanged: {:?}", t.elapsed());
            for text in [
                "s",
                "sai",
                "saindak",
                "mining",
                "saindak mining",
                "noor mining (pvt) ltd 12",
                "sandak",
                "saindak minning ltd 77",
                "himlaya mrble",
                "chagai 501",
                "zhob gems sons 997",
            ] {
                let mut times = Vec::new();
                let mut n = 0;
                for _ in 0..20 {
                    let t = std::time::Instant::now();
                    n = find(&db, text, 20).await.unwrap().len();
                    times.push(t.elapsed());
                }
                times.sort();
                println!("  {text:<28} {n:>3} hits p50 {:?} max {:?}", times[10], times[19]);
            }
        }
    });
}
