//! Tables, in: corner lists, outlines in a cell, and points with attributes.
//!
//! Called by [`crate::open`] for CSV and XLSX alike. It asks [`super::layout`] what the columns mean and
//! says so; it never guesses a datum: degrees without one are WGS 84, metres without one are a question.

use super::cell;
use super::layout::{self, Form, Plan, SAMPLE_ROWS};
use super::rows::{Row, Rows};
use super::wkt;
use crate::feature::{ColumnKind, RawFeature, RawGeometry, Shape, Value};
use crate::geo::notation::{self, Axis};
use crate::number::Number;
use crate::options::{Layout, Options};
use crate::refusal::{NoteCode, Refusal, RowFault};
use crate::stream::{Context, FeatureStream, Opened, Step, set};
use std::collections::{BTreeSet, VecDeque};

/// Opens a table whose rows are already text. `guessed` names the encoding when nobody stated it.
pub(crate) fn open(
    mut rows: Box<dyn Rows>,
    guessed: Option<&'static str>,
    options: &Options,
    cx: &mut Context,
) -> Result<Opened, Refusal> {
    let mut sample = Vec::new();
    while sample.len() < SAMPLE_ROWS {
        match rows.next_row()? {
            Some(row) => sample.push(row),
            None => break,
        }
    }
    let plan = layout::plan(&sample, &options.columns, options.layout)?;
    let claim = layout::claim(&sample, &plan, options);
    let mut columns = Vec::new();
    for (at, heading) in sample[plan.heading].cells.iter().enumerate() {
        let kept = layout::is_attribute(&plan, at) && !heading.is_empty();
        let place = if kept {
            Some(cx.columns.push(heading.trim_start_matches('\u{feff}'), ColumnKind::Text, cx.meter.limits.max_columns)?)
        } else {
            None
        };
        columns.push(place);
    }
    let said = layout::describe(&plan, &sample[plan.heading]);
    let queue = sample.drain(plan.heading + 1..).collect();
    let stream = Stream {
        rows,
        queue,
        plan,
        columns,
        zone_base: options.zone_base,
        outline: None,
        row: 0,
        done: false,
        seen: BTreeSet::new(),
        guessed,
    };
    Ok(Opened { stream: Box::new(stream), claim, encoding: None, layer: None, count: None, layout: Some(said) })
}

struct Stream {
    rows: Box<dyn Rows>,
    queue: VecDeque<Row>,
    plan: Plan,
    /// For each column of the table, its place among the attributes.
    columns: Vec<Option<usize>>,
    zone_base: Option<u32>,
    outline: Option<Outline>,
    row: u64,
    done: bool,
    /// Groups that are finished: one that comes again stands apart in the file.
    seen: BTreeSet<String>,
    /// The encoding that was guessed; said once a text depends on it.
    guessed: Option<&'static str>,
}

/// An outline whose corners are being gathered.
struct Outline {
    key: String,
    first_number: String,
    feature: RawFeature,
    /// Whether any cell was more than a plain number.
    worded: bool,
    fault: Option<RowFault>,
}

impl FeatureStream for Stream {
    fn next(&mut self, cx: &mut Context) -> Option<Step> {
        loop {
            if self.done {
                return self.outline.take().map(Self::finish);
            }
            let row = match self.queue.pop_front().map_or_else(|| self.rows.next_row(), |r| Ok(Some(r))) {
                Ok(Some(row)) => row,
                Ok(None) => {
                    self.done = true;
                    continue;
                }
                Err(refusal) => {
                    self.done = true;
                    self.outline = None;
                    return Some(Err(refusal.at_row(self.row + 1).ending()));
                }
            };
            self.row += 1;
            if let Some(step) = self.take(row, cx) {
                return Some(step);
            }
        }
    }
}

impl Stream {
    fn take(&mut self, row: Row, cx: &mut Context) -> Option<Step> {
        let line = row.line;
        let step = match self.plan.by_rows {
            Layout::Corners => self.corner(row, cx),
            Layout::Rows => Some(self.one(&row, cx)),
        };
        step.map(|s| s.map_err(|f| if f.refusal.place.line.is_some() { f } else { f.at_line(line).at_row(self.row) }))
    }

