//! Statements of who owns or controls whom: what was said, by whom, on which day, on what evidence.
//!
//! Used by every room of owners. It reads and writes nothing, and holds no word for people: the codes are
//! those of the Beneficial Ownership Data Standard 0.4, so that the export needs no table of its own.

use super::share::{Range, Share};
use kaan_base::{Day, Problem, Text3};
use serde::{Deserialize, Serialize};

/// What kind of interest it is: the code list `interestType` of BODS 0.4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // The names are the standard's own, and say what they are.
pub enum InterestKind {
    Shareholding,
    VotingRights,
    AppointmentOfBoard,
    OtherInfluenceOrControl,
    SeniorManagingOfficial,
    Settlor,
    Trustee,
    Protector,
    BeneficiaryOfLegalArrangement,
    RightsToSurplusAssetsOnDissolution,
    RightsToProfitOrIncome,
    RightsGrantedByContract,
    ConditionalRightsGrantedByContract,
    ControlViaCompanyRulesOrArticles,
    ControlByLegalFramework,
    BoardMember,
    BoardChair,
    UnknownInterest,
    UnpublishedInterest,
    EnjoymentAndUseOfAssets,
    RightToProfitOrIncomeFromAssets,
    Nominee,
    Nominator,
}

use InterestKind as K;

impl InterestKind {
    /// Every kind with its code.
    pub const ALL: [(InterestKind, &'static str); 23] = [
        (K::Shareholding, "shareholding"),
        (K::VotingRights, "votingRights"),
        (K::AppointmentOfBoard, "appointmentOfBoard"),
        (K::OtherInfluenceOrControl, "otherInfluenceOrControl"),
        (K::SeniorManagingOfficial, "seniorManagingOfficial"),
        (K::Settlor, "settlor"),
        (K::Trustee, "trustee"),
        (K::Protector, "protector"),
        (K::BeneficiaryOfLegalArrangement, "beneficiaryOfLegalArrangement"),
        (K::RightsToSurplusAssetsOnDissolution, "rightsToSurplusAssetsOnDissolution"),
        (K::RightsToProfitOrIncome, "rightsToProfitOrIncome"),
        (K::RightsGrantedByContract, "rightsGrantedByContract"),
        (K::ConditionalRightsGrantedByContract, "conditionalRightsGrantedByContract"),
        (K::ControlViaCompanyRulesOrArticles, "controlViaCompanyRulesOrArticles"),
        (K::ControlByLegalFramework, "controlByLegalFramework"),
        (K::BoardMember, "boardMember"),
        (K::BoardChair, "boardChair"),
        (K::UnknownInterest, "unknownInterest"),
        (K::UnpublishedInterest, "unpublishedInterest"),
        (K::EnjoymentAndUseOfAssets, "enjoymentAndUseOfAssets"),
        (K::RightToProfitOrIncomeFromAssets, "rightToProfitOrIncomeFromAssets"),
        (K::Nominee, "nominee"),
        (K::Nominator, "nominator"),
    ];

    /// The standard's code.
    #[must_use]
    pub fn code(self) -> &'static str {
        K::ALL.iter().find(|(k, _)| *k == self).map_or("", |(_, c)| c)
    }

    /// The kind of a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<InterestKind> {
        K::ALL.iter().find(|(_, c)| *c == code).map(|(k, _)| *k)
    }

    /// Whether it is counted in shares of a whole.
    #[must_use]
    pub const fn is_counted(self) -> bool {
        matches!(self, K::Shareholding | K::VotingRights | K::RightsToProfitOrIncome | K::RightsToSurplusAssetsOnDissolution)
    }

    /// Whether it exists in a trust or a nomination alone, and so in no company.
    #[must_use]
    pub const fn is_of_an_arrangement(self) -> bool {
        matches!(self, K::Settlor | K::Trustee | K::Protector | K::BeneficiaryOfLegalArrangement | K::Nominee | K::Nominator)
    }
}

