//! The form of a declaration: what is typed, row by row, and what it says when everything fits.
//!
//! Called by the pages. Everything wrong is told at once, each at its field; nothing typed is thrown away. It
//! never asks the store.

use super::declare::{Row, place};
use super::model::{
    Evidence, Interest, InterestKind, Owner, OwnerKind, Particulars, Reach, Reason, RecordStatus, Source, Statement,
};
use super::share::{NotAShare, Share};
use crate::codes;
use crate::identifier::{Identifier, Scheme};
use kaan_base::{Day, Lang, Problem, Text3, is_id, names};
use kaan_web::form::Form;
use serde::Serialize;
use std::collections::BTreeMap;

/// Rows of the form: more owners than that are declared as a group that is not named.
pub const ROWS: usize = 20;
/// Longest text of a field, in characters.
const LONGEST: usize = 500;
/// What is kept of a field as typed.
const KEPT: usize = 2_000;
/// Least and most characters of the number of a paper.
const PAPERS: std::ops::RangeInclusive<usize> = 4..=30;

/// The fields of a row.
pub const FIELDS: [&str; 22] = [
    "kind",
    "record",
    "party",
    "name_en",
    "name_zh",
    "name_ur",
    "country",
    "shares",
    "votes",
    "control",
    "means",
    "reach",
    "from",
    "reason",
    "source",
    "document",
    "digest",
    "document_day",
    "birth",
    "scheme",
    "identifier",
    "address",
];

/// Kinds of interest that are offered beside shares and votes.
pub const CONTROLS: [InterestKind; 11] = [
    InterestKind::AppointmentOfBoard,
    InterestKind::OtherInfluenceOrControl,
    InterestKind::ControlViaCompanyRulesOrArticles,
    InterestKind::ControlByLegalFramework,
    InterestKind::RightsGrantedByContract,
    InterestKind::ConditionalRightsGrantedByContract,
    InterestKind::SeniorManagingOfficial,
    InterestKind::BoardMember,
    InterestKind::BoardChair,
    InterestKind::EnjoymentAndUseOfAssets,
    InterestKind::UnknownInterest,
];
/// Reasons for naming nobody that a company can give.
pub const REASONS: [Reason; 5] = [
    Reason::SubjectUnableToConfirmOrIdentifyBeneficialOwner,
    Reason::InterestedPartyHasNotProvidedInformation,
    Reason::InterestedPartyExemptFromDisclosure,
    Reason::SubjectExemptFromDisclosure,
    Reason::Unknown,
];

/// A row as typed, by field.
pub type TypedRow = BTreeMap<&'static str, String>;

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Typed {
    /// The day.
    pub day: String,
    /// The rows.
    pub rows: Vec<TypedRow>,
}

/// What the button asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// One more row of a kind.
    Add(OwnerKind),
    /// One row less, counted from 0.
    Remove(usize),
    /// To be told what fits, without declaring.
    Check,
    /// To declare.
    Declare,
}

impl Wanted {
    /// What was pressed.
    #[must_use]
    pub fn of(form: &Form) -> Wanted {
        match form.get("do") {
            "add-person" => Wanted::Add(OwnerKind::Person),
            "add-entity" => Wanted::Add(OwnerKind::Entity),
            "add-unspecified" => Wanted::Add(OwnerKind::Unspecified),
            "declare" => Wanted::Declare,
            other => match other.strip_prefix("remove-").and_then(|n| n.parse::<usize>().ok()) {
                Some(n) if n > 0 => Wanted::Remove(n - 1),
                _ => Wanted::Check,
            },
        }
    }
}

fn kind_of(code: &str) -> Option<OwnerKind> {
    [OwnerKind::Person, OwnerKind::Entity, OwnerKind::Unspecified].into_iter().find(|k| k.code() == code)
}

/// An empty row.
#[must_use]
pub fn empty(kind: OwnerKind) -> TypedRow {
    let mut row: TypedRow = FIELDS.iter().map(|f| (*f, String::new())).collect();
    row.insert("kind", kind.code().to_owned());
    row.insert("reach", Reach::Direct.code().to_owned());
    row.insert("source", Source::SelfDeclaration.code().to_owned());
    row
}