    /// A row that is a feature.
    fn one(&self, row: &Row, cx: &mut Context) -> Step {
        cx.meter.feature()?;
        let mut feature = RawFeature { row: self.row, ..RawFeature::default() };
        self.attributes(row, &mut feature, cx);
        feature.geometry = match self.plan.form {
            Form::Text { at } => self.text(row.cells.get(at).map_or("", String::as_str), cx)?,
            _ => match self.position(row).map_err(Refusal::skipping)? {
                None => RawGeometry::default(),
                Some(p) => {
                    cx.meter.corner(1)?;
                    let words = if p.worded { vec![p.words] } else { Vec::new() };
                    RawGeometry {
                        shape: Shape::Points,
                        corners: vec![p.xy],
                        words,
                        epsg: self.zone(row).map_err(Refusal::skipping)?,
                        ..RawGeometry::default()
                    }
                }
            },
        };
        Ok(feature)
    }

    fn text(&self, text: &str, cx: &mut Context) -> Result<RawGeometry, RowFault> {
        if text.is_empty() {
            return Ok(RawGeometry::default());
        }
        if let Some(pairs) = cell::pairs(text) {
            let mut geometry =
                RawGeometry { shape: Shape::Polygons, corners: pairs, closes_itself: true, ..RawGeometry::default() };
            for n in 1..=geometry.corners.len() {
                cx.meter.corner(n)?;
            }
            geometry.end_ring();
            geometry.end_polygon();
            return Ok(geometry);
        }
        let (mut geometry, beside) = wkt::read(text, &mut cx.meter)?;
        geometry.epsg = beside.srid;
        if beside.z {
            cx.note(NoteCode::ZDropped, self.row);
        }
        if beside.left_out {
            cx.note(NoteCode::NotAPolygonSkipped, self.row);
        }
        Ok(geometry)
    }

    fn attributes(&self, row: &Row, feature: &mut RawFeature, cx: &mut Context) {
        for (cell, place) in row.cells.iter().zip(&self.columns) {
            if let Some(at) = place {
                if let Some(name) = self.guessed.filter(|_| !cell.is_ascii()) {
                    cx.notes.add(NoteCode::EncodingGuessed, Some(self.row), Some(name));
                }
                let value = if cell.is_empty() { Value::Null } else { Value::Text(cell.clone()) };
                set(&mut feature.values, *at, value);
            }
        }
    }

    /// A row that is a corner; answers the outline before it, when a new one begins.
    fn corner(&mut self, row: Row, cx: &mut Context) -> Option<Step> {
        let of = |at: Option<usize>| at.and_then(|a| row.cells.get(a)).cloned().unwrap_or_default();
        let (mut key, number) = (of(self.plan.group), of(self.plan.corner));
        let position = self.position(&row);
        if matches!(position, Ok(None)) {
            cx.note(NoteCode::RowSkipped, self.row);
            return None;
        }
        // In many sheets the name stands only in the first row of its outline.
        if let Some(outline) = self.outline.as_ref().filter(|_| key.is_empty()) {
            key.clone_from(&outline.key);
        }
        let ended =
            self.outline.take_if(|o| o.key != key || o.begins_again(&number, position.as_ref().ok().and_then(Option::as_ref)));
        let finished = ended.map(|o| {
            if o.key == key {
                cx.note(NoteCode::SeveralOutlines, self.row);
            } else {
                self.seen.insert(o.key.clone());
            }
            Self::finish(o)
        });
        let apart = self.seen.contains(&key);
        let mut outline = self.outline.take().unwrap_or_else(|| self.begin(&row, key, number, cx));
        if apart {
            outline.fault.get_or_insert(
                Refusal::new("group-apart").with("group", &outline.key).at_row(self.row).at_line(row.line).skipping(),
            );
        }
        if let Err(fault) = self.add(&mut outline, &row, position, cx) {
            outline.fault.get_or_insert(fault.at_row(self.row).at_line(row.line));
        }
        self.outline = Some(outline);
        finished
    }

