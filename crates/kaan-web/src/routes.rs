//! Addresses of the shell itself: static files, the choice of a language.
//!
//! Mounted by the binary beside the capabilities. It never redirects to another site.

use crate::assets::Asset;
use crate::limits::Class;
use crate::{Doors, Failure, PUBLIC, Ui, form, visit};
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kaan_base::Lang;

const A_YEAR: &str = "public, max-age=31536000, immutable";
const AN_HOUR: &str = "public, max-age=3600";

impl Ui {
    /// `/static/…`, `/favicon.ico`, `/language`.
    pub fn routes(&self) -> Doors {
        let files = Doors::new().get("/static/{*file}", PUBLIC, file).get("/favicon.ico", PUBLIC, icon).limited(Class::Files);
        files.get("/language", PUBLIC, choose).post("/language", PUBLIC, choose_by_form).with_state(self.clone())
    }
}

async fn file(State(ui): State<Ui>, Path(name): Path<String>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let (asset, lasting) =
        ui.0.assets.find(&name, query.as_deref().unwrap_or_default()).ok_or_else(|| Failure::missing("not-found"))?;
    Ok(send(asset, if lasting { A_YEAR } else { AN_HOUR }))
}

async fn icon(State(ui): State<Ui>) -> Result<Response, Failure> {
    let asset = ui.0.assets.get("icon.svg").ok_or_else(|| Failure::missing("not-found"))?;
    Ok(send(asset, AN_HOUR))
}

fn send(asset: &Asset, cache: &'static str) -> Response {
    let headers = [(header::CONTENT_TYPE, asset.media_type), (header::CACHE_CONTROL, cache)];
    let mut answer = (headers, Body::from(asset.bytes.clone())).into_response();
    if let Ok(tag) = HeaderValue::from_str(&format!("W/\"{}\"", asset.hash)) {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    answer
}

async fn choose(State(ui): State<Ui>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    chosen(&ui, &form::pairs(query.as_deref().unwrap_or_default()))
}

async fn choose_by_form(State(ui): State<Ui>, form: form::Form) -> Result<Response, Failure> {
    chosen(&ui, form.pairs())
}

/// Keeps the choice in a cookie for a year and shows the same page in that language.
fn chosen(ui: &Ui, pairs: &[(String, String)]) -> Result<Response, Failure> {
    let value = |name: &str| pairs.iter().find(|(k, _)| k == name).map(|(_, v)| v.as_str());
    let to = value("to")
        .and_then(Lang::from_code)
        .ok_or_else(|| Failure::malformed(kaan_base::Problem::invalid("unknown-language").at("to")))?;
    let back = value("back").and_then(own_path).unwrap_or("/");
    let href = match visit::split(back) {
        Some((_, rest)) => visit::at(to, rest),
        None if back == "/" => visit::at(to, "/"),
        None => back.to_owned(),
    };
    let secure = if ui.base().starts_with("https:") { "; Secure" } else { "" };
    let cookie = format!("lang={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly{secure}", to.code());
    Ok((
        StatusCode::SEE_OTHER,
        [(header::LOCATION, href), (header::SET_COOKIE, cookie), (header::CACHE_CONTROL, "no-store".into())],
    )
        .into_response())
}

/// A path of this site as somebody sent it (`next=`, `back=`), or none: `//host` and `/\host` are others' to a browser.
///
/// Nothing else may ever be redirected to.
pub fn own_path(sent: &str) -> Option<&str> {
    let mut chars = sent.chars();
    let own = chars.next() == Some('/')
        && !matches!(chars.next(), Some('/' | '\\'))
        && sent.len() <= 2_000
        && sent.bytes().all(|b| (0x21..0x7f).contains(&b) && b != b'\\');
    Some(sent).filter(|_| own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_of_another_site_is_taken() {
        for own in ["/", "/en/map?bbox=1,2", "/ogc?f=html", "/ur"] {
            assert!(own_path(own).is_some(), "{own}");
        }
        for foreign in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "",
            "x",
            "/a\r\nb",
            "/é",
            "/x\\y",
            "\t//evil.example",
            "javascript:alert(1)",
        ] {
            assert!(own_path(foreign).is_none(), "{foreign}");
        }
    }
}
