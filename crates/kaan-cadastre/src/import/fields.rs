//! The words of a row: from an office's columns to the fields of a fact.
//!
//! Called by the import for every row, on the reading thread. It never looks at coordinates and never
//! repairs a value: what cannot be read is a reason to reject the row.

use super::holders::Holders;
use crate::mapping::{Mapping, Template, Usual};
use crate::model::{Class, Collection, Fact, Ground, Held, Standing, Status};
use kaan_base::Day;
use kaan_exchange::Reject;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Longest number of a title, in bytes.
const LONGEST_NUMBER: usize = 100;
/// Longest subject that the ledger takes, in bytes.
const LONGEST_SUBJECT: usize = 200;
/// Longest text of any other field, in bytes.
const LONGEST_TEXT: usize = 2_000;
/// Most minerals of one title.
const MOST_COMMODITIES: usize = 50;

/// A mapping whose columns have been found in the file at hand.
pub struct Fields {
    collection: Collection,
    register: String,
    number: Template,
    kind: Option<Template>,
    status: Option<Template>,
    name: Option<Template>,
    holder: Option<Template>,
    share: Option<Template>,
    commodities: Option<Template>,
    applied: Option<Template>,
    granted: Option<Template>,
    expires: Option<Template>,
    claimed_area: Option<Template>,
    source: Option<Template>,
    join: Option<Vec<Template>>,
    keep: Vec<(usize, Vec<String>)>,
    mapping: Mapping,
    nothing: HashSet<String>,
    classes: HashMap<String, Class>,
    statuses: HashMap<String, Status>,
    usual: Usual,
    columns: Vec<String>,
    unknown: BTreeSet<String>,
}

impl Fields {
    /// Finds the mapping's columns among those of the file.
    ///
    /// # Errors
    /// Every column that is missing or must not be published, in English, all at once.
    pub fn find(collection: Collection, register: &str, mapping: &Mapping, columns: &[String]) -> Result<Fields, Vec<String>> {
        let mut wrong = Vec::new();
        let mut find = |field: &str, text: Option<&String>| -> Option<Template> {
            let text = text?;
            match Template::compile(text, columns) {
                Ok(t) => Some(t),
                Err(column) => {
                    wrong.push(format!(
                        "`{field}` of the mapping names the column `{column}`, which the file does not have; it has: {}",
                        columns.join(", ")
                    ));
                    None
                }
            }
        };
        let number = find("number", Some(&mapping.number));
        let mut fields = Fields {
            collection,
            register: register.to_owned(),
            number: number.clone().unwrap_or_else(Template::nothing),
            kind: find("type", mapping.kind.as_ref()),
            status: find("status", mapping.status.as_ref()),
            name: find("name", mapping.name.as_ref()),
            holder: find("holder", mapping.holder.as_ref()),
            share: find("share", mapping.share.as_ref()),
            commodities: find("commodities", mapping.commodities.as_ref()),
            applied: find("applied", mapping.applied.as_ref()),
            granted: find("granted", mapping.granted.as_ref()),
            expires: find("expires", mapping.expires.as_ref()),
            claimed_area: find("claimed_area", mapping.claimed_area.as_ref()),
            source: find("source", mapping.source.as_ref()),
            join: None,
            keep: Vec::new(),
            mapping: mapping.clone(),
            nothing: mapping.nothing.iter().cloned().collect(),
            classes: HashMap::new(),
            statuses: HashMap::new(),
            usual: Usual::shipped().map_err(|e| vec![e])?,
            columns: columns.to_vec(),
            unknown: BTreeSet::new(),
        };
        if let Some(h) = &mapping.holders {
            let join: Vec<Template> = h.join.iter().filter_map(|c| find("holders.join", Some(c))).collect();
            fields.join = (join.len() == h.join.len()).then_some(join);
        }
        for (column, values) in &mapping.keep {
            if let Some(place) = find("keep", Some(column)).and_then(|t| t.columns().next()) {
                fields.keep.push((place, values.clone()));
            }
        }
        wrong.extend(fields.published_private());
        if wrong.is_empty() { Ok(fields) } else { Err(wrong) }
    }

    /// Fields that would publish a private column.
    fn published_private(&self) -> Vec<String> {
        let used = |c: &String| self.mapping.fields().iter().any(|(_, text)| *text == c || text.contains(&format!("{{{c}}}")));
        let private = self.mapping.private.iter().filter(|c| used(c));
        private.map(|c| format!("the column `{c}` is private, and a field of the mapping would publish it")).collect()
    }

    fn get(&self, values: &impl Values, column: usize) -> Option<String> {
        let text = values.text(column)?;
        let trimmed = text.trim();
        if trimmed.is_empty() || self.nothing.contains(trimmed) {
            return None;
        }
        Some(if trimmed.len() == text.len() { text } else { trimmed.to_owned() })
    }

    fn fill(&self, field: Option<&Template>, values: &impl Values) -> Option<String> {
        field?.fill(|c| self.get(values, c))
    }

