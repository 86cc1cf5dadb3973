//! Routes, each with the act it needs: the only way to add one.
//!
//! Capabilities build [`Doors`], the binary joins them with [`Ui::site`]. A route without an act cannot be
//! written, and none is reached but through the layer that asks for the right. It never decides a right.

use crate::limits::Class;
use crate::visitor::PUBLIC;
use crate::{Ui, guard};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::{MethodFilter, MethodRouter, Route, on};
use std::convert::Infallible;
use std::sync::Arc;
use tower::{Layer, Service};

/// One route: what it answers to, what right it needs, how often it may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// The method; `GET` answers `HEAD` too.
    pub method: Method,
    /// The path as axum writes it: `/parties/{id}`.
    pub path: String,
    /// The act that whoever asks must be able to begin.
    pub act: &'static str,
    /// How often it may be asked.
    pub class: Class,
    /// Whether forms and scripts of other sites may post to it; such a door must not trust a cookie.
    pub anywhere: bool,
}

/// Routes with their acts. Cheap to clone; `S` is the state that handlers still want.
#[derive(Clone)]
pub struct Doors<S = ()>(Vec<Hung<S>>);

#[derive(Clone)]
struct Hung<S> {
    door: Door,
    route: MethodRouter<S>,
}

impl<S> Default for Doors<S> {
    fn default() -> Self {
        Doors(Vec::new())
    }
}

impl<S: Clone + Send + Sync + 'static> Doors<S> {
    /// No door yet.
    #[must_use]
    pub fn new() -> Self {
        Doors::default()
    }

    /// A door that reads.
    #[must_use]
    pub fn get<H: Handler<T, S>, T: 'static>(self, path: &str, act: &'static str, handler: H) -> Self {
        self.hang((Method::GET, MethodFilter::GET), path, act, handler)
    }

    /// A door that changes something: forms of other sites are refused at it.
    #[must_use]
    pub fn post<H: Handler<T, S>, T: 'static>(self, path: &str, act: &'static str, handler: H) -> Self {
        self.hang((Method::POST, MethodFilter::POST), path, act, handler)
    }

    /// As [`Doors::post`], for `PUT`.
    #[must_use]
    pub fn put<H: Handler<T, S>, T: 'static>(self, path: &str, act: &'static str, handler: H) -> Self {
        self.hang((Method::PUT, MethodFilter::PUT), path, act, handler)
    }

    /// As [`Doors::post`], for `DELETE`.
    #[must_use]
    pub fn delete<H: Handler<T, S>, T: 'static>(self, path: &str, act: &'static str, handler: H) -> Self {
        self.hang((Method::DELETE, MethodFilter::DELETE), path, act, handler)
    }

    /// What other sites' scripts ask before they ask: open to everybody, because it tells nothing else.
    #[must_use]
    pub fn options<H: Handler<T, S>, T: 'static>(self, path: &str, handler: H) -> Self {
        self.hang((Method::OPTIONS, MethodFilter::OPTIONS), path, PUBLIC, handler)
    }

    fn hang<H: Handler<T, S>, T: 'static>(
        mut self,
        (method, filter): (Method, MethodFilter),
        path: &str,
        act: &'static str,
        handler: H,
    ) -> Self {
        let class = if path.starts_with("/api/") || path.starts_with("/ogc") { Class::Api } else { Class::Page };
        let door = Door { method, path: path.to_owned(), act, class, anywhere: false };
        self.0.push(Hung { door, route: on(filter, handler) });
        self
    }

    /// How often each door so far may be asked.
    #[must_use]
    pub fn limited(mut self, class: Class) -> Self {
        self.0.iter_mut().for_each(|h| h.door.class = class);
        self
    }

    /// Lets forms and scripts of other sites post to each door so far: for programs that show a secret of
    /// their own, and for questions that anybody may ask.
    #[must_use]
    pub fn from_anywhere(mut self) -> Self {
        self.0.iter_mut().for_each(|h| h.door.anywhere = true);
        self
    }

    /// The largest body that each door so far takes, in bytes; one megabyte without it.
    #[must_use]
    pub fn most_bytes(self, bytes: usize) -> Self {
        self.layer(DefaultBodyLimit::max(bytes))
    }

    /// Puts a layer around the handler of each door so far, within the question for the right.
    #[must_use]
    pub fn layer<L>(self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        Doors(self.0.into_iter().map(|h| Hung { door: h.door, route: h.route.layer(layer.clone()) }).collect())
    }

    /// All of another's doors beside one's own.
    #[must_use]
    pub fn merge(mut self, other: Doors<S>) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Gives handlers their state.
    #[must_use]
    pub fn with_state<S2>(self, state: S) -> Doors<S2> {
        Doors(self.0.into_iter().map(|h| Hung { door: h.door, route: h.route.with_state(state.clone()) }).collect())
    }

    /// Every door, in the order in which it was hung.
    pub fn list(&self) -> impl Iterator<Item = &Door> {
        self.0.iter().map(|h| &h.door)
    }
}

impl Doors {
    /// The routes, with the layer that asks for the right before each.
    pub fn into_router(self, ui: &Ui) -> Router {
        self.0.into_iter().fold(Router::new(), |router, hung| {
            let asks = from_fn_with_state((ui.clone(), Arc::new(hung.door.clone())), guard::guard);
            router.route(&hung.door.path, hung.route.route_layer(asks))
        })
    }
}

impl Ui {
    /// The whole site: pages below each language, interfaces at their own addresses, the shell's own files,
    /// and every layer around them.
    pub fn site(&self, pages: &Doors, open: Doors) -> Router {
        let app = open.merge(self.routes()).into_router(self);
        self.finish(kaan_base::Lang::ALL.into_iter().fold(app, |app, lang| {
            app.nest(&format!("/{}", lang.code()), pages.clone().into_router(self).layer(axum::Extension(lang)))
        }))
    }
}
