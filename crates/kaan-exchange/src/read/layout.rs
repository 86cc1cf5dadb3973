//! What the columns of a table mean: coordinates, zone, corner number, group.
//!
//! Called by the table reader. Headings in English, Chinese, Urdu and German are known; the caller may
//! name the columns instead. It never looks at more rows than the sample it is given.

use super::cell;
use super::rows::Row;
use crate::options::{ColumnNames, Layout, Options};
use crate::refusal::Refusal;
use crate::stream::Claim;

/// Rows that are looked at before the layout is fixed.
pub(crate) const SAMPLE_ROWS: usize = 200;
/// A heading must stand within so many rows.
const HEADING_WITHIN: usize = 20;

/// Which column holds what.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plan {
    /// Where the heading stands in the sample.
    pub heading: usize,
    pub form: Form,
    pub zone: Option<usize>,
    /// Column of the corner number.
    pub corner: Option<usize>,
    /// Column that tells outlines apart.
    pub group: Option<usize>,
    pub by_rows: Layout,
}

/// How coordinates are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Longitude and latitude in two columns.
    Degrees { x: usize, y: usize },
    /// Easting and northing in two columns.
    Metres { x: usize, y: usize },
    /// Well-known text, or a list of pairs, in one column.
    Text { at: usize },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Lon,
    Lat,
    Easting,
    Northing,
    X,
    Y,
    Zone,
    Corner,
    Group,
    Remark,
    Text,
}

/// Headings as they are written, after [`plain`].
const WORDS: &[(Role, &[&str])] = &[
    (
        Role::Lon,
        &[
            "lon",
            "long",
            "lng",
            "longitude",
            "经度",
            "东经",
            "länge",
            "laenge",
            "längengrad",
            "طول بلد",
            "طول البلد",
            "طول",
            "longitud",
            "lon dd",
            "long dd",
            "dd long",
            "lon deg",
        ],
    ),
    (
        Role::Lat,
        &[
            "lat",
            "latitude",
            "纬度",
            "北纬",
            "breite",
            "breitengrad",
            "عرض بلد",
            "عرض البلد",
            "عرض",
            "latitud",
            "lat dd",
            "dd lat",
            "lat deg",
        ],
    ),
    (Role::Easting, &["easting", "east", "e", "utm e", "utm easting", "utme", "东坐标", "横坐标", "مشرقی", "rechtswert"]),
    (Role::Northing, &["northing", "north", "n", "utm n", "utm northing", "utmn", "北坐标", "纵坐标", "شمالی", "hochwert"]),
    (Role::X, &["x", "x坐标", "x coord", "x coordinate", "coord x", "xcoord"]),
    (Role::Y, &["y", "y坐标", "y coord", "y coordinate", "coord y", "ycoord"]),
    (Role::Zone, &["zone", "utm zone", "utmzone", "带号", "زون"]),
    (
        Role::Corner,
        &[
            "corner",
            "corner no",
            "corner number",
            "point",
            "point no",
            "point id",
            "pt",
            "pt no",
            "vertex",
            "beacon",
            "pillar",
            "pillar no",
            "station",
            "nr",
            "no",
            "s no",
            "sr",
            "sr no",
            "serial",
            "id",
            "fid",
            "seq",
            "order",
            "拐点",
            "拐点号",
            "点号",
            "序号",
            "界址点号",
            "编号",
            "کونا",
            "نمبر",
            "نمبر شمار",
            "نقطہ",
        ],
    ),
    (
        Role::Group,
        &[
            "title",
            "title no",
            "title number",
            "lease",
            "lease no",
            "licence",
            "licence no",
            "license",
            "license no",
            "tenement",
            "block",
            "block no",
            "area",
            "parcel",
            "parcel no",
            "plot",
            "name",
            "polygon",
            "ring",
            "number",
            "名称",
            "矿区名称",
            "矿区",
            "许可证号",
            "项目名称",
            "区块",
            "لائسنس",
            "لائسنس نمبر",
            "لیز",
            "لیز نمبر",
            "بلاک",
            "نام",
            "expediente",
        ],
    ),
    (Role::Remark, &["remark", "remarks", "note", "notes", "备注", "کیفیت", "bemerkung"]),
    (
        Role::Text,
        &[
            "wkt",
            "geom",
            "geometry",
            "the geom",
            "wkt geom",
            "shape",
            "polygon wkt",
            "coordinates",
            "corners",
            "corner coordinates",
            "coordinate list",
            "拐点坐标",
            "坐标",
            "coordenada gk",
            "coordenada",
            "coordenadas",
        ],
    ),
];

