//! A form as it is shown: fields with what was typed, and all that is wrong, at its field and at the top.
//!
//! Made by pages, drawn by `templates/parts.html`. It never judges: acts and models do.

use crate::shared::Shared;
use axum::http::StatusCode;
use kaan_base::access::Denial;
use kaan_base::{Day, Instant, Kind, Lang, Problem, Text3, names, words};
use kaan_web::Visit;
use kaan_web::form::Form;
use serde::Serialize;

/// One of several that can be chosen.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// A field.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Field {
    /// Its name in the form and its id on the page.
    pub id: &'static str,
    /// Its label's key after `office-field-`; its hint's after `office-hint-`.
    pub key: &'static str,
    pub hint: bool,
    /// `text`, `email`, `tel`, `textarea`, `select` or `check`.
    pub kind: &'static str,
    pub dir: &'static str,
    pub optional: bool,
    pub most: usize,
    pub value: String,
    pub choices: Vec<Choice>,
    pub wrong: Vec<String>,
}

impl Field {
    /// A field of text.
    pub fn text(id: &'static str, key: &'static str) -> Self {
        let (value, choices, wrong) = (String::new(), Vec::new(), Vec::new());
        Field { id, key, hint: false, kind: "text", dir: "auto", optional: false, most: 200, value, choices, wrong }
    }

    /// An e-mail address.
    pub fn email() -> Self {
        Field { kind: "email", dir: "ltr", most: 254, ..Field::text("email", "email") }
    }

    /// A telephone number.
    pub fn telephone() -> Self {
        Field { kind: "tel", dir: "ltr", most: 40, hint: true, ..Field::text("telephone", "telephone") }
    }

    /// A day.
    pub fn day(id: &'static str, key: &'static str) -> Self {
        Field { dir: "ltr", hint: true, most: 20, ..Field::text(id, key) }
    }

    /// A text of several lines.
    pub fn area(id: &'static str, key: &'static str) -> Self {
        Field { kind: "textarea", most: 2_000, ..Field::text(id, key) }
    }

    /// One of a list.
    pub fn select(id: &'static str, key: &'static str, choices: Vec<Choice>) -> Self {
        Field { kind: "select", choices, ..Field::text(id, key) }
    }

    /// Yes or no.
    pub fn check(id: &'static str, key: &'static str) -> Self {
        Field { kind: "check", optional: true, ..Field::text(id, key) }
    }

    pub fn hint(self) -> Self {
        Field { hint: true, ..self }
    }

    pub fn optional(self) -> Self {
        Field { optional: true, ..self }
    }

    pub fn dir(self, dir: &'static str) -> Self {
        Field { dir, ..self }
    }

    /// Filled with this.
    pub fn with(mut self, value: &str) -> Self {
        self.value = value.to_owned();
        self.choices.iter_mut().for_each(|c| c.chosen = c.value == value);
        self
    }
}

/// Choices of codes, each with its label.
pub(crate) fn choices(pairs: impl IntoIterator<Item = (String, String)>) -> Vec<Choice> {
    pairs.into_iter().map(|(value, label)| Choice { value, label, chosen: false }).collect()
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
    problems: Vec<Problem>,
}

impl Sheet {
    pub fn new(fields: Vec<Field>) -> Self {
        Sheet { fields, ..Sheet::default() }
    }

    /// Fills in what was typed.
    pub fn filled(mut self, form: &Form) -> Self {
        for f in &mut self.fields {
            let typed: String = form.get(f.id).chars().take(f.most.saturating_mul(2)).collect();
            f.choices.iter_mut().for_each(|c| c.chosen = c.value == typed);
            f.value = typed;
        }
        self
    }

    /// As [`Sheet::filled`], where the form was sent or its address carries something; else as it is.
    pub fn filled_if(self, form: &Form) -> Self {
        let any = self.fields.iter().any(|f| !form.get(f.id).is_empty());
        if any { self.filled(form) } else { self }
    }

