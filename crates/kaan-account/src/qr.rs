//! A text as a QR code (ISO/IEC 18004), in SVG that stands within a page.
//!
//! Called by the page of the second factor. It never puts a script or a link into the picture.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// Modules of quiet zone on each side (ISO/IEC 18004, 6.3.8).
const QUIET: usize = 4;

/// The code as one path: dark modules of a row that lie side by side are one rectangle. `name` is read to those
/// who cannot see it.
pub(crate) fn svg(text: &str, name: &str) -> Option<String> {
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
    let name: String = name.chars().filter(|c| !"<>&\"'".contains(*c)).collect();
    Some(format!(
        "<svg role=\"img\" aria-label=\"{name}\" width=\"240\" height=\"240\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_becomes_a_picture_without_markup_of_strangers() {
        let svg = svg("otpauth://totp/Kaan:a?secret=JBSWY3DPEHPK3PXP&issuer=Kaan", "<b>\"x").unwrap_or_default();
        assert!(svg.starts_with("<svg role=\"img\" aria-label=\"bx\"") && svg.len() < 20_000, "{} bytes", svg.len());
        assert!(svg.contains("M4 4h7v1h-7z"));
    }
}
