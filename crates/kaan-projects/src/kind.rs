//! What projects are called, where they stand, and which names their codes have.
//!
//! Used throughout this crate. It holds constants and data files alone, never a record.

use kaan_facts::{Codes, Filter, Kind, Names, Take, column};
use kaan_web::Column;
use kaan_web::svg::Class;
use std::sync::LazyLock;

const COLUMNS: [Column; 22] = [
    column("name_en"),
    column("name_zh"),
    column("name_ur"),
    column("minerals"),
    column("province"),
    column("district"),
    column("place"),
    column("error_km"),
    column("place_basis"),
    column("place_source"),
    column("stage"),
    column("status"),
    column("operator"),
    column("owners"),
    column("owner_countries"),
    column("licence_number"),
    column("licence_type"),
    column("resource"),
    column("certainty"),
    column("sources"),
    column("dataset"),
    column("province_stated"),
];

/// Projects.
pub static PROJECTS: Kind = Kind {
    id: "projects",
    one: "project",
    recorded: "projects.project-recorded",
    corrected: "projects.project-corrected",
    described: "projects.dataset-described",
    completed: "projects.import-completed",
    table: &crate::store::TABLE,
    class: Class::Project,
    take: Take::Active,
    filters: &[Filter::Mineral, Filter::Province, Filter::Stage, Filter::Country, Filter::Certainty],
    columns: &COLUMNS,
    expected: &[
        "status",
        "operator",
        "owner",
        "owner-country",
        "licence-type",
        "licence-number",
        "licence-area",
        "licence-from",
        "licence-to",
        "resource",
        "grade",
        "resource-class",
        "resource-standard",
        "capacity",
        "employment",
    ],
    tabs: &TABS,
    tiles: Some("/tiles/register/{z}/{x}/{y}.mvt"),
    active: "projects",
};

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
    countries: read(include_str!("../../../names/countries.toml")),
    stages: read(include_str!("../../../names/stages.toml")),
    steps: read(include_str!("../../../names/steps.toml")),
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
    fn every_file_of_names_can_be_read_and_has_three_scripts() {
        let n = &*NAMES;
        for (file, codes) in [
            ("minerals", &n.minerals),
            ("provinces", &n.provinces),
            ("countries", &n.countries),
            ("stages", &n.stages),
            ("steps", &n.steps),
            ("districts", &n.districts),
        ] {
            assert!(!codes.all().is_empty(), "{file} cannot be read");
            for c in codes.all() {
                assert_eq!(c.name().all().count(), 3, "{file}: {}", c.code);
            }
        }
    }

    #[test]
    fn no_column_is_unknown_or_twice() {
        for (i, c) in COLUMNS.iter().enumerate() {
            assert!(c.name != "unknown" && COLUMNS.iter().take(i).all(|o| o.name != c.name), "{}", c.name);
        }
    }
}
