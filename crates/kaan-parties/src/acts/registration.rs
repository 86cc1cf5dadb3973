//! What an applicant does: write, hand in, cure what was missing, take back.
//!
//! Called by the pages of registration. It never loses what was typed: a form that does not fit is kept as a
//! draft, and only handing it in is put off.

use super::{Base, person, tell_office};
use crate::codes::law;
use crate::form::{self, Typed};
use crate::store::registration::{self as table, Decision, Evidence, New, Registration, State};
use crate::{store, suspicion};
use axum::body::Bytes;
use kaan_access::permit;
use kaan_base::access::Resource;
use kaan_base::{Day, Instant, Problem, Zone};
use kaan_db::{Act, Res, Tx};

/// Longest answer to what was missing, in characters.
pub(crate) const LONGEST_ANSWER: usize = 1_000;

/// Keeps what was typed and, when asked to, hands it in.
pub(crate) struct Save {
    pub base: Base,
    /// The draft; none begins one.
    pub id: Option<String>,
    /// Chance for the number of a new one.
    pub chance: u32,
    pub typed: Typed,
    pub files: Vec<(Evidence, Bytes)>,
    /// Files to take away.
    pub gone: Vec<String>,
    /// Answers to what was missing.
    pub answers: Vec<(i64, String)>,
    pub lodge: bool,
    /// The applicant's name, as the account states it.
    pub name: String,
}

/// What came of it.
pub(crate) struct Saved {
    pub id: String,
    /// What keeps it from being handed in; empty when it is, or was not to be.
    pub wrong: Vec<Problem>,
}

impl Act for Save {
    type Out = Result<Saved, Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let (base, mut ids) = (&self.base, self.base.ids.clone());
        let id = self.id.clone().unwrap_or_else(|| ids.make());
        let subject = table::subject(&id);
        let person = base.caller.actor.as_deref().map(|a| a.person.clone()).unwrap_or_default();
        let on = Resource { id: &subject, person: Some(&person), ..Resource::default() };
        let by = match permit(tx, &base.shared.access, &base.caller, "registration.begin", &on).await? {
            Ok(by) => by,
            Err(problem) => return Ok(Err(problem)),
        };
        let now = base.now.0;
        if self.id.is_some() {
            if let Err(problem) = own(table::hold(tx, &id).await?, by.account()) {
                return Ok(Err(problem));
            }
            table::save(tx, &id, &self.typed, now).await?;
        } else {
            let number = number(base.now, self.chance);
            let new = New { id: &id, number: &number, account: by.account(), person: &person };
            table::insert(tx, &new, &self.typed, now).await?;
        }
        let mut wrong = self.files(tx, &id).await?;
        for (nth, answer) in &self.answers {
            table::cure(tx, &id, *nth, answer, now).await?;
        }
        if self.lodge {
            wrong.extend(self.lacking(tx, &id).await?);
            if wrong.is_empty() {
                self.lodge(tx, &id, &person).await?;
            }
        }
        Ok(Ok(Saved { id, wrong }))
    }
}

/// The applicant's own, while it may be written in.
fn own(found: Option<Registration>, account: &str) -> Result<Registration, Problem> {
    let found = found.filter(|r| r.account == account).ok_or_else(|| Problem::refused("unknown-registration"))?;
    if found.state.is_open() { Ok(found) } else { Err(Problem::refused("registration-closed")) }
}

impl Save {
    /// Takes files away and adds new ones, as many as the law lets.
    async fn files(&self, tx: &mut Tx<'_>, id: &str) -> Res<Vec<Problem>> {
        for gone in &self.gone {
            table::drop_evidence(tx, id, gone).await?;
        }
        let most = law().evidence.files;
        let mut there = table::list_evidence_in(tx, id).await?;
        let mut wrong = Vec::new();
        for (evidence, bytes) in &self.files {
            if there.len() >= most {
                wrong.push(Problem::invalid("evidence-too-many").at("evidence").with("most", most));
                break;
            }
            if there.iter().all(|e| e.digest != evidence.digest) {
                table::add_evidence(tx, id, evidence, bytes).await?;
                there.push(evidence.clone());
            }
        }
        Ok(wrong)
    }

    /// Everything that keeps it from being handed in.
    async fn lacking(&self, tx: &mut Tx<'_>, id: &str) -> Res<Vec<Problem>> {
        let mut wrong = form::read(&self.typed).err().unwrap_or_default();
        if table::list_evidence_in(tx, id).await?.is_empty() {
            wrong.push(Problem::invalid("evidence-missing").at("evidence"));
        }
        let open = table::list_deficiencies_in(tx, id).await?.into_iter().filter(|d| d.cured.is_none());
        wrong.extend(open.map(|d| Problem::invalid("deficiency-open").at(format!("answer_{}", d.nth))));
        Ok(wrong)
    }

    async fn lodge(&self, tx: &mut Tx<'_>, id: &str, person: &str) -> Res<()> {
        let base = &self.base;
        person::ensure(tx, &base.shared.access, person, &self.name, base.now).await?;
        table::lodge(tx, id, base.now.0).await?;
        store::key::put(tx, &table::subject(id), &suspicion::keys_of(&self.typed)).await?;
        let (Some(territory), Some(now)) = (self.typed.territory(), table::hold(tx, id).await?) else { return Ok(()) };
        let path = format!("/parties/registrations/{id}");
        tell_office(tx, base, &territory, &["officer", "registrar"], "parties-notice-lodged", &path, &now.number).await
    }
}

/// A number that can be said on the telephone: year and six signs without I, L, O, U.
fn number(now: Instant, chance: u32) -> String {
    const SIGNS: &[u8] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let year = Day::parts(now.day(Zone::Pakistan)).0;
    let sign = |i: u32| char::from(*SIGNS.get((chance >> (i * 5) & 31) as usize).unwrap_or(&b'0'));
    format!("R-{year}-{}", (0..6).map(sign).collect::<String>())
}

/// The applicant takes it back.
pub(crate) struct Withdraw {
    pub base: Base,
    pub id: String,
}

impl Act for Withdraw {
    type Out = Result<(), Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let base = &self.base;
        let (subject, found) = (table::subject(&self.id), table::hold(tx, &self.id).await?);
        let person = base.caller.actor.as_deref().map(|a| a.person.clone()).unwrap_or_default();
        let on = Resource { id: &subject, person: Some(&person), ..Resource::default() };
        let by = match permit(tx, &base.shared.access, &base.caller, "registration.begin", &on).await? {
            Ok(by) => by,
            Err(problem) => return Ok(Err(problem)),
        };
        let Some(found) = found.filter(|r| r.account == by.account()) else {
            return Ok(Err(Problem::refused("unknown-registration")));
        };
        if !found.state.is_open() && !found.state.is_waiting() {
            return Ok(Err(Problem::refused("registration-closed")));
        }
        table::decide(tx, &self.id, State::Withdrawn, (by.account(), base.now.0), &Decision::default()).await?;
        store::key::clear(tx, &subject).await?;
        Ok(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_can_be_said_on_the_telephone() {
        let now = Instant(1_795_600_000_000_000);
        assert_eq!(number(now, 0), "R-2026-000000");
        assert_eq!(number(now, u32::MAX), "R-2026-ZZZZZZ");
    }
}
