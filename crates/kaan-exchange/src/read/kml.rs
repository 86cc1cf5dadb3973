//! KML 2.2 and KMZ, in (OGC 12-007r2).
//!
//! Called by [`crate::open`]. A placemark is a feature; `ExtendedData` gives its attributes. Streamed:
//! no tree is built. Entities are not expanded, links and style sheets are not followed, heights are
//! dropped and that is said.

use super::placemark::{Draft, Tag};
use super::transcode::{Capped, Transcode};
use crate::feature::{ColumnKind, RawFeature, Value};
use crate::input::Input;
use crate::refusal::{NoteCode, Refusal};
use crate::stream::{Claim, Context, FeatureStream, Opened, Step, set};
use crate::zipped::Zipped;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::BufReader;

/// Opens a KML file.
pub(crate) fn open(input: &Input, cx: &mut Context) -> Result<Opened, Refusal> {
    let encoding = declared(&input.head(256)?);
    let bytes = BufReader::new(Transcode::new(input.counted(&cx.progress)?, encoding));
    // A corner takes about 30 bytes of text; a ring is one piece of text.
    let longest = cx.meter.limits.max_attribute_bytes.max(cx.meter.limits.max_corners_per_feature as usize * 64);
    let mut xml = Reader::from_reader(Capped::new(bytes, longest));
    xml.config_mut().expand_empty_elements = true;
    let stream = Stream { xml, longest, buffer: Vec::new(), path: Vec::new(), draft: None, row: 0, done: false, seen: false };
    Ok(Opened {
        stream: Box::new(stream),
        claim: Claim::Wgs84,
        encoding: Some(encoding.name().to_owned()),
        layer: None,
        count: None,
        layout: None,
    })
}

/// Opens the document of a KMZ: `doc.kml` at the root, else the first `.kml`.
pub(crate) fn open_zipped(input: &Input, cx: &mut Context) -> Result<Opened, Refusal> {
    let mut zip = Zipped::open(input, &cx.meter.limits)?;
    let found = zip.ending(".kml");
    let main = found.iter().find(|i| zip.names()[**i].eq_ignore_ascii_case("doc.kml")).or(found.first());
    let entry = *main.ok_or_else(|| Refusal::new("layer-missing").with("layers", ""))?;
    let name = zip.names()[entry].clone();
    let document = Input::memory(zip.read(entry)?, u64::MAX).map_err(|r| r.in_entry(&name))?;
    let mut opened = open(&document, cx)?;
    opened.layer = Some(name);
    Ok(opened)
}

/// The encoding that the XML declaration names; UTF-8 without one. A byte order mark wins later.
fn declared(head: &[u8]) -> &'static encoding_rs::Encoding {
    let text = String::from_utf8_lossy(head);
    let label = text.split("encoding=").nth(1).and_then(|rest| rest.get(1..)).and_then(|rest| rest.split(['"', '\'']).next());
    label
        .and_then(|l| encoding_rs::Encoding::for_label(l.as_bytes()))
        .filter(|_| text.contains("<?xml"))
        .unwrap_or(encoding_rs::UTF_8)
}

fn tag(name: &[u8]) -> Tag {
    match name {
        b"Placemark" => Tag::Placemark,
        b"name" => Tag::Name,
        b"description" => Tag::Description,
        b"Data" => Tag::Data,
        b"SimpleData" => Tag::SimpleData,
        b"value" => Tag::Value,
        b"Polygon" => Tag::Polygon,
        b"outerBoundaryIs" => Tag::Outer,
        b"innerBoundaryIs" => Tag::Inner,
        b"coordinates" => Tag::Coordinates,
        b"Point" => Tag::Point,
        b"LineString" | b"LinearRing" => Tag::Line,
        b"Track" | b"MultiTrack" | b"Model" => Tag::Track,
        _ => Tag::Other,
    }
}

struct Stream {
    xml: Reader<Capped<BufReader<Transcode>>>,
    longest: usize,
    buffer: Vec<u8>,
    path: Vec<Tag>,
    draft: Option<Draft>,
    row: u64,
    done: bool,
    seen: bool,
}

enum Piece {
    Start(Tag, Option<String>, Option<String>),
    Link(Option<String>),
    End,
    Text(String),
    Nothing,
    Eof,
}

impl FeatureStream for Stream {
    fn next(&mut self, cx: &mut Context) -> Option<Step> {
        while !self.done {
            match self.step(cx) {
                Ok(Some(feature)) => return Some(feature),
                Ok(None) => {}
                Err(refusal) => {
                    self.done = true;
                    let refusal =
                        if refusal.place.offset.is_some() { refusal } else { refusal.at_byte(self.xml.buffer_position()) };
                    return Some(Err(refusal.at_row(self.row.max(1)).ending()));
                }
            }
        }
        None
    }
}

impl Stream {
    fn step(&mut self, cx: &mut Context) -> Result<Option<Step>, Refusal> {
        match self.piece()? {
            Piece::Start(tag, name, id) => self.start(tag, name, id, cx)?,
            Piece::Link(href) => cx.notes.add(NoteCode::ExternalLinkIgnored, None, href.as_deref()),
            Piece::Text(text) => self.text(&text, cx)?,
            Piece::Nothing => {}
            Piece::End => return Ok(self.end(cx)),
            Piece::Eof => {
                self.done = true;
                if !self.path.is_empty() || !self.seen {
                    return Err(Refusal::new("file-truncated"));
                }
            }
        }
        Ok(None)
    }

