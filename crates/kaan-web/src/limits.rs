//! How often one account or one address may ask, by class of route.
//!
//! Called by the layer at every door. Memory is bounded: whoever asks is counted in one of a fixed number of
//! places, by a hash that nobody outside can foresee. It never counts static files, nor pages that are kept.

use crate::Ui;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use governor::clock::Clock;
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use kaan_base::Instant;
use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Classes of routes, by what they cost and what they could be misused for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// Static files: not counted, and nobody asks who asks.
    Files,
    /// Pages.
    Page,
    /// Interfaces for programs, tiles, downloads.
    Api,
    /// Searches and checks of ground: dear to answer.
    Search,
    /// Everything that takes a password, a code, a passkey or a token.
    SignIn,
    /// Everything that sends a letter.
    Mail,
}

impl Class {
    /// Every class.
    pub const ALL: [Class; 6] = [Class::Files, Class::Page, Class::Api, Class::Search, Class::SignIn, Class::Mail];

    /// Its name in headers and lists.
    pub fn name(self) -> &'static str {
        match self {
            Class::Files => "files",
            Class::Page => "page",
            Class::Api => "api",
            Class::Search => "search",
            Class::SignIn => "sign-in",
            Class::Mail => "mail",
        }
    }

    /// Requests in a window of seconds. An office of many people may stand behind one address.
    fn limit(self) -> Option<(u32, u32)> {
        match self {
            Class::Files => None,
            Class::Page => Some((600, 60)),
            Class::Api => Some((1200, 60)),
            Class::Search => Some((240, 60)),
            Class::SignIn => Some((60, 300)),
            Class::Mail => Some((20, 3600)),
        }
    }
}

/// Places in which one kind of asker is counted; two that fall into one share a limit.
const PLACES: u64 = 1 << 16;
/// After so many requests, places that have come to rest are cleared.
const CLEAR_EVERY: u64 = 1 << 14;

/// Whose requests are counted together.
pub(crate) enum Asker<'a> {
    /// An account, wherever it asks from.
    Account(&'a str),
    /// An address; the network of /64 for IPv6.
    Address(IpAddr),
}

/// The site's clock, as the limiter wants it.
#[derive(Clone)]
struct SiteClock(Arc<dyn Fn() -> Instant + Send + Sync>);

impl Clock for SiteClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        Duration::from_micros(u64::try_from((self.0)().0).unwrap_or_default())
    }
}

type Limiter = RateLimiter<u64, DashMapStateStore<u64>, SiteClock, StateInformationMiddleware>;

struct One {
    quota: u32,
    window: u32,
    limiter: Limiter,
}

/// The counts of every class.
pub(crate) struct Limits {
    classes: [Option<One>; Class::ALL.len()],
    clock: SiteClock,
    hash: RandomState,
    asked: AtomicU64,
}

/// Where an asker stands after a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    class: Class,
    quota: u32,
    window: u32,
    /// Requests left at once.
    left: u32,
    /// Seconds until one more is allowed, or until all are again.
    pub seconds: u64,
    /// Whether the request is allowed.
    pub allowed: bool,
}

impl Limits {
    /// Nothing counted yet; every limit is multiplied by `factor`.
    pub fn new(clock: Arc<dyn Fn() -> Instant + Send + Sync>, factor: u32) -> Self {
        let clock = SiteClock(clock);
        let classes = Class::ALL.map(|class| {
            let (quota, window) = class.limit()?;
            let most = NonZeroU32::new(quota.saturating_mul(factor))?;
            let every = Duration::from_secs(u64::from(window)).checked_div(most.get())?;
            let limiter = RateLimiter::dashmap_with_clock(Quota::with_period(every)?.allow_burst(most), clock.clone());
            Some(One { quota: most.get(), window, limiter: limiter.with_middleware() })
        });
        Limits { classes, clock, hash: RandomState::new(), asked: AtomicU64::new(0) }
    }

    /// Counts a request; none where its class has no limit.
    pub fn count(&self, class: Class, asker: &Asker<'_>) -> Option<Standing> {
        let one = self.classes.get(class as usize)?.as_ref()?;
        if self.asked.fetch_add(1, Ordering::Relaxed) % CLEAR_EVERY == CLEAR_EVERY - 1 {
            self.classes.iter().flatten().for_each(|o| o.limiter.retain_recent());
        }
        let (left, seconds, allowed) = match one.limiter.check_key(&self.place(asker)) {
            Ok(state) => {
                let left = state.remaining_burst_capacity();
                let missing = u64::from(one.quota.saturating_sub(left));
                (left, (missing * u64::from(one.window)).div_ceil(u64::from(one.quota)), true)
            }
            Err(not) => (0, not.wait_time_from(self.clock.now()).as_micros().div_ceil(1_000_000) as u64, false),
        };
        Some(Standing { class, quota: one.quota, window: one.window, left, seconds: seconds.max(1), allowed })
    }

