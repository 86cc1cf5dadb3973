//! Well-known text, in (OGC 06-103r4, section 7), with the loose case and blanks of real files.
//!
//! Called by the table reader. `SRID=…;` in front is followed. It never reads curves.

use crate::feature::{RawGeometry, Shape};
use crate::limits::Meter;
use crate::number::Number;
use crate::refusal::{Refusal, RowFault};

/// What was read beside the geometry.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    pub z: bool,
    pub srid: Option<u32>,
    /// Parts of another kind than the rest, left out.
    pub left_out: bool,
}

/// Reads one geometry.
pub(crate) fn read(text: &str, meter: &mut Meter) -> Result<(RawGeometry, Beside), RowFault> {
    let mut beside = Beside::default();
    let mut text = text.trim();
    if text.get(..5).is_some_and(|t| t.eq_ignore_ascii_case("srid=")) {
        let (srid, rest) = text[5..].split_once(';').ok_or_else(|| broken(0))?;
        beside.srid = srid.trim().parse().ok();
        text = rest;
    }
    let mut p = Parser { text: text.as_bytes(), at: 0, geometry: RawGeometry::default(), beside, meter };
    p.one(0)?;
    p.blanks();
    if p.at < p.text.len() {
        return Err(broken(p.at));
    }
    Ok((p.geometry, p.beside))
}

fn broken(at: usize) -> RowFault {
    Refusal::new("wkt-broken").with("character", at).skipping()
}

struct Parser<'t, 'm> {
    text: &'t [u8],
    at: usize,
    geometry: RawGeometry,
    beside: Beside,
    meter: &'m mut Meter,
}

