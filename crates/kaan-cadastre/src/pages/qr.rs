//! The address of a record's page as a QR code (ISO/IEC 18004), in SVG.
//!
//! Called by the routes; shown on the page and on its print. It never leads anywhere but to this site.

use super::record::absent;
use crate::model::Collection;
use crate::state::{Shared, State};
use axum::extract::{Path, State as From};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use kaan_web::{Failure, Visit};
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// Modules of quiet zone on each side (ISO/IEC 18004, 6.3.8).
const QUIET: usize = 4;

/// `/titles/{number}/qr.svg`.
pub(super) async fn title(From(s): State, visit: Visit, Path(number): Path<String>) -> Result<Response, Failure> {
    image(&s, &visit, Collection::Titles, &number)
}

/// `/applications/{number}/qr.svg`.
pub(super) async fn application(From(s): State, visit: Visit, Path(number): Path<String>) -> Result<Response, Failure> {
    image(&s, &visit, Collection::Applications, &number)
}

/// `/reserved-areas/{number}/qr.svg`.
pub(super) async fn reserved_area(From(s): State, visit: Visit, Path(number): Path<String>) -> Result<Response, Failure> {
    image(&s, &visit, Collection::ReservedAreas, &number)
}

fn image(s: &Shared, visit: &Visit, collection: Collection, number: &str) -> Result<Response, Failure> {
    s.ground().find(collection, number).ok_or_else(absent)?;
    let address = format!("{}/{}{}", s.ui.base(), visit.lang.code(), collection.path(number));
    let svg = svg(&address).ok_or_else(|| Failure::Fault(format!("no code of {} bytes", address.len())))?;
    Ok(([(CONTENT_TYPE, "image/svg+xml"), (CACHE_CONTROL, "public, max-age=604800")], svg).into_response())
}

/// The code as one path: dark modules of a row that lie side by side are one rectangle.
fn svg(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let side = width + 2 * QUIET;
    let mut path = String::with_capacity(6_000);
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        while let Some(color) = row.get(x) {
            let run = row.iter().skip(x).take_while(|c| *c == color).count();
            if *color == Color::Dark {
                // Writing to a String cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run;
        }
    }
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_becomes_a_small_picture() {
        let svg = svg("https://kaan.example/ur/titles/EL%2031%2F2020").unwrap_or_default();
        assert!(svg.starts_with("<svg") && svg.len() < 12_000, "{} bytes", svg.len());
        // The three finders' upper sides are seven modules wide.
        assert!(svg.contains("M4 4h7v1h-7z") && svg.matches("h7v1h-7z").count() >= 6);
    }
}
