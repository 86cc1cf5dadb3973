//! A form as it is shown: fields with what was typed, and all that is wrong, at its field and at the top.
//!
//! Made by handlers, drawn by `templates/parts.html`. It never shows a password again.

use crate::shared::Shared;
use axum::http::StatusCode;
use kaan_base::{Day, Instant, Problem, Zone};
use kaan_web::Visit;
use kaan_web::form::Form;
use serde::Serialize;

/// One of several that can be chosen.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
    /// Whether its value is a code worth showing.
    pub code: bool,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Choice { value: value.into(), label: label.into(), chosen: false, code: false }
    }
}

/// A field.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Field {
    /// Its name in the form and its id on the page.
    pub id: &'static str,
    /// Its label's key after `account-field-`.
    pub key: &'static str,
    /// Its hint's key after `account-hint-`; empty for none.
    pub hint: &'static str,
    /// `text`, `email`, `password`, `search`, `select` or `checks`.
    pub kind: &'static str,
    pub auto: &'static str,
    pub dir: &'static str,
    pub digits: bool,
    pub optional: bool,
    pub value: String,
    pub choices: Vec<Choice>,
    pub wrong: Vec<String>,
}

impl Field {
    /// A field of text.
    pub fn text(id: &'static str, key: &'static str) -> Self {
        Field {
            id,
            key,
            hint: "",
            kind: "text",
            auto: "off",
            dir: "auto",
            digits: false,
            optional: false,
            value: String::new(),
            choices: Vec::new(),
            wrong: Vec::new(),
        }
    }

    /// An e-mail address.
    pub fn email() -> Self {
        Field { kind: "email", auto: "username", dir: "ltr", ..Field::text("email", "email") }
    }

    /// A password; `auto` is what browsers fill in: `current-password` or `new-password`.
    pub fn password(id: &'static str, key: &'static str, auto: &'static str) -> Self {
        Field { kind: "password", auto, dir: "ltr", ..Field::text(id, key) }
    }

    /// A code of an app or of paper.
    pub fn code(hint: &'static str) -> Self {
        Field { auto: "one-time-code", dir: "ltr", hint, digits: hint == "code-app", ..Field::text("code", "code") }
    }

    /// A day.
    pub fn day(id: &'static str, key: &'static str, hint: &'static str) -> Self {
        Field { dir: "ltr", hint, ..Field::text(id, key) }
    }

    /// One of a list.
    pub fn select(id: &'static str, key: &'static str, choices: Vec<Choice>) -> Self {
        Field { kind: "select", choices, ..Field::text(id, key) }
    }

    /// Several of a list.
    pub fn checks(id: &'static str, key: &'static str, choices: Vec<Choice>) -> Self {
        Field { kind: "checks", choices, ..Field::text(id, key) }
    }

    pub fn hint(self, hint: &'static str) -> Self {
        Field { hint, ..self }
    }

    pub fn optional(self) -> Self {
        Field { optional: true, ..self }
    }

    /// Filled with this.
    pub fn with(mut self, value: &str) -> Self {
        self.value = value.to_owned();
        for c in &mut self.choices {
            c.chosen = c.value == value;
        }
        self
    }
}

/// One thing that is wrong, for the summary at the top.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Wrong {
    /// The field; none when it is about the whole.
    pub field: Option<&'static str>,
    pub text: String,
}

/// A form with what was typed and what is wrong.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Sheet {
    pub fields: Vec<Field>,
    pub wrong: Vec<Wrong>,
    #[serde(skip)]
    refused: bool,
}

impl Sheet {
    pub fn new(fields: Vec<Field>) -> Self {
        Sheet { fields, ..Sheet::default() }
    }

    /// Fills in what was typed, but for passwords and codes.
    pub fn filled(mut self, form: &Form) -> Self {
        for f in self.fields.iter_mut().filter(|f| f.kind != "password" && f.id != "code") {
            let typed: Vec<&str> = form.all(f.id).collect();
            f.value = typed.first().copied().unwrap_or_default().chars().take(2_000).collect();
            for c in &mut f.choices {
                c.chosen = typed.contains(&c.value.as_str());
            }
        }
        self
    }

