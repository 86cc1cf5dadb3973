//! What a page says about itself.
//!
//! Filled in by handlers, drawn by the shell. It never holds markup.

/// A link to the data of a page, in another form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataLink {
    /// Its address.
    pub href: String,
    /// Its media type.
    pub media_type: &'static str,
    /// The message key of its name.
    pub label_key: &'static str,
}

/// What a page says about itself.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// The title, in the reader's language.
    pub title: String,
    /// One sentence for search engines and for those with whom the page is shared.
    pub description: String,
    /// The lasting address without the language; without it, the address asked for, without its query.
    pub canonical: Option<String>,
    /// The same facts as data.
    pub data: Vec<DataLink>,
    /// Not to be listed by search engines.
    pub noindex: bool,
    /// Scripts of this page alone, by name: `verify` loads `static/islands/verify.js`.
    pub islands: Vec<&'static str>,
    /// The entry of the navigation that this page belongs to: `map`, `titles`, `projects`, `check`, `ledger`, `data`, `about`.
    pub active: &'static str,
}
