//! A row of a table becomes a record, or the reasons why it does not.
//!
//! Called by the import for each row. It never repairs a value: what cannot be read is a reason.

use crate::amount::amounts;
use crate::codes::Names;
use crate::mapping::{Bound, DEPOSIT_TYPE, Mapping, Take};
use crate::model::{Alternative, Amount, Fact, NOTE, Name, Place, Precision, Record};
use crate::statement::{statements, whole};
use kaan_base::Lang;
use kaan_exchange::Reject;
use kaan_geo::Point;

/// Most bytes of a record's body: an entry of the ledger holds little more.
pub(crate) const MOST_BODY: usize = 60_000;
const CERTAINTIES: [&str; 4] = ["high", "medium", "low", "unsourced"];

/// How the fields become facts: field, kind, and how it is cut.
const FACTS: [(&str, &str, Cut); 20] = [
    ("status", "status", Cut::Whole),
    ("operator", "operator", Cut::Whole),
    ("owners", "owner", Cut::Statements),
    ("owner_countries", "owner-country", Cut::List),
    ("licence_type", "licence-type", Cut::Whole),
    ("licence_ref", "licence-number", Cut::Whole),
    ("licence_area_km2", "licence-area", Cut::Measured("km2")),
    ("licence_from", "licence-from", Cut::Dated),
    ("licence_to", "licence-to", Cut::Dated),
    ("resource_text", "resource", Cut::Statements),
    ("ore_mt", "tonnage", Cut::Measured("Mt")),
    ("grade_text", "grade", Cut::Read),
    ("resource_class", "resource-class", Cut::Whole),
    ("resource_standard", "resource-standard", Cut::Whole),
    ("capacity", "capacity", Cut::Statements),
    ("employment", "employment", Cut::Statements),
    ("value_chain_stage", "value-chain", Cut::List),
    ("commodity_group", "mineral-group", Cut::Whole),
    (DEPOSIT_TYPE, "deposit-type", Cut::Whole),
    ("notes", NOTE, Cut::Whole),
];

#[derive(Clone, Copy)]
enum Cut {
    Whole,
    List,
    Statements,
    Read,
    Measured(&'static str),
    Dated,
}

/// One row on its way to a record.
pub(crate) struct Row<'a> {
    pub number: u64,
    pub cells: &'a [String],
    pub bound: &'a Bound,
    pub mapping: &'a Mapping,
    pub names: &'a Names,
}

