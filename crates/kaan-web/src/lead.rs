//! Where a refusal leads a reader: to the sign-in, to the confirmation, and back again.
//!
//! Called by the layer that dresses failures, for pages alone. It never leads to another site, and never takes
//! a form away that was typed: who posts without being signed in is told, and sends the same form again.

use crate::{Failure, Ui, Visit, form, own_path, visit};
use axum::http::{HeaderMap, Method, header};
use kaan_base::access::Denial;

/// The address to which the reader goes on; none where the refusal is shown.
pub(crate) fn on(ui: &Ui, visit: &Visit, (method, headers): (&Method, &HeaderMap), failure: &Failure) -> Option<String> {
    let Failure::Problems(_, problems) = failure else { return None };
    let code = problems.first()?.code;
    let reads = matches!(*method, Method::GET | Method::HEAD);
    let (to, back) = match code {
        Denial::SIGN_IN if reads => ("/sign-in", visit.here()),
        Denial::CONFIRM if reads => ("/account/confirm", visit.here()),
        Denial::CONFIRM => ("/account/confirm", page_before(ui, headers).unwrap_or_else(|| visit::at(visit.lang, "/account"))),
        _ => return None,
    };
    let next = own_path(&back)?;
    Some(form::address(&visit::at(visit.lang, to), &[("next", next)]))
}

/// The page of this site from which a form was sent.
fn page_before(ui: &Ui, headers: &HeaderMap) -> Option<String> {
    let referer = headers.get(header::REFERER)?.to_str().ok()?;
    let path = referer.strip_prefix(ui.base()).or_else(|| {
        let (_, rest) = referer.split_once("://")?;
        rest.strip_prefix(headers.get(header::HOST)?.to_str().ok()?)
    })?;
    own_path(path).map(str::to_owned)
}
