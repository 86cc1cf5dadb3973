//! Which column of a table is which field, and which rows are meant.
//!
//! Read from a TOML file beside the data; without one, columns are taken by the fields' own names. It
//! never looks at a row.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Fields of a record that a column may fill.
pub const FIELDS: [&str; 39] = [
    "id",
    "name_en",
    "name_zh",
    "name_zh_status",
    "name_ur",
    "name_ur_status",
    "other_names",
    "commodities",
    "commodity_group",
    "province_code",
    "province",
    "district",
    "lon",
    "lat",
    "crs",
    "coord_kind",
    "coord_uncertainty_km",
    "coord_source",
    "coord_alternatives",
    "status",
    "operator",
    "owners",
    "owner_countries",
    "licence_type",
    "licence_ref",
    "licence_area_km2",
    "licence_from",
    "licence_to",
    "resource_text",
    "ore_mt",
    "grade_text",
    "resource_class",
    "resource_standard",
    "capacity",
    "employment",
    "value_chain_stage",
    "certainty",
    "sources",
    "notes",
];
/// One field that only some tables have.
pub const DEPOSIT_TYPE: &str = "deposit_type";

/// Which rows of a file a collection takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Take {
    /// All.
    All,
    /// Rows that name an operator or a right, or whose stage is an active one.
    Active,
    /// The others.
    Idle,
}

/// The mapping of a file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// Field → column, or a text with columns in braces: `USGS-{record_id}`.
    pub columns: BTreeMap<String, String>,
    /// Rows whose column has one of these values; all columns must agree.
    pub only: BTreeMap<String, Vec<String>>,
    /// Which rows, where the collection's own rule is not meant.
    pub take: Option<Take>,
    /// Codes of `coord_kind` that mean a point of the thing itself.
    pub own_points: Option<Vec<String>>,
}

/// How a field is filled: pieces of text and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Text(String),
    Column(usize),
}

/// A mapping tied to the headings of one file.
#[derive(Debug, Clone)]
pub(crate) struct Bound {
    fields: BTreeMap<&'static str, Vec<Piece>>,
    only: Vec<(usize, Vec<String>)>,
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// What is wrong with it, in English.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mapping: Mapping = toml::from_str(text).map_err(|e| e.to_string())?;
        match mapping.columns.keys().find(|k| field(k).is_none()) {
            Some(unknown) => Err(format!("`{unknown}` is no field; fields are {}, {DEPOSIT_TYPE}", FIELDS.join(", "))),
            None => Ok(mapping),
        }
    }

    /// Whether a basis means a point of the thing itself.
    #[must_use]
    pub fn is_own_point(&self, basis: &str) -> bool {
        self.own_points.as_ref().map_or(basis == "deposit", |list| list.iter().any(|b| b == basis))
    }

    /// Ties it to headings.
    ///
    /// # Errors
    /// The column that is named and not there.
    pub(crate) fn bind(&self, headings: &[String]) -> Result<Bound, String> {
        let at = |name: &str| headings.iter().position(|h| h == name);
        let must = |name: &str| at(name).ok_or_else(|| name.to_owned());
        let mut fields = BTreeMap::new();
        for name in FIELDS.iter().copied().chain([DEPOSIT_TYPE]) {
            let pieces = match self.columns.get(name) {
                Some(template) if template.contains('{') => pieces(template, &must)?,
                Some(column) => vec![Piece::Column(must(column)?)],
                None => match at(name) {
                    Some(i) => vec![Piece::Column(i)],
                    None => continue,
                },
            };
            fields.insert(name, pieces);
        }
        let only = self.only.iter().map(|(c, v)| Ok((must(c)?, v.clone()))).collect::<Result<_, String>>()?;
        Ok(Bound { fields, only })
    }
}

fn field(name: &str) -> Option<&'static str> {
    FIELDS.iter().copied().chain([DEPOSIT_TYPE]).find(|f| *f == name)
}

fn pieces(template: &str, must: &impl Fn(&str) -> Result<usize, String>) -> Result<Vec<Piece>, String> {
    let mut out = Vec::new();
    let mut rest = template;
    while let Some((text, after)) = rest.split_once('{') {
        let (column, after) = after.split_once('}').ok_or_else(|| template.to_owned())?;
        out.push(Piece::Text(text.to_owned()));
        out.push(Piece::Column(must(column)?));
        rest = after;
    }
    out.push(Piece::Text(rest.to_owned()));
    Ok(out)
}

impl Bound {
    /// Whether the file has a column for this field.
    pub fn has(&self, field: &str) -> bool {
        self.fields.contains_key(field)
    }

    /// The value of a field in a row; nothing when it is blank.
    pub fn value(&self, row: &[String], field: &str) -> Option<String> {
        let pieces = self.fields.get(field)?;
        let mut out = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(t) => out.push_str(t),
                Piece::Column(i) => out.push_str(row.get(*i).map_or("", |v| v.trim())),
            }
        }
        let out = out.trim();
        (!out.is_empty()).then(|| out.to_owned())
    }

    /// Whether the row is one of those meant.
    pub fn takes(&self, row: &[String]) -> bool {
        self.only.iter().all(|(i, values)| row.get(*i).is_some_and(|v| values.iter().any(|w| w == v.trim())))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn columns_are_tied_by_name_by_mapping_and_by_template() {
        let m = Mapping::parse("[columns]\nid = \"USGS-{record_id}\"\nname_en = \"name\"\n[only]\ndataset = [\"a\"]").unwrap();
        let bound = m.bind(&["record_id", "name", "lon", "dataset"].map(str::to_owned)).unwrap();
        let row = ["7", " Duddar ", "", "a"].map(str::to_owned);
        assert_eq!(bound.value(&row, "id").as_deref(), Some("USGS-7"));
        assert_eq!(bound.value(&row, "name_en").as_deref(), Some("Duddar"));
        assert_eq!((bound.value(&row, "lon"), bound.has("lat")), (None, false));
        assert!(bound.takes(&row) && !bound.takes(&["7", "x", "", "b"].map(str::to_owned)));
    }

    #[test]
    fn what_is_named_and_not_there_is_said() {
        assert!(Mapping::parse("[columns]\nnumber = \"x\"").unwrap_err().contains("number"));
        let m = Mapping::parse("[columns]\nid = \"x\"").unwrap();
        assert_eq!(m.bind(&["id".to_owned()]).unwrap_err(), "x");
    }
}