impl Row<'_> {
    fn get(&self, field: &str) -> Option<String> {
        self.bound.value(self.cells, field)
    }

    fn list(&self, field: &str, separator: char) -> Vec<String> {
        let text = self.get(field).unwrap_or_default();
        text.split(separator).map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned).collect()
    }

    fn no(&self, field: &str, code: &'static str, reason: impl Into<String>) -> Reject {
        Reject::new(self.number, field, code, reason)
    }

    /// Whether the row belongs to a collection that takes these.
    pub fn belongs(&self, take: Take) -> bool {
        if take == Take::All {
            return true;
        }
        let right = ["operator", "licence_type", "licence_ref"].iter().any(|f| self.get(f).is_some());
        let working = self.stage().is_some_and(|s| self.names.stages.get(&s).is_some_and(|c| c.active));
        (right || working) == (take == Take::Active)
    }

    fn stage(&self) -> Option<String> {
        let status = self.get("status")?;
        self.names.stages.find(&status).map(|c| c.code.clone())
    }

    /// The record.
    ///
    /// # Errors
    /// Everything that is wrong with the row.
    pub fn record(&self, dataset: &str) -> Result<Record, Vec<Reject>> {
        let mut wrong = Vec::new();
        let id = self.get("id").unwrap_or_default();
        if let Some((code, reason)) = wrong_id(&id) {
            wrong.push(self.no("id", code, reason));
        }
        let certainty = self.get("certainty");
        if let Some(c) = certainty.as_deref().filter(|c| !CERTAINTIES.contains(c)) {
            wrong.push(self.no(
                "certainty",
                "certainty-unknown",
                format!("`{}` is none of {}", crate::read::short(c), CERTAINTIES.join(", ")),
            ));
        }
        let mut facts: Vec<Fact> = FACTS.iter().flat_map(|(field, kind, how)| self.facts(field, kind, *how)).collect();
        let place = self.place(&mut facts).unwrap_or_else(|reasons| {
            wrong.extend(reasons);
            Place::default()
        });
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let (province, province_stated) = self.province();
        let record = Record {
            id,
            dataset: dataset.to_owned(),
            names: self.names(),
            other_names: self.list("other_names", '|'),
            minerals: self.list("commodities", '|'),
            province,
            province_stated,
            district: self.get("district"),
            place,
            stage: self.stage(),
            certainty,
            facts,
            sources: sources(&self.get("sources").unwrap_or_default()),
        };
        let length = serde_json::to_vec(&record).map_or(usize::MAX, |b| b.len());
        if length > MOST_BODY {
            return Err(vec![self.no("", "row-too-long", format!("the record takes {length} bytes; {MOST_BODY} are taken"))]);
        }
        Ok(record)
    }

    fn names(&self) -> Vec<Name> {
        let of = |lang, field: &str| Some(Name { lang, text: self.get(field)?, status: self.get(&format!("{field}_status")) });
        [of(Lang::En, "name_en"), of(Lang::Zh, "name_zh"), of(Lang::Ur, "name_ur")].into_iter().flatten().collect()
    }

    /// The code, and the stated province where that is another word.
    fn province(&self) -> (Option<String>, Option<String>) {
        if let Some(code) = self.get("province_code") {
            return (Some(code), self.get("province"));
        }
        let stated = self.get("province");
        (stated.as_deref().and_then(|p| self.names.provinces.find(p)).map(|c| c.code.clone()), stated)
    }

    fn facts(&self, field: &str, kind: &str, how: Cut) -> Vec<Fact> {
        let Some(text) = self.get(field) else { return Vec::new() };
        match how {
            Cut::Whole => vec![whole(kind, &text)],
            Cut::List => self.list(field, '|').iter().map(|t| whole(kind, t)).collect(),
            Cut::Statements => statements(kind, &text),
            Cut::Read => vec![Fact { amounts: amounts(&text), ..whole(kind, &text) }],
            Cut::Measured(unit) => {
                let head: String = text.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
                let own = amounts(&format!("{head} {unit}")).into_iter().next();
                let amounts: Vec<Amount> = own.into_iter().collect();
                vec![Fact { amounts, ..whole(kind, &text) }]
            }
            Cut::Dated => {
                let date: String = text.chars().take_while(|c| c.is_ascii_digit() || *c == '-').collect();
                let date = matches!(date.len(), 4 | 7 | 10).then_some(date);
                vec![Fact { date, ..whole(kind, &text) }]
            }
        }
    }

    fn place(&self, facts: &mut Vec<Fact>) -> Result<Place, Vec<Reject>> {
        let mut wrong = Vec::new();
        let at = self.point().unwrap_or_else(|r| {
            wrong.push(r);
            None
        });
        let error_km = self.error_km().unwrap_or_else(|r| {
            wrong.push(r);
            None
        });
        if let Some(crs) = self.get("crs").filter(|c| c != "EPSG:4326") {
            wrong.push(self.no(
                "crs",
                "crs-unknown",
                format!("`{}`: points are taken in EPSG:4326 alone", crate::read::short(&crs)),
            ));
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let basis = self.get("coord_kind");
        let precision = match (at, basis.as_deref()) {
            (None, _) => Precision::None,
            (Some(_), None) => Precision::Unstated,
            (Some(_), Some(b)) if self.mapping.is_own_point(b) => Precision::Own,
            _ => Precision::StandIn,
        };
        let mut alternatives = Vec::new();
        for part in self.list("coord_alternatives", ';') {
            match alternative(&part) {
                Some(a) => alternatives.push(a),
                None => facts.push(whole(NOTE, &part)),
            }
        }
        Ok(Place { precision, at: at.map(|p| [p.x, p.y]), error_km, basis, source: self.get("coord_source"), alternatives })
    }

    fn point(&self) -> Result<Option<Point>, Reject> {
        match (self.get("lon"), self.get("lat")) {
            (None, None) => Ok(None),
            (Some(lon), Some(lat)) => match point(&lon, &lat) {
                Some(p) => Ok(Some(p)),
                None => Err(self.no(
                    "lon",
                    "place-unread",
                    format!(
                        "`{}`, `{}` are no longitude and latitude in degrees",
                        crate::read::short(&lon),
                        crate::read::short(&lat)
                    ),
                )),
            },
            _ => Err(self.no("lon", "place-half", "a longitude without a latitude, or the other way round")),
        }
    }

    fn error_km(&self) -> Result<Option<f64>, Reject> {
        let Some(text) = self.get("coord_uncertainty_km") else { return Ok(None) };
        let read = text.parse::<f64>().ok().filter(|e| e.is_finite() && *e >= 0.0 && *e <= 20_000.0);
        read.map(Some).ok_or_else(|| {
            self.no("coord_uncertainty_km", "error-unread", format!("`{}` is no number of kilometres", crate::read::short(&text)))
        })
    }
}

fn wrong_id(id: &str) -> Option<(&'static str, String)> {
    let bad = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    match id {
        "" => Some(("id-missing", "there is no id".into())),
        id if id.len() > 80 || id.chars().any(bad) => {
            Some(("id-unfit", format!("`{}`: an id has at most 80 letters, digits, - _ .", crate::read::short(id))))
        }
        _ => None,
    }
}

fn point(lon: &str, lat: &str) -> Option<Point> {
    Point::from_degrees(lon.trim().parse().ok()?, lat.trim().parse().ok()?)
}