    fn begin(&self, row: &Row, key: String, first_number: String, cx: &mut Context) -> Outline {
        let geometry = RawGeometry { shape: Shape::Polygons, closes_itself: true, ..RawGeometry::default() };
        let mut feature = RawFeature { row: self.row, geometry, ..RawFeature::default() };
        self.attributes(row, &mut feature, cx);
        Outline { key, first_number, feature, worded: false, fault: cx.meter.feature().err() }
    }

    fn add(
        &self,
        outline: &mut Outline,
        row: &Row,
        position: Result<Option<Position>, Refusal>,
        cx: &mut Context,
    ) -> Result<(), RowFault> {
        let Some(p) = position.map_err(Refusal::skipping)? else { return Ok(()) };
        let epsg = self.zone(row).map_err(Refusal::skipping)?;
        let geometry = &mut outline.feature.geometry;
        if !geometry.corners.is_empty() && geometry.epsg != epsg {
            return Err(Refusal::new("zones-mixed").skipping());
        }
        geometry.epsg = epsg;
        geometry.corners.push(p.xy);
        geometry.words.push(p.words);
        outline.worded |= p.worded;
        cx.meter.corner(geometry.corners.len())
    }

    fn finish(mut outline: Outline) -> Step {
        if let Some(fault) = outline.fault {
            return Err(fault);
        }
        let geometry = &mut outline.feature.geometry;
        if !outline.worded {
            geometry.words = Vec::new();
        }
        geometry.end_ring();
        geometry.end_polygon();
        Ok(outline.feature)
    }

    fn position(&self, row: &Row) -> Result<Option<Position>, Refusal> {
        let (Form::Degrees { x, y } | Form::Metres { x, y }) = self.plan.form else { return Ok(None) };
        let cell = |at: usize| row.cells.get(at).map_or("", |c| c.trim());
        let (east, north) = (cell(x), cell(y));
        // A remark under the table, a heading repeated on the next page: no digit, no corner.
        let digits = |t: &str| t.chars().any(char::is_numeric);
        if !digits(east) && !digits(north) {
            return Ok(None);
        }
        let degrees = matches!(self.plan.form, Form::Degrees { .. });
        let read = |text: &str, axis: Axis| if degrees { degree(text, axis) } else { cell::metres(text) };
        let number = |text: &str, axis: Axis| read(text, axis).ok_or_else(|| Refusal::new("number-broken").with("text", text));
        let xy = [number(east, Axis::Lon)?, number(north, Axis::Lat)?];
        let worded = xy[0].to_string() != east || xy[1].to_string() != north;
        Ok(Some(Position { xy, words: [east.into(), north.into()], worded }))
    }

    fn zone(&self, row: &Row) -> Result<Option<u32>, Refusal> {
        let Some(at) = self.plan.zone.filter(|_| matches!(self.plan.form, Form::Metres { .. })) else { return Ok(None) };
        let text = row.cells.get(at).map_or("", String::as_str);
        let (zone, north) = cell::zone(text).ok_or_else(|| Refusal::new("zone-broken").with("text", text))?;
        Ok(match (self.zone_base, north) {
            (Some(base), _) => Some(base + zone),
            (None, Some(true)) => Some(32_600 + zone),
            (None, Some(false)) => Some(32_700 + zone),
            (None, None) => None,
        })
    }
}

/// One corner read from a row.
struct Position {
    xy: [Number; 2],
    words: [Box<str>; 2],
    worded: bool,
}

impl Outline {
    /// Whether the corner number starts anew at another place: a second outline in the same list.
    fn begins_again(&self, number: &str, position: Option<&Position>) -> bool {
        let corners = &self.feature.geometry.corners;
        !number.is_empty()
            && number == self.first_number
            && corners.len() >= 3
            && position.is_some_and(|p| corners.first() != Some(&p.xy))
    }
}

/// Degrees in any notation; plain decimals keep their digits.
fn degree(text: &str, axis: Axis) -> Option<Number> {
    if let Some(number) = cell::metres(text).filter(|_| !text.chars().any(char::is_alphabetic)) {
        return Some(number);
    }
    notation::degrees(text, axis).map(|units| Number::Decimal { digits: units, scale: 8 })
}
