//! What is looked for, as it stands in an address: filters, where a page begins, the map's box.
//!
//! Called by the lists, the map and the tiles; pure. It never guesses: a value that cannot be is named
//! with its parameter. Parameters that Kaan does not know are passed over on pages, because messengers
//! add their own to links that people share.

use crate::ground::Filter;
use crate::model::{Class, Standing, Status};
use kaan_base::Problem;
use std::fmt::Write as _;

/// The parameters that narrow a list, in the order in which they stand in links.
pub(crate) const FILTERS: [&str; 8] = ["number", "class", "kind", "status", "standing", "mineral", "register", "holder"];
/// The longest value of a parameter, in bytes.
const LONGEST: usize = 200;

/// A question to the register.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Asked {
    /// What must hold.
    pub filter: Filter,
    /// The last number of the page before.
    pub after: Option<String>,
    /// The box of the map in degrees: west, south, east, north.
    pub bbox: Option<[f64; 4]>,
    /// Table without a map.
    pub table: bool,
    /// The filters as they were given, for links and the form; empty ones left out.
    pub kept: Vec<(&'static str, String)>,
}

impl Asked {
    /// Reads the parameters of a page.
    ///
    /// # Errors
    /// `wrong-bbox`, `wrong-filter`, `parameter-too-long`, `repeated-parameter`; all at once.
    pub fn read(pairs: &[(String, String)]) -> Result<Asked, Vec<Problem>> {
        let mut asked = Asked::default();
        let mut wrong = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        for (name, value) in pairs {
            let known = FILTERS.iter().copied().chain(["bbox", "after", "view"]).find(|n| n == name);
            let (Some(name), value) = (known, value.trim()) else { continue };
            if seen.contains(&name) {
                wrong.push(Problem::invalid("repeated-parameter").at(name));
                continue;
            }
            seen.push(name);
            if value.len() > LONGEST {
                wrong.push(Problem::invalid("parameter-too-long").at(name).with("most", LONGEST));
            } else if !value.is_empty()
                && let Err(problem) = asked.take(name, value)
            {
                wrong.push(problem);
            }
        }
        if wrong.is_empty() { Ok(asked) } else { Err(wrong) }
    }

    fn take(&mut self, name: &'static str, value: &str) -> Result<(), Problem> {
        let unknown = || Problem::invalid("wrong-filter").at(name);
        let f = &mut self.filter;
        match name {
            "bbox" => {
                let bbox = bbox(value).ok_or_else(|| Problem::invalid("wrong-bbox").at(name))?;
                self.bbox = Some(bbox);
                f.bbox = Some(units(bbox));
                return Ok(());
            }
            "after" => {
                self.after = Some(value.to_owned());
                return Ok(());
            }
            "view" => {
                self.table = value == "table";
                return Ok(());
            }
            "class" => f.class = Some(Class::from_code(value).ok_or_else(unknown)?),
            "status" => f.status = Some(Status::from_code(value).ok_or_else(unknown)?),
            "standing" => f.standing = Some(Standing::from_code(value).ok_or_else(unknown)?),
            "number" => f.number = Some(value.to_owned()),
            "kind" => f.kind = Some(value.to_owned()),
            "mineral" => f.commodity = Some(value.to_owned()),
            "register" => f.register = Some(value.to_owned()),
            _ => f.holder = Some(value.to_owned()),
        }
        self.kept.push((name, value.to_owned()));
        Ok(())
    }

    /// The filters and the box as one text: the same for equal questions.
    pub fn key(&self) -> String {
        let mut out = query(self.kept.iter().map(|(n, v)| (*n, v.as_str())));
        if let Some(b) = self.filter.bbox {
            let _ = write!(out, "#{},{},{},{}", b[0], b[1], b[2], b[3]);
        }
        out
    }

    /// Whether anything but the box narrows the list.
    pub fn is_filtered(&self) -> bool {
        !self.kept.is_empty()
    }

