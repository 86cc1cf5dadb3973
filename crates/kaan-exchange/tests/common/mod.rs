//! Files of every format, made from shapes of our own. Used by the tests of this crate.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use kaan_exchange::{Options, RawFeature, Reader, Refusal, RowFault, open_bytes};
use std::io::Write;

/// A square block in Balochistan, in degrees, closed.
pub const BLOCK: [(f64, f64); 5] = [(66.5, 27.1), (66.6, 27.1), (66.6, 27.2), (66.5, 27.2), (66.5, 27.1)];
/// A square in metres of UTM.
pub const METRES: [(f64, f64); 5] = [
    (400_000.0, 3_200_000.0),
    (401_000.0, 3_200_000.0),
    (401_000.0, 3_201_000.0),
    (400_000.0, 3_201_000.0),
    (400_000.0, 3_200_000.0),
];
pub const PRJ_WGS84: &str = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;

pub type Rows = Vec<Result<RawFeature, RowFault>>;

/// Reads a whole file; the scratch folder lives as long as the reading.
pub fn read_with(name: &str, bytes: &[u8], options: Options) -> Result<(Reader, Rows), Refusal> {
    let scratch = tempfile::tempdir().unwrap();
    let options = Options { scratch: Some(scratch.path().to_path_buf()), ..options };
    let mut reader = open_bytes(name, bytes.to_vec(), &options)?;
    let rows = reader.by_ref().collect();
    Ok((reader, rows))
}

pub fn read(name: &str, bytes: &[u8]) -> Result<(Reader, Rows), Refusal> {
    read_with(name, bytes, Options::default())
}

/// The codes of everything that is wrong or was noticed.
pub fn codes(name: &str, bytes: &[u8]) -> Vec<&'static str> {
    match read(name, bytes) {
        Err(refusal) => vec![refusal.code],
        Ok((reader, rows)) => {
            let faults = rows.iter().filter_map(|r| r.as_ref().err()).map(|f| f.refusal.code);
            let questions = reader.source().questions.iter().map(|q| q.code());
            faults.chain(questions).chain(reader.notes().iter().map(|n| n.code.code())).collect()
        }
    }
}

pub fn geojson(rings: &[&[(f64, f64)]]) -> Vec<u8> {
    let coordinates: Vec<Vec<[f64; 2]>> = rings.iter().map(|r| r.iter().map(|c| [c.0, c.1]).collect()).collect();
    let feature = serde_json::json!({"type": "Feature", "properties": {"name": "block 1", "n": 7}, "geometry": {"type": "Polygon", "coordinates": coordinates}});
    serde_json::to_vec(&serde_json::json!({"type": "FeatureCollection", "features": [feature, feature]})).unwrap()
}

pub fn geojsonl() -> Vec<u8> {
    let line = r#"{"type":"Feature","id":"a","properties":{"name":"block"},"geometry":{"type":"Polygon","coordinates":[[[66.5,27.1],[66.6,27.1],[66.6,27.2],[66.5,27.1]]]}}"#;
    format!("{line}\n{line}\n{line}\n").into_bytes()
}

pub fn kml() -> Vec<u8> {
    br#"<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><Placemark id="p1"><name>EL-1 &amp; more</name><ExtendedData><SchemaData><SimpleData name="mineral">Gold</SimpleData></SchemaData></ExtendedData>
<MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>66.5,27.1,3 66.6,27.1,3 66.6,27.2,3 66.5,27.1,3</coordinates></LinearRing></outerBoundaryIs>
<innerBoundaryIs><LinearRing><coordinates>66.56,27.12 66.58,27.12 66.58,27.14 66.56,27.12</coordinates></LinearRing></innerBoundaryIs></Polygon></MultiGeometry></Placemark></Folder></Document></kml>"#.to_vec()
}

pub fn csv() -> Vec<u8> {
    b"Corner,Latitude,Longitude\r\n1,27.1,66.5\r\n2,27.1,66.6\r\n3,27.2,66.6\r\n4,27.2,66.5\r\n".to_vec()
}

pub fn dxf() -> Vec<u8> {
    let mut t = String::from("0\nSECTION\n2\nENTITIES\n0\nLWPOLYLINE\n8\nLEASE\n90\n4\n70\n1\n");
    for (x, y) in &METRES[..4] {
        t += &format!("10\n{x}\n20\n{y}\n");
    }
    t += "0\nENDSEC\n0\nEOF\n";
    t.into_bytes()
}

pub fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut w = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        w.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        w.write_all(bytes).unwrap();
    }
    w.finish().unwrap().into_inner()
}

pub fn shp(records: &[&[&[(f64, f64)]]]) -> Vec<u8> {
    let mut body = Vec::new();
    for (n, rings) in records.iter().enumerate() {
        let count: usize = rings.iter().map(|r| r.len()).sum();
        let mut c = Vec::new();
        c.extend(5u32.to_le_bytes());
        c.extend([0u8; 32]);
        c.extend((rings.len() as u32).to_le_bytes());
        c.extend((count as u32).to_le_bytes());
        let mut at = 0u32;
        for ring in *rings {
            c.extend(at.to_le_bytes());
            at += ring.len() as u32;
        }
        for (x, y) in rings.iter().flat_map(|r| r.iter()) {
            c.extend(x.to_le_bytes());
            c.extend(y.to_le_bytes());
        }
        body.extend((n as u32 + 1).to_be_bytes());
        body.extend((c.len() as u32 / 2).to_be_bytes());
        body.extend(c);
    }
    let mut out = vec![0u8; 100];
    out[..4].copy_from_slice(&9994u32.to_be_bytes());
    out[24..28].copy_from_slice(&((100 + body.len()) as u32 / 2).to_be_bytes());
    out[28..32].copy_from_slice(&1000u32.to_le_bytes());
    out[32..36].copy_from_slice(&5u32.to_le_bytes());
    out.extend(body);
    out
}