/// Whether somebody stands between owner and owned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    /// Nobody.
    #[default]
    Direct,
    /// Somebody.
    Indirect,
    /// It was not said.
    Unknown,
}

impl Reach {
    /// Every one with its code.
    pub const ALL: [(Reach, &'static str); 3] =
        [(Reach::Direct, "direct"), (Reach::Indirect, "indirect"), (Reach::Unknown, "unknown")];

    /// The one of a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Reach> {
        Reach::ALL.iter().find(|(_, c)| *c == code).map(|(r, _)| *r)
    }

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        Reach::ALL.iter().find(|(r, _)| *r == self).map_or("unknown", |(_, c)| c)
    }
}

/// An interest of an owner in the subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interest {
    /// What kind it is.
    pub kind: InterestKind,
    /// Whether somebody stands between.
    pub reach: Reach,
    /// How much of the whole; unknown when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub share: Option<Share>,
    /// The first day.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from: Option<Day>,
    /// The first day on which it holds no more.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub until: Option<Day>,
    /// By what means control is exercised, in the declarer's words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub means: Option<String>,
}

impl Interest {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds(&self, day: Day) -> bool {
        self.from.is_none_or(|d| d <= day) && self.until.is_none_or(|d| day < d)
    }

    /// How much of the whole it is.
    #[must_use]
    pub fn range(&self) -> Range {
        self.share.map_or(Range::UNKNOWN, Range::of)
    }
}

/// Where a fact comes from: the code list `sourceType` of BODS 0.4, without `verified`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub enum Source {
    /// The company says so.
    #[default]
    SelfDeclaration,
    /// A register of a state says so.
    OfficialRegister,
    /// Somebody else says so.
    ThirdParty,
    /// It was found out.
    PrimaryResearch,
}

impl Source {
    /// Every one with its code.
    pub const ALL: [(Source, &'static str); 4] = [
        (Source::SelfDeclaration, "selfDeclaration"),
        (Source::OfficialRegister, "officialRegister"),
        (Source::ThirdParty, "thirdParty"),
        (Source::PrimaryResearch, "primaryResearch"),
    ];

    /// The one of a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Source> {
        Source::ALL.iter().find(|(_, c)| *c == code).map(|(s, _)| *s)
    }

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        Source::ALL.iter().find(|(s, _)| *s == self).map_or("", |(_, c)| c)
    }
}

/// On what a statement rests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Evidence {
    /// Where it comes from.
    pub source: Source,
    /// The document, in the declarer's words; for the authority alone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub document: Option<String>,
    /// SHA-256 of the document, 64 hexadecimal digits.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub digest: Option<String>,
    /// The day of the document.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub day: Option<Day>,
}

/// Why an owner is not named: the code list `unspecifiedReason` of BODS 0.4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // The names are the standard's own.
pub enum Reason {
    NoBeneficialOwners,
    SubjectUnableToConfirmOrIdentifyBeneficialOwner,
    InterestedPartyHasNotProvidedInformation,
    SubjectExemptFromDisclosure,
    InterestedPartyExemptFromDisclosure,
    Unknown,
    InformationUnknownToPublisher,
}

impl Reason {
    /// Every one with its code.
    pub const ALL: [(Reason, &'static str); 7] = [
        (Reason::NoBeneficialOwners, "noBeneficialOwners"),
        (Reason::SubjectUnableToConfirmOrIdentifyBeneficialOwner, "subjectUnableToConfirmOrIdentifyBeneficialOwner"),
        (Reason::InterestedPartyHasNotProvidedInformation, "interestedPartyHasNotProvidedInformation"),
        (Reason::SubjectExemptFromDisclosure, "subjectExemptFromDisclosure"),
        (Reason::InterestedPartyExemptFromDisclosure, "interestedPartyExemptFromDisclosure"),
        (Reason::Unknown, "unknown"),
        (Reason::InformationUnknownToPublisher, "informationUnknownToPublisher"),
    ];

    /// The one of a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Reason> {
        Reason::ALL.iter().find(|(_, c)| *c == code).map(|(r, _)| *r)
    }

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        Reason::ALL.iter().find(|(r, _)| *r == self).map_or("unknown", |(_, c)| c)
    }
}

