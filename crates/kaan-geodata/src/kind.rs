//! What deposits, occurrences and districts are called, where they stand, and names of their codes.
//!
//! Used throughout this crate. It holds constants and data files alone, never a record.

use kaan_facts::{Codes, Filter, Kind, Names, Take, column};
use kaan_web::Column;
use kaan_web::svg::Class;
use std::sync::LazyLock;

const DEPOSIT_COLUMNS: [Column; 17] = [
    column("name_en"),
    column("name_zh"),
    column("name_ur"),
    column("minerals"),
    column("province"),
    column("province_stated"),
    column("district"),
    column("place"),
    column("error_km"),
    column("place_source"),
    column("stage"),
    column("status"),
    column("resource"),
    column("deposit_type"),
    column("certainty"),
    column("sources"),
    column("dataset"),
];

const OCCURRENCE_COLUMNS: [Column; 9] = [
    column("name_en"),
    column("minerals"),
    column("province"),
    column("province_stated"),
    column("place"),
    column("error_km"),
    column("deposit_type"),
    column("sources"),
    column("dataset"),
];

/// Deposits.
pub static DEPOSITS: Kind = Kind {
    id: "deposits",
    one: "deposit",
    recorded: "geodata.deposit-recorded",
    corrected: "geodata.deposit-corrected",
    described: DESCRIBED,
    completed: COMPLETED,
    table: &crate::store::DEPOSITS,
    class: Class::Deposit,
    take: Take::Idle,
    filters: &[Filter::Mineral, Filter::Province, Filter::Stage, Filter::Certainty, Filter::Dataset],
    columns: &DEPOSIT_COLUMNS,
    expected: &["resource", "grade", "resource-class", "resource-standard", "deposit-type"],
    tabs: &TABS,
    tiles: None,
    active: "projects",
};

/// Occurrences.
pub static OCCURRENCES: Kind = Kind {
    id: "occurrences",
    one: "occurrence",
    recorded: "geodata.occurrence-recorded",
    corrected: "geodata.occurrence-corrected",
    described: DESCRIBED,
    completed: COMPLETED,
    table: &crate::store::OCCURRENCES,
    class: Class::Occurrence,
    take: Take::All,
    filters: &[Filter::Mineral, Filter::Province],
    columns: &OCCURRENCE_COLUMNS,
    expected: &["deposit-type"],
    tabs: &TABS,
    tiles: None,
    active: "projects",
};

/// Districts: only data sets and imports are of the common kind, outlines are this crate's own.
pub static DISTRICTS: Kind = Kind {
    id: "districts",
    one: "district",
    recorded: "geodata.district-recorded",
    corrected: "geodata.district-corrected",
    described: DESCRIBED,
    completed: COMPLETED,
    table: &crate::store::DEPOSITS,
    class: Class::Other,
    take: Take::All,
    filters: &[],
    columns: &[],
    expected: &[],
    tabs: &TABS,
    tiles: None,
    active: "projects",
};

const DESCRIBED: &str = "geodata.dataset-described";
const COMPLETED: &str = "geodata.import-completed";

/// The lists of facts, which link to each other.
pub const TABS: [(&str, &str); 4] = [
    ("/projects", "projects-title"),
    ("/deposits", "deposits-title"),
    ("/occurrences", "occurrences-title"),
    ("/districts", "districts-title"),
];

/// Names of codes in three scripts.
pub static NAMES: LazyLock<Names> = LazyLock::new(|| Names {
    minerals: read(include_str!("../../../names/minerals.toml")),
    provinces: read(include_str!("../../../names/provinces.toml")),
    countries: Codes::default(),
    stages: read(include_str!("../../../names/stages.toml")),
    steps: Codes::default(),
    districts: read(include_str!("../../../names/districts.toml")),
});

/// A file of names; a test holds that each can be read, so nothing is ever missing here.
fn read(text: &str) -> Codes {
    Codes::parse(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_names_can_be_read() {
        let n = &*NAMES;
        for codes in [&n.minerals, &n.provinces, &n.stages, &n.districts] {
            assert!(!codes.all().is_empty());
        }
    }

    #[test]
    fn no_column_is_unknown_or_twice() {
        for list in [&DEPOSIT_COLUMNS[..], &OCCURRENCE_COLUMNS[..]] {
            for (i, c) in list.iter().enumerate() {
                assert!(c.name != "unknown" && list.iter().take(i).all(|o| o.name != c.name), "{}", c.name);
            }
        }
    }
}
