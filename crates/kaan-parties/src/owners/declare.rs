//! The act of declaring owners: a company says who stands above it, all at once, for a day.
//!
//! Called by the page of the form. It takes the place of the declaration before it, never of a part of it, and
//! puts nothing private into the ledger but by commitment.

use super::law::Law;
use super::model::{Evidence, Interest, Owner, OwnerKind, Particulars, RecordStatus, Statement};
use super::publish::publish;
use super::store::{self, Declaration, Kept, State};
use crate::model::{Kind, Party, Status};
use crate::store::{About, find_party_in, hold_party, json, subject};
use kaan_access::{Access, By, permit};
use kaan_base::access::Caller;
use kaan_base::{Day, Ids, Instant, Problem, Zone};
use kaan_db::{Act, Fault, Res, Tx};
use kaan_ledger::Entry;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Most owners in one declaration.
pub const MOST: usize = 1_000;
/// Bytes of statements in one entry of the ledger.
const CHUNK: usize = 48_000;

/// One owner as declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The record of the declaration before that goes on; a new one when it is none of those.
    pub record: Option<String>,
    /// The owner; the id of a party, or empty.
    pub owner: Owner,
    /// What they have.
    pub interests: Vec<Interest>,
    /// On what it rests.
    pub evidence: Vec<Evidence>,
}

/// The act.
pub struct DeclareOwners {
    access: Access,
    caller: Caller,
    law: &'static Law,
    subject: String,
    day: Day,
    rows: Vec<Row>,
    now: Instant,
    ids: Ids,
    seed: [u8; 32],
}

/// What was declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// The declaration.
    pub id: String,
    /// Counts the declarations of the party.
    pub nth: i64,
}

impl DeclareOwners {
    /// Takes time and chance for a declaration of `rows` as the owners of `subject` on `day`.
    #[must_use]
    pub fn new(access: &Access, caller: &Caller, law: &'static Law, subject: &str, (day, rows): (Day, Vec<Row>)) -> Self {
        DeclareOwners {
            access: access.clone(),
            caller: caller.clone(),
            law,
            subject: subject.to_owned(),
            day,
            rows,
            now: access.now(),
            ids: access.ids(),
            seed: access.random(),
        }
    }
}

impl Act for DeclareOwners {
    type Out = Result<Declared, Vec<Problem>>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let Some(party) = hold_party(tx, &self.subject).await? else {
            return Ok(Err(vec![Problem::refused("owners-unknown-party")]));
        };
        let about = About::party(&party);
        let by = match permit(tx, &self.access, &self.caller, "owners.declare", &about.on()).await? {
            Ok(by) => by,
            Err(problem) => return Ok(Err(vec![problem])),
        };
        let latest = store::find_latest_in(tx, &self.subject).await?;
        let before = match &latest {
            Some(d) => store::list_whole_in(tx, &d.id).await?.into_iter().filter(store::goes_on).collect(),
            None => Vec::new(),
        };
        let statements = match self.statements(tx, &party, &before).await? {
            Ok(statements) => statements,
            Err(wrong) => return Ok(Err(wrong)),
        };
        self.put(tx, &party, &by, latest.map_or(1, |d| d.nth + 1), &statements).await.map(Ok)
    }
}

impl DeclareOwners {
    /// The whole set of statements: those of the form, then those that hold no more.
    async fn statements(&self, tx: &mut Tx<'_>, party: &Party, before: &[Statement]) -> Res<Result<Vec<Statement>, Vec<Problem>>> {
        let mut wrong = self.faults(party);
        let mut new = New { ids: self.ids.clone(), by_papers: BTreeMap::new() };
        // The first key is the declaration's.
        new.ids.make();
        let (mut statements, mut seen) = (Vec::with_capacity(self.rows.len()), BTreeSet::new());
        for (n, row) in self.rows.iter().enumerate() {
            let kept = row.record.as_ref().and_then(|r| before.iter().find(|s| s.record == *r && s.owner.kind == row.owner.kind));
            let statement = Statement {
                id: new.ids.make(),
                record: kept.map_or_else(|| new.ids.make(), |s| s.record.clone()),
                status: if kept.is_some() { RecordStatus::Updated } else { RecordStatus::New },
                subject: self.subject.clone(),
                owner: match self.owner(tx, row, kept, &mut new).await? {
                    Ok(owner) => owner,
                    Err(problem) => {
                        wrong.push(problem.at(place(n, "party")));
                        continue;
                    }
                },
                interests: row.interests.clone(),
                evidence: row.evidence.clone(),
                declared_by: self.subject.clone(),
                day: self.day,
                supersedes: kept.map(|s| s.id.clone()),
                withheld: Vec::new(),
            };
            wrong.extend(statement.faults().into_iter().map(|p| in_row(p, n)));
            if !statement.owner.id.is_empty() && !seen.insert(statement.owner.id.clone()) {
                wrong.push(Problem::invalid("owners-twice").at(place(n, if statement.owner.party { "party" } else { "name_en" })));
            }
            statements.push(statement);
        }
        if !wrong.is_empty() {
            return Ok(Err(wrong));
        }
        let stay: BTreeSet<String> = statements.iter().map(|s| s.record.clone()).collect();
        statements.extend(before.iter().filter(|s| !stay.contains(&s.record)).map(|s| self.closed(s, new.ids.make())));
        Ok(Ok(statements))
    }

