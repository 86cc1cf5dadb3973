//! What every page here needs: the state, the organisation that a page is about, where to go next.
//!
//! Called by all pages of this crate. It never decides a right by itself, and never leads to another site.

use crate::hours::Holiday;
use crate::store;
use axum::response::Response;
use kaan_access::Access;
use kaan_access::roles::Organisation;
use kaan_base::access::{Body, Resource};
use kaan_base::{Day, Problem, Text3};
use kaan_web::form::{self, Form};
use kaan_web::{Failure, Head, Ui, Visit, Visitor};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

pub(crate) use kaan_web::fault;
pub(crate) use kaan_web::form::done;

/// Longest address to which a reader is sent with what was typed.
const MOST_ADDRESS: usize = 1_600;

/// What pages share.
pub(crate) struct Shared {
    pub ui: Ui,
    pub access: Access,
    /// The folder of letters; on a demonstration server alone.
    pub mailbox: Option<PathBuf>,
    pub holidays: BTreeMap<Day, Holiday>,
    pub territories: BTreeMap<String, Text3>,
}

/// The state of a handler.
pub(crate) type Here = axum::extract::State<Arc<Shared>>;

/// The organisation that a page is about.
#[derive(Debug, Clone)]
pub(crate) struct Seat {
    pub organisation: Organisation,
    pub name: Text3,
    /// Whether it has a public page, as a party.
    pub public: bool,
}

impl Seat {
    pub fn id(&self) -> &str {
        &self.organisation.id
    }

    /// What an act on the organisation touches.
    pub fn on(&self) -> Resource<'_> {
        Resource { id: self.id(), organisation: Some(self.id()), ..Resource::default() }
    }

    /// A path below the organisation.
    pub fn path(&self, rest: &str) -> String {
        format!("/office/{}{rest}", self.id())
    }
}

impl Shared {
    /// The head of a page that nobody keeps and no search engine lists.
    pub fn head(&self, visit: &Visit, title: &str) -> Head {
        Head { title: self.ui.text(visit.lang, title, &[]), noindex: true, ..Head::default() }
    }

    /// The sentence of a problem.
    pub fn say(&self, visit: &Visit, problem: &Problem) -> String {
        self.ui.say(visit.lang, problem)
    }

    /// The organisation of an address, if the visitor may do this act in it.
    ///
    /// Whoever has no role there is refused without being told whether there is such an organisation.
    pub async fn seat(&self, visitor: &Visitor, id: &str, act: &str) -> Result<Seat, Failure> {
        visitor.may(&self.ui, act, &Resource { id, organisation: Some(id), ..Resource::default() })?;
        let hat = visitor.actor()?.hats.iter().find(|h| h.organisation == id);
        let party = store::party(self.access.db(), id).await.map_err(fault)?;
        let body = party.as_ref().and_then(|p| p.body).or(hat.map(|h| h.body));
        let body = body.ok_or_else(|| Failure::missing("office-unknown"))?;
        // A company is not limited to the territory of the office that looks after it; an authority is to its own.
        let own = match &party {
            Some(p) => p.territory.clone(),
            None => hat.and_then(|h| h.territory.clone()),
        };
        let organisation = Organisation { id: id.to_owned(), body, territory: own.filter(|_| body == Body::Provincial) };
        let public = party.is_some();
        let name = party.map(|p| p.name).filter(|n| !n.is_empty()).unwrap_or_else(|| Text3::english(id));
        Ok(Seat { organisation, name, public })
    }

    /// What accounts are called, by id.
    pub async fn names(&self, ids: impl Iterator<Item = &str>) -> Result<BTreeMap<String, String>, Failure> {
        let mut list: Vec<String> = ids.map(str::to_owned).collect();
        list.sort_unstable();
        list.dedup();
        let mut names = BTreeMap::new();
        for some in list.chunks(100) {
            names.extend(self.access.account_names(some).await.map_err(fault)?);
        }
        Ok(names)
    }
}

/// A name of the list, else the id.
pub(crate) fn called(names: &BTreeMap<String, String>, id: &str) -> String {
    names.get(id).cloned().unwrap_or_else(|| id.to_owned())
}

/// To the page where the person proves anew that it is them, and from there back to the form with what was typed;
/// none when that is too long for an address.
pub(crate) fn confirm_first(visit: &Visit, path: &str, form: &Form) -> Option<Result<Response, Failure>> {
    let pairs: Vec<(&str, &str)> =
        form.pairs().iter().map(|(k, v)| (k.as_str(), v.as_str())).filter(|(k, _)| *k != "form_token").collect();
    let next = form::address(&format!("/{}{path}", visit.lang.code()), &pairs);
    let to = form::address("/account/confirm", &[("next", &next)]);
    (next.len() <= MOST_ADDRESS).then(|| visit.see(&to))
}