/// A heading without case, units in brackets, underscores and stops.
fn plain(heading: &str) -> String {
    let mut depth = 0i32;
    let kept: String = heading
        .chars()
        .filter(|c| match c {
            '(' | '（' | '[' => {
                depth += 1;
                false
            }
            ')' | '）' | ']' => {
                depth -= 1;
                false
            }
            _ => depth <= 0,
        })
        .collect();
    let spaced: String = kept
        .to_lowercase()
        .chars()
        .map(|c| if matches!(c, '_' | '.' | ':' | '#' | '-' | '/' | '\u{feff}') { ' ' } else { c })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn role(heading: &str) -> Option<Role> {
    let plain = plain(heading);
    WORDS.iter().find(|(_, words)| words.contains(&plain.as_str())).map(|(role, _)| *role)
}

/// Finds out what the columns of a table mean.
pub(crate) fn plan(sample: &[Row], names: &ColumnNames, wanted: Option<Layout>) -> Result<Plan, Refusal> {
    for (at, row) in sample.iter().enumerate().take(HEADING_WITHIN) {
        let data = &sample[at + 1..];
        if let Some(form) = form(row, data, names) {
            return Ok(finish(at, form, row, data, names, wanted));
        }
    }
    let seen = sample.first().map(|r| r.cells.join(", ")).unwrap_or_default();
    Err(Refusal::new("columns-unclear").with("columns", seen))
}

fn named(row: &Row, name: Option<&String>) -> Option<usize> {
    name.and_then(|n| row.cells.iter().position(|c| c.trim() == n))
}

fn of_role(row: &Row, wanted: Role) -> Option<usize> {
    row.cells.iter().position(|c| role(c) == Some(wanted))
}

fn form(row: &Row, data: &[Row], names: &ColumnNames) -> Option<Form> {
    if names.text.as_deref() == Some("") {
        // No such column: every cell of it reads as empty.
        return Some(Form::Text { at: usize::MAX });
    }
    if let Some(at) = named(row, names.text.as_ref()) {
        return Some(Form::Text { at });
    }
    if let (Some(x), Some(y)) = (named(row, names.x.as_ref()), named(row, names.y.as_ref())) {
        return Some(by_size(data, x, y));
    }
    if let (Some(x), Some(y)) = (of_role(row, Role::Lon), of_role(row, Role::Lat)) {
        return Some(Form::Degrees { x, y });
    }
    if let (Some(x), Some(y)) = (of_role(row, Role::Easting), of_role(row, Role::Northing)) {
        return Some(by_size(data, x, y));
    }
    if let (Some(x), Some(y)) = (of_role(row, Role::X), of_role(row, Role::Y)) {
        // In Chinese and German practice X is north; the zone's number in front of a value tells.
        let chinese = row.cells.iter().any(|c| c.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)));
        return Some(match by_size(data, x, y) {
            Form::Metres { x, y } if prefixed(data, y) || (chinese && !prefixed(data, x)) => Form::Metres { x: y, y: x },
            other => other,
        });
    }
    let has_text = |at: &usize| data.iter().filter_map(|r| r.cells.get(*at)).any(|c| cell::looks_like_geometry(c));
    let by_name = (0..row.cells.len()).find(|at| role(&row.cells[*at]) == Some(Role::Text) && has_text(at));
    by_name.or_else(|| (0..row.cells.len()).find(has_text)).map(|at| Form::Text { at })
}

