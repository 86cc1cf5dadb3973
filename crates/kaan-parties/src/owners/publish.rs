//! The rule of publication applied: what everybody may see of a statement.
//!
//! Called by the act that declares, by the pages and by the export. It never lets through what the rule does
//! not list; identifiers, days of birth, addresses, means and documents it cannot let through at all.

use super::law::{Field, Law, Publication};
use super::model::{Evidence, Interest, OwnerKind, Statement};
use super::share::{Percent, Share};
use kaan_base::Text3;

/// The public part of a statement; `withheld` names what was held back.
#[must_use]
pub fn publish(s: &Statement, law: &Law, rule: &Publication) -> Statement {
    let fields = fields(s, law, rule);
    let has = |f| fields.contains(&f);
    let mut out = s.clone();
    let mut withheld = Vec::new();
    if !has(Field::Name) && s.owner.kind == OwnerKind::Person {
        out.owner.name = Text3::default();
        // Neither may the id lead from one company to another.
        out.owner.id.clone_from(&s.record);
        out.owner.party = false;
        withheld.push("name");
    }
    if !has(Field::Country) && out.owner.country.take().is_some() {
        withheld.push("country");
    }
    for i in &mut out.interests {
        hide(i, rule, &fields, &mut withheld);
    }
    out.evidence =
        s.evidence.iter().filter(|_| has(Field::Source)).map(|e| Evidence { document: None, digest: None, ..e.clone() }).collect();
    if s.evidence.iter().any(|e| e.document.is_some() || e.digest.is_some()) {
        withheld.push("document");
    }
    if let Some(p) = out.owner.particulars.take() {
        let parts = [("birth", p.birth.is_some()), ("identifier", p.identifier.is_some()), ("address", p.address.is_some())];
        withheld.extend(parts.iter().filter(|(_, there)| *there).map(|(name, _)| *name));
    }
    withheld.sort_unstable();
    withheld.dedup();
    out.withheld = withheld.into_iter().map(str::to_owned).collect();
    out
}

fn fields(s: &Statement, law: &Law, rule: &Publication) -> Vec<Field> {
    match s.owner.kind {
        OwnerKind::Person if is_small(s, law, rule) => rule.small.clone(),
        OwnerKind::Person => rule.person.clone(),
        OwnerKind::Entity | OwnerKind::Unspecified => rule.company.clone(),
    }
}

/// Whether a person's interests are all below the rule's least share, and none of them is control.
fn is_small(s: &Statement, law: &Law, rule: &Publication) -> bool {
    let below = |i: &Interest| match i.share {
        Some(share) => share.most < rule.least,
        None => !law.control.contains(&i.kind) && !i.kind.is_counted(),
    };
    s.interests.iter().all(below)
}

fn hide(i: &mut Interest, rule: &Publication, fields: &[Field], withheld: &mut Vec<&'static str>) {
    let has = |f| fields.contains(&f);
    if let Some(share) = i.share.filter(|_| !has(Field::Share)) {
        i.share = has(Field::Band).then(|| band(share, &rule.bands));
        withheld.push("share");
    }
    if !has(Field::Dates) && (i.from.take().is_some() | i.until.take().is_some()) {
        withheld.push("dates");
    }
    if i.means.take().is_some() {
        withheld.push("means");
    }
}

/// The narrowest span of the bounds that holds a share.
fn band(share: Share, bounds: &[Percent]) -> Share {
    // The last bound begins no band: the whole lies in the one below.
    let starts = bounds.split_last().map_or(bounds, |(_, rest)| rest);
    let least = starts.iter().rev().find(|b| **b <= share.least).copied().unwrap_or(Percent::ZERO);
    let most = bounds.iter().find(|b| **b >= share.most && **b > least).copied().unwrap_or(Percent::WHOLE);
    Share { least, most }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_share_falls_into_the_narrowest_band_that_holds_it() {
        let bounds: Vec<Percent> = ["0", "5", "10", "25", "50", "75", "100"].iter().map(|t| Percent::parse(t).unwrap()).collect();
        for (share, wanted) in [
            ("0", "0-5"),
            ("4.99", "0-5"),
            ("25", "25-50"),
            ("50", "50-75"),
            ("100", "75-100"),
            ("20-30", "10-50"),
            ("24.999999", "10-25"),
        ] {
            assert_eq!(band(Share::parse(share).unwrap(), &bounds).to_string(), wanted, "{share}");
        }
    }
}
