//! Changes, merges and splits: one prepares, another signs, and what stood before stays in the history.
//!
//! Called by the pages of parties. It never merges by itself; a signature applies what was prepared to the party
//! as it stood then, and to no other state.

use super::{Base, CORRECTED, MERGED, SPLIT, commitments, correct, numbers_free, standing, unknown_party};
use crate::form::{self, Typed};
use crate::model::{Fact, Kind, Names, Party, Private};
use crate::store::proposal::{self as table, Proposal};
use crate::store::{self, About};
use crate::suspicion::Traits;
use crate::{search, store::key};
use kaan_access::permit;
use kaan_base::Problem;
use kaan_db::{Act, Res, Tx};
use kaan_ledger::Entry;
use serde::{Deserialize, Serialize};

/// Longest reason, in characters.
const LONGEST_REASON: usize = 1_000;

/// What is prepared.
#[derive(Clone)]
pub(crate) enum What {
    /// Other names, numbers, private facts.
    Change(Typed),
    /// It is the same as the party of this id.
    Merge(String),
    /// It is one of its own after all.
    Split,
}

impl What {
    const fn code(&self) -> &'static str {
        match self {
            What::Change(_) => "change",
            What::Merge(_) => "merge",
            What::Split => "split",
        }
    }
}

/// Prepares a change, a merge or a split.
pub(crate) struct Prepare {
    pub base: Base,
    pub party: String,
    pub what: What,
    pub reason: String,
}

type Wrong = Vec<Problem>;

impl Act for Prepare {
    type Out = Result<String, Wrong>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let (base, mut ids) = (&self.base, self.base.ids.clone());
        let Some(party) = store::hold_party(tx, &self.party).await? else { return Ok(Err(vec![unknown_party()])) };
        let about = About::party(&party);
        let by = match permit(tx, &base.shared.access, &base.caller, "party.prepare", &about.on()).await? {
            Ok(by) => by,
            Err(problem) => return Ok(Err(vec![problem])),
        };
        let mut wrong = self.judge(&party);
        let reason = form::plain(&self.reason, LONGEST_REASON).unwrap_or_else(|p| {
            wrong.push(p.at("reason"));
            String::new()
        });
        if reason.is_empty() && wrong.iter().all(|p| p.place.as_deref() != Some("reason")) {
            wrong.push(Problem::invalid("reason-missing").at("reason"));
        }
        let kept = match &self.what {
            What::Merge(id) => match self.other(tx, &party, id).await? {
                Ok(id) => Some(id),
                Err(problem) => {
                    wrong.push(problem);
                    None
                }
            },
            _ => None,
        };
        if !wrong.is_empty() {
            return Ok(Err(wrong));
        }
        let mut form = if let What::Change(typed) = &self.what { typed.clone() } else { Typed::default() };
        form.set("version", party.version.to_string());
        let one = Proposal {
            id: ids.make(),
            kind: self.what.code().into(),
            party: party.fact.id.clone(),
            kept,
            territory: party.fact.territory.clone(),
            form,
            reason,
            prepared_by: by.account().to_owned(),
            prepared: base.now.0,
            state: "prepared".into(),
            signed_by: None,
            signed: None,
        };
        table::insert(tx, &one).await?;
        Ok(Ok(one.id))
    }
}

impl Prepare {
    fn judge(&self, party: &Party) -> Wrong {
        match (&self.what, party.kept.is_some()) {
            (What::Change(typed), false) => read(party, typed).err().unwrap_or_default(),
            (What::Merge(_), false) | (What::Split, true) => Vec::new(),
            (What::Split, false) => vec![Problem::refused("party-not-merged")],
            (_, true) => vec![Problem::refused("party-merged")],
        }
    }

    /// The party to keep: another of the same kind, which stands, and which the same person may touch.
    async fn other(&self, tx: &mut Tx<'_>, party: &Party, id: &str) -> Res<Result<String, Problem>> {
        let problem = |code: &'static str| Ok(Err(Problem::invalid(code).at("kept")));
        let id = id.trim().to_ascii_lowercase();
        if !kaan_base::is_id(&id) {
            return problem("merge-unknown");
        }
        let Some(other) = store::find_party_in(tx, &id).await? else { return problem("merge-unknown") };
        if other.kept.is_some() || other.id() == party.id() || other.fact.kind != party.fact.kind {
            return problem("merge-not-possible");
        }
        let about = About::party(&other);
        let allowed = permit(tx, &self.base.shared.access, &self.base.caller, "party.prepare", &about.on()).await?;
        Ok(allowed.map(|_| id).map_err(|p| p.at("kept")))
    }
}