/// A table with one text column of 20 bytes.
pub fn dbf(driver: u8, rows: &[&[u8]]) -> Vec<u8> {
    let mut out = vec![3, 126, 11, 23];
    out.extend((rows.len() as u32).to_le_bytes());
    out.extend(65u16.to_le_bytes());
    out.extend(21u16.to_le_bytes());
    out.extend([0; 17]);
    out.push(driver);
    out.extend([0; 2]);
    let mut field = [0u8; 32];
    field[..4].copy_from_slice(b"NAME");
    (field[11], field[16]) = (b'C', 20);
    out.extend(field);
    out.push(0x0d);
    for row in rows {
        let mut cell = [b' '; 21];
        cell[1..=row.len()].copy_from_slice(row);
        out.extend(cell);
    }
    out.push(0x1a);
    out
}

pub fn shapefile() -> Vec<u8> {
    zip(&[("a.shp", &shp(&[&[&BLOCK], &[&BLOCK]])), ("a.dbf", &dbf(0, &[b"one", b"two"])), ("a.prj", PRJ_WGS84.as_bytes())])
}

pub fn xlsx(cells: &[&[&str]]) -> Vec<u8> {
    let mut rows = String::new();
    for (r, row) in cells.iter().enumerate() {
        rows += &format!("<row r=\"{}\">", r + 1);
        for (c, cell) in row.iter().enumerate() {
            let at = format!("{}{}", char::from(b'A' + c as u8), r + 1);
            match cell.parse::<f64>() {
                Ok(v) => rows += &format!("<c r=\"{at}\"><v>{v}</v></c>"),
                Err(_) => rows += &format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
            }
        }
        rows += "</row>";
    }
    let sheet = format!(
        "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
    );
    zip(&[
        ("[Content_Types].xml", br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#),
        ("_rels/.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ("xl/workbook.xml", br#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

pub fn corners_xlsx() -> Vec<u8> {
    xlsx(&[&["Point", "Latitude", "Longitude"], &["1", "27.1", "66.5"], &["2", "27.1", "66.6"], &["3", "27.2", "66.6"]])
}

/// A GeoPackage made by hand, so that the reader is not tried on our own writer alone.
pub fn geopackage(rows: usize) -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("t.gpkg");
    geopackage_at(&path, rows);
    std::fs::read(&path).unwrap()
}

pub fn geopackage_at(path: &std::path::Path, rows: usize) {
    let mut db = rusqlite::Connection::open(path).unwrap();
    db.execute_batch(
        "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
         INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'x');
         CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, srs_id INTEGER);
         INSERT INTO gpkg_contents VALUES ('titles', 'features', 4326);
         CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z TINYINT, m TINYINT);
         INSERT INTO gpkg_geometry_columns VALUES ('titles', 'geom', 'POLYGON', 4326, 0, 0);
         CREATE TABLE titles (fid INTEGER PRIMARY KEY, geom BLOB, number TEXT, holder TEXT, granted DATE, area DOUBLE);",
    )
    .unwrap();
    let act = db.transaction().unwrap();
    {
        let mut insert =
            act.prepare("INSERT INTO titles (geom, number, holder, granted, area) VALUES (?1, ?2, ?3, '2020-01-02', ?4)").unwrap();
        for n in 0..rows {
            let (x, y) = (61.0 + (n % 1000) as f64 * 0.01, 25.0 + (n / 1000) as f64 * 0.01);
            let mut blob = vec![b'G', b'P', 0, 1];
            blob.extend(4326i32.to_le_bytes());
            blob.push(1);
            blob.extend(3u32.to_le_bytes());
            blob.extend(1u32.to_le_bytes());
            blob.extend(10u32.to_le_bytes());
            for k in 0..10 {
                let a = f64::from(k % 9) * std::f64::consts::TAU / 9.0;
                blob.extend((((x + 0.004 * a.cos()) * 1e8).round() / 1e8).to_le_bytes());
                blob.extend((((y + 0.004 * a.sin()) * 1e8).round() / 1e8).to_le_bytes());
            }
            insert
                .execute(rusqlite::params![blob, format!("EL-{n}"), format!("Holder {} (Private) Limited", n % 500), n as f64])
                .unwrap();
        }
    }
    act.commit().unwrap();
}

/// One good file of every format.
pub fn all() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("a.geojson", geojson(&[&BLOCK])),
        ("a.geojsonl", geojsonl()),
        ("a.kml", kml()),
        ("a.kmz", zip(&[("x/readme.txt", b"hello"), ("doc.kml", &kml())])),
        ("a.csv", csv()),
        ("a.dxf", dxf()),
        ("a.zip", shapefile()),
        ("a.xlsx", corners_xlsx()),
        ("a.gpkg", geopackage(30)),
    ]
}
