//! Opening a file, asking what must be asked, and reading its features one by one.
//!
//! Called by imports, uploads and `kaan check`. The first features are read ahead, so that a coordinate
//! system which contradicts the numbers is found before anything is done. It never answers its own
//! questions.

use crate::claim::{self, Named};
use crate::feature::{Column, RawFeature, Shape};
use crate::format::{self, Format};
use crate::geo::{self, Bounds, Crs};
use crate::input::{Input, Progress};
use crate::limits::Meter;
use crate::options::{Options, Want};
use crate::question::{self, Question};
use crate::read;
use crate::refusal::{Note, NoteCode, Notes, Refusal, RowFault};
use crate::stream::{Columns, Context, FeatureStream, Opened, Step};
use std::collections::VecDeque;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// Features read ahead.
const AHEAD: usize = 500;
/// Corners read ahead.
const AHEAD_CORNERS: usize = 50_000;

/// What is known about the coordinate system.
#[derive(Debug, Clone, PartialEq)]
pub enum CrsClaim {
    /// The file or its format says so.
    Stated(Crs),
    /// The person said so.
    Answered(Crs),
    /// Nothing is said; this is what such a file means as a rule (bare degrees: WGS 84).
    Assumed(Crs),
    /// Each row names its own.
    ByRow,
    /// Nothing is said, and nothing can be taken.
    Missing,
    /// Named, but without a transformation that Kaan knows: stop.
    Unsupported(String),
}

/// What a file says of itself.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its format.
    pub format: Format,
    /// Its coordinate system.
    pub crs: CrsClaim,
    /// The encoding of its texts, where the format leaves that open.
    pub encoding: Option<String>,
    /// The layer, entry or sheet being read.
    pub layer: Option<String>,
    /// For tables, which columns were taken for coordinates: to be printed with the mapping.
    pub layout: Option<String>,
    /// How many features there are, where the file says so; not to be relied on.
    pub count: Option<u64>,
    /// Bytes of the file.
    pub bytes: u64,
    /// What must be answered before going on, in the words of [`Question::code`].
    pub questions: Vec<Question>,
}

impl Source {
    /// The coordinate system of one feature.
    ///
    /// # Errors
    /// `crs-missing` or `datum-not-supported`.
    pub fn crs_of(&self, feature: &RawFeature) -> Result<Crs, Refusal> {
        let own = feature.geometry.epsg;
        match (&self.crs, own) {
            (CrsClaim::Answered(crs), _) => Ok(*crs),
            (_, Some(code)) => {
                Crs::by_epsg(code).ok_or_else(|| Refusal::new("datum-not-supported").with("crs", format!("EPSG:{code}")))
            }
            (CrsClaim::Stated(crs) | CrsClaim::Assumed(crs), None) => Ok(*crs),
            (CrsClaim::ByRow | CrsClaim::Missing, None) => Err(Refusal::new("crs-missing").at_row(feature.row)),
            (CrsClaim::Unsupported(name), None) => Err(Refusal::new("datum-not-supported").with("crs", name)),
        }
    }
}

/// Reads the features of a file.
pub struct Reader {
    source: Source,
    stream: Box<dyn FeatureStream>,
    cx: Context,
    ahead: VecDeque<Step>,
    ended: bool,
    want: Want,
    swap: bool,
    number: u64,
}

/// Opens a file.
///
/// # Errors
/// Anything that makes the whole file unreadable, with a stable code and a place.
pub fn open(path: &Path, options: &Options) -> Result<Reader, Refusal> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let input = Input::file(path, options.limits.max_file_bytes)?;
    begin(&name, &input, options)
}

/// Opens an upload. `name` is what the person's machine calls it: only its ending is looked at, and only
/// where the bytes do not tell the format.
///
/// # Errors
/// As [`open`]; `needs-a-file` for a GeoPackage when [`Options::scratch`] names no folder.
pub fn open_bytes(name: &str, bytes: Vec<u8>, options: &Options) -> Result<Reader, Refusal> {
    let input = Input::memory(bytes, options.limits.max_file_bytes)?;
    begin(name, &input, options)
}