/// The fact and the private facts that a change asks for, as far as the form says.
struct Changed {
    fact: Fact,
    private: Vec<(&'static str, String)>,
}

fn read(party: &Party, typed: &Typed) -> Result<Changed, Wrong> {
    let mut fact = party.fact.clone();
    match fact.kind {
        Kind::Company | Kind::Consortium => {
            let mut typed = typed.clone();
            typed.set("kind", fact.kind.code());
            let asked = form::read(&typed)?;
            fact.country = Some(asked.country);
            fact.territory = Some(asked.territory);
            fact.names = Some(asked.names);
            fact.identifiers = asked.identifiers;
            (fact.shares, fact.shares_note) = (asked.shares, asked.shares_note);
            Ok(Changed { fact, private: asked.private })
        }
        Kind::Authority => {
            fact.names = Some(form::read_names(typed)?);
            Ok(Changed { fact, private: Vec::new() })
        }
        Kind::Person => {
            let names = form::read_names(typed)?;
            let text = serde_json::to_string(&names).map_err(|_| vec![Problem::invalid("name-missing").at("name_en")])?;
            Ok(Changed { fact, private: vec![("names", text)] })
        }
    }
}

/// Signs what another prepared.
pub(crate) struct Sign {
    pub base: Base,
    pub id: String,
}

impl Act for Sign {
    type Out = Result<String, Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let base = &self.base;
        let Some(proposal) = table::hold(tx, &self.id).await? else { return Ok(Err(Problem::refused("unknown-proposal"))) };
        let Some(party) = store::hold_party(tx, &proposal.party).await? else { return Ok(Err(unknown_party())) };
        let act = if proposal.kind == "change" { "party.sign" } else { "party.merge" };
        let about = About::party(&party);
        let on = about.prepared(Some(&proposal.prepared_by));
        let by = match permit(tx, &base.shared.access, &base.caller, act, &on).await? {
            Ok(by) => by,
            Err(problem) => return Ok(Err(problem)),
        };
        if proposal.state != "prepared" {
            return Ok(Err(Problem::refused("proposal-ended")));
        }
        if proposal.form.get("version") != party.version.to_string() {
            return Ok(Err(Problem::refused("party-changed-meanwhile")));
        }
        let done = match proposal.kind.as_str() {
            "change" => self.change(tx, &party, &proposal).await?,
            "merge" => self.merge(tx, &party, &proposal).await?,
            _ => self.split(tx, &party, &proposal).await?,
        };
        if let Err(problem) = done {
            return Ok(Err(problem));
        }
        table::end(tx, &proposal.id, "signed", by.account(), base.now.0).await?;
        Ok(Ok(party.fact.id))
    }
}

