//! The words for people: Fluent messages of three languages.
//!
//! Read once from `locales/`, which is part of the binary. It never makes up a sentence: what is
//! missing shows as ⟨its-key⟩, and is an error in tests.

use crate::numbers;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use kaan_base::Lang;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// Beginning and end of what is isolated within a text of another direction (Unicode UAX 9).
const ISOLATE: char = '\u{2068}';
const POP: char = '\u{2069}';

#[derive(rust_embed::Embed)]
#[folder = "../../locales/"]
#[include = "*.ftl"]
struct Locales;

/// All messages.
pub(crate) struct Words {
    bundles: [FluentBundle<FluentResource>; 3],
    keys: [BTreeSet<String>; 3],
}

static WORDS: LazyLock<Result<Words, String>> = LazyLock::new(Words::load);

/// The words of this binary.
///
/// # Errors
/// What is wrong with which file.
pub(crate) fn words() -> Result<&'static Words, String> {
    WORDS.as_ref().map_err(Clone::clone)
}

/// A value that a sentence names.
pub(crate) enum Arg {
    Text(String),
    Integer(i64),
    Real(f64),
}

impl Words {
    fn load() -> Result<Words, String> {
        let [en, zh, ur] = Lang::ALL.map(load_one);
        let ((en, a), (zh, b), (ur, c)) = (en?, zh?, ur?);
        Ok(Words { bundles: [en, zh, ur], keys: [a, b, c] })
    }

    /// Whether there is a message of this key.
    pub fn has(&self, lang: Lang, key: &str) -> bool {
        self.keys[lang as usize].contains(key)
    }

    /// Every key of a language.
    #[cfg(test)]
    pub fn keys(&self, lang: Lang) -> &BTreeSet<String> {
        &self.keys[lang as usize]
    }

    /// A message with its values set apart by isolation marks; `None` when there is none.
    fn format(&self, lang: Lang, key: &str, args: &FluentArgs) -> Option<String> {
        let bundle = &self.bundles[lang as usize];
        let pattern = bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::error!(key, lang = lang.code(), ?errors, "message lacks a value");
        }
        Some(text)
    }

    /// As plain text. Values that are whole numbers choose the plural and are shown as they are.
    pub fn text(&self, lang: Lang, key: &str, args: &[(&str, String)]) -> String {
        let text = self.text_apart(lang, key, args);
        // Left to right, the marks are noise in titles, JSON and files.
        if lang == Lang::Ur { text } else { clean(&text) }
    }

    /// As plain text with the isolation marks around values, whatever the language.
    pub fn text_apart(&self, lang: Lang, key: &str, args: &[(&str, String)]) -> String {
        let mut named = FluentArgs::new();
        for (name, value) in args {
            named.set(*name, plain(value));
        }
        self.format(lang, key, &named).unwrap_or_else(|| unknown(key, lang))
    }

    /// As HTML: escaped, each value within `<bdi>`; `None` when there is no such message.
    pub fn html(&self, lang: Lang, key: &str, args: Vec<(String, Arg)>) -> Option<String> {
        let mut named = FluentArgs::new();
        for (name, value) in args {
            named.set(name, fluent(value));
        }
        let text = self.format(lang, key, &named)?;
        let mut out = String::with_capacity(text.len() + 16);
        for c in text.chars() {
            match c {
                ISOLATE => out.push_str("<bdi>"),
                POP => out.push_str("</bdi>"),
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                '\'' => out.push_str("&#39;"),
                c => out.push(c),
            }
        }
        Some(out)
    }
}

/// What stands where a message is missing.
pub(crate) fn unknown(key: &str, lang: Lang) -> String {
    tracing::error!(key, lang = lang.code(), "message missing");
    format!("⟨{key}⟩")
}

fn clean(text: &str) -> String {
    text.replace([ISOLATE, POP], "")
}

fn plain(text: &str) -> FluentValue<'static> {
    if (1..=15).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_digit())
        && let Ok(whole) = text.parse::<u64>()
    {
        let mut number = FluentNumber::from(whole);
        number.options.use_grouping = false;
        return FluentValue::Number(number);
    }
    FluentValue::from(clean(text))
}

fn fluent(value: Arg) -> FluentValue<'static> {
    match value {
        Arg::Text(text) => FluentValue::from(clean(&text)),
        Arg::Integer(whole) => FluentValue::from(whole),
        Arg::Real(real) => FluentValue::from(real),
    }
}

fn load_one(lang: Lang) -> Result<(FluentBundle<FluentResource>, BTreeSet<String>), String> {
    let id: LanguageIdentifier = lang.tag().parse().map_err(|e| format!("{}: {e}", lang.code()))?;
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(n) if n.options.use_grouping => Some(numbers::grouped(n.value)),
        _ => None,
    }));
    let mut keys = BTreeSet::new();
    let folder = format!("{}/", lang.code());
    for path in Locales::iter().filter(|p| p.starts_with(&folder)) {
        let file = Locales::get(&path).ok_or_else(|| format!("{path} cannot be read"))?;
        let text = String::from_utf8(file.data.into_owned()).map_err(|_| format!("{path} is not UTF-8"))?;
        keys.extend(text.lines().filter_map(key_of));
        let resource = FluentResource::try_new(text).map_err(|(_, e)| format!("{path}: {e:?}"))?;
        bundle.add_resource(resource).map_err(|e| format!("{path}: {e:?}"))?;
    }
    Ok((bundle, keys))
}

/// The key that a line of a message file begins with.
fn key_of(line: &str) -> Option<String> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim_end();
    let begins = key.starts_with(|c: char| c.is_ascii_alphabetic());
    (begins && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')).then(|| key.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_languages_have_the_same_keys() {
        let words = words().unwrap();
        for lang in Lang::ALL {
            for other in Lang::ALL {
                let lacking: Vec<&String> = words.keys(lang).difference(words.keys(other)).collect();
                assert!(lacking.is_empty(), "{} lacks what {} has: {lacking:?}", other.code(), lang.code());
            }
        }
    }

    #[test]
    fn values_are_set_apart_and_escaped() {
        let words = words().unwrap();
        let html = words.html(Lang::Ur, "shell-ledger", vec![("size".into(), Arg::Integer(12_345))]).unwrap();
        assert!(html.contains("<bdi>12,345</bdi>"), "{html}");
        let html = words.html(Lang::En, "shell-ledger", vec![("size".into(), Arg::Text("<b>\u{2069}".into()))]).unwrap();
        assert!(html.contains("<bdi>&lt;b&gt;</bdi>"), "{html}");
        assert!(words.html(Lang::En, "no-such-key", vec![]).is_none());
        assert_eq!(words.text(Lang::En, "no-such-key", &[]), "⟨no-such-key⟩");
    }

    #[test]
    fn plain_text_keeps_marks_only_where_directions_meet() {
        let words = words().unwrap();
        let args = [("size", "3".to_owned())];
        assert!(!words.text(Lang::En, "shell-ledger", &args).contains(ISOLATE));
        assert!(words.text(Lang::Ur, "shell-ledger", &args).contains("\u{2068}3\u{2069}"));
    }
}
