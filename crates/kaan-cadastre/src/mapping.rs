//! The mapping file: how the columns and codes of an office become fields and codes of the register.
//!
//! Read by the import; printed as TOML when it was guessed. It never touches a row: `import/fields.rs` does.

use crate::model::{Class, Collection, Standing, Status};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What offices usually call things.
const CODES: &str = include_str!("codes.toml");
/// Longest mapping file taken, bytes.
pub const MOST_BYTES: usize = 1 << 20;

/// A mapping. A field is a column's name, or a text with columns in braces: `{TYPE_CODE}{TITLE_NO}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct Mapping {
    /// The number; required.
    pub number: String,
    /// The office's code of the type.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The class of every row whose type is not in `classes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
    /// The status in the office's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The status of every row that says nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unstated_status: Option<Status>,
    /// A name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// One holder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// That holder's share, per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<String>,
    /// A holder whose name begins so is a person masked in the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub masked: Option<String>,
    /// Minerals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commodities: Option<String>,
    /// What stands between two minerals; default any of `,` `;` `|`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separator: Option<String>,
    /// Day of the application.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applied: Option<String>,
    /// Day of the grant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub granted: Option<String>,
    /// Day of expiry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
    /// The area in the source's words, with its unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_area: Option<String>,
    /// How the records came to be known; `registered` where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
    /// Where a reported record was read: addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The coordinate system, which wins over what the file says: `EPSG:32642`, `CGCS2000-GK-66-22`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crs: Option<String>,
    /// Whether longitude and latitude stand the wrong way round in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub swap_axes: Option<bool>,
    /// Layer, entry or sheet to read, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layer: Option<String>,
    /// Encoding of the texts: `GBK`, `windows-1256`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// EPSG code to which the number of a zone column is added: 32600 for WGS 84 / UTM north.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone_base: Option<u32>,
    /// Which columns of a table hold the coordinates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corners: Option<Corners>,
    /// Texts that mean "nothing here".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nothing: Vec<String>,
    /// Forms of dates besides ISO 8601: `d/m/y`, `m/d/y`, `yyyymmddhhmmss`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<String>,
    /// Columns that are not to be published; no field may use them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub private: Vec<String>,
    /// Only rows whose column has one of these values are taken.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub keep: BTreeMap<String, Vec<String>>,
    /// The office's type codes and their classes.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub classes: BTreeMap<String, Class>,
    /// The office's status words and what they mean.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub statuses: BTreeMap<String, Status>,
    /// Holders in a file of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holders: Option<HoldersFile>,
}

/// The columns of a table that hold coordinates, where a guess is not wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct Corners {
    /// The records have no coordinates: the table is facts alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub none: Option<bool>,
    /// Longitude or easting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub x: Option<String>,
    /// Latitude or northing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub y: Option<String>,
    /// UTM zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// What tells outlines apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Well-known text, or a list of pairs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A CSV of holders beside the file of titles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoldersFile {
    /// Its name, beside the mapping file.
    pub file: String,
    /// Columns that both files have and that together name a title.
    pub join: Vec<String>,
    /// Column of the name.
    pub name: String,
    /// Column of the share, per cent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub share: Option<String>,
    /// A name that begins so is a person masked in the source.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub masked: Option<String>,
}

/// The word lists of `codes.toml`.
#[derive(Debug, Deserialize)]
struct Codes {
    columns: BTreeMap<String, Vec<String>>,
    classes: BTreeMap<String, Class>,
    statuses: BTreeMap<String, Status>,
}

/// What a code means when the mapping does not say.
#[derive(Debug)]
pub struct Usual {
    classes: BTreeMap<String, Class>,
    statuses: BTreeMap<String, Status>,
}

impl Usual {
    /// The lists that ship with the program.
    ///
    /// # Errors
    /// What is wrong with them, in English: a fault of ours.
    pub fn shipped() -> Result<Usual, String> {
        let codes: Codes = toml::from_str(CODES).map_err(|e| e.to_string())?;
        Ok(Usual { classes: codes.classes, statuses: codes.statuses })
    }

    /// The class that offices usually mean by this type.
    #[must_use]
    pub fn class(&self, text: &str) -> Option<Class> {
        self.classes.get(&bare(text)).copied()
    }

    /// The status that offices usually mean by this word.
    #[must_use]
    pub fn status(&self, text: &str) -> Option<Status> {
        self.statuses.get(&bare(text)).copied()
    }
}