fn begin(name: &str, input: &Input, options: &Options) -> Result<Reader, Refusal> {
    let meter = Meter::new(options.limits.clone(), options.stop.clone());
    let mut cx = Context { meter, columns: Columns::default(), notes: Notes::default(), progress: Progress::default() };
    let format = format::find(name, input, &options.limits)?;
    let Opened { stream, claim, encoding, layer, count, layout } = opened(format, input, options, &mut cx)?;
    let named = claim::understand(&claim);
    let crs = options.crs.map_or_else(|| resolved(&named), CrsClaim::Answered);
    let source = Source { format, crs, encoding, layer, layout, count, bytes: input.len(), questions: Vec::new() };
    let mut reader = Reader {
        source,
        stream,
        cx,
        ahead: VecDeque::new(),
        ended: false,
        want: options.want,
        swap: options.swap_axes == Some(true),
        number: 0,
    };
    reader.read_ahead();
    let seen: Vec<&RawFeature> = reader.ahead.iter().filter_map(|s| s.as_ref().ok()).collect();
    reader.source.questions = question::all(&reader.source, &seen, reader.cx.columns.all(), &named, options);
    Ok(reader)
}

fn opened(format: Format, input: &Input, options: &Options, cx: &mut Context) -> Result<Opened, Refusal> {
    let (layer, encoding) = (options.layer.as_deref(), options.encoding.as_deref());
    match format {
        Format::GeoJson => read::geojson::open(input, cx),
        Format::GeoJsonSeq => read::geojson::open_sequence(input, cx),
        Format::Shapefile => read::shapefile::open(input, layer, encoding, cx),
        Format::Kml => read::kml::open(input, cx),
        Format::Kmz => read::kml::open_zipped(input, cx),
        Format::Dxf => read::dxf::open(input, cx),
        Format::Csv => {
            let (rows, (encoding, guessed)) = read::rows::csv(input, encoding, cx)?;
            let opened = read::table::open(rows, guessed.then(|| encoding.name()), options, cx)?;
            Ok(Opened { encoding: Some(encoding.name().to_owned()), ..opened })
        }
        Format::Xlsx => {
            let (rows, sheet) = read::rows::xlsx(input, layer, &options.limits)?;
            read::table::open(rows, None, options, cx).map(|o| Opened { layer: Some(sheet), ..o })
        }
        Format::GeoPackage => match input {
            Input::File { path, .. } => read::geopackage::open(path, layer, None, cx),
            Input::Memory(bytes) => {
                let scratch = spill(bytes, options.scratch.as_deref())?;
                let path = scratch.0.clone();
                read::geopackage::open(&path, layer, Some(scratch), cx)
            }
        },
    }
}

/// Lays an upload down in the caller's folder for as long as it is read.
fn spill(bytes: &[u8], folder: Option<&Path>) -> Result<read::geopackage::Scratch, Refusal> {
    use std::io::Write;
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let folder = folder.ok_or_else(|| Refusal::new("needs-a-file"))?;
    for _ in 0..1_000 {
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!("upload-{}-{n}.gpkg", std::process::id()));
        let made = std::fs::OpenOptions::new().write(true).create_new(true).open(&path);
        match made {
            Ok(mut file) => {
                let scratch = read::geopackage::Scratch(path);
                file.write_all(bytes).map_err(|e| Refusal::new("file-unreadable").with("error", e))?;
                return Ok(scratch);
            }
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(Refusal::new("file-unreadable").with("error", e)),
        }
    }
    Err(Refusal::new("file-unreadable").with("error", "no free name in the scratch folder"))
}