impl Typed {
    /// Takes what was sent.
    #[must_use]
    pub fn take(form: &Form) -> Typed {
        let cut = |v: &str| v.chars().take(KEPT).collect::<String>();
        let row = |n: usize| FIELDS.iter().map(|f| (*f, cut(form.get(&place(n, f))))).collect::<TypedRow>();
        let rows = (0..ROWS).filter(|n| kind_of(form.get(&place(*n, "kind"))).is_some()).map(row).collect();
        Typed { day: cut(form.get("day")), rows }
    }

    /// The form filled in with what stands.
    #[must_use]
    pub fn of(statements: &[Statement], day: Day) -> Typed {
        let rows = statements.iter().filter(|s| s.status != RecordStatus::Closed).take(ROWS).map(filled).collect();
        Typed { day: day.to_string(), rows }
    }

    /// Does what changes the rows alone.
    pub fn change(&mut self, wanted: &Wanted) {
        match wanted {
            Wanted::Add(kind) if self.rows.len() < ROWS => self.rows.push(empty(*kind)),
            Wanted::Remove(n) if *n < self.rows.len() => drop(self.rows.remove(*n)),
            _ => {}
        }
    }

    /// What it says; everything that is wrong.
    ///
    /// # Errors
    /// Every problem, each at its field.
    pub fn read(&self) -> Result<(Day, Vec<Row>), Vec<Problem>> {
        let mut wrong = Vec::new();
        let day = Day::parse(&self.day).map_err(|_| wrong.push(Problem::invalid("owners-day").at("day"))).ok();
        if self.rows.is_empty() {
            wrong.push(Problem::invalid("owners-nobody").at("add"));
        }
        let rows = self.rows.iter().enumerate().map(|(n, typed)| Reader { n, typed, day, wrong: &mut wrong }.row()).collect();
        match day {
            Some(day) if wrong.is_empty() => Ok((day, rows)),
            _ => Err(wrong),
        }
    }
}

fn filled(s: &Statement) -> TypedRow {
    let mut row = empty(s.owner.kind);
    let mut set = |field: &'static str, value: Option<String>| drop(value.map(|v| row.insert(field, v)));
    let text = |t: &Option<String>| t.clone();
    let of = |kind| s.interests.iter().find(|i| i.kind == kind).and_then(|i| i.share).map(|x| x.to_string());
    let other = s.interests.iter().find(|i| !matches!(i.kind, InterestKind::Shareholding | InterestKind::VotingRights));
    let (any, p, e) = (s.interests.first(), s.owner.particulars.as_ref(), s.evidence.first());
    set("record", Some(s.record.clone()));
    set("party", Some(s.owner.id.clone()).filter(|_| s.owner.party));
    let typed = |lang| s.owner.name.get(lang).filter(|_| !s.owner.party).map(str::to_owned);
    set("name_en", typed(Lang::En));
    set("name_zh", typed(Lang::Zh));
    set("name_ur", typed(Lang::Ur));
    set("country", text(&s.owner.country));
    set("shares", of(InterestKind::Shareholding));
    set("votes", of(InterestKind::VotingRights));
    set("control", other.map(|i| i.kind.code().to_owned()));
    set("means", s.interests.iter().find_map(|i| i.means.clone()));
    set("reach", any.map(|i| i.reach.code().to_owned()));
    set("from", any.and_then(|i| i.from).map(|d| d.to_string()));
    set("reason", s.owner.reason.map(|r| r.code().to_owned()));
    set("source", e.map(|e| e.source.code().to_owned()));
    set("document", e.and_then(|e| e.document.clone()));
    set("digest", e.and_then(|e| e.digest.clone()));
    set("document_day", e.and_then(|e| e.day).map(|d| d.to_string()));
    set("birth", p.and_then(|p| p.birth).map(|d| d.to_string()));
    set("scheme", p.and_then(|p| p.scheme.clone()));
    set("identifier", p.and_then(|p| p.identifier.clone()));
    set("address", p.and_then(|p| p.address.clone()));
    row
}

