//! Under which words a record is found, in three scripts.
//!
//! Called by the import and by the fold, so that both find the same. It never searches itself.

use crate::codes::Names;
use crate::kind::Kind;
use crate::model::Record;
use kaan_search::Doc;

/// The search document of a record.
#[must_use]
pub fn document(kind: &Kind, names: &Names, r: &Record) -> Doc {
    let mut more = vec![r.id.clone()];
    more.extend(r.other_names.iter().cloned());
    for mineral in &r.minerals {
        more.push(mineral.clone());
        more.extend(names.minerals.name(mineral).all().map(|(_, t)| t.to_owned()));
    }
    if let Some(province) = &r.province {
        more.extend(names.provinces.name(province).all().map(|(_, t)| t.to_owned()));
    }
    if let Some(district) = &r.district {
        more.push(district.clone());
        more.extend(names.districts.place(district).all().map(|(_, t)| t.to_owned()));
    }
    for what in ["operator", "licence-number"] {
        more.extend(r.facts_of(what).map(|f| f.text.clone()));
    }
    let mut text = r.text3();
    if text.is_empty() {
        text.en = Some(r.id.clone());
    }
    let place = r.district.as_deref().or(r.province_stated.as_deref()).or(r.province.as_deref()).unwrap_or_default();
    let note = [r.id.as_str(), place].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ");
    Doc { kind: kind.one.to_owned(), id: r.id.clone(), path: kind.path(&r.id), names: text, more, note }
}