fn resolved(named: &Named) -> CrsClaim {
    let of = |named: &Named, make: fn(Crs) -> CrsClaim, name: String| geo::crs_of(named).map_or(CrsClaim::Unsupported(name), make);
    match named {
        Named::Epsg(code) => of(named, CrsClaim::Stated, format!("EPSG:{code}")),
        Named::Assumed(code) => of(&Named::Epsg(*code), CrsClaim::Assumed, format!("EPSG:{code}")),
        Named::GaussKrueger { meridian, .. } => of(named, CrsClaim::Stated, format!("CGCS2000 / Gauss-Krueger CM {meridian}E")),
        Named::ByRow => CrsClaim::ByRow,
        Named::Unknown(name) => CrsClaim::Unsupported(name.clone()),
        Named::Missing(_) => CrsClaim::Missing,
    }
}

impl Reader {
    /// What the file says of itself.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The columns. Formats without a schema may add some while they are read, never change the order.
    pub fn columns(&self) -> &[Column] {
        self.cx.columns.all()
    }

    /// The place of a column by its name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns().iter().position(|c| &*c.name == name)
    }

    /// What was noticed so far; complete after the last feature.
    pub fn notes(&self) -> &[Note] {
        self.cx.notes.all()
    }

    /// How many features there are, where the file says so.
    pub fn count_hint(&self) -> Option<u64> {
        self.source.count
    }

    /// Bytes read so far, of [`Source::bytes`]: for progress, not exact.
    pub fn bytes_read(&self) -> u64 {
        self.cx.progress.get().min(self.source.bytes)
    }

    fn read_ahead(&mut self) {
        let mut corners = 0;
        while self.ahead.len() < AHEAD && corners < AHEAD_CORNERS && !self.ended {
            match self.step() {
                Some(step) => {
                    corners += step.as_ref().map_or(0, |f| f.geometry.corners.len());
                    self.ahead.push_back(step);
                }
                None => self.ended = true,
            }
        }
    }

    /// The next wanted feature from the stream.
    fn step(&mut self) -> Option<Step> {
        loop {
            if self.ended {
                return None;
            }
            let step = self.stream.next(&mut self.cx);
            self.number += 1;
            match step {
                None => {
                    self.ended = true;
                    return None;
                }
                Some(Err(fault)) => {
                    self.ended = fault.ends;
                    return Some(Err(fault));
                }
                Some(Ok(mut feature)) => {
                    let wanted = matches!(
                        (self.want, feature.geometry.shape),
                        (_, Shape::None) | (Want::Anything, _) | (Want::Polygons, Shape::Polygons) | (Want::Points, Shape::Points)
                    );
                    if !wanted {
                        self.cx.note(NoteCode::NotAPolygonSkipped, feature.row);
                        continue;
                    }
                    if self.swap {
                        feature.geometry.corners.iter_mut().for_each(|c| c.swap(0, 1));
                        feature.geometry.words.iter_mut().for_each(|w| w.swap(0, 1));
                    }
                    return Some(Ok(feature));
                }
            }
        }
    }
}

impl Iterator for Reader {
    type Item = Result<RawFeature, RowFault>;

    fn next(&mut self) -> Option<Self::Item> {
        self.ahead.pop_front().or_else(|| self.step())
    }
}

/// The box of raw numbers, west-like first; `None` without any.
pub(crate) fn raw_bounds(features: &[&RawFeature]) -> Option<[f64; 4]> {
    let mut all = features.iter().flat_map(|f| &f.geometry.corners).map(|c| [c[0].to_f64(), c[1].to_f64()]);
    let first = all.next()?;
    Some(
        all.fold([first[0], first[1], first[0], first[1]], |b, c| [b[0].min(c[0]), b[1].min(c[1]), b[2].max(c[0]), b[3].max(c[1])]),
    )
}

/// Whether any of the boxes holds the point.
pub(crate) fn expected(boxes: &[Bounds], point: geo::Point) -> bool {
    boxes.iter().any(|b| b.holds(point))
}