impl Parser<'_, '_> {
    fn blanks(&mut self) {
        while self.text.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    fn word(&mut self) -> String {
        self.blanks();
        let from = self.at;
        while self.text.get(self.at).is_some_and(u8::is_ascii_alphabetic) {
            self.at += 1;
        }
        String::from_utf8_lossy(&self.text[from..self.at]).to_ascii_uppercase()
    }

    fn expect(&mut self, byte: u8) -> Result<(), RowFault> {
        self.blanks();
        if self.text.get(self.at) != Some(&byte) {
            return Err(broken(self.at));
        }
        self.at += 1;
        Ok(())
    }

    /// After an element: `true` when a comma follows, `false` at the closing bracket.
    fn more(&mut self) -> Result<bool, RowFault> {
        self.blanks();
        let b = self.text.get(self.at).copied();
        self.at += 1;
        match b {
            Some(b',') => Ok(true),
            Some(b')') => Ok(false),
            _ => Err(broken(self.at - 1)),
        }
    }

    fn one(&mut self, depth: u32) -> Result<(), RowFault> {
        if depth > self.meter.limits.max_depth {
            return Err(Refusal::new("too-deep").with("limit", self.meter.limits.max_depth).skipping());
        }
        let mut kind = self.word();
        for suffix in ["ZM", "Z", "M"] {
            if let Some(bare) = kind.strip_suffix(suffix).filter(|b| b.ends_with("ON") || b.ends_with("NT") || b.ends_with("NG")) {
                kind = bare.to_owned();
            }
        }
        let before = self.at;
        match self.word().as_str() {
            "" | "Z" | "M" | "ZM" => {}
            "EMPTY" => return Ok(()),
            _ => return Err(broken(before)),
        }
        let before = self.at;
        if self.word() == "EMPTY" {
            return Ok(());
        }
        self.at = before;
        match kind.as_str() {
            "POLYGON" => self.polygon(),
            "MULTIPOLYGON" => self.each(|p| p.polygon()),
            "POINT" | "MULTIPOINT" => {
                let keep = self.begin(Shape::Points);
                self.expect(b'(')?;
                loop {
                    self.blanks();
                    let bracketed = self.text.get(self.at) == Some(&b'(');
                    self.at += usize::from(bracketed);
                    self.corner(keep)?;
                    if bracketed {
                        self.expect(b')')?;
                    }
                    if !self.more()? {
                        return Ok(());
                    }
                }
            }
            "LINESTRING" => self.line(),
            "MULTILINESTRING" => self.each(|p| p.line()),
            "GEOMETRYCOLLECTION" => self.each(|p| p.one(depth + 1)),
            "CIRCULARSTRING" | "COMPOUNDCURVE" | "CURVEPOLYGON" | "MULTICURVE" | "MULTISURFACE" => {
                Err(Refusal::new("curve-not-supported").skipping())
            }
            _ => Err(Refusal::new("geometry-not-supported").with("kind", kind).skipping()),
        }
    }

    fn each(&mut self, mut f: impl FnMut(&mut Self) -> Result<(), RowFault>) -> Result<(), RowFault> {
        self.expect(b'(')?;
        loop {
            f(self)?;
            if !self.more()? {
                return Ok(());
            }
        }
    }

    /// Polygons win over anything else.
    fn begin(&mut self, shape: Shape) -> bool {
        let now = self.geometry.shape;
        if now == Shape::None || now == shape {
            self.geometry.shape = shape;
            return true;
        }
        self.beside.left_out = true;
        if shape == Shape::Polygons {
            self.geometry = RawGeometry { shape, ..RawGeometry::default() };
        }
        shape == Shape::Polygons
    }

    fn polygon(&mut self) -> Result<(), RowFault> {
        self.begin(Shape::Polygons);
        self.each(|p| p.corners(true))?;
        self.geometry.end_polygon();
        Ok(())
    }

    fn line(&mut self) -> Result<(), RowFault> {
        let keep = self.begin(Shape::Lines);
        self.corners(keep)
    }

    fn corners(&mut self, keep: bool) -> Result<(), RowFault> {
        self.expect(b'(')?;
        loop {
            self.corner(keep)?;
            if !self.more()? {
                break;
            }
        }
        if keep {
            self.geometry.end_ring();
            self.meter.ring(self.geometry.ring_ends.len())?;
        }
        Ok(())
    }

    fn corner(&mut self, keep: bool) -> Result<(), RowFault> {
        let (x, y) = (self.number()?, self.number()?);
        let mut more = 0;
        loop {
            self.blanks();
            if !self.text.get(self.at).is_some_and(|b| matches!(b, b'0'..=b'9' | b'-' | b'+' | b'.' | b'n' | b'N')) {
                break;
            }
            self.number()?;
            more += 1;
            if more > 2 {
                return Err(broken(self.at));
            }
        }
        self.beside.z |= more > 0;
        if keep {
            self.geometry.corners.push([x, y]);
            self.meter.corner(self.geometry.corners.len())?;
        }
        Ok(())
    }

    fn number(&mut self) -> Result<Number, RowFault> {
        self.blanks();
        let from = self.at;
        while self.text.get(self.at).is_some_and(|b| matches!(b, b'0'..=b'9' | b'-' | b'+' | b'.' | b'a'..=b'z' | b'A'..=b'Z')) {
            self.at += 1;
        }
        let word = &self.text[from..self.at];
        if word.eq_ignore_ascii_case(b"nan") || word.eq_ignore_ascii_case(b"inf") {
            return Err(Refusal::new("number-not-finite").skipping());
        }
        Number::parse(word).ok_or_else(|| broken(from))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::limits::Limits;
    use proptest::prelude::*;
    use std::sync::Arc;

    fn meter() -> Meter {
        Meter::new(Limits::upload(), Arc::new(|| false))
    }

    #[test]
    fn loose_writing_is_understood() {
        for text in [
            "polygon((0 0,1 0,1 1,0 0))",
            "POLYGON Z ((0 0 1, 1 0 1, 1 1 1, 0 0 1))",
            " PolygonZ((0 0 5,1 0 5,1 1 5,0 0 5)) ",
            "srid=4326;Polygon ( ( 0 0 , 1 0 , 1 1 , 0 0 ) )",
        ] {
            let (g, _) = read(text, &mut meter()).unwrap();
            assert_eq!(g.as_handed_in(), "[[[[0,0],[1,0],[1,1],[0,0]]]]", "{text}");
        }
        let (g, _) = read("MULTIPOINT((1 2),(3 4))", &mut meter()).unwrap();
        assert_eq!(g.as_handed_in(), "[[1,2],[3,4]]");
        assert_eq!(read("POLYGON EMPTY", &mut meter()).unwrap().0.shape, Shape::None);
    }

    #[test]
    fn what_is_cut_off_or_deep_or_not_finite_is_refused() {
        for (text, code) in [
            ("POLYGON((0 0,1 0,1 1", "wkt-broken"),
            ("POLYGON((0 0,1 NaN,1 1,0 0))", "number-not-finite"),
            ("CURVEPOLYGON((0 0,1 0,1 1,0 0))", "curve-not-supported"),
            ("hello", "wkt-broken"),
        ] {
            let got = read(text, &mut meter()).unwrap_err().refusal.code;
            assert!(got == code || text == "hello", "{text}: {got}");
        }
        let deep = "GEOMETRYCOLLECTION(".repeat(100_000);
        assert_eq!(read(&deep, &mut meter()).unwrap_err().refusal.code, "too-deep");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(?i)(polygon|multipolygon|point|z|empty|[-0-9., ()]){0,30}") {
            let _ = read(&text, &mut meter());
        }
    }
}