impl Sign {
    async fn change(&self, tx: &mut Tx<'_>, party: &Party, proposal: &Proposal) -> Res<Result<(), Problem>> {
        let Ok(Changed { mut fact, private }) = read(party, &proposal.form) else {
            return Ok(Err(Problem::refused("party-changed-meanwhile")));
        };
        let before = store::list_private_in(tx, party.id()).await?;
        // What did not change keeps its salt, so that its commitment stands.
        let same = |p: &&(&'static str, String)| before.iter().any(|b| b.field == p.0 && b.value == p.1);
        let fresh = self.base.private(&private.iter().filter(|p| !same(p)).cloned().collect::<Vec<_>>());
        let ended = |b: &&Private| ends(fact.kind, b, &private);
        for gone in before.iter().filter(ended) {
            store::end_private(tx, party.id(), &gone.field, self.base.now.0).await?;
        }
        let kept = before.iter().filter(|b| !ended(b) && fresh.iter().all(|f| f.field != b.field));
        let all: Vec<Private> = kept.cloned().chain(fresh.iter().cloned()).collect();
        fact.private = commitments(&all);
        (fact.at, fact.reason) = (self.base.now.0, Some(proposal.reason.clone()).filter(|_| fact.public));
        if let Err(problem) = numbers_free(tx, &fact).await? {
            return Ok(Err(problem));
        }
        correct(tx, &fact, &fresh, &all).await.map(Ok)
    }

    async fn merge(&self, tx: &mut Tx<'_>, party: &Party, proposal: &Proposal) -> Res<Result<(), Problem>> {
        let id = proposal.kept.as_deref().unwrap_or_default();
        let kept = match standing(store::hold_party(tx, id).await?) {
            Ok(kept) => kept,
            Err(problem) => return Ok(Err(problem)),
        };
        // The party to keep is moved as much as the one that goes.
        let about = About::party(&kept);
        let on = about.prepared(Some(&proposal.prepared_by));
        if let Err(problem) = permit(tx, &self.base.shared.access, &self.base.caller, "party.merge", &on).await? {
            return Ok(Err(problem));
        }
        key::clear(tx, &store::subject(party.id())).await?;
        search::remove(tx, party.id()).await?;
        self.joined(tx, MERGED, party, Some(id), &proposal.reason).await.map(Ok)
    }

    async fn split(&self, tx: &mut Tx<'_>, party: &Party, proposal: &Proposal) -> Res<Result<(), Problem>> {
        if let Err(problem) = numbers_free(tx, &party.fact).await? {
            return Ok(Err(problem));
        }
        let private = store::list_private_in(tx, party.id()).await?;
        key::put(tx, &store::subject(party.id()), &Traits::party(&party.fact, &private).keys()).await?;
        search::put(tx, &party.fact).await?;
        self.joined(tx, SPLIT, party, None, &proposal.reason).await.map(Ok)
    }

    async fn joined(&self, tx: &mut Tx<'_>, kind: &'static str, party: &Party, kept: Option<&str>, reason: &str) -> Res<()> {
        let reason = Some(reason.to_owned()).filter(|_| party.fact.public);
        let fact = Joined { id: party.fact.id.clone(), kept: kept.map(str::to_owned), reason, at: self.base.now.0 };
        let body = store::json(&fact)?;
        store::set_kept(tx, kind, party.id(), kept, (body.clone(), fact.at)).await?;
        let entry = Entry { kind, subject: store::subject(party.id()), body: body.into_bytes() };
        kaan_ledger::record(tx, &[entry]).await.map(drop)
    }
}

/// Whether a private fact that the form could name is not in it any more.
fn ends(kind: Kind, before: &Private, asked: &[(&'static str, String)]) -> bool {
    let of_form = matches!(kind, Kind::Company | Kind::Consortium)
        && ["address", "email", "phone", "contact"].contains(&before.field.as_str());
    of_form && asked.iter().all(|(field, _)| *field != before.field)
}

/// That a party is the same as another, or one of its own again: the body of the entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Joined {
    /// The party.
    pub id: String,
    /// The one that is kept.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub kept: Option<String>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// The moment of the act, microseconds.
    pub at: i64,
}

/// Takes back what was prepared and not signed.
pub(crate) struct Discard {
    pub base: Base,
    pub id: String,
}

impl Act for Discard {
    type Out = Result<String, Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let base = &self.base;
        let Some(proposal) = table::hold(tx, &self.id).await? else { return Ok(Err(Problem::refused("unknown-proposal"))) };
        let Some(party) = store::find_party_in(tx, &proposal.party).await? else { return Ok(Err(unknown_party())) };
        let by = match permit(tx, &base.shared.access, &base.caller, "party.prepare", &About::party(&party).on()).await? {
            Ok(by) => by,
            Err(problem) => return Ok(Err(problem)),
        };
        if proposal.state != "prepared" {
            return Ok(Err(Problem::refused("proposal-ended")));
        }
        table::end(tx, &proposal.id, "dropped", by.account(), base.now.0).await?;
        Ok(Ok(party.fact.id))
    }
}

/// The form of a party as it stands, to begin a change with.
pub(crate) fn form_of(party: &Party, private: &[Private]) -> Typed {
    let (fact, mut typed) = (&party.fact, Typed::default());
    let hidden = || private.iter().find(|p| p.field == "names").and_then(|p| serde_json::from_str::<Names>(&p.value).ok());
    let names = fact.names.clone().or_else(hidden).unwrap_or_default();
    typed.set("binding", names.binding.code());
    for lang in kaan_base::Lang::ALL {
        if let Some(name) = names.get(lang) {
            typed.set(&format!("name_{}", lang.code()), &name.text);
            typed.set(&format!("source_{}", lang.code()), &name.source);
        }
    }
    typed.set("kind", fact.kind.code());
    typed.set("territory", fact.territory.clone().unwrap_or_default());
    let country = fact.country.clone().unwrap_or_default();
    typed.set(if crate::codes::is_country(&country) { "country" } else { "country_other" }, country);
    for one in &fact.identifiers {
        typed.set(&format!("id_{}", one.scheme.code()), &one.value);
    }
    for (n, share) in (1..).zip(&fact.shares) {
        typed.set(&format!("member_{n}"), &share.name);
        typed.set(&format!("member_id_{n}"), share.member.clone().unwrap_or_default());
        typed.set(&format!("share_{n}"), form::percent(share.share_ppm));
    }
    typed.set("shares_note", fact.shares_note.clone().unwrap_or_default());
    for p in private.iter().filter(|p| p.field != "names") {
        typed.set(&p.field, &p.value);
    }
    typed.set("version", party.version.to_string());
    typed
}

/// The kinds of entries that hold a whole fact.
pub(crate) const WHOLE: [&str; 2] = [super::REGISTERED, CORRECTED];
