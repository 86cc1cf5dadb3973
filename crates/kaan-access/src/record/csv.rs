//! Rows of the record as CSV (RFC 4180), for an auditor's export.
//!
//! Called by the search beside it. It never gives a cell that a spreadsheet would take for a formula.

use super::model::Row;

const HEAD: [&str; 17] = [
    "id",
    "at",
    "account",
    "person",
    "organisation",
    "act",
    "rule",
    "role",
    "resource",
    "on_organisation",
    "territory",
    "subject_person",
    "outcome",
    "code",
    "address",
    "request",
    "detail",
];

/// The names of the columns.
pub(super) fn head() -> String {
    HEAD.join(",") + "\r\n"
}

/// Appends a row.
pub(super) fn line(out: &mut String, r: &Row) {
    let at = r.at.rfc3339();
    let maybe = |text: &'_ Option<String>| text.clone().unwrap_or_default();
    let cells = [
        r.id.clone(),
        at,
        maybe(&r.account),
        maybe(&r.person),
        maybe(&r.organisation),
        r.act.clone(),
        maybe(&r.rule),
        maybe(&r.role),
        r.resource.clone(),
        maybe(&r.on_organisation),
        maybe(&r.territory),
        maybe(&r.subject_person),
        r.outcome.word().to_owned(),
        maybe(&r.code),
        r.address.clone(),
        r.request.clone(),
        r.detail.clone(),
    ];
    for (i, text) in cells.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        cell(out, text);
    }
    out.push_str("\r\n");
}

fn cell(out: &mut String, text: &str) {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if !formula && !text.contains([',', '"', '\n', '\r']) {
        out.push_str(text);
        return;
    }
    out.push('"');
    if formula {
        out.push('\'');
    }
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_where_it_must_be_and_never_a_formula() {
        let shown = |text: &str| {
            let mut out = String::new();
            cell(&mut out, text);
            out
        };
        assert_eq!(shown("party:1"), "party:1");
        assert_eq!(shown("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(shown("=1+1"), "\"'=1+1\"");
    }
}
