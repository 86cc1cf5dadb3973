//! What the pages of owners show: the chain in rows that a template can walk, with names and sentences' keys.
//!
//! Called by the pages. It never asks for a right, and never looks at what it is not given.

use super::chain::{self, Beneficial, Branch, Chain, Cut, Sum, Verdict};
use super::law::{Law, Publication, Purpose, Rule, Threshold};
use super::model::{Interest, OwnerKind, Statement};
use super::share::{Range, WHOLE};
use super::store::{Declaration, Holder, Known};
use kaan_base::{Day, Text3};
use serde::Serialize;
use std::collections::BTreeMap;

/// Statements that a page lists.
const STATEMENTS: usize = 200;

/// A share for a template: of one, with the digits that it needs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Pct {
    least: f64,
    most: f64,
    exact: bool,
    least_digits: usize,
    most_digits: usize,
}

impl Pct {
    /// Of bounds in units of [`WHOLE`]; for the eye alone, so that a float will do.
    #[must_use]
    pub fn of(least: u128, most: u128) -> Pct {
        let part = |v: u128| v as f64 / WHOLE as f64;
        // What differs by less than a millionth of a percent reads the same.
        let exact = most.saturating_sub(least) < u128::from(WHOLE / 100_000_000);
        Pct { least: part(least), most: part(most), exact, least_digits: digits(least), most_digits: digits(most) }
    }

    fn range(r: Range) -> Pct {
        Pct::of(r.least.into(), r.most.into())
    }
}

/// Decimals of a percent that a share needs, four at most where it goes on.
fn digits(v: u128) -> usize {
    let micro = u128::from(WHOLE / 100_000_000);
    if !v.is_multiple_of(micro) {
        return 4;
    }
    let text = format!("{:06}", (v / micro) % 1_000_000);
    text.trim_end_matches('0').len()
}

/// A party or an owner with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its name, as far as it may be seen.
    pub name: Text3,
    /// Whether there is none.
    pub nameless: bool,
    /// Whether it is a natural person.
    pub person: bool,
    /// Its page, when it is a party of the register.
    pub path: Option<String>,
    /// Nationality or country.
    pub country: Option<String>,
}

/// The names of everybody in a chain.
pub struct Names<'a>(BTreeMap<&'a str, Named>);

impl<'a> Names<'a> {
    /// Of the statements, and of the parties that are known by their ids.
    #[must_use]
    pub fn of(statements: &'a [Statement], known: &'a [Known]) -> Self {
        let mut names = BTreeMap::new();
        for s in statements.iter().filter(|s| s.owner.kind != OwnerKind::Unspecified) {
            let named = Named {
                id: s.owner.id.clone(),
                name: s.owner.name.clone(),
                nameless: s.owner.name.is_empty(),
                person: s.owner.kind == OwnerKind::Person,
                path: None,
                country: s.owner.country.clone(),
            };
            let _ = names.entry(s.owner.id.as_str()).or_insert(named);
        }
        for k in known {
            let path = Some(format!("/parties/{}", k.id));
            let named = Named {
                id: k.id.clone(),
                name: k.name.clone(),
                nameless: k.name.is_empty(),
                person: false,
                path,
                country: k.country.clone(),
            };
            names.insert(k.id.as_str(), named);
        }
        Names(names)
    }

    /// Whoever goes by an id.
    #[must_use]
    pub fn get(&self, id: &str) -> Named {
        let none = || Named { id: id.to_owned(), name: Text3::default(), nameless: true, person: false, path: None, country: None };
        self.0.get(id).cloned().unwrap_or_else(none)
    }
}

/// A row of the tree; lists open and close around it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TreeRow {
    who: Named,
    depth: usize,
    shares: Option<Pct>,
    votes: Option<Pct>,
    along: Option<Pct>,
    control: bool,
    indirect: bool,
    cut: Option<&'static str>,
    over: bool,
    opens: bool,
    closes: usize,
}

/// How the shares of a level add up.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SumRow {
    key: &'static str,
    total: Pct,
    by: Option<Pct>,
    unknown: usize,
}

/// A company of the chain.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LevelRow {
    who: Named,
    shares: SumRow,
    votes: Option<SumRow>,
    unnamed: Vec<String>,
}

/// Somebody above, over all paths.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AboveRow {
    who: Named,
    last: bool,
    shares: Pct,
    votes: Pct,
    controls: bool,
    beneficial: Option<&'static str>,
}