    /// The value of a filter, for the form.
    pub fn value(&self, name: &str) -> &str {
        self.kept.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| v)
    }

    /// The address of the same question elsewhere: another path, another box, another beginning.
    pub fn link(&self, path: &str, bbox: Option<&str>, after: Option<&str>) -> String {
        let table = (self.table && path != "/titles").then_some(("view", "table"));
        let own = self.kept.iter().map(|(n, v)| (*n, v.as_str()));
        let rest = [bbox.map(|b| ("bbox", b)), table, after.map(|a| ("after", a))];
        format!("{path}{}", query(own.chain(rest.into_iter().flatten())))
    }
}

/// West, south, east, north in degrees; `None` for anything that is no box.
fn bbox(text: &str) -> Option<[f64; 4]> {
    let mut out = [0.0; 4];
    let mut parts = text.split(',');
    for slot in &mut out {
        let part = parts.next()?.trim();
        let plain = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit() || b"+-.".contains(&b));
        *slot = plain.then(|| part.parse().ok())??;
    }
    let [w, s, e, n] = out;
    let fits = parts.next().is_none() && w >= -180.0 && e <= 180.0 && s >= -90.0 && n <= 90.0 && w < e && s < n;
    fits.then_some(out)
}

/// Degrees as whole units of 1e-8, for looking only.
pub(crate) fn units(b: [f64; 4]) -> [i64; 4] {
    b.map(|v| (v * 1e8).round() as i64)
}

/// Parameters as a query string, percent-encoded; empty when there are none.
pub(crate) fn query<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        out.push(if out.is_empty() { '?' } else { '&' });
        out.push_str(name);
        out.push('=');
        encode(&mut out, value);
    }
    out
}

/// A text as one part of a path.
pub(crate) fn path_part(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    encode(&mut out, text);
    out
}

/// Percent-encodes all but the unreserved characters of RFC 3986 and the comma, which may stand in a query.
fn encode(out: &mut String, text: &str) {
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() || b"-._~,".contains(&b) {
            out.push(char::from(b));
        } else {
            let _ = write!(out, "%{b:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(text: &str) -> Result<Asked, Vec<String>> {
        let pairs: Vec<(String, String)> =
            text.split('&').filter_map(|p| p.split_once('=')).map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
        Asked::read(&pairs).map_err(|e| e.into_iter().map(|p| format!("{} {}", p.code, p.place.unwrap_or_default())).collect())
    }

    #[test]
    fn filters_are_read_and_written_back() {
        let a = read("number=EL 2&class=mining&status=&from=timeline&bbox=60,23.5,78,37&after=EL 1/7").unwrap();
        assert_eq!((a.filter.class, a.filter.status, a.value("number")), (Some(Class::Mining), None, "EL 2"));
        assert_eq!(a.filter.bbox, Some([6_000_000_000, 2_350_000_000, 7_800_000_000, 3_700_000_000]));
        assert_eq!(
            a.link("/map", Some("60,23.5,78,37"), Some("EL 1/7")),
            "/map?number=EL%202&class=mining&bbox=60,23.5,78,37&after=EL%201%2F7"
        );
        assert_eq!(read("view=table").unwrap().link("/map", None, None), "/map?view=table");
    }

    #[test]
    fn every_wrong_value_is_named_at_once() {
        let found = read("class=gold&bbox=1,2,3&status=active&status=active&standing=x").unwrap_err();
        assert_eq!(found, ["wrong-filter class", "wrong-bbox bbox", "repeated-parameter status", "wrong-filter standing"]);
        for bad in [
            "1,2,3",
            "a,b,c,d",
            "NaN,1,2,3",
            "1,5,2,4",
            "181,0,182,1",
            "0,0,0,91",
            "1,1,1,2",
            "inf,0,1,1",
            "0,0,1,1,1",
            "1e1,0,11,1",
        ] {
            assert!(read(&format!("bbox={bad}")).is_err(), "{bad}");
        }
    }
}