/// Reads one row and notes what is wrong in it.
struct Reader<'a> {
    n: usize,
    typed: &'a TypedRow,
    day: Option<Day>,
    wrong: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    fn text(&self, field: &str) -> Option<&str> {
        self.typed.get(field).map(|t| t.trim()).filter(|t| !t.is_empty())
    }

    fn fault(&mut self, problem: Problem, field: &str) {
        self.wrong.push(problem.at(place(self.n, field)));
    }

    fn row(mut self) -> Row {
        let kind = kind_of(self.text("kind").unwrap_or_default()).unwrap_or(OwnerKind::Unspecified);
        let owner = self.owner(kind);
        let interests = self.interests(kind);
        let source = Source::parse(self.text("source").unwrap_or_default()).unwrap_or_default();
        let digest = self.digest();
        let (document, day) = (self.short("document"), self.date("document_day"));
        let evidence = vec![Evidence { source, document, digest, day }];
        Row { record: self.text("record").filter(|t| is_id(t)).map(str::to_owned), owner, interests, evidence }
    }

    fn owner(&mut self, kind: OwnerKind) -> Owner {
        let mut owner =
            Owner { id: String::new(), kind, party: false, name: Text3::default(), country: None, reason: None, particulars: None };
        if kind == OwnerKind::Unspecified {
            owner.reason = self.text("reason").and_then(Reason::parse);
            if owner.reason.is_none() {
                self.fault(Problem::invalid("owners-reason"), "reason");
            }
            return owner;
        }
        if let Some(typed) = self.text("party").filter(|_| kind == OwnerKind::Entity) {
            // The id alone, or the address of the party's page.
            let id = typed.rsplit('/').find(|part| is_id(part)).map(str::to_owned);
            owner.party = true;
            match id {
                Some(id) => owner.id = id,
                None => self.fault(Problem::invalid("owners-no-such-party"), "party"),
            }
        } else {
            owner.name = self.names();
        }
        owner.country = self.country(kind == OwnerKind::Person);
        owner.particulars = self.particulars(kind);
        owner
    }

    fn names(&mut self) -> Text3 {
        let fields = [(Lang::En, "name_en"), (Lang::Zh, "name_zh"), (Lang::Ur, "name_ur")];
        let [en, zh, ur] = fields.map(|(lang, field)| {
            let typed = self.text(field)?.to_owned();
            match names::check_in(lang, &typed) {
                Ok(name) => Some(name),
                Err(problems) => {
                    problems.into_iter().for_each(|p| self.fault(p, field));
                    Some(typed)
                }
            }
        });
        let name = Text3::of(en, zh, ur);
        if name.is_empty() {
            self.fault(Problem::invalid("owners-name"), "name_en");
        }
        name
    }

    fn country(&mut self, needed: bool) -> Option<String> {
        match self.text("country").map(str::to_ascii_uppercase) {
            Some(code) if code.len() == 2 && (codes::is_country(&code) || code.bytes().all(|b| b.is_ascii_uppercase())) => {
                Some(code)
            }
            None if !needed => None,
            _ => {
                self.fault(Problem::invalid("owners-country"), "country");
                None
            }
        }
    }

    fn particulars(&mut self, kind: OwnerKind) -> Option<Particulars> {
        let birth = if kind == OwnerKind::Person { self.date("birth") } else { None };
        let (scheme, identifier) = self.papers(kind);
        let found = Particulars { birth, scheme, identifier, address: self.short("address") };
        (found != Particulars::default()).then_some(found)
    }

    fn papers(&mut self, kind: OwnerKind) -> (Option<String>, Option<String>) {
        let scheme = self.text("scheme").map(str::to_owned);
        let Some(typed) = self.text("identifier").map(str::to_owned) else { return (None, None) };
        let number = match (kind, scheme.as_deref()) {
            (OwnerKind::Person, Some("cnic")) => Identifier::parse(Scheme::Cnic, &typed).map(|i| i.value),
            (OwnerKind::Person, Some("passport")) => plain_number(&typed),
            (OwnerKind::Entity, _) => plain_number(&typed),
            _ => Err(Problem::invalid("owners-scheme")),
        };
        match number {
            Ok(number) => {
                (Some(scheme.filter(|_| kind == OwnerKind::Person).unwrap_or_else(|| "registration".into())), Some(number))
            }
            Err(problem) if problem.code == "owners-scheme" => {
                self.fault(problem, "scheme");
                (None, Some(typed))
            }
            Err(problem) => {
                self.fault(problem, "identifier");
                (scheme, Some(typed))
            }
        }
    }

    fn interests(&mut self, kind: OwnerKind) -> Vec<Interest> {
        let reach = self.text("reach").and_then(Reach::parse).unwrap_or_default();
        let (from, means) = (self.date("from"), self.short("means"));
        let control = self.text("control").and_then(InterestKind::parse).filter(|k| CONTROLS.contains(k));
        let shares = self.share("shares");
        let votes = self.share("votes");
        let one = |kind, share, means| Interest { kind, reach, share, from, until: None, means };
        let mut out = Vec::new();
        out.extend(shares.map(|s| one(InterestKind::Shareholding, Some(s), None)));
        out.extend(votes.map(|s| one(InterestKind::VotingRights, Some(s), None)));
        out.extend(control.map(|k| one(k, None, means.clone())));
        if let (None, Some(means), Some(first)) = (control, means, out.first_mut()) {
            first.means = Some(means);
        }
        if out.is_empty() && self.text("shares").is_none() && self.text("votes").is_none() {
            if kind == OwnerKind::Unspecified {
                // That somebody is there and nothing is known of them is a statement too.
                out.push(one(InterestKind::UnknownInterest, None, None));
            } else {
                self.fault(Problem::invalid("owners-no-interest"), "shares");
            }
        }
        out
    }

    fn share(&mut self, field: &str) -> Option<Share> {
        let typed = self.text(field)?.to_owned();
        match Share::parse(&typed) {
            Ok(share) => Some(share),
            Err(why) => {
                let code = match why {
                    NotAShare::Unreadable => "owners-share-unreadable",
                    NotAShare::Negative => "owners-share-negative",
                    NotAShare::TooMuch => "owners-share-too-much",
                    NotAShare::TooFine => "owners-share-too-fine",
                    NotAShare::Backwards => "owners-share-backwards",
                };
                self.fault(Problem::invalid(code), field);
                None
            }
        }
    }

    /// A day up to the day of the declaration.
    fn date(&mut self, field: &str) -> Option<Day> {
        let typed = self.text(field)?.to_owned();
        match Day::parse(&typed) {
            Ok(day) if self.day.is_none_or(|d| day <= d) => Some(day),
            Ok(_) => {
                self.fault(Problem::invalid("owners-date-after"), field);
                None
            }
            Err(_) => {
                self.fault(Problem::invalid("owners-day"), field);
                None
            }
        }
    }

    fn short(&mut self, field: &str) -> Option<String> {
        let typed = self.text(field)?.to_owned();
        if typed.chars().count() > LONGEST {
            self.fault(Problem::invalid("owners-words-too-long").with("most", LONGEST), field);
        }
        Some(typed)
    }

    fn digest(&mut self) -> Option<String> {
        let typed = self.text("digest")?.to_ascii_lowercase();
        if typed.len() != 64 || !typed.bytes().all(|b| b.is_ascii_hexdigit()) {
            self.fault(Problem::invalid("owners-digest"), "digest");
        }
        Some(typed)
    }
}