    /// Whether the mapping passes over this row.
    pub fn skips(&self, values: &impl Values) -> bool {
        self.keep.iter().any(|(column, kept)| !values.text(*column).is_some_and(|v| kept.iter().any(|k| k == v.trim())))
    }

    /// The facts of a row without its ground.
    ///
    /// # Errors
    /// Everything that is wrong with the row.
    pub fn read(&mut self, row: u64, values: &impl Values, holders: &mut Holders) -> Result<Fact, Vec<Reject>> {
        let mut wrong = Vec::new();
        let number = self.number(row, values, &mut wrong);
        let kind = self.fill(self.kind.as_ref(), values);
        let status_text = self.fill(self.status.as_ref(), values);
        let fact = Fact {
            class: self.class(kind.as_deref()),
            status: self.status_of(status_text.as_deref()),
            holders: self.holders(row, values, holders, &mut wrong),
            commodities: self.commodities(values),
            applied: self.day(row, "applied", self.applied.as_ref(), values, &mut wrong),
            granted: self.day(row, "granted", self.granted.as_ref(), values, &mut wrong),
            expires: self.day(row, "expires", self.expires.as_ref(), values, &mut wrong),
            name: self.fill(self.name.as_ref(), values),
            claimed_area: self.fill(self.claimed_area.as_ref(), values),
            number: number.unwrap_or_default(),
            register: self.register.clone(),
            kind,
            standing: self.mapping.standing.unwrap_or(Standing::Registered),
            status_text,
            ground: Ground::default(),
            source: self.fill(self.source.as_ref(), values),
        };
        self.lengths(row, &fact, &mut wrong);
        if wrong.is_empty() { Ok(fact) } else { Err(wrong) }
    }

    fn number(&self, row: u64, values: &impl Values, wrong: &mut Vec<Reject>) -> Option<String> {
        let column = &self.mapping.number;
        let Some(number) = self.number.fill(|c| self.get(values, c)) else {
            wrong.push(Reject::new(row, column, "number-missing", "has no number: give it one, or leave the row out with `keep`"));
            return None;
        };
        let long = number.len() > LONGEST_NUMBER || self.collection.subject(&number).len() > LONGEST_SUBJECT;
        if long || number.chars().any(char::is_control) {
            wrong.push(Reject::new(
                row,
                column,
                "number-unfit",
                format!("has a number that is longer than {LONGEST_NUMBER} bytes or has control characters: correct it"),
            ));
            return None;
        }
        Some(number)
    }

    fn class(&mut self, kind: Option<&str>) -> Class {
        let unstated = self.mapping.class.unwrap_or(Class::Other);
        let Some(kind) = kind else { return unstated };
        if let Some(c) = self.classes.get(kind) {
            return *c;
        }
        let known = self.mapping.classes.get(kind).copied().or(self.mapping.class).or_else(|| self.usual.class(kind));
        if known.is_none() && self.collection != Collection::ReservedAreas {
            self.unknown.insert(format!("type `{kind}`"));
        }
        self.classes.insert(kind.to_owned(), known.unwrap_or(Class::Other));
        known.unwrap_or(Class::Other)
    }

    fn status_of(&mut self, text: Option<&str>) -> Status {
        let Some(text) = text else { return self.mapping.unstated_status.unwrap_or(Status::Unknown) };
        if let Some(s) = self.statuses.get(text) {
            return *s;
        }
        let known = self.mapping.statuses.get(text).copied().or_else(|| self.usual.status(text));
        if known.is_none() {
            self.unknown.insert(format!("status `{text}`"));
        }
        self.statuses.insert(text.to_owned(), known.unwrap_or(Status::Unknown));
        known.unwrap_or(Status::Unknown)
    }

    /// Codes that neither the mapping nor the usual lists know, for the report.
    pub fn unknown_codes(&self) -> Vec<String> {
        self.unknown.iter().cloned().collect()
    }

    fn commodities(&self, values: &impl Values) -> Vec<String> {
        let Some(text) = self.fill(self.commodities.as_ref(), values) else { return Vec::new() };
        let parts: Vec<&str> = match &self.mapping.separator {
            Some(s) if !s.is_empty() => text.split(s.as_str()).collect(),
            _ => text.split([',', ';', '|', '、', '،']).collect(),
        };
        let clean = parts.into_iter().map(|p| p.trim().replace('|', " ")).filter(|p| !p.is_empty());
        clean.take(MOST_COMMODITIES).collect()
    }

    fn day(
        &self,
        row: u64,
        field: &str,
        template: Option<&Template>,
        values: &impl Values,
        wrong: &mut Vec<Reject>,
    ) -> Option<String> {
        let text = self.fill(template, values)?;
        let forms = &self.mapping.dates;
        let read = if is_iso(&text) { Day::parse(&text).ok() } else { read_day(&text, forms) };
        if read.is_none() {
            let shown: String = text.chars().take(40).collect();
            let column = self.column(template, field);
            let what = format!(
                "has `{shown}`, which is no date of the forms ISO 8601{}: correct it, name its form under `dates`, or name the text under `nothing`",
                forms.iter().map(|f| format!(", {f}")).collect::<String>()
            );
            wrong.push(Reject::new(row, &column, "date-unread", what));
        }
        read.map(|d| d.to_string())
    }

