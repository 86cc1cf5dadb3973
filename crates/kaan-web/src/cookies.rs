//! Cookies: the session's and those that last a moment, with the flags that keep them.
//!
//! Called by the layer at every door and by the pages that sign people in and out. It never reads what a
//! cookie means.

use crate::Ui;
use axum::http::{HeaderMap, header};

impl Ui {
    /// Whether the site is read over TLS.
    pub fn is_secure(&self) -> bool {
        self.base().starts_with("https:")
    }

    /// The name of the session's cookie: `__Host-kaan`, or `kaan` on a site without TLS.
    pub fn session_cookie_name(&self) -> &'static str {
        if self.is_secure() { "__Host-kaan" } else { "kaan" }
    }

    /// A `Set-Cookie` for a session; with `seconds` it outlives the browser.
    pub fn session_cookie(&self, value: &str, seconds: Option<u64>) -> String {
        self.cookie(self.session_cookie_name(), value, seconds)
    }

    /// A `Set-Cookie` that ends the session at the browser.
    pub fn end_session_cookie(&self) -> String {
        self.cookie(self.session_cookie_name(), "", Some(0))
    }

    /// A `Set-Cookie` that scripts cannot read and other sites cannot send; `name` without the prefix.
    pub fn short_cookie(&self, name: &str, value: &str, seconds: u64) -> String {
        self.cookie(&self.short_cookie_name(name), value, Some(seconds))
    }

    /// The full name of a cookie made by [`Ui::short_cookie`], to be read with [`cookie_of`].
    pub fn short_cookie_name(&self, name: &str) -> String {
        format!("{}-{name}", self.session_cookie_name())
    }

    fn cookie(&self, name: &str, value: &str, seconds: Option<u64>) -> String {
        let age = seconds.map(|s| format!("; Max-Age={s}")).unwrap_or_default();
        let secure = if self.is_secure() { "; Secure" } else { "" };
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}")
    }
}

/// Whether a request shows the session's cookie or one that leads to a session.
pub(crate) fn has_cookie(headers: &HeaderMap, session: &str) -> bool {
    let mut cookies = headers.get_all(header::COOKIE).iter().flat_map(|v| v.as_bytes().split(|b| *b == b';'));
    cookies.any(|c| {
        let rest = c.trim_ascii().strip_prefix(session.as_bytes());
        rest.is_some_and(|r| r.starts_with(b"=") || r.starts_with(b"-"))
    })
}

/// The value of a cookie of a request; none when it is absent or empty.
pub fn cookie_of<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';').take(64))
        .find_map(|c| c.trim().strip_prefix(name)?.strip_prefix('='))
        .filter(|v| !v.is_empty())
}