    fn faults(&self, party: &Party) -> Vec<Problem> {
        let mut wrong = Vec::new();
        if party.fact.kind == Kind::Person {
            wrong.push(Problem::refused("owners-of-a-person"));
        }
        if party.status == Status::Merged {
            wrong.push(Problem::refused("owners-merged"));
        }
        if self.rows.is_empty() {
            wrong.push(Problem::invalid("owners-nobody").at("add"));
        }
        if self.rows.len() > MOST {
            wrong.push(Problem::invalid("owners-too-many").at("add").with("most", MOST));
        }
        if self.day > self.now.day(Zone::Pakistan) {
            wrong.push(Problem::invalid("owners-day-to-come").at("day"));
        }
        wrong
    }

    /// The owner with the id that it goes by: a party's, that of before, that of the same papers, or a new one.
    async fn owner(&self, tx: &mut Tx<'_>, row: &Row, kept: Option<&Statement>, new: &mut New) -> Res<Result<Owner, Problem>> {
        let mut owner = row.owner.clone();
        match owner.kind {
            OwnerKind::Unspecified => owner.id = String::new(),
            OwnerKind::Entity if owner.party => {
                let found = find_party_in(tx, &owner.id).await?;
                let Some(party) = found.filter(|p| p.fact.public && p.status == Status::Registered && p.fact.kind != Kind::Person)
                else {
                    return Ok(Err(Problem::invalid("owners-no-such-party")));
                };
                owner.name = party.name();
                owner.country = party.fact.country.clone().or(owner.country);
            }
            OwnerKind::Entity | OwnerKind::Person => {
                owner.party = false;
                let papers = papers(&owner);
                let known = match (kept.filter(|s| !s.owner.party), &papers) {
                    (Some(before), _) => Some(before.owner.id.clone()),
                    (None, Some(papers)) => match new.by_papers.get(papers) {
                        Some(id) => Some(id.clone()),
                        None => store::find_by_papers(tx, papers).await?,
                    },
                    (None, None) => None,
                };
                owner.id = known.unwrap_or_else(|| new.ids.make());
                new.by_papers.extend(papers.map(|p| (p, owner.id.clone())));
            }
        }
        Ok(Ok(owner))
    }

    /// What was said before and is not said any more.
    fn closed(&self, s: &Statement, id: String) -> Statement {
        let mut closed = Statement { id, status: RecordStatus::Closed, day: self.day, supersedes: Some(s.id.clone()), ..s.clone() };
        for i in &mut closed.interests {
            if i.until.is_none() && i.from.is_none_or(|from| from <= self.day) {
                i.until = Some(self.day);
            }
        }
        closed
    }