/// What an owner is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OwnerKind {
    /// A natural person.
    Person,
    /// A company, an authority or another body.
    Entity,
    /// Nobody who is named.
    Unspecified,
}

impl OwnerKind {
    /// The word of the store and of message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            OwnerKind::Person => "person",
            OwnerKind::Entity => "entity",
            OwnerKind::Unspecified => "unspecified",
        }
    }
}

/// What is known of an owner beside the name; for the authority alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Particulars {
    /// The day of birth.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub birth: Option<Day>,
    /// What the identifier is: `cnic`, `passport`, `registration`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub scheme: Option<String>,
    /// The identifier, in capital letters and digits alone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub identifier: Option<String>,
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub address: Option<String>,
}

/// Who has the interest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The party's id, or an id of its own when it is no party of the register; empty for nobody.
    pub id: String,
    /// What it is.
    pub kind: OwnerKind,
    /// Whether the id is that of a party of the register.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub party: bool,
    /// The name, as declared.
    #[serde(skip_serializing_if = "Text3::is_empty", default)]
    pub name: Text3,
    /// Nationality of a person, country of a company: ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub country: Option<String>,
    /// Why nobody is named.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<Reason>,
    /// What the authority alone sees.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub particulars: Option<Particulars>,
}

/// What became of a record: the code list `recordStatus` of BODS 0.4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RecordStatus {
    /// It is said for the first time.
    New,
    /// It takes the place of what was said before.
    Updated,
    /// It holds no more.
    Closed,
}

impl RecordStatus {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            RecordStatus::New => "new",
            RecordStatus::Updated => "updated",
            RecordStatus::Closed => "closed",
        }
    }
}

/// One statement: this owner has these interests in the subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Its id.
    pub id: String,
    /// The record that it is about: the same in every declaration that keeps this owner.
    pub record: String,
    /// What became of the record.
    pub status: RecordStatus,
    /// The owned party's id.
    pub subject: String,
    /// Who owns or controls.
    pub owner: Owner,
    /// What they have in it.
    pub interests: Vec<Interest>,
    /// On what it rests.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub evidence: Vec<Evidence>,
    /// The organisation that declared it, as a party's id.
    pub declared_by: String,
    /// The day for which it was declared.
    pub day: Day,
    /// The statement whose place it takes.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub supersedes: Option<String>,
    /// What the publication rule held back of it; empty before it is published.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub withheld: Vec<String>,
}

impl Statement {
    /// Everything that is wrong with it, all at once.
    #[must_use]
    pub fn faults(&self) -> Vec<Problem> {
        let mut wrong = Vec::new();
        if self.owner.id == self.subject {
            wrong.push(Problem::invalid("owners-of-itself").at("party"));
        }
        if self.interests.is_empty() && self.owner.reason != Some(Reason::NoBeneficialOwners) {
            wrong.push(Problem::invalid("owners-no-interest").at("shares"));
        }
        for i in &self.interests {
            if i.kind.is_of_an_arrangement() {
                wrong.push(Problem::invalid("owners-interest-of-arrangement").at("control"));
            }
            if i.share.is_some() && !i.kind.is_counted() {
                wrong.push(Problem::invalid("owners-share-not-counted").at("control"));
            }
            if i.share.is_some_and(|s| s.least > s.most) {
                wrong.push(Problem::invalid("owners-share-backwards").at("shares"));
            }
            if let (Some(from), Some(until)) = (i.from, i.until)
                && until < from
            {
                wrong.push(Problem::invalid("owners-dates-backwards").at("from"));
            }
        }
        wrong
    }
}