/// Degrees when all numbers could be.
fn by_size(data: &[Row], x: usize, y: usize) -> Form {
    let all = |at: usize, max: f64| {
        data.iter()
            .filter_map(|r| r.cells.get(at))
            .filter(|c| !c.is_empty())
            .all(|c| cell::metres(c).is_none_or(|n| n.to_f64().abs() <= max))
    };
    if all(x, 180.0) && all(y, 180.0) { Form::Degrees { x, y } } else { Form::Metres { x, y } }
}

/// Whether all values have eight digits that begin with a zone of China or its neighbours.
pub(crate) fn prefixed(data: &[Row], at: usize) -> bool {
    let mut values = data.iter().filter_map(|r| r.cells.get(at)).filter_map(|c| cell::metres(c)).map(|n| n.to_f64()).peekable();
    values.peek().is_some() && values.all(|v| (13_000_000.0..46_000_000.0).contains(&v))
}

fn finish(heading: usize, form: Form, row: &Row, data: &[Row], names: &ColumnNames, wanted: Option<Layout>) -> Plan {
    let zone = named(row, names.zone.as_ref()).or_else(|| of_role(row, Role::Zone));
    let mut plan = Plan { heading, form, zone, corner: None, group: named(row, names.group.as_ref()), by_rows: Layout::Rows };
    let (Form::Degrees { x, y } | Form::Metres { x, y }) = form else { return plan };
    if wanted == Some(Layout::Rows) {
        return plan;
    }
    let others: Vec<usize> =
        (0..row.cells.len()).filter(|at| ![Some(x), Some(y), zone].contains(&Some(*at)) && !row.cells[*at].is_empty()).collect();
    let is = |at: &usize, wanted: Role| role(&row.cells[*at]) == Some(wanted);
    plan.corner = others.iter().copied().find(|at| is(at, Role::Corner) && Some(*at) != plan.group && !repeats(data, *at));
    plan.group = plan.group.or_else(|| others.iter().copied().find(|at| is(at, Role::Group) && repeats(data, *at)));
    plan.group = plan.group.or_else(|| {
        others
            .iter()
            .copied()
            .find(|at| Some(*at) != plan.corner && plan.corner.is_some() && is(at, Role::Corner) && repeats(data, *at))
    });
    let alone = others.iter().all(|at| Some(*at) == plan.corner || Some(*at) == plan.group || is(at, Role::Remark));
    let corners = wanted == Some(Layout::Corners) || (data.len() >= 3 && (plan.group.is_some() || alone));
    if corners {
        plan.by_rows = Layout::Corners;
    } else {
        (plan.corner, plan.group) = (None, None);
    }
    plan
}

/// Whether values stand in runs of three and more on average: the name of an outline, not of a corner.
fn repeats(data: &[Row], at: usize) -> bool {
    let values: Vec<&str> = data.iter().filter_map(|r| r.cells.get(at)).map(String::as_str).filter(|c| !c.is_empty()).collect();
    let runs = 1 + values.windows(2).filter(|w| w[0] != w[1]).count();
    values.len() >= 3 && values.len() >= runs * 3
}

/// Coordinates stay in the attributes only where a row is a feature of its own: nothing typed is lost.
pub(crate) fn is_attribute(plan: &Plan, at: usize) -> bool {
    let coordinate = match plan.form {
        Form::Degrees { x, y } | Form::Metres { x, y } => at == x || at == y,
        Form::Text { at: text } => at == text,
    };
    !(coordinate || plan.by_rows == Layout::Corners && plan.corner == Some(at))
}

/// Which columns were taken for what, to be shown to the person.
pub(crate) fn describe(plan: &Plan, heading: &Row) -> String {
    let name = |at: usize| heading.cells.get(at).map_or("", String::as_str);
    match plan.form {
        Form::Degrees { x, y } => format!("longitude: {}, latitude: {}", name(x), name(y)),
        Form::Metres { x, y } => format!("easting: {}, northing: {}", name(x), name(y)),
        Form::Text { at } => format!("outline: {}", name(at)),
    }
}