/// A name in lower case without anything but letters and digits.
fn bare(text: &str) -> String {
    kaan_base::words::fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// What is wrong with it and where, in English.
    pub fn read(text: &str) -> Result<Mapping, String> {
        if text.len() > MOST_BYTES {
            return Err(format!("the mapping file is longer than {MOST_BYTES} bytes"));
        }
        let mapping: Mapping = toml::from_str(text).map_err(|e| e.to_string())?;
        if mapping.number.trim().is_empty() {
            return Err("the mapping does not say `number`: name the column, or a text with columns in braces".into());
        }
        Ok(mapping)
    }

    /// The mapping as TOML, as it would be read again.
    #[must_use]
    pub fn print(&self) -> String {
        toml::to_string_pretty(self).unwrap_or_default()
    }

    /// A mapping from the names of columns alone; `None` when no column looks like a number.
    #[must_use]
    pub fn guess(collection: Collection, columns: &[String]) -> Option<Mapping> {
        let codes: Codes = toml::from_str(CODES).ok()?;
        let find = |field: &str| {
            let wanted = codes.columns.get(field)?;
            wanted.iter().find_map(|w| columns.iter().find(|c| bare(c) == *w)).cloned()
        };
        Some(Mapping {
            number: find("number")?,
            kind: find("type"),
            status: find("status"),
            unstated_status: (collection == Collection::Applications).then_some(Status::Pending),
            name: find("name"),
            holder: find("holder"),
            share: find("share"),
            commodities: find("commodities"),
            applied: find("applied"),
            granted: find("granted"),
            expires: find("expires"),
            claimed_area: find("claimed_area"),
            ..Mapping::default()
        })
    }

    /// The fields in use, each with its name in the mapping file.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("number", Some(&self.number)),
            ("type", self.kind.as_ref()),
            ("status", self.status.as_ref()),
            ("name", self.name.as_ref()),
            ("holder", self.holder.as_ref()),
            ("share", self.share.as_ref()),
            ("commodities", self.commodities.as_ref()),
            ("applied", self.applied.as_ref()),
            ("granted", self.granted.as_ref()),
            ("expires", self.expires.as_ref()),
            ("claimed_area", self.claimed_area.as_ref()),
            ("source", self.source.as_ref()),
        ];
        all.into_iter().filter_map(|(name, text)| Some((name, text?.as_str()))).collect()
    }
}

/// A field's text with its columns found: pieces of text and places of columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Column(usize),
}

impl Template {
    /// Finds the columns of a field among those of the file.
    ///
    /// # Errors
    /// The name of a column that the file does not have.
    pub fn compile(text: &str, columns: &[String]) -> Result<Template, String> {
        let place = |name: &str| columns.iter().position(|c| c == name).ok_or_else(|| name.to_owned());
        if !text.contains('{') {
            return Ok(Template(vec![Piece::Column(place(text)?)]));
        }
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, tail) = after.split_once('}').ok_or_else(|| text.to_owned())?;
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            pieces.push(Piece::Column(place(name)?));
            rest = tail;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Ok(Template(pieces))
    }

    /// A field without any column.
    #[must_use]
    pub fn nothing() -> Template {
        Template(Vec::new())
    }

    /// Fills it from a row; `None` when any of its columns has nothing.
    pub fn fill(&self, value: impl Fn(usize) -> Option<String>) -> Option<String> {
        if let [Piece::Column(i)] = self.0.as_slice() {
            return value(*i);
        }
        let mut out = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(t) => out.push_str(t),
                Piece::Column(i) => out.push_str(&value(*i)?),
            }
        }
        Some(out)
    }

    /// The places of its columns.
    pub fn columns(&self) -> impl Iterator<Item = usize> {
        self.0.iter().filter_map(|p| if let Piece::Column(i) = p { Some(*i) } else { None })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_guess_prints_as_a_mapping_that_reads_back() {
        let columns: Vec<String> = ["fid", "title_no", "type", "status", "holder", "commodity", "granted"].map(String::from).into();
        let guess = Mapping::guess(Collection::Titles, &columns).unwrap();
        assert_eq!((guess.number.as_str(), guess.commodities.as_deref()), ("title_no", Some("commodity")));
        assert_eq!(Mapping::read(&guess.print()).unwrap(), guess);
    }

    #[test]
    fn the_usual_codes_are_known_in_any_dress() {
        let usual = Usual::shipped().unwrap();
        assert_eq!(usual.class("Mining Lease"), Some(Class::Mining));
        assert_eq!(usual.class("E.L."), Some(Class::Exploration));
        assert_eq!(usual.status("In force"), Some(Status::Active));
        assert_eq!(usual.status("gesperrt"), None);
    }

    #[test]
    fn a_template_joins_columns_and_knows_the_missing_one() {
        let columns = vec!["A".to_owned(), "B".to_owned()];
        let t = Template::compile("EL-{A}/{B}", &columns).unwrap();
        assert_eq!(t.fill(|i| Some(i.to_string())), Some("EL-0/1".into()));
        assert_eq!(t.fill(|i| (i == 0).then(String::new)), None);
        assert_eq!(Template::compile("{C}", &columns), Err("C".into()));
        assert!(Template::compile("{A", &columns).is_err());
    }

    #[test]
    fn an_unknown_key_of_a_mapping_is_named() {
        assert!(Mapping::read("number = \"A\"\nholdr = \"B\"").unwrap_err().contains("holdr"));
        assert!(Mapping::read("").unwrap_err().contains("number"));
    }
}