/// One interest of a statement.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct InterestRow {
    kind: &'static str,
    reach: &'static str,
    share: Option<Pct>,
    from: Option<String>,
    until: Option<String>,
    means: Option<String>,
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatementRow {
    id: String,
    subject: Named,
    who: Option<Named>,
    reason: Option<&'static str>,
    interests: Vec<InterestRow>,
    source: &'static str,
    source_day: Option<String>,
    day: String,
    withheld: Vec<String>,
    birth: Option<String>,
    scheme: Option<String>,
    identifier: Option<String>,
    address: Option<String>,
    document: Option<String>,
    digest: Option<String>,
}

/// A threshold of the law.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LawRow {
    purpose: &'static str,
    rule: &'static str,
    share: Pct,
    law: String,
    section: String,
    source: String,
    note: String,
}

/// The rule of publication.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleRow {
    code: String,
    least: Pct,
    section: String,
    note: String,
}

/// A declaration in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DeclarationRow {
    id: String,
    nth: i64,
    day: String,
    at: i64,
    state: &'static str,
    checked_at: Option<i64>,
    items: Vec<ItemRow>,
}

/// What an officer found.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct ItemRow {
    code: String,
    words: Option<String>,
}

impl DeclarationRow {
    /// Of a declaration; what was found is for those who may see it.
    #[must_use]
    pub fn of(d: &Declaration, whole: bool) -> Self {
        DeclarationRow {
            id: d.id.clone(),
            nth: d.nth,
            day: d.day.to_string(),
            at: d.at.0,
            state: d.state.code(),
            checked_at: d.checked_at.map(|at| at.0),
            items: d.items.iter().map(|i| ItemRow { code: i.code.clone(), words: i.words.clone().filter(|_| whole) }).collect(),
        }
    }
}

/// The chain as a page shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChainView {
    tree: Vec<TreeRow>,
    more_rows: bool,
    levels: Vec<LevelRow>,
    above: Vec<AboveRow>,
    beneficial: Vec<AboveRow>,
    loops: Vec<Vec<Named>>,
    complete: bool,
    compared: Vec<ComparedRow>,
    statements: Vec<StatementRow>,
    statements_more: bool,
}

/// An indirect statement beside what the chain comes to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparedRow {
    subject: Named,
    owner: Named,
    declared: Option<Pct>,
    reckoned: Pct,
    same: bool,
}

/// Everything about a chain, in rows.
#[must_use]
pub fn chain_view(c: &Chain, statements: &[Statement], names: &Names<'_>, threshold: Option<&Threshold>) -> ChainView {
    let above: Vec<AboveRow> = c.above.iter().map(|a| above_row(a, names)).collect();
    let beneficial = above.iter().filter(|a| matches!(a.beneficial, Some("yes" | "maybe"))).cloned().collect();
    ChainView {
        tree: tree(&c.rows, names, threshold),
        more_rows: c.more_rows,
        levels: c.levels.iter().map(|l| level(l, statements, names)).collect(),
        above,
        beneficial,
        loops: c.loops.iter().map(|round| round.iter().map(|id| names.get(id)).collect()).collect(),
        complete: c.complete,
        compared: c.compared.iter().map(|x| compared(x, names)).collect(),
        statements: statements.iter().take(STATEMENTS).map(|s| statement(s, names)).collect(),
        statements_more: statements.len() > STATEMENTS,
    }
}

fn compared(x: &chain::Compared, names: &Names<'_>) -> ComparedRow {
    let same = x.declared.is_some_and(|d| d.least <= x.reckoned.most && x.reckoned.least <= d.most);
    ComparedRow {
        subject: names.get(&x.subject),
        owner: names.get(&x.owner),
        declared: x.declared.map(Pct::range),
        reckoned: Pct::range(x.reckoned),
        same,
    }
}

fn above_row(a: &chain::Above, names: &Names<'_>) -> AboveRow {
    let who = Named { person: a.person, ..names.get(&a.id) };
    let (shares, votes) = (Pct::range(a.part.shares), Pct::range(a.part.votes));
    AboveRow { who, last: a.last, shares, votes, controls: a.controls, beneficial: a.beneficial.map(Beneficial::code) }
}

fn tree(rows: &[Branch], names: &Names<'_>, threshold: Option<&Threshold>) -> Vec<TreeRow> {
    let over = |b: &Branch| {
        let reaches = |t: &Threshold| b.along.shares.max(b.along.votes).reaches(t.share, t.rule == Rule::MoreThan);
        threshold.filter(|t| t.rule != Rule::Unknown).is_some_and(|t| reaches(t) == super::share::Sure::Yes)
    };
    let cut = |c| match c {
        Cut::Loop => "loop",
        Cut::Above => "above",
        Cut::Depth => "depth",
    };
    rows.iter()
        .enumerate()
        .map(|(n, b)| {
            let next = rows.get(n + 1).map_or(0, |r| r.depth);
            TreeRow {
                who: Named { person: b.person, ..names.get(&b.id) },
                depth: b.depth,
                shares: b.shares.map(Pct::range),
                votes: b.votes.map(Pct::range),
                along: (b.depth > 1).then(|| Pct::range(if b.shares.is_some() { b.along.shares } else { b.along.votes })),
                control: b.control,
                indirect: b.indirect,
                cut: b.cut.map(cut),
                over: over(b),
                opens: next > b.depth,
                // The lists that end after this row; the outermost is the template's own.
                closes: b.depth.saturating_sub(next.max(1)),
            }
        })
        .collect()
}