    async fn put(&self, tx: &mut Tx<'_>, party: &Party, by: &By, nth: i64, statements: &[Statement]) -> Res<Declared> {
        let territory = party.fact.territory.clone();
        let place = territory.as_deref().or(party.fact.country.as_deref()).unwrap_or_default();
        let rule = self.law.publication(place, self.day).ok_or_else(|| Fault::Broken("no rule of publication".into()))?;
        let declaration = Declaration {
            id: self.ids.clone().make(),
            subject: self.subject.clone(),
            nth,
            day: self.day,
            territory,
            account: by.account().to_owned(),
            at: self.now,
            rule: rule.code.clone(),
            state: State::Open,
            checked_by: None,
            checked_at: None,
            items: Vec::new(),
        };
        let public: Vec<Statement> = statements.iter().map(|s| publish(s, self.law, rule)).collect();
        let whole: Vec<String> = statements.iter().map(json).collect::<Res<_>>()?;
        let papers: Vec<Option<String>> = statements.iter().map(|s| papers(&s.owner)).collect();
        let salts: Vec<[u8; 32]> = statements.iter().map(|s| self.salt(&s.id)).collect();
        let kept: Vec<Kept<'_>> = public
            .iter()
            .zip(statements)
            .zip(whole.iter().zip(&papers))
            .zip(&salts)
            .map(|(((body, whole), (private, papers)), salt)| Kept { body, private, whole, salt, papers: papers.as_deref() })
            .collect();
        store::put(tx, &declaration, &kept).await?;
        kaan_ledger::record(tx, &entries(&declaration, &kept)?).await?;
        Ok(Declared { id: declaration.id, nth })
    }
}

impl DeclareOwners {
    /// A salt of its own for each statement: whoever is shown one learns nothing of another.
    fn salt(&self, statement: &str) -> [u8; 32] {
        Sha256::new().chain_update(b"kaan-owners-salt-v1\0").chain_update(self.seed).chain_update(statement).finalize().into()
    }
}

/// The field of a row, as the form calls it.
#[must_use]
pub fn place(row: usize, field: &str) -> String {
    format!("r{}_{field}", row + 1)
}

fn in_row(problem: Problem, row: usize) -> Problem {
    let field = problem.place.clone().unwrap_or_default();
    problem.at(place(row, &field))
}

/// What one declaration makes anew.
struct New {
    ids: Ids,
    /// Owners of this declaration by their papers.
    by_papers: BTreeMap<String, String>,
}

/// What tells that two owners are one: kind, country and number of their papers, hashed.
fn papers(owner: &Owner) -> Option<String> {
    let Particulars { scheme: Some(scheme), identifier: Some(identifier), .. } = owner.particulars.as_ref()? else { return None };
    // A passport's number is one of its country; other numbers are one of their scheme.
    let country = if scheme == "cnic" { "PK" } else { owner.country.as_deref().unwrap_or_default() };
    let text = format!("kaan-papers-v1\0{}\0{scheme}\0{country}\0{identifier}", owner.kind.code());
    Some(hex::encode(Sha256::digest(text.as_bytes())))
}

/// A statement in an entry of the ledger.
#[derive(Serialize, Deserialize)]
pub(super) struct Logged {
    /// What is public of it.
    pub public: Statement,
    /// The commitment to the whole of it, hexadecimal.
    pub whole: String,
}

/// The body of an entry: a declaration, or a part of one that is too long for one entry.
#[derive(Serialize, Deserialize)]
pub(super) struct Body {
    pub declaration: String,
    pub nth: i64,
    pub day: Day,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub territory: Option<String>,
    pub rule: String,
    pub at: Instant,
    pub first: usize,
    pub statements: Vec<Logged>,
}

fn entries(d: &Declaration, kept: &[Kept<'_>]) -> Res<Vec<Entry>> {
    let mut chunks: Vec<(usize, usize, Vec<Logged>)> = Vec::new();
    for (n, k) in kept.iter().enumerate() {
        let whole = hex::encode(kaan_ledger::commit(k.salt, k.private.as_bytes()));
        let logged = Logged { public: k.body.clone(), whole };
        let size = json(&logged)?.len();
        match chunks.last_mut() {
            Some((_, bytes, list)) if *bytes + size <= CHUNK => {
                *bytes += size;
                list.push(logged);
            }
            _ => chunks.push((n, size, vec![logged])),
        }
    }
    let entry = |(first, _, statements)| {
        let (territory, rule) = (d.territory.clone(), d.rule.clone());
        let body = Body { declaration: d.id.clone(), nth: d.nth, day: d.day, territory, rule, at: d.at, first, statements };
        Ok(Entry { kind: DECLARED, subject: subject(&d.subject), body: json(&body)?.into_bytes() })
    };
    chunks.into_iter().map(entry).collect()
}

/// The kind of a declaration's entries.
pub(super) const DECLARED: &str = "parties.owners-declared";
