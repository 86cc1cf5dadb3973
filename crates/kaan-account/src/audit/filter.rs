//! What is asked of the record, as it stands in the address and in the form.
//!
//! Read by search and export alike, so that both mean the same rows. It never widens a reader's reach.

use crate::fields::{self, Choice, Field, Sheet};
use crate::shared::Shared;
use axum::http::Uri;
use kaan_access::record::{Filter, Outcome};
use kaan_base::Problem;
use kaan_base::access::Reach;
use kaan_web::form::{self, Form};
use kaan_web::{Failure, Visit, Visitor};

/// Names of the fields.
const FIELDS: [&str; 7] = ["who", "act", "outcome", "organisation", "on", "from", "till"];
/// What happens outside the policy's acts and stands in the record too.
const BESIDE: [&str; 7] =
    ["session.begin", "session.end", "session.fail", "session.revoke", "credential.add", "credential.remove", "credential.reset"];

/// What was asked, and the form that shows it again.
pub(super) struct Asked {
    pub filter: Filter,
    pub sheet: Sheet,
    pub form: Form,
}

/// Reads the address.
pub(super) fn asked(s: &Shared, visit: &Visit, uri: &Uri) -> Asked {
    let form = Form::of_query(uri);
    let mut sheet = Sheet::new(fields_of(s, visit)).filled(&form);
    let mut problems = Vec::new();
    let mut ok = |read: Result<Option<kaan_base::Instant>, Problem>| {
        read.unwrap_or_else(|p| {
            problems.push(p);
            None
        })
    };
    let (from, to) = (ok(fields::may_be_day(&form, "from")), ok(fields::may_be_end(&form, "till")));
    if let (Some(from), Some(to)) = (from, to)
        && to <= from
    {
        problems.push(Problem::invalid("account-days-turned").at("till"));
    }
    let own = |id: &str| form.typed(id).map(|t| t.chars().take(200).collect::<String>());
    let filter = Filter {
        who: own("who"),
        organisation: own("organisation"),
        act: own("act"),
        outcome: form.typed("outcome").and_then(Outcome::of),
        resource: own("on"),
        from,
        to,
    };
    sheet.check(s, visit, &form);
    sheet.blame(s, visit, &problems);
    Asked { filter, sheet, form }
}

impl Asked {
    /// The same search as an address, after a row when that is given.
    pub fn address(&self, path: &str, after: Option<&str>) -> String {
        let mut pairs: Vec<(&str, &str)> = FIELDS.iter().map(|f| (*f, self.form.get(f))).collect();
        pairs.push(("after", after.unwrap_or_default()));
        form::address(path, &pairs)
    }

    /// The row after which the page begins.
    pub fn after(&self) -> Option<&str> {
        self.form.typed("after").filter(|a| kaan_base::is_id(a))
    }
}

/// Which rows this visitor may see.
pub(super) fn reach(s: &Shared, visitor: &Visitor, act: &str) -> Result<Reach, Failure> {
    visitor.actor()?;
    Ok(s.access.policy().reach(visitor.caller.actor.as_deref(), act, s.ui.now()))
}

fn fields_of(s: &Shared, visit: &Visit) -> Vec<Field> {
    let text = |key: &str| s.ui.text(visit.lang, key, &[]);
    let any = || Choice::new("", text("audit-any"));
    let names = s.access.policy().acts().chain(BESIDE);
    let acts = names.map(|a| Choice::new(a, text(&format!("act-{}", a.replace('.', "-")))));
    let outcomes = [Outcome::Allowed, Outcome::Refused, Outcome::Failed];
    let outcomes = outcomes.map(|o| Choice::new(o.word(), text(&format!("account-outcome-{}", o.word()))));
    vec![
        Field::select("act", "act", std::iter::once(any()).chain(acts).collect()).optional(),
        Field::select("outcome", "outcome", std::iter::once(any()).chain(outcomes).collect()).optional(),
        Field::day("from", "from", "day").optional(),
        Field::day("till", "till", "day").optional(),
        Field { dir: "ltr", ..Field::text("who", "who").hint("who").optional() },
        Field { dir: "ltr", ..Field::text("organisation", "organisation").hint("organisation").optional() },
        Field { dir: "ltr", ..Field::text("on", "on").hint("on").optional() },
    ]
}