    /// Names every field that must be filled in and is not, and every choice that is none of the list.
    pub fn check(&mut self, s: &Shared, visit: &Visit, form: &Form) {
        let mut wrong = Vec::new();
        for f in self.fields.iter().filter(|f| f.kind != "checks") {
            match form.typed(f.id) {
                None if !f.optional => wrong.push(Problem::invalid("account-needed").at(f.id)),
                Some(v) if f.kind == "select" && !f.choices.iter().any(|c| c.value == v) => {
                    wrong.push(Problem::invalid("account-choice").at(f.id));
                }
                _ => {}
            }
        }
        self.blame(s, visit, &wrong);
    }

    /// Puts problems at their fields and at the top; those without a field stand at the top alone.
    pub fn blame(&mut self, s: &Shared, visit: &Visit, problems: &[Problem]) {
        for p in problems {
            let text = s.say(visit, p);
            self.refused |= p.kind != kaan_base::Kind::Invalid;
            let at = p.place.as_deref().and_then(|place| self.fields.iter_mut().find(|f| f.id == place));
            let field = at.map(|f| {
                f.wrong.push(text.clone());
                f.id
            });
            self.wrong.push(Wrong { field, text });
        }
    }

    pub fn is_right(&self) -> bool {
        self.wrong.is_empty()
    }

    /// 200 before anything was sent; 422 where something is invalid, 403 where something was refused.
    pub fn status(&self) -> StatusCode {
        match (self.wrong.is_empty(), self.refused) {
            (true, _) => StatusCode::OK,
            (false, true) => StatusCode::FORBIDDEN,
            (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

const DAY: i64 = 86_400_000_000;

/// The end of a day in Pakistan, between tomorrow and so many days from now.
pub(crate) fn until(form: &Form, id: &'static str, now: Instant, most: i64) -> Result<Instant, Problem> {
    let wrong = |code| Problem::invalid(code).at(id);
    let day = Day::parse(form.get(id)).map_err(|_| wrong("account-date"))?;
    let end = Instant(start(day).ok_or_else(|| wrong("account-date"))?.0.saturating_add(DAY));
    let days = (end.0.saturating_sub(start(now.day(Zone::Pakistan)).unwrap_or(now).0)) / DAY;
    // Today ends after one day of counting.
    if days < 2 || days > most + 1 {
        return Err(wrong("account-until").with("most", most));
    }
    Ok(end)
}

/// The first moment of a day in Pakistan.
pub(crate) fn start(day: Day) -> Option<Instant> {
    Instant::parse(&format!("{day}T00:00:00+05:00")).ok()
}

/// A day that may be left out, for searches.
pub(crate) fn may_be_day(form: &Form, id: &'static str) -> Result<Option<Instant>, Problem> {
    let Some(text) = form.typed(id) else { return Ok(None) };
    let day = Day::parse(text).ok().and_then(start);
    day.map(Some).ok_or_else(|| Problem::invalid("account-date").at(id))
}

/// The last moment of such a day.
pub(crate) fn may_be_end(form: &Form, id: &'static str) -> Result<Option<Instant>, Problem> {
    Ok(may_be_day(form, id)?.map(|i| Instant(i.0.saturating_add(DAY))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_counts_whole_and_in_pakistan() {
        let now = Instant::parse("2026-11-25T20:00:00Z").unwrap_or_default();
        let form = |day: &str| Form::of_query(&format!("/?until={day}").parse().unwrap_or_default());
        let end = |day: &str| until(&form(day), "until", now, 31).map(Instant::rfc3339).map_err(|p| p.code);
        // It is the 26th in Pakistan already.
        assert_eq!(end("2026-11-27"), Ok("2026-11-27T19:00:00Z".into()));
        assert_eq!(end("2026-11-26"), Err("account-until"));
        assert_eq!(end("2026-12-27"), Ok("2026-12-27T19:00:00Z".into()));
        assert_eq!(end("2026-12-28"), Err("account-until"));
        for bad in ["", "2026-02-30", "soon", "9999-12-31"] {
            assert!(end(bad).is_err(), "{bad}");
        }
    }
}