    fn column(&self, template: Option<&Template>, field: &str) -> String {
        let first = template.and_then(|t| t.columns().next()).and_then(|c| self.columns.get(c));
        first.map_or_else(|| field.to_owned(), Clone::clone)
    }

    fn holders(&self, row: u64, values: &impl Values, book: &mut Holders, wrong: &mut Vec<Reject>) -> Vec<Held> {
        if let Some(join) = &self.join {
            let key: Option<Vec<String>> = join.iter().map(|t| t.fill(|c| self.get(values, c))).collect();
            return key.map(|k| book.joined(&k)).unwrap_or_default();
        }
        let Some(name) = self.fill(self.holder.as_ref(), values) else { return Vec::new() };
        let share = self.fill(self.share.as_ref(), values);
        let share = match share.as_deref().map(read_share) {
            Some(None) => {
                let column = self.column(self.share.as_ref(), "share");
                wrong.push(Reject::new(row, &column, "share-unread", "has a share that is no number from 0 to 100: correct it"));
                None
            }
            Some(read) => read,
            None => None,
        };
        vec![book.held(&name, share, self.mapping.masked.as_deref())]
    }

    fn lengths(&self, row: u64, fact: &Fact, wrong: &mut Vec<Reject>) {
        let texts = [&fact.kind, &fact.status_text, &fact.name, &fact.claimed_area, &fact.source];
        let holders = fact.holders.iter().map(|h| h.name.len());
        let longest = texts
            .iter()
            .filter_map(|t| t.as_ref().map(String::len))
            .chain(holders)
            .chain(fact.commodities.iter().map(String::len))
            .max();
        if longest.unwrap_or(0) > LONGEST_TEXT {
            wrong.push(Reject::new(
                row,
                "",
                "text-too-long",
                format!("has a text longer than {LONGEST_TEXT} bytes: shorten it, or map another column"),
            ));
        }
    }
}

fn is_iso(text: &str) -> bool {
    text.len() >= 10 && text.as_bytes().get(4) == Some(&b'-')
}

/// Reads a share in per cent: `50`, `33.33`, `25 %`.
pub fn read_share(text: &str) -> Option<f64> {
    let share: f64 = text.trim().trim_end_matches('%').trim().parse().ok()?;
    (0.0..=100.0).contains(&share).then(|| (share * 1e6).round() / 1e6)
}

/// Reads a day in ISO 8601 or in one of the forms that the mapping names.
fn read_day(text: &str, forms: &[String]) -> Option<Day> {
    let date = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<i16> = date.split(['/', '-', '.']).map_while(|p| p.parse().ok()).collect();
    for form in forms {
        let read = match (form.as_str(), parts.as_slice()) {
            ("d/m/y", [d, m, y]) => Day::new(*y, *m as i8, *d as i8).ok(),
            ("m/d/y", [m, d, y]) => Day::new(*y, *m as i8, *d as i8).ok(),
            ("y/m/d", [y, m, d]) => Day::new(*y, *m as i8, *d as i8).ok(),
            ("yyyymmddhhmmss", _) if text.len() == 14 && text.bytes().all(|b| b.is_ascii_digit()) => Day::parse(&text[..8]).ok(),
            _ => None,
        };
        if read.is_some() {
            return read;
        }
    }
    let bare = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    // A day with slashes is ambiguous until the mapping says its form.
    if bare || (date.len() == 10 && matches!(date.as_bytes().get(4), Some(b'/' | b'.'))) { Day::parse(text).ok() } else { None }
}

/// The values of one row by place of column; `None` where there is nothing.
pub trait Values {
    /// The value as text.
    fn text(&self, column: usize) -> Option<String>;
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_day_with_slashes_waits_for_the_mapping() {
        let forms = |f: &[&str]| f.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        assert_eq!(read_day("03/04/2012", &[]), None);
        assert_eq!(read_day("03/04/2012", &forms(&["d/m/y"])).unwrap().to_string(), "2012-04-03");
        assert_eq!(read_day("03/04/2012", &forms(&["m/d/y"])).unwrap().to_string(), "2012-03-04");
        assert_eq!(read_day("19711103000000", &forms(&["d/m/y", "yyyymmddhhmmss"])).unwrap().to_string(), "1971-11-03");
        assert_eq!(read_day("20120403", &[]).unwrap().to_string(), "2012-04-03");
        assert_eq!(read_day("31/02/2012", &forms(&["d/m/y"])), None);
    }

    #[test]
    fn shares_are_per_cent() {
        assert_eq!(read_share("33.33 %"), Some(33.33));
        assert_eq!(read_share("101"), None);
        assert_eq!(read_share("NaN"), None);
    }
}
