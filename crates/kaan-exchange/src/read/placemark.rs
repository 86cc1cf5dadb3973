//! One KML placemark while its elements go by.
//!
//! Filled by the KML reader. It never keeps a height.

use crate::feature::{RawFeature, RawGeometry, Shape};
use crate::number::Number;
use crate::refusal::{NoteCode, Refusal, RowFault};
use crate::stream::{Context, Step};

/// The elements that matter; what stands under `Other` is passed over.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Placemark,
    Name,
    Description,
    Data,
    SimpleData,
    Value,
    Polygon,
    Outer,
    Inner,
    Coordinates,
    Point,
    Line,
    Track,
    Other,
}

/// A placemark being read.
#[derive(Default)]
pub(super) struct Draft {
    pub feature: RawFeature,
    /// The column of the text being read.
    pub column: Option<usize>,
    pub text: String,
    pub shell: Vec<[Number; 2]>,
    pub holes: Vec<Vec<[Number; 2]>>,
    pub others: RawGeometry,
    pub left_out: bool,
    pub z: bool,
    pub fault: Option<RowFault>,
}

impl Draft {
    /// `lon,lat[,height]` between blanks; blanks around the commas are met in real files.
    pub fn coordinates(&mut self, inside: Option<Tag>, cx: &mut Context) {
        let text = std::mem::take(&mut self.text);
        let mut ring = Vec::new();
        for tuple in tuples(&text) {
            let mut numbers = tuple.split(',').map(|n| Number::parse(n.trim().as_bytes()));
            let (Some(Some(x)), Some(Some(y))) = (numbers.next(), numbers.next()) else {
                self.fault.get_or_insert(Refusal::new("number-broken").with("text", &tuple).skipping());
                return;
            };
            self.z |= numbers.next().is_some();
            ring.push([x, y]);
            if let Err(fault) = cx.meter.corner(ring.len()) {
                self.fault.get_or_insert(fault);
                return;
            }
        }
        match inside {
            Some(Tag::Outer) => self.shell = ring,
            Some(Tag::Inner) => self.holes.push(ring),
            Some(Tag::Point) => self.other(Shape::Points, ring),
            _ => self.other(Shape::Lines, ring),
        }
    }

    fn other(&mut self, shape: Shape, corners: Vec<[Number; 2]>) {
        if self.others.shape != Shape::None && self.others.shape != shape {
            self.left_out = true;
            return;
        }
        self.others.shape = shape;
        self.others.corners.extend(corners);
        if shape == Shape::Lines {
            self.others.end_ring();
        }
    }

    pub fn polygon(&mut self, cx: &Context) {
        let geometry = &mut self.feature.geometry;
        geometry.shape = Shape::Polygons;
        for ring in std::iter::once(std::mem::take(&mut self.shell)).chain(std::mem::take(&mut self.holes)) {
            geometry.corners.extend(ring);
            geometry.end_ring();
        }
        geometry.end_polygon();
        let (corners, rings) = (geometry.corners.len() as u64, geometry.ring_ends.len());
        if corners > cx.meter.limits.max_corners_per_feature {
            self.fault
                .get_or_insert(Refusal::new("too-many-corners").with("limit", cx.meter.limits.max_corners_per_feature).skipping());
        }
        if let Err(fault) = cx.meter.ring(rings) {
            self.fault.get_or_insert(fault);
        }
    }

    pub fn finish(mut self, cx: &mut Context) -> Step {
        let row = self.feature.row;
        if self.z {
            cx.note(NoteCode::ZDropped, row);
        }
        if self.feature.geometry.shape == Shape::None {
            self.feature.geometry = self.others;
        } else {
            self.left_out |= self.others.shape != Shape::None;
        }
        if self.left_out {
            cx.note(NoteCode::NotAPolygonSkipped, row);
        }
        self.fault.map_or(Ok(self.feature), Err)
    }
}

/// Splits at blanks, unless a comma stands on either side of them.
fn tuples(text: &str) -> impl Iterator<Item = String> + '_ {
    let mut words = text.split_whitespace().peekable();
    std::iter::from_fn(move || {
        let mut tuple = words.next()?.to_owned();
        while tuple.ends_with(',') || words.peek().is_some_and(|w| w.starts_with(',')) {
            let Some(next) = words.next() else { break };
            tuple.push_str(next);
        }
        Some(tuple)
    })
}