/// What the title rows, the headings and the numbers say about the coordinate system.
pub(crate) fn claim(sample: &[Row], plan: &Plan, options: &Options) -> Claim {
    let (before, data) = (&sample[..=plan.heading], &sample[plan.heading + 1..]);
    let words = before.iter().flat_map(|r| &r.cells).map(String::as_str).collect::<Vec<_>>().join(" ");
    if let Some(code) = code_column(&sample[plan.heading], data) {
        return Claim::Epsg(code);
    }
    match plan.form {
        Form::Degrees { .. } => Claim::Sheet { words, degrees: true, prefix: None },
        Form::Metres { .. } if plan.zone.is_some() || options.zone_base.is_some() => Claim::ByRow,
        Form::Metres { x, .. } => {
            let prefix = prefixed(data, x).then(|| data.iter().find_map(|r| cell::metres(r.cells.get(x)?))).flatten();
            Claim::Sheet { words, degrees: false, prefix: prefix.map(|p| (p.to_f64() / 1e6) as u32) }
        }
        Form::Text { .. } => Claim::Sheet { words, degrees: true, prefix: None },
    }
}

/// A column that names one EPSG code for all rows.
fn code_column(heading: &Row, data: &[Row]) -> Option<u32> {
    let at = heading.cells.iter().position(|c| ["crs", "epsg", "srid"].contains(&c.trim().to_ascii_lowercase().as_str()))?;
    let mut codes = data
        .iter()
        .filter_map(|r| r.cells.get(at))
        .filter(|c| !c.is_empty())
        .map(|c| c.to_ascii_uppercase().trim_start_matches("EPSG:").trim().parse().ok());
    let first: u32 = codes.next()??;
    codes.all(|c| c == Some(first)).then_some(first)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn rows(text: &str) -> Vec<Row> {
        text.lines()
            .enumerate()
            .map(|(n, l)| Row { line: n as u64 + 1, cells: l.split(';').map(str::to_owned).collect() })
            .collect()
    }

    fn of(text: &str) -> Plan {
        plan(&rows(text), &ColumnNames::default(), None).unwrap()
    }

    #[test]
    fn corner_lists_and_points_with_attributes_are_told_apart() {
        let corners = of("id;lat;lon\n1;27;66\n2;27.1;66\n3;27.1;66.1");
        assert_eq!((corners.form, corners.by_rows, corners.corner), (Form::Degrees { x: 2, y: 1 }, Layout::Corners, Some(0)));
        let points = of("id;name;lon;lat\n1;a;66;27\n2;b;66;27.1\n3;c;66.1;27.1");
        assert_eq!((points.by_rows, points.corner), (Layout::Rows, None));
        let grouped = of("Lease No;Point;E (m);N (m);Owner\nA;1;400000;3200000;x\nA;2;400100;3200000;x\nA;3;400100;3200100;x");
        assert_eq!((grouped.form, grouped.group, grouped.corner), (Form::Metres { x: 2, y: 3 }, Some(0), Some(1)));
    }

    #[test]
    fn in_chinese_sheets_x_is_north() {
        let p = of(
            "某矿区拐点坐标;;\n点号;X坐标;Y坐标\nJ1;4184286.52;13514799.14\nJ2;4184287.07;13518849.24\nJ3;4183365.07;13518849.29",
        );
        assert_eq!((p.heading, p.form), (1, Form::Metres { x: 2, y: 1 }));
        let q = of("Point;X;Y\nJ1;514799.14;4184286.52\nJ2;518849.24;4184287.07\nJ3;518849.29;4183365.07");
        assert_eq!(q.form, Form::Metres { x: 1, y: 2 });
    }

    #[test]
    fn headings_are_known_in_three_languages() {
        for heading in ["拐点;纬度;经度", "کونا;عرض بلد;طول بلد", "Nr;Breite;Länge", "Corner No.;Latitude (N);Longitude (E)"]
        {
            let p = of(&format!("{heading}\n1;27;66\n2;27;67\n3;28;67"));
            assert_eq!((p.form, p.by_rows), (Form::Degrees { x: 2, y: 1 }, Layout::Corners), "{heading}");
        }
    }
}
