//! A notice in words: for the inbox, and as a letter of plain text and simple HTML.
//!
//! Called by the outbox and by pages. It never lets a value end its isolation, a line or a tag: values are
//! cleaned, text is escaped, and a subject is one line.

use crate::Voice;
use crate::model::Value;
use crate::store::{Kept, Taken};
use kaan_base::Lang;

const ISOLATE: char = '\u{2068}';
const POP: char = '\u{2069}';
/// Notices that a digest names; of more it says how many.
const MOST_IN_DIGEST: usize = 50;
/// Longest subject, in characters.
const MOST_SUBJECT: usize = 200;

/// A letter, ready to be sent.
pub(crate) struct Words {
    pub subject: String,
    pub plain: String,
    pub html: String,
}

/// Subject and body of a notice in a language, with isolation marks around values.
pub fn said(voice: &dyn Voice, lang: Lang, code: &str, values: &[(String, Value)]) -> (String, String) {
    let ready: Vec<(&str, String)> = values.iter().map(|(name, v)| (name.as_str(), worded(voice, lang, v))).collect();
    let subject = voice.text(lang, &format!("{code}-subject"), &ready);
    (one_line(&subject), voice.text(lang, &format!("{code}-body"), &ready))
}

fn worded(voice: &dyn Voice, lang: Lang, value: &Value) -> String {
    let text = match value {
        Value::Text(text) => text.clone(),
        Value::Number(n) => n.to_string(),
        Value::Day(day) => voice.day(lang, *day),
        Value::Moment(at) => voice.moment(lang, *at),
        Value::Word(key) => voice.text(lang, key, &[]),
        Value::Names(names) => names.best(lang).map(|(t, _)| t.to_owned()).unwrap_or_default(),
    };
    clean(&text)
}

/// Without control characters and marks of direction.
fn clean(text: &str) -> String {
    let marks = |c: &char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{061c}');
    text.chars().filter(|c| !c.is_control() && !marks(c)).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|c| !c.is_control()).take(MOST_SUBJECT).collect()
}

/// A piece of a text: what stood between isolation marks is set apart.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it is a value, to be shown in `<bdi>`.
    pub apart: bool,
}

/// Cuts a text at its isolation marks.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut apart = false;
    for part in text.split_inclusive([ISOLATE, POP]) {
        let inner = part.trim_end_matches([ISOLATE, POP]);
        if !inner.is_empty() {
            out.push(Piece { text: inner.to_owned(), apart });
        }
        apart = part.ends_with(ISOLATE);
    }
    out
}

/// The words of a letter: of its one notice, or of a digest.
pub(crate) fn compose(voice: &dyn Voice, base: &str, letter: &Taken) -> Words {
    let lang = letter.lang;
    let link =
        |path: &str| format!("{base}/{}{}{path}", lang.code(), if path.is_empty() || path.starts_with('/') { "" } else { "/" });
    let foot = if letter.account { "notices-letter-foot" } else { "notices-letter-foot-stranger" };
    let (subject, body, link, action) = match letter.notices.as_slice() {
        [one] => {
            let (subject, body) = said(voice, lang, &one.code, &one.values);
            (subject, vec![body], link(&one.path), "notices-letter-open")
        }
        many => {
            let count = [("count", many.len().to_string())];
            (
                one_line(&voice.text(lang, "notices-digest-subject", &count)),
                digest(voice, lang, many),
                link("/inbox"),
                "notices-letter-inbox",
            )
        }
    };
    let action = voice.text(lang, action, &[]);
    let foot = voice.text(lang, foot, &[("site", base.to_owned())]);
    let plain = plain(&body, (&action, &link), &foot);
    let html = html(lang, &subject, &body, (&action, &link), &foot);
    Words { subject, plain, html }
}

fn digest(voice: &dyn Voice, lang: Lang, many: &[Kept]) -> Vec<String> {
    let mut out = vec![voice.text(lang, "notices-digest-body", &[("count", many.len().to_string())])];
    out.extend(many.iter().take(MOST_IN_DIGEST).map(|n| format!("• {}", said(voice, lang, &n.code, &n.values).0)));
    let more = many.len().saturating_sub(MOST_IN_DIGEST);
    if more > 0 {
        out.push(voice.text(lang, "notices-digest-more", &[("count", more.to_string())]));
    }
    out
}

fn plain(body: &[String], (action, link): (&str, &str), foot: &str) -> String {
    format!("{}\n\n{action}\n{link}\n\n-- \n{foot}\n", body.join("\n\n"))
}

fn html(lang: Lang, subject: &str, body: &[String], (action, link): (&str, &str), foot: &str) -> String {
    let paragraphs: String = body.iter().flat_map(|b| b.split("\n\n")).map(|p| format!("<p>{}</p>\n", marked(p))).collect();
    let link = escape(link);
    format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><title>{}</title></head>\n<body>\n{paragraphs}<p><a href=\"{link}\">{}</a></p>\n\
         <p dir=\"ltr\"><a href=\"{link}\">{link}</a></p>\n<hr>\n<p>{}</p>\n</body>\n</html>\n",
        lang.tag(),
        lang.dir(),
        escape(&subject.replace([ISOLATE, POP], "")),
        marked(action),
        marked(foot),
    )
}

/// Text with isolation marks as HTML.
fn marked(text: &str) -> String {
    let one = |p: Piece| if p.apart { format!("<bdi>{}</bdi>", escape(&p.text)) } else { escape(&p.text).replace('\n', "<br>\n") };
    pieces(text).into_iter().map(one).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_set_apart_and_cannot_break_out() {
        let cut = pieces("a \u{2068}x\u{2069} b");
        let apart: Vec<(&str, bool)> = cut.iter().map(|p| (p.text.as_str(), p.apart)).collect();
        assert_eq!(apart, [("a ", false), ("x", true), (" b", false)]);
        assert_eq!(marked("<\u{2068}<b>\u{2069}>\n"), "&lt;<bdi>&lt;b&gt;</bdi>&gt;<br>\n");
        assert_eq!(clean("a\u{2069}\r\nBcc: x\u{202e}"), "aBcc: x");
        assert_eq!(one_line("a\r\n b\u{0}"), "a b");
        assert!(pieces("").is_empty());
    }
}
