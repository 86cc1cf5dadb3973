//! SQL of attempts that are counted. It never sees an address or a name: only keyed hashes of them.

use super::moment;
use kaan_base::Instant;
use kaan_db::{Res, Row, Sql, sql};

// Writes the row back as it is, so that PostgreSQL holds it until the end of the act.
const HOLD: &str = "insert into access_throttle (key, failures, last_at, next_at) values ($1, 0, $2, 0)
    on conflict (key) do update set key = excluded.key returning failures, last_at, next_at";
const COUNT: &str = "update access_throttle set failures = $1, last_at = $2, next_at = $3 where key = $4";
const GIVE_BACK: &str = "update access_throttle set failures = failures - 1 where key = $1 and failures > 0";
const CLEAR: &str = "delete from access_throttle where key = $1";
const KNOW: &str = "insert into access_throttle (key, failures, last_at, next_at) values ($1, 0, $2, 0)
    on conflict (key) do update set last_at = excluded.last_at";
const IS_KNOWN: &str = "select last_at from access_throttle where key = $1 and last_at > $2";
// Places where an owner was have no failures, and are kept longer.
const SWEEP: &str = "delete from access_throttle where last_at < $1 or (failures > 0 and last_at < $2)";

pub(super) const STATEMENTS: &[&str] = &[HOLD, COUNT, GIVE_BACK, CLEAR, KNOW, IS_KNOWN, SWEEP];

/// What is counted under a key.
#[derive(Clone, Copy)]
pub(crate) struct Count {
    pub failures: i64,
    pub last: Instant,
    pub next: Instant,
}

pub(crate) fn hold(key: &str, now: Instant) -> Sql {
    sql(HOLD).bind(key).bind(now.0)
}

pub(crate) fn read(r: &Row<'_>) -> Res<Count> {
    Ok(Count { failures: r.get(0)?, last: moment(r, 1)?, next: moment(r, 2)? })
}

pub(crate) fn count(key: &str, c: Count) -> Sql {
    sql(COUNT).bind(c.failures).bind(c.last.0).bind(c.next.0).bind(key)
}

pub(crate) fn give_back(key: &str) -> Sql {
    sql(GIVE_BACK).bind(key)
}

pub(crate) fn clear(key: &str) -> Sql {
    sql(CLEAR).bind(key)
}

pub(crate) fn know(key: &str, now: Instant) -> Sql {
    sql(KNOW).bind(key).bind(now.0)
}

pub(crate) fn is_known(key: &str, since: Instant) -> Sql {
    sql(IS_KNOWN).bind(key).bind(since.0)
}

pub(crate) fn sweep(known_before: Instant, failed_before: Instant) -> Sql {
    sql(SWEEP).bind(known_before.0).bind(failed_before.0)
}