    /// Accounts and addresses are counted apart, so that no crowd of addresses shuts out who is signed in.
    fn place(&self, asker: &Asker<'_>) -> u64 {
        match asker {
            Asker::Account(id) => self.hash.hash_one(id) % PLACES + PLACES,
            Asker::Address(IpAddr::V4(a)) => self.hash.hash_one(a.octets()) % PLACES,
            Asker::Address(IpAddr::V6(a)) => self.hash.hash_one(a.octets().first_chunk::<8>()) % PLACES,
        }
    }
}

impl Standing {
    /// `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10).
    pub fn tell(&self, headers: &mut HeaderMap) {
        let name = self.class.name();
        let policy = format!("\"{name}\";q={};w={}", self.quota, self.window);
        let now = format!("\"{name}\";r={};t={}", self.left, self.seconds);
        for (name, value) in [(POLICY, policy), (NOW, now)] {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
    }
}

/// Headers of one asker, which are never kept for another.
pub(crate) const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
pub(crate) const NOW: HeaderName = HeaderName::from_static("ratelimit");

impl Ui {
    /// Multiplies every limit, once, before the first request: for a bench that is one address, or a
    /// server behind which a ministry sits. 1 without it.
    pub fn set_limit_factor(&self, factor: u32) {
        if self.0.limits.set(Limits::new(self.clock(), factor.max(1))).is_err() {
            tracing::warn!("requests are counted already; the limits stay as they are");
        }
    }

    /// The counts.
    pub(crate) fn limits(&self) -> &Limits {
        self.0.limits.get_or_init(|| Limits::new(self.clock(), 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicI64;

    fn limits() -> (Limits, Arc<AtomicI64>) {
        let now = Arc::new(AtomicI64::new(1_000_000));
        let clock = Arc::clone(&now);
        (Limits::new(Arc::new(move || Instant(clock.load(Ordering::Relaxed))), 1), now)
    }

    fn address(text: &str) -> Asker<'static> {
        Asker::Address(text.parse().unwrap())
    }

    #[test]
    fn the_limit_is_reached_and_comes_back_with_time() {
        let (limits, now) = limits();
        let here = address("192.0.2.1");
        for left in (0..60).rev() {
            let standing = limits.count(Class::SignIn, &here).unwrap();
            assert_eq!((standing.allowed, standing.left), (true, left));
        }
        let none = limits.count(Class::SignIn, &here).unwrap();
        assert_eq!((none.allowed, none.left, none.seconds), (false, 0, 5));
        assert!(limits.count(Class::Page, &here).unwrap().allowed, "each class has its own count");
        assert!(limits.count(Class::SignIn, &Asker::Account("a")).unwrap().allowed, "an account is counted apart");
        now.fetch_add(5_000_000, Ordering::Relaxed);
        assert!(limits.count(Class::SignIn, &here).unwrap().allowed);
        assert!(!limits.count(Class::SignIn, &here).unwrap().allowed);
    }

    #[test]
    fn a_network_of_ipv6_is_one_asker() {
        let (limits, _) = limits();
        let place = |text: &str| limits.place(&address(text));
        assert_eq!(place("2001:db8:1:2::1"), place("2001:db8:1:2:ffff::9"));
        assert_ne!(place("2001:db8:1:2::1"), place("2001:db8:1:3::1"));
    }

    #[test]
    fn memory_is_bounded_and_cleared_when_all_rest() {
        let (limits, now) = limits();
        for i in 0..200_000_u32 {
            limits.count(Class::Page, &Asker::Address(IpAddr::from(i.to_be_bytes())));
        }
        let places = || limits.classes[Class::Page as usize].as_ref().unwrap().limiter.len();
        assert!(places() as u64 <= PLACES);
        now.fetch_add(3_600_000_000, Ordering::Relaxed);
        for _ in 0..CLEAR_EVERY {
            limits.count(Class::Api, &address("192.0.2.1"));
        }
        assert!(places() <= 1, "{}", places());
    }

    #[test]
    fn headers_tell_policy_and_standing() {
        let (limits, _) = limits();
        let mut headers = HeaderMap::new();
        limits.count(Class::Search, &address("192.0.2.1")).unwrap().tell(&mut headers);
        assert_eq!(headers[POLICY], "\"search\";q=240;w=60");
        assert_eq!(headers[NOW], "\"search\";r=239;t=1");
    }
}
