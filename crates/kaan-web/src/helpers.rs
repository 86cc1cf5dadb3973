//! What templates call: words, addresses, numbers, days, names and places, each isolated in `<bdi>`.
//!
//! Given to minijinja by [`crate::Ui::new`], once for each language. It never lets a value through
//! unescaped, and never joins two values in one isolation but the pair of a coordinate.

use crate::assets::Assets;
use crate::numbers::{self, Numbers};
use crate::visit;
use crate::words::{Arg, Words, unknown};
use kaan_base::{Day, Instant, Lang, Zone};
use minijinja::value::{Kwargs, Rest, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind, Output, State, escape_formatter};
use std::fmt::Write as _;
use std::sync::Arc;

/// What the helpers of one language stand on.
#[derive(Clone, Copy)]
pub(crate) struct Tools {
    pub lang: Lang,
    pub words: &'static Words,
}

/// Puts every helper into an environment.
pub(crate) fn add(env: &mut Environment<'static>, tools: Tools, numbers: &Arc<Numbers>, assets: &Arc<Assets>) {
    add_words(env, tools, assets);
    add_numbers(env, tools, numbers);
    add_places(env, tools, numbers);
}

fn add_words(env: &mut Environment<'static>, tools: Tools, assets: &Arc<Assets>) {
    let lang = tools.lang;
    env.add_function("t", move |key: &str, args: Kwargs| -> Result<Value, Error> {
        let args = arguments(&args)?;
        match tools.words.html(lang, key, args) {
            Some(html) => Ok(Value::from_safe_string(html)),
            None if cfg!(debug_assertions) => {
                Err(Error::new(ErrorKind::InvalidOperation, format!("no message {key} in {}", lang.code())))
            }
            None => Ok(Value::from(unknown(key, lang))),
        }
    });
    // For attributes, where no markup can stand.
    env.add_function("plain", move |key: &str, args: Kwargs| -> Result<Value, Error> {
        let args = args.args().map(|name| Ok((name, args.get::<Value>(name)?.to_string()))).collect::<Result<Vec<_>, Error>>()?;
        Ok(Value::from(tools.words.text(lang, key, &args)))
    });
    env.add_function("has_text", move |key: &str| tools.words.has(lang, key));
    env.add_function("url", move |path: &str| visit::at(lang, path));
    let assets = Arc::clone(assets);
    env.add_function("asset", move |name: &str| {
        assets.address(name).ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("no static file {name}")))
    });
    env.add_function("code", |text: Value| bdi("code", &text.to_string()));
    env.add_function("name", move |names: Value| best(&names, lang));
    env.add_function("names", move |names: Value| all(&names));
}

fn arguments(args: &Kwargs) -> Result<Vec<(String, Arg)>, Error> {
    args.args()
        .map(|name| {
            let value: Value = args.get(name)?;
            let arg = match value.kind() {
                ValueKind::Number if value.is_integer() => {
                    value.as_i64().map_or_else(|| Arg::Text(value.to_string()), Arg::Integer)
                }
                ValueKind::Number => Arg::Real(f64::try_from(value)?),
                ValueKind::Undefined => {
                    return Err(Error::new(ErrorKind::UndefinedError, format!("the value {name} is undefined")));
                }
                _ => Arg::Text(value.to_string()),
            };
            Ok((name.to_owned(), arg))
        })
        .collect()
}

fn add_numbers(env: &mut Environment<'static>, tools: Tools, numbers: &Arc<Numbers>) {
    let n = Arc::clone(numbers);
    env.add_function("integer", move |whole: i64| bdi("num", &n.integer(whole)));
    let n = Arc::clone(numbers);
    env.add_function("number", move |real: f64, digits: Option<usize>| bdi("num", &n.number(real, digits.unwrap_or(2))));
    let n = Arc::clone(numbers);
    env.add_function("km2", move |m2: f64| bdi("num", &format!("{} km²", n.number(m2 / 1e6, 4))));
    let n = Arc::clone(numbers);
    env.add_function("m2", move |m2: f64| bdi("num", &format!("{} m²", n.number(m2, if m2.abs() < 100.0 { 2 } else { 0 }))));
    let n = Arc::clone(numbers);
    env.add_function("metres", move |metres: f64| bdi("num", &length(&n, metres)));
    let n = Arc::clone(numbers);
    env.add_function("bytes", move |count: u64| bdi("num", &size(&n, count)));
    let n = Arc::clone(numbers);
    env.add_function("day", move |text: &str| match Day::parse(text) {
        Ok(day) => Value::from_safe_string(format!("<time datetime=\"{day}\"><bdi>{}</bdi></time>", escape(&n.day(day)))),
        Err(_) => bdi("", text),
    });
    let n = Arc::clone(numbers);
    env.add_function("moment", move |micros: i64, options: Kwargs| -> Result<Value, Error> {
        let both = options.get::<Option<bool>>("both")?.unwrap_or(true);
        options.assert_all_used()?;
        Ok(moment(tools, &n, Instant(micros), both))
    });
}

