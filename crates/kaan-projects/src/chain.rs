//! The value chain from the ground to the metal, as far as sources tell.
//!
//! Called by the project's page. It never takes silence for a no: a step that nobody speaks of is unknown.

use kaan_base::Text3;
use kaan_facts::{Names, Record};
use serde::Serialize;

/// One step.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    name: Text3,
    /// `reported`, `planned` or `unknown`.
    state: &'static str,
    /// The words that say so.
    said: Option<String>,
}

/// The steps in order.
#[must_use]
pub fn steps(names: &Names, r: &Record) -> Vec<Step> {
    let said: Vec<&str> = r.facts_of("value-chain").map(|f| f.text.as_str()).collect();
    names
        .steps
        .all()
        .iter()
        .map(|step| {
            let word = said.iter().find(|s| names.steps.find(s).is_some_and(|c| c.code == step.code));
            let state = match word {
                Some(w) if w.contains("planned") => "planned",
                Some(_) => "reported",
                None => "unknown",
            };
            Step { name: step.name(), state, said: word.map(|w| (*w).to_owned()) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::NAMES;
    use kaan_facts::Fact;

    fn states(words: &[&str]) -> Vec<&'static str> {
        let fact = |w: &&str| Fact { kind: "value-chain".into(), text: (*w).into(), amounts: vec![], said_by: None, date: None };
        let r = Record { facts: words.iter().map(fact).collect(), ..Record::default() };
        steps(&NAMES, &r).iter().map(|s| s.state).collect()
    }

    #[test]
    fn steps_are_reported_planned_or_unknown() {
        assert_eq!(states(&["extraction", "concentration", "smelting (blister)"]), ["reported", "reported", "reported", "unknown"]);
        assert_eq!(states(&["development (concentrate planned)"]), ["unknown", "planned", "unknown", "unknown"]);
        assert_eq!(states(&["exploration"]), ["unknown"; 4]);
    }
}