    /// Names every field that must be filled in and is not, that is too long, or no choice of its list.
    pub fn check(&mut self) {
        let mut wrong = Vec::new();
        for f in &self.fields {
            let (empty, length) = (f.value.trim().is_empty(), f.value.chars().count());
            if empty && !f.optional {
                wrong.push(Problem::invalid("office-missing").at(f.id));
            } else if length > f.most {
                wrong.push(Problem::invalid("office-too-long").at(f.id).with("most", f.most));
            } else if f.kind == "select" && !empty && !f.choices.iter().any(|c| c.value == f.value) {
                wrong.push(Problem::invalid("office-no-choice").at(f.id));
            }
        }
        self.problems.extend(wrong);
    }

    /// Adds what is wrong.
    pub fn add(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Whether nothing is wrong.
    pub fn is_good(&self) -> bool {
        self.problems.is_empty()
    }

    /// Puts what is wrong into words, at its field and at the top; gives the status of the answer.
    pub fn said(&mut self, s: &Shared, visit: &Visit) -> StatusCode {
        let problems = std::mem::take(&mut self.problems);
        let refused = problems.iter().any(|p| p.kind == Kind::Refused);
        let denied = problems.iter().any(|p| Denial::CODES.contains(&p.code));
        for p in problems {
            let text = s.say(visit, &p);
            let field = self.fields.iter_mut().find(|f| p.place.as_deref() == Some(f.id));
            let at = field.map(|f| {
                f.wrong.push(text.clone());
                f.id
            });
            self.wrong.push(Wrong { field: at, text });
        }
        match () {
            () if self.wrong.is_empty() => StatusCode::OK,
            () if denied => StatusCode::FORBIDDEN,
            () if refused => StatusCode::CONFLICT,
            () => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// A day that may be left out.
    pub fn day(&mut self, form: &Form, id: &'static str) -> Option<Day> {
        let typed = form.typed(id)?;
        let day = Day::parse(&western(typed)).ok();
        if day.is_none() {
            self.add(Problem::invalid("office-day").at(id));
        }
        day
    }

    /// A name in three scripts of which one is enough; `ids` in the order English, Chinese, Urdu.
    pub fn names(&mut self, form: &Form, ids: [&'static str; 3], needed: bool) -> Text3 {
        let mut one = |lang: Lang, id: &'static str| match names::check_in(lang, form.typed(id)?) {
            Ok(name) => Some(name),
            Err(problems) => {
                problems.into_iter().for_each(|p| self.problems.push(p.at(id)));
                None
            }
        };
        let [en, zh, ur] = ids;
        let text = Text3::of(one(Lang::En, en), one(Lang::Zh, zh), one(Lang::Ur, ur));
        if needed && ids.iter().all(|id| form.typed(id).is_none()) {
            self.add(Problem::invalid("office-one-language").at(en));
        }
        text
    }

    /// A telephone number: digits, spaces, `+`, `-`, brackets.
    pub fn telephone(&mut self, form: &Form, id: &'static str) -> String {
        let text = western(form.get(id).trim());
        let fine = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '+' | '-' | '(' | ')' | '/');
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let is_number = text.chars().all(fine) && (5..=25).contains(&digits);
        if !text.is_empty() && !is_number {
            self.add(Problem::invalid("office-telephone").at(id));
        }
        text
    }
}

/// The moment at which a day ends in the zone of an office's readers: Pakistan.
pub(crate) fn end_of(day: Day) -> Instant {
    let midnight = Instant::parse(&format!("{day}T00:00:00+05:00")).unwrap_or_default();
    Instant(midnight.0.saturating_add(24 * 3_600 * 1_000_000))
}

/// Digits of Urdu and Chinese keyboards as western ones.
fn western(text: &str) -> String {
    let one = |c: char| match c {
        '＋' => '+',
        '－' => '-',
        other => words::digit(other),
    };
    text.chars().map(one).collect()
}