/// Millimetres below one metre, kilometres from ten thousand on.
pub(crate) fn length(n: &Numbers, metres: f64) -> String {
    match metres.abs() {
        m if m < 1.0 => format!("{} mm", n.number(metres * 1e3, 0)),
        m if m < 100.0 => format!("{} m", n.number(metres, 2)),
        m if m < 10_000.0 => format!("{} m", n.number(metres, 0)),
        _ => format!("{} km", n.number(metres / 1e3, 1)),
    }
}

fn size(n: &Numbers, count: u64) -> String {
    match count {
        0..1_000 => format!("{} B", n.integer(count as i64)),
        1_000..1_000_000 => format!("{} kB", n.number(count as f64 / 1e3, 0)),
        _ => format!("{} MB", n.number(count as f64 / 1e6, 1)),
    }
}

/// A moment in Pakistan, and in Beijing beside it; the day is named again where it differs.
fn moment(tools: Tools, n: &Numbers, at: Instant, both: bool) -> Value {
    let stamp = at.rfc3339();
    let mut out = format!("<time datetime=\"{stamp}\">");
    let (here, there) = (at.day(Zone::Pakistan), at.day(Zone::Beijing));
    let zone = |key| tools.words.text(tools.lang, key, &[]);
    // Writing to a String cannot fail, here and below.
    let _ = write!(
        out,
        "<bdi>{}</bdi> <bdi class=\"num\">{}</bdi> {}",
        escape(&n.day(here)),
        at.clock(Zone::Pakistan),
        escape(&zone("zone-pakistan"))
    );
    if both {
        let day = if here == there { String::new() } else { format!("<bdi>{}</bdi> ", escape(&n.day(there))) };
        let _ = write!(out, " · {day}<bdi class=\"num\">{}</bdi> {}", at.clock(Zone::Beijing), escape(&zone("zone-beijing")));
    }
    out.push_str("</time>");
    Value::from_safe_string(out)
}

fn add_places(env: &mut Environment<'static>, tools: Tools, numbers: &Arc<Numbers>) {
    let letters = ["compass-north", "compass-south", "compass-east", "compass-west"].map(|k| tools.words.text(Lang::En, k, &[]));
    let pair = move |f: fn(i64, [&str; 2]) -> String, x: i64, y: i64| {
        let [n, s, e, w] = &letters;
        bdi("num", &format!("{}, {}", f(y, [n.as_str(), s.as_str()]), f(x, [e.as_str(), w.as_str()])))
    };
    let (a, b) = (pair.clone(), pair);
    env.add_function("coordinate", move |x: i64, y: i64| a(numbers::degrees, x, y));
    env.add_function("dms", move |x: i64, y: i64| b(numbers::dms, x, y));
    let n = Arc::clone(numbers);
    // A share of one as per cent, with one decimal below ten.
    env.add_function("percent", move |share: f64, rest: Rest<usize>| {
        let digits = rest.first().copied().unwrap_or(if share.abs() < 0.1 { 2 } else { 1 });
        bdi("num", &format!("{} %", n.number(share * 100.0, digits)))
    });
}

/// A text of unknown direction and language, set apart.
fn bdi(class: &str, text: &str) -> Value {
    let text = escape(text);
    Value::from_safe_string(match class {
        "" => format!("<bdi>{text}</bdi>"),
        // Numbers and codes read from left to right wherever they stand.
        class => format!("<bdi class=\"{class}\" dir=\"ltr\">{text}</bdi>"),
    })
}

fn script(names: &Value, lang: Lang) -> Option<String> {
    let text = names.get_attr(lang.code()).ok()?;
    text.as_str().filter(|t| !t.trim().is_empty()).map(str::to_owned)
}

/// The name for readers of a language; marked with the language it is in when that is another.
fn best(names: &Value, lang: Lang) -> Value {
    let found = [lang, Lang::En, Lang::Zh, Lang::Ur].into_iter().find_map(|l| script(names, l).map(|t| (t, l)));
    match found {
        Some((text, l)) if l == lang => Value::from_safe_string(format!("<bdi>{}</bdi>", escape(&text))),
        Some((text, l)) => Value::from_safe_string(marked(&text, l)),
        None => Value::from("–"),
    }
}

/// The name in every script that is known.
fn all(names: &Value) -> Value {
    let known: Vec<String> = Lang::ALL.into_iter().filter_map(|l| script(names, l).map(|t| marked(&t, l))).collect();
    Value::from_safe_string(if known.is_empty() { "–".to_owned() } else { known.join(" · ") })
}

fn marked(text: &str, lang: Lang) -> String {
    format!("<bdi lang=\"{}\">{}</bdi>", lang.tag(), escape(text))
}

/// Writes a value into a page: text is escaped unless a helper made it, and slashes stay as they are.
///
/// # Errors
/// Those of minijinja, such as an undefined value.
pub(crate) fn write(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() => out.write_str(&escape(text)).map_err(Error::from),
        _ => escape_formatter(out, state, value),
    }
}

/// Escapes for HTML text and attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
