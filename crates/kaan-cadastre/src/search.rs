//! What of the register can be searched by words: holders, and records that have a name.
//!
//! Called by the import and the fold, which index in the transaction of their act. It never indexes a
//! number: the ground answers those.

use crate::model::Collection;
use kaan_base::Text3;
use kaan_search::Doc;

/// The document of a holder; its note is the register's code.
#[must_use]
pub fn holder(id: &str, name: &str, register: &str) -> Doc {
    Doc {
        kind: "holder".into(),
        id: id.into(),
        path: format!("/holders/{id}"),
        names: by_script(name),
        more: Vec::new(),
        note: register.into(),
    }
}

/// The document of a record with a name; its note is the number.
#[must_use]
pub fn record(collection: Collection, number: &str, name: Option<&str>) -> Option<Doc> {
    let name = name?;
    let names = by_script(name);
    Some(Doc {
        kind: collection.one().into(),
        id: number.into(),
        path: collection.path(number),
        names,
        more: vec![number.into()],
        note: number.into(),
    })
}

/// A name as it was handed in, under the language of its script.
fn by_script(name: &str) -> Text3 {
    let text = Some(name.to_owned());
    if name.chars().any(|c| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')) {
        Text3::of(None, text, None)
    } else if name.chars().any(|c| matches!(c, '\u{0600}'..='\u{06ff}' | '\u{0750}'..='\u{077f}')) {
        Text3::of(None, None, text)
    } else {
        Text3::of(text, None, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_filed_under_the_language_of_its_script() {
        assert_eq!(by_script("النور معدنیات").ur.as_deref(), Some("النور معدنیات"));
        assert_eq!(by_script("紫金矿业 Group").zh.as_deref(), Some("紫金矿业 Group"));
        assert_eq!(by_script("Al-Noor").en.as_deref(), Some("Al-Noor"));
        assert_eq!(record(Collection::Titles, "EL 1", None), None);
    }
}
