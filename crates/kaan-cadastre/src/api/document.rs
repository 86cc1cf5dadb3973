//! The description of this capability's interfaces in OpenAPI 3.1, from the types that answer.
//!
//! Merged by kaan-open into `/api/openapi.json`. It never names a remote document, and leaves the schema
//! of problems to kaan-open.

use crate::check::CheckAnswer;
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

/// A GeoJSON polygon (RFC 7946), its coordinates in the system that `crs` names.
#[derive(Serialize, ToSchema)]
#[allow(dead_code)] // Describes what `check::read` reads by hand, with bounds.
struct ParcelGeometry {
    /// `Polygon` or `MultiPolygon`.
    #[schema(pattern = "^(Polygon|MultiPolygon)$", examples("Polygon"))]
    r#type: String,
    /// As GeoJSON has them: easting or longitude first.
    #[schema(value_type = Vec<Object>)]
    coordinates: serde_json::Value,
    /// EPSG code: a number, `EPSG:32642`, or the member of GeoJSON 2008. Without it: WGS 84 in degrees.
    #[schema(value_type = Option<Object>)]
    crs: Option<serde_json::Value>,
}

/// A GeoJSON feature with such a geometry; its properties are not looked at.
#[derive(Serialize, ToSchema)]
#[allow(dead_code)] // As above.
struct ParcelFeature {
    /// `Feature`.
    #[schema(pattern = "^Feature$", examples("Feature"))]
    r#type: String,
    /// The parcel.
    geometry: ParcelGeometry,
    /// EPSG code, as in the geometry; it wins over the geometry's.
    #[schema(value_type = Option<Object>)]
    crs: Option<serde_json::Value>,
}

/// A parcel: a feature or a bare geometry.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[allow(dead_code)] // As above.
enum ParcelQuestion {
    /// A feature.
    Feature(ParcelFeature),
    /// A geometry.
    Geometry(ParcelGeometry),
}

/// Is this ground free? Every title, application and reserved area that meets a parcel.
///
/// An invalid outline is answered with 200, `valid` false and every fault in `problems`.
#[utoipa::path(
    post, path = "/api/v1/parcels/check", operation_id = "checkParcel", tag = "cadastre",
    params(("lang" = Option<String>, Query, description = "Language of the messages: en, zh or ur; else by Accept-Language.")),
    request_body(content = ParcelQuestion, content_type = "application/geo+json"),
    responses(
        (status = 200, description = "The answer.", body = CheckAnswer, content_type = "application/json"),
        (status = 400, description = "The body or a parameter cannot be read; problem details (RFC 9457)."),
        (status = 413, description = "The body is too large."),
    )
)]
#[allow(dead_code)] // Read by the derive below.
fn parcels_check() {}

/// A vector tile of titles, applications and reserved areas (Mapbox Vector Tile 2.1).
///
/// In a crowded tile the largest shape of each cell stands for those around it.
#[utoipa::path(
    get, path = "/tiles/register/{z}/{x}/{y}.mvt", operation_id = "getRegisterTile", tag = "cadastre",
    params(
        ("z" = u32, Path, description = "Zoom, 0 to 22."), ("x" = u32, Path, description = "Column from the west."),
        ("y" = u32, Path, description = "Row from the north."),
        ("v" = Option<String>, Query, description = "Ledger position; with it the tile may be kept for ever."),
    ),
    responses(
        (status = 200, description = "The tile.", body = Vec<u8>, content_type = "application/vnd.mapbox-vector-tile"),
        (status = 204, description = "Nothing lies there."),
        (status = 304, description = "The reader has it."),
        (status = 400, description = "No address of a tile, or a wrong parameter; problem details (RFC 9457)."),
    )
)]
#[allow(dead_code)] // Read by the derive below.
fn register_tile() {}

#[derive(OpenApi)]
#[openapi(paths(parcels_check, register_tile), components(schemas(CheckAnswer, ParcelQuestion)))]
struct Document;

/// The description; merged with those of the other capabilities.
pub(crate) fn document() -> serde_json::Value {
    let mut document = serde_json::to_value(Document::openapi()).unwrap_or_default();
    let problem = serde_json::json!({ "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } });
    for path in document.get_mut("paths").and_then(|p| p.as_object_mut()).into_iter().flat_map(|p| p.values_mut()) {
        for operation in path.as_object_mut().into_iter().flat_map(|o| o.values_mut()) {
            let Some(responses) = operation.get_mut("responses").and_then(|r| r.as_object_mut()) else { continue };
            for code in ["405", "500", "503"] {
                responses.insert(code.to_owned(), serde_json::json!({ "description": "Problem details (RFC 9457)." }));
            }
            for (_, response) in responses.iter_mut().filter(|(code, _)| code.starts_with(['4', '5'])) {
                if let Some(response) = response.as_object_mut() {
                    response.insert("content".to_owned(), problem.clone());
                }
            }
        }
    }
    document
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_description_is_whole_in_itself() {
        let d = super::document();
        let text = d.to_string();
        assert!(d["openapi"].as_str().is_some_and(|v| v.starts_with("3.1")));
        assert!(d["paths"]["/api/v1/parcels/check"]["post"]["responses"]["400"]["content"]["application/problem+json"].is_object());
        let names: Vec<&str> = text.split("\"#/components/schemas/").skip(1).filter_map(|t| t.split('"').next()).collect();
        for name in names.into_iter().filter(|n| *n != "Problem") {
            assert!(d["components"]["schemas"][name].is_object(), "{name} is not described");
        }
        assert!(!text.contains("http://") && !text.contains("https://"));
    }
}