fn level(l: &chain::Level, statements: &[Statement], names: &Names<'_>) -> LevelRow {
    let reason = |n: &usize| statements.get(*n).and_then(|s| s.owner.reason).map(|r| r.code().to_owned());
    LevelRow {
        who: names.get(&l.id),
        shares: sum_row(&l.shares),
        votes: Some(sum_row(&l.votes)).filter(|_| l.votes.verdict != Verdict::Nothing),
        unnamed: l.unnamed.iter().filter_map(reason).collect(),
    }
}

/// A sum with the key of the sentence that says whether it adds up.
#[must_use]
pub fn sum_row(s: &Sum) -> SumRow {
    let (key, by) = match s.verdict {
        Verdict::Nothing => ("owners-adds-nothing", None),
        Verdict::Whole => ("owners-adds-whole", None),
        Verdict::Fits => ("owners-adds-fits", None),
        Verdict::Short(by) => ("owners-adds-short", Some(by)),
        Verdict::Over(by) => ("owners-adds-over", Some(by)),
    };
    SumRow { key, total: Pct::of(s.least, s.most), by: by.map(Pct::range), unknown: s.unknown }
}

fn interest(i: &Interest) -> InterestRow {
    InterestRow {
        kind: i.kind.code(),
        reach: i.reach.code(),
        share: i.share.map(|s| Pct::range(Range::of(s))),
        from: i.from.map(|d| d.to_string()),
        until: i.until.map(|d| d.to_string()),
        means: i.means.clone(),
    }
}

fn statement(s: &Statement, names: &Names<'_>) -> StatementRow {
    let (e, p) = (s.evidence.first(), s.owner.particulars.as_ref());
    StatementRow {
        id: s.id.clone(),
        subject: names.get(&s.subject),
        who: (s.owner.kind != OwnerKind::Unspecified).then(|| names.get(&s.owner.id)),
        reason: s.owner.reason.map(super::model::Reason::code),
        interests: s.interests.iter().map(interest).collect(),
        source: e.map_or("selfDeclaration", |e| e.source.code()),
        source_day: e.and_then(|e| e.day).map(|d| d.to_string()),
        day: s.day.to_string(),
        withheld: s.withheld.clone(),
        birth: p.and_then(|p| p.birth).map(|d| d.to_string()),
        scheme: p.and_then(|p| p.scheme.clone()),
        identifier: p.and_then(|p| p.identifier.clone()),
        address: p.and_then(|p| p.address.clone()),
        document: e.and_then(|e| e.document.clone()),
        digest: e.and_then(|e| e.digest.clone()),
    }
}

/// What the law says of a place on a day, each purpose with its source.
#[must_use]
pub fn law_rows(law: &Law, place: &str, day: Day) -> Vec<LawRow> {
    let purposes = [(Purpose::BeneficialOwner, "beneficial-owner"), (Purpose::NamedInApplication, "named-in-application")];
    let row = |(purpose, key)| {
        law.threshold(place, purpose, day).map(|t| LawRow {
            purpose: key,
            rule: t.rule.code(),
            share: Pct::range(Range::of(super::share::Share::exact(t.share))),
            law: t.law.clone(),
            section: t.section.clone(),
            source: t.source.clone(),
            note: t.note.clone(),
        })
    };
    purposes.into_iter().filter_map(row).collect()
}

/// The rule of publication, for its sentence.
#[must_use]
pub fn rule_row(p: &Publication) -> RuleRow {
    let least = Pct::range(Range::of(super::share::Share::exact(p.least)));
    RuleRow { code: p.code.clone(), least, section: p.section.clone(), note: p.note.clone() }
}

/// The group as a page shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupView {
    /// The threshold by which it was found.
    pub threshold: Pct,
    /// Its members with the steps to each.
    pub members: Vec<GroupRow>,
    /// Whether there are more.
    pub truncated: bool,
    /// Holders of registers that they are.
    pub holders: Vec<Holder>,
}

/// A member of the group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupRow {
    /// Who it is.
    pub who: Named,
    /// Whether it stands above.
    pub above: bool,
    /// Whether every link reaches the threshold for certain.
    pub certain: bool,
    /// Steps.
    pub hops: usize,
}