/// A number of a passport or a register in capital letters and digits.
fn plain_number(typed: &str) -> Result<String, Problem> {
    let bare: String = typed.chars().filter(|c| !c.is_whitespace() && !"-/.".contains(*c)).collect::<String>().to_uppercase();
    let fits = PAPERS.contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_alphanumeric());
    if fits {
        Ok(bare)
    } else {
        Err(Problem::invalid("owners-identifier").with("least", PAPERS.start()).with("most", PAPERS.end()))
    }
}

/// The rows as statements about nobody's owners, for adding them up before anything is declared.
#[must_use]
pub fn draft(rows: &[Row], subject: &str, day: Day) -> Vec<Statement> {
    let one = |(n, row): (usize, &Row)| {
        let mut owner = row.owner.clone();
        if owner.id.is_empty() && owner.kind != OwnerKind::Unspecified {
            owner.id = format!("row-{n}");
        }
        Statement {
            id: format!("row-{n}"),
            record: format!("row-{n}"),
            status: RecordStatus::New,
            subject: subject.to_owned(),
            owner,
            interests: row.interests.clone(),
            evidence: Vec::new(),
            declared_by: subject.to_owned(),
            day,
            supersedes: None,
            withheld: Vec::new(),
        }
    };
    rows.iter().enumerate().map(one).collect()
}
