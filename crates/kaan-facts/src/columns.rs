//! The columns of sourced records in open formats, and their values.
//!
//! A capability picks from [`column`] by name. Every value follows from the record alone, so that an
//! export made from the ledger is the same, byte for byte. It never shows what a page would not.

use crate::kind::Kind;
use crate::model::Record;
use kaan_web::{Cell, Column, ColumnKind, Feature, Geometry};

/// All columns there are; a capability's list is made of these.
const ALL: [(&str, ColumnKind, &str); 23] = [
    ("name_en", ColumnKind::Text, "Name in English or Latin letters."),
    ("name_zh", ColumnKind::Text, "Name in Chinese."),
    ("name_ur", ColumnKind::Text, "Name in Urdu."),
    ("minerals", ColumnKind::Text, "Minerals as stated, separated by |."),
    ("province", ColumnKind::Text, "Province or territory, ISO 3166-2."),
    ("province_stated", ColumnKind::Text, "Province in the source's own words."),
    ("district", ColumnKind::Text, "District as stated."),
    ("place", ColumnKind::Text, "What the point is of: own, stand-in, unstated (no error given), none."),
    ("error_km", ColumnKind::Real, "How far the point may be off, kilometres."),
    ("place_basis", ColumnKind::Text, "What the point is, in the source's code."),
    ("place_source", ColumnKind::Text, "Where the point was read."),
    ("stage", ColumnKind::Text, "Stage, judged from the stated status."),
    ("status", ColumnKind::Text, "Status as stated."),
    ("operator", ColumnKind::Text, "Operator as stated."),
    ("owners", ColumnKind::Text, "Owners as stated, separated by ;."),
    ("owner_countries", ColumnKind::Text, "Countries of the owners, ISO 3166-1, separated by |; a question mark is a doubt."),
    ("licence_number", ColumnKind::Text, "Number of the licence as reported."),
    ("licence_type", ColumnKind::Text, "Kind of the licence as reported."),
    ("resource", ColumnKind::Text, "Resource figures as stated, separated by ;: figures that disagree stand beside each other."),
    ("deposit_type", ColumnKind::Text, "Type of the deposit as stated."),
    ("certainty", ColumnKind::Text, "How sure the compiler is: high, medium, low, unsourced."),
    ("sources", ColumnKind::Text, "Where it was read, separated by ' ; '."),
    ("dataset", ColumnKind::Text, "Code of the data set."),
];

/// A column by its name; for constants, where an unknown name stops the build.
#[must_use]
pub const fn column(name: &str) -> Column {
    let mut i = 0;
    while i < ALL.len() {
        if same(ALL[i].0, name) {
            return Column { name: ALL[i].0, kind: ALL[i].1, about: ALL[i].2 };
        }
        i += 1;
    }
    Column { name: "unknown", kind: ColumnKind::Text, about: "" }
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// A record as the open interfaces show it.
#[must_use]
pub fn feature(kind: &Kind, r: &Record) -> Feature {
    Feature {
        id: r.id.clone(),
        geometry: r.point().map(Geometry::Point),
        values: kind.columns.iter().map(|c| value(r, c.name)).collect(),
    }
}

/// Whether a column of a feature equals a text.
#[must_use]
pub fn equals(kind: &Kind, f: &Feature, name: &str, text: &str) -> bool {
    let value = kind.columns.iter().position(|c| c.name == name).and_then(|i| f.values.get(i));
    matches!(value, Some(Cell::Text(t)) if t == text)
}

fn value(r: &Record, column: &str) -> Cell {
    let text = |t: Option<String>| t.filter(|t| !t.is_empty()).map_or(Cell::Null, Cell::Text);
    let joined = |kind: &str, with: &str| text(Some(r.facts_of(kind).map(|f| f.text.as_str()).collect::<Vec<_>>().join(with)));
    let name = r.text3();
    match column {
        "name_en" => text(name.en),
        "name_zh" => text(name.zh),
        "name_ur" => text(name.ur),
        "minerals" => text(Some(r.minerals.join("|"))),
        "province" => text(r.province.clone()),
        "province_stated" => text(r.province_stated.clone()),
        "district" => text(r.district.clone()),
        "place" => text(Some(r.place.precision.code().to_owned())),
        "error_km" => r.place.error_km.map_or(Cell::Null, Cell::Real),
        "place_basis" => text(r.place.basis.clone()),
        "place_source" => text(r.place.source.clone()),
        "stage" => text(r.stage.clone()),
        "status" => joined("status", "; "),
        "operator" => joined("operator", "; "),
        "owners" => joined("owner", "; "),
        "owner_countries" => joined("owner-country", "|"),
        "licence_number" => joined("licence-number", "; "),
        "licence_type" => joined("licence-type", "; "),
        "resource" => joined("resource", "; "),
        "deposit_type" => joined("deposit-type", "; "),
        "certainty" => text(r.certainty.clone()),
        "sources" => text(Some(r.sources.join(" ; "))),
        "dataset" => text(Some(r.dataset.clone())),
        _ => Cell::Null,
    }
}
