//! The one thing that draws pages: templates, words, numbers and static files of three languages.
//!
//! Made once by the binary, cloned into every capability. It never reads a clock: the site's is
//! handed in with [`Site`].

use crate::assets::Assets;
use crate::gate::Gate;
use crate::head::Head;
use crate::helpers::{self, Tools};
use crate::kept::Kept;
use crate::limits::Limits;
use crate::numbers::Numbers;
use crate::shell::Shell;
use crate::visitor::begins;
use crate::words::{Words, words};
use crate::{Failure, TemplateSet, Visit, answer, cross, problem, template_set};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use kaan_base::{Instant, Lang, Problem};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value, ValueKind};
use minijinja::{Environment, UndefinedBehavior, context};
use serde::Serialize;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

#[derive(rust_embed::Embed)]
#[folder = "templates/"]
struct Templates;

/// What the binary says about this site.
#[derive(Clone)]
pub struct Site {
    /// The address that stands before every path, without a slash at its end.
    pub base: String,
    /// Whether the data is a demonstration: every page then says so.
    pub demonstration: bool,
    /// The clock.
    pub clock: Arc<dyn Fn() -> Instant + Send + Sync>,
}

/// Why pages cannot be drawn: a fault of the build.
#[derive(Debug, thiserror::Error)]
pub enum UiError {
    /// A file of messages cannot be read.
    #[error("messages: {0}")]
    Words(String),
    /// A template cannot be parsed.
    #[error("template: {0:#}")]
    Template(#[from] minijinja::Error),
    /// Two sets of templates have the same name.
    #[error("two sets of templates are called {0}")]
    TwoSets(&'static str),
    /// The binary lacks the data of a language.
    #[error("numbers: {0}")]
    Numbers(String),
}

pub(crate) struct Inner {
    site: Site,
    pub(crate) words: &'static Words,
    environments: [Environment<'static>; 3],
    numbers: [Arc<Numbers>; 3],
    pub(crate) assets: Arc<Assets>,
    /// The ledger's size for the foot of every page; 0 while unknown.
    pub(crate) ledger: AtomicU64,
    /// Counts requests, for their numbers.
    pub(crate) requests: AtomicU64,
    /// Pages drawn a moment ago.
    pub(crate) kept: Kept,
    pub(crate) gate: OnceLock<Arc<dyn Gate>>,
    pub(crate) proxies: OnceLock<Vec<IpAddr>>,
    pub(crate) limits: OnceLock<Limits>,
}

/// Draws pages. Cheap to clone.
#[derive(Clone)]
pub struct Ui(pub(crate) Arc<Inner>);

impl Ui {
    /// Parses every template and every message.
    ///
    /// # Errors
    /// [`UiError`] naming what is broken.
    pub fn new(sets: &[TemplateSet], site: Site) -> Result<Ui, UiError> {
        let words = words().map_err(UiError::Words)?;
        let assets = Arc::new(Assets::load());
        let own: TemplateSet = template_set!("web", Templates);
        let mut files = Vec::new();
        let mut seen = Vec::new();
        for set in std::iter::once(&own).chain(sets) {
            if seen.contains(&set.name) {
                return Err(UiError::TwoSets(set.name));
            }
            seen.push(set.name);
            // The crate's own stand in a folder of that name, so that they read as they are called.
            files.extend(
                (set.list)()
                    .into_iter()
                    .map(|(path, text)| (if path.starts_with("web/") { path } else { format!("{}/{path}", set.name) }, text)),
            );
        }
        let numbers = [load(Lang::En)?, load(Lang::Zh)?, load(Lang::Ur)?];
        let make = |lang: Lang| environment(Tools { lang, words }, &numbers[lang as usize], &assets, &files);
        let environments = [make(Lang::En)?, make(Lang::Zh)?, make(Lang::Ur)?];
        let counters = (AtomicU64::new(0), AtomicU64::new(0));
        Ok(Ui(Arc::new(Inner {
            site,
            words,
            environments,
            numbers,
            assets,
            ledger: counters.0,
            requests: counters.1,
            kept: Kept::default(),
            gate: OnceLock::new(),
            proxies: OnceLock::new(),
            limits: OnceLock::new(),
        })))
    }

    /// A message as plain text; ⟨key⟩ when there is none.
    pub fn text(&self, lang: Lang, key: &str, args: &[(&str, String)]) -> String {
        self.0.words.text(lang, key, args)
    }

    /// The sentence of a problem in a language, with its values.
    pub fn say(&self, lang: Lang, problem: &Problem) -> String {
        problem::say(lang, problem)
    }

    /// Whether there is such a message.
    pub fn has_text(&self, lang: Lang, key: &str) -> bool {
        self.0.words.has(lang, key)
    }

    /// The address before every path.
    pub fn base(&self) -> &str {
        &self.0.site.base
    }

    /// The site's clock.
    pub fn now(&self) -> Instant {
        (self.0.site.clock)()
    }

    /// The clock itself.
    pub(crate) fn clock(&self) -> Arc<dyn Fn() -> Instant + Send + Sync> {
        Arc::clone(&self.0.site.clock)
    }

    /// Whether the data is a demonstration.
    pub fn demonstration(&self) -> bool {
        self.0.site.demonstration
    }

    /// Tells the ledger's size, which the foot of every page names.
    pub fn set_ledger_size(&self, size: u64) {
        self.0.ledger.store(size, Ordering::Relaxed);
    }

    /// The formatters of a language.
    pub(crate) fn numbers(&self, lang: Lang) -> &Numbers {
        &self.0.numbers[lang as usize]
    }

    /// A page, 200.
    ///
    /// # Errors
    /// [`Failure::Fault`] when the template fails.
    pub fn page<T: Serialize>(&self, visit: &Visit, head: Head, template: &str, ctx: &T) -> Result<Response, Failure> {
        self.page_with(StatusCode::OK, visit, head, template, ctx)
    }

    /// A page with another status: a form filled in again is 422.
    ///
    /// # Errors
    /// [`Failure::Fault`] when the template fails.
    pub fn page_with<T: Serialize>(
        &self,
        status: StatusCode,
        visit: &Visit,
        head: Head,
        template: &str,
        ctx: &T,
    ) -> Result<Response, Failure> {
        // What is not to be found again holds what somebody asked: nobody keeps it, not even for a moment.
        let asked = head.noindex;
        let body = self.render(visit, head, template, ctx).map_err(|e| Failure::Fault(format!("{template}: {e:#}")))?;
        let mut answer = answer::html(status, visit.lang, body);
        if asked {
            answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        Ok(answer)
    }

    /// The text of a page.
    pub(crate) fn render<T: Serialize>(
        &self,
        visit: &Visit,
        head: Head,
        template: &str,
        ctx: &T,
    ) -> Result<String, minijinja::Error> {
        let (form_token, may) = (form_token(visit), may(self, visit));
        let shell = Value::from(Serde(Shell::of(self, visit, head)));
        let own = Value::from(Serde(ctx));
        let all = if own.kind() == ValueKind::Map {
            context! { shell, form_token, may, ..own }
        } else {
            context! { shell, form_token, may }
        };
        self.0.environments[visit.lang as usize].get_template(template)?.render(all)
    }
}

impl std::fmt::Debug for Ui {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ui").field("base", &self.base()).finish_non_exhaustive()
    }
}

/// `form_token()`: the hidden field that a form which posts carries; nothing where nobody is signed in.
fn form_token(visit: &Visit) -> Value {
    let field = visit.visitor.as_ref().and_then(|v| {
        let token = cross::token(&v.signed.as_ref()?.form_key, &v.caller.request);
        Some(format!("<input type=\"hidden\" name=\"{}\" value=\"{token}\">", cross::FIELD))
    });
    let field = Value::from_safe_string(field.unwrap_or_default());
    Value::from_function(move || field.clone())
}

/// `may("act")`: whether the reader could begin an act, and so whether to show a link.
fn may(ui: &Ui, visit: &Visit) -> Value {
    let (ui, visitor) = (ui.clone(), visit.visitor.clone());
    Value::from_function(move |act: &str| {
        let actor = visitor.as_ref().and_then(|v| v.caller.actor.as_deref());
        begins(&ui, actor, act, ui.now()).is_ok()
    })
}

fn load(lang: Lang) -> Result<Arc<Numbers>, UiError> {
    Numbers::load(lang).map(Arc::new).map_err(UiError::Numbers)
}

fn environment(
    tools: Tools,
    numbers: &Arc<Numbers>,
    assets: &Arc<Assets>,
    files: &[(String, String)],
) -> Result<Environment<'static>, UiError> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    env.set_formatter(helpers::write);
    helpers::add(&mut env, tools, numbers, assets);
    for (name, text) in files {
        env.add_template_owned(name.clone(), text.clone())?;
    }
    Ok(env)
}