/// `66.8272,26.0972 (USGS major deposits 418) : 15 km apart`
fn alternative(text: &str) -> Option<Alternative> {
    let (numbers, source) = text.split_once(' ').unwrap_or((text, ""));
    let (lon, lat) = numbers.split_once(',')?;
    let at = point(lon, lat)?;
    let source = source.trim();
    let source = match source.strip_prefix('(').and_then(|s| s.split_once(')')) {
        Some((inner, rest)) => format!("{} {}", inner.trim(), rest.trim()).trim().to_owned(),
        None => source.to_owned(),
    };
    Some(Alternative { at: [at.x, at.y], source })
}

/// Addresses stand apart by ` ; `; a `;` without spaces belongs to an address.
fn sources(text: &str) -> Vec<String> {
    text.split(" ; ").map(|t| t.trim().trim_end_matches(" ;").to_owned()).filter(|t| !t.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::codes::Codes;

    fn read(row: &[(&str, &str)]) -> Result<Record, Vec<Reject>> {
        let headings: Vec<String> = row.iter().map(|(h, _)| (*h).to_owned()).collect();
        let cells: Vec<String> = row.iter().map(|(_, v)| (*v).to_owned()).collect();
        let mapping = Mapping::default();
        let names =
            Names { stages: Codes::parse("[operating]\nbegins = [\"operating\"]\nactive = true").unwrap(), ..Names::default() };
        let bound = mapping.bind(&headings).unwrap();
        Row { number: 1, cells: &cells, bound: &bound, mapping: &mapping, names: &names }.record("D")
    }

    #[test]
    fn a_place_is_the_things_own_a_stand_in_or_none() {
        let r = read(&[
            ("id", "A"),
            ("lon", "66.82"),
            ("lat", "26.09"),
            ("coord_kind", "deposit"),
            ("coord_uncertainty_km", "15"),
            ("coord_alternatives", "66.8272,26.0972 (USGS 418); 66.8364,26.2233 (USGS 356) : 15 km apart; near the river"),
        ])
        .unwrap();
        assert_eq!((r.place.precision, r.place.error_km, r.place.alternatives.len()), (Precision::Own, Some(15.0), 2));
        assert_eq!(r.place.alternatives[0], Alternative { at: [6_682_720_000, 2_609_720_000], source: "USGS 418".into() });
        assert_eq!(r.first(NOTE), Some("near the river"));
        let town = read(&[("id", "A"), ("lon", "66"), ("lat", "26"), ("coord_kind", "town_standin")]).unwrap();
        assert_eq!(town.place.precision, Precision::StandIn);
        assert_eq!(read(&[("id", "A"), ("coord_kind", "none")]).unwrap().place.precision, Precision::None);
        assert_eq!(read(&[("id", "A"), ("lon", "66"), ("lat", "26")]).unwrap().place.precision, Precision::Unstated);
    }

    #[test]
    fn every_fault_of_a_row_has_a_code() {
        let codes = |row: &[(&str, &str)]| read(row).unwrap_err().iter().map(|r| r.code).collect::<Vec<_>>();
        assert_eq!(
            codes(&[("id", ""), ("certainty", "sure"), ("lon", "NaN"), ("lat", "1")]),
            ["id-missing", "certainty-unknown", "place-unread"]
        );
        assert_eq!(codes(&[("id", "a/b"), ("lon", "1"), ("lat", "")]), ["id-unfit", "place-half"]);
        assert_eq!(
            codes(&[("id", "a"), ("lon", "181"), ("lat", "1"), ("coord_uncertainty_km", "inf"), ("crs", "EPSG:4145")]),
            ["place-unread", "error-unread", "crs-unknown"]
        );
        let long = "x; ".repeat(5_000);
        assert_eq!(
            codes(&[
                ("id", "a"),
                ("operator", &"x".repeat(16_000)),
                ("owners", &long),
                ("status", &"x".repeat(16_000)),
                ("notes", &"x".repeat(16_000)),
                ("capacity", &"x".repeat(16_000))
            ]),
            ["row-too-long"]
        );
    }

    #[test]
    fn measures_and_days_are_read_from_their_beginning() {
        let r = read(&[
            ("id", "A"),
            ("licence_area_km2", "1.28 (316 acres)"),
            ("licence_to", "2051-12 (30 years)"),
            ("ore_mt", "5868 (resource)"),
            ("status", "operating (small)"),
        ])
        .unwrap();
        let area = r.facts_of("licence-area").next().unwrap();
        assert_eq!((area.amounts[0].number, area.amounts[0].unit.as_str(), area.text.as_str()), (1.28, "km2", "1.28 (316 acres)"));
        assert_eq!(r.facts_of("licence-to").next().unwrap().date.as_deref(), Some("2051-12"));
        assert_eq!(r.facts_of("tonnage").next().unwrap().amounts[0].number, 5868.0);
        assert_eq!(r.stage.as_deref(), Some("operating"));
    }
}