    fn piece(&mut self) -> Result<Piece, Refusal> {
        self.buffer.clear();
        self.xml.get_mut().left = self.longest;
        let event = self.xml.read_event_into(&mut self.buffer).map_err(|e| Refusal::new("xml-broken").with("error", e))?;
        let plain = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok(match event {
            Event::Start(e) if e.local_name().as_ref() == b"NetworkLink" => {
                self.path.push(Tag::Other);
                Piece::Link(None)
            }
            Event::Start(e) => Piece::Start(tag(e.local_name().as_ref()), attribute(&e, b"name"), attribute(&e, b"id")),
            Event::End(_) => Piece::End,
            Event::Text(t) => Piece::Text(plain(&t)),
            Event::CData(t) => Piece::Text(plain(&t)),
            Event::GeneralRef(r) => Piece::Text(reference(&plain(&r))),
            Event::Eof => Piece::Eof,
            _ => Piece::Nothing,
        })
    }

    fn start(&mut self, tag: Tag, name: Option<String>, id: Option<String>, cx: &mut Context) -> Result<(), Refusal> {
        if self.path.len() >= cx.meter.limits.max_depth as usize {
            return Err(Refusal::new("too-deep").with("limit", cx.meter.limits.max_depth));
        }
        self.seen = true;
        let parent = self.path.last().copied().unwrap_or(Tag::Other);
        self.path.push(tag);
        let Some(draft) = &mut self.draft else {
            if tag == Tag::Placemark {
                self.row += 1;
                cx.meter.feature().map_err(|f| f.refusal)?;
                let feature = RawFeature { row: self.row, id, ..RawFeature::default() };
                self.draft = Some(Draft { feature, ..Draft::default() });
            }
            return Ok(());
        };
        let column = match (tag, parent, name) {
            (Tag::Name, Tag::Placemark, _) => "name".to_owned(),
            (Tag::Description, Tag::Placemark, _) => "description".to_owned(),
            (Tag::SimpleData | Tag::Data, _, Some(name)) => name,
            (Tag::Value, Tag::Data, _) => return Ok(()),
            (Tag::Coordinates, _, _) => {
                draft.text.clear();
                return Ok(());
            }
            (Tag::Track, _, _) => {
                draft.left_out = true;
                return Ok(());
            }
            _ => return Ok(()),
        };
        draft.column = Some(cx.columns.place(&column, ColumnKind::Text, cx.meter.limits.max_columns)?);
        draft.text.clear();
        Ok(())
    }

    fn text(&mut self, text: &str, cx: &Context) -> Result<(), Refusal> {
        let Some(draft) = &mut self.draft else { return Ok(()) };
        let wanted = match self.path.last() {
            Some(Tag::Coordinates) => true,
            Some(Tag::Name | Tag::Description | Tag::SimpleData | Tag::Value) => {
                if draft.text.len() + text.len() > cx.meter.limits.max_attribute_bytes {
                    return Err(Refusal::new("attribute-too-long").with("limit", cx.meter.limits.max_attribute_bytes));
                }
                draft.column.is_some()
            }
            _ => false,
        };
        if draft.text.len() + text.len() > self.longest {
            return Err(Refusal::new("attribute-too-long").with("limit", self.longest));
        }
        if wanted {
            draft.text.push_str(text);
        }
        Ok(())
    }

    fn end(&mut self, cx: &mut Context) -> Option<Step> {
        let tag = self.path.pop()?;
        let draft = self.draft.as_mut()?;
        match tag {
            Tag::Name | Tag::Description | Tag::SimpleData | Tag::Value => {
                if let Some(at) = draft.column.take() {
                    let text = std::mem::take(&mut draft.text);
                    set(&mut draft.feature.values, at, Value::Text(text.trim().to_owned()));
                }
            }
            Tag::Data => draft.column = None,
            Tag::Coordinates => {
                let inside =
                    self.path.iter().rev().copied().find(|t| matches!(t, Tag::Outer | Tag::Inner | Tag::Point | Tag::Polygon));
                draft.coordinates(inside, cx);
            }
            Tag::Polygon => draft.polygon(cx),
            Tag::Placemark => {
                let row = self.row;
                return self.draft.take().map(|d| d.finish(cx).map_err(|f| f.at_row(row)));
            }
            _ => {}
        }
        None
    }
}

fn attribute(element: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let found = element.attributes().flatten().find(|a| a.key.as_ref() == name)?;
    let raw = String::from_utf8_lossy(&found.value).into_owned();
    if !raw.contains('&') {
        return Some(raw);
    }
    Some(
        raw.split_inclusive(';')
            .map(|part| match part.split_once('&') {
                Some((before, rest)) => format!("{before}{}", reference(rest.trim_end_matches(';'))),
                None => part.to_owned(),
            })
            .collect(),
    )
}

/// The five entities of XML and numbered characters; anything else stays as it stands.
fn reference(name: &str) -> String {
    let number = name.strip_prefix("#x").map(|h| u32::from_str_radix(h, 16)).or_else(|| name.strip_prefix('#').map(str::parse));
    let c = match (name, number) {
        ("amp", _) => Some('&'),
        ("lt", _) => Some('<'),
        ("gt", _) => Some('>'),
        ("quot", _) => Some('"'),
        ("apos", _) => Some('\''),
        (_, Some(Ok(code))) => char::from_u32(code),
        _ => None,
    };
    c.map_or_else(|| format!("&{name};"), String::from)
}
