//! All SQL of the ledger, and nothing but SQL.
//!
//! Used by record, sequence, read and folder; a test prepares every statement on both engines.
//! It never decides anything.

pub(crate) const INSERT_PENDING: &str = "insert into ledger_pending (count, size, entries) values ($1, $2, $3) returning key";
/// The same with the subject of the one entry, in one round trip; SQLite has neither round trips nor such inserts.
pub const INSERT_PENDING_ONE_POSTGRES: &str = "with waiting as
    (insert into ledger_pending (count, size, entries) values ($1, $2, $3) returning key)
    insert into ledger_subject (subject, batch, place) select $4, key, 0 from waiting returning batch";
pub(crate) const LOCK_HEAD: &str = "update ledger_head set size = size where id = 1 returning size, checkpoint";
pub(crate) const READ_HEAD: &str = "select size, checkpoint from ledger_head where id = 1";
pub(crate) const MOVE_HEAD: &str = "update ledger_head set size = $1, checkpoint = $2 where id = 1";
/// Keys weighed in one run of the sequencer.
pub(crate) const PAGE: usize = 8_192;
pub(crate) const WEIGH_PENDING: &str = "select key, count, size from ledger_pending order by key limit 8192";
pub(crate) const TAKE_PENDING: &str = "select key, count, entries from ledger_pending where key <= $1 order by key";
pub(crate) const DELETE_PENDING: &str = "delete from ledger_pending where key in";
pub(crate) const COUNT_PENDING: &str = "select cast(coalesce(sum(count), 0) as bigint) from ledger_pending";
pub(crate) const PENDING_ENTRIES: &str = "select entries from ledger_pending where key = $1";
pub(crate) const READ_TILE: &str = "select bytes from ledger_tile where level = $1 and n = $2";
pub(crate) const DELETE_TILE: &str = "delete from ledger_tile where level = $1 and n = $2";
pub(crate) const READ_BUNDLE: &str = "select bytes from ledger_bundle where n = $1";
pub(crate) const READ_BUNDLES: &str = "select n, width, bytes from ledger_bundle where n >= $1 and n <= $2 order by n";
pub(crate) const READ_TILES: &str = "select n, bytes from ledger_tile where level = $1 and n >= $2 and n <= $3 order by n";
pub(crate) const DELETE_BUNDLE: &str = "delete from ledger_bundle where n = $1";
pub(crate) const INSERT_CHECKPOINT: &str =
    "insert into ledger_checkpoint (size, note) values ($1, $2) on conflict (size) do nothing";
pub(crate) const CHECKPOINT_AT: &str = "select note from ledger_checkpoint where size <= $1 order by size desc limit 1";
pub(crate) const FIND_SUBJECT: &str = "select s.batch, s.place, b.first from ledger_subject s
    left join ledger_batch b on b.key = s.batch
    where s.subject = $1 order by s.batch, s.place limit $2";
pub(crate) const ANY_PENDING: &str = "select key from ledger_pending limit 1";

/// Every statement, for the test that prepares them.
pub const STATEMENTS: &[&str] = &[
    INSERT_PENDING,
    LOCK_HEAD,
    READ_HEAD,
    MOVE_HEAD,
    WEIGH_PENDING,
    TAKE_PENDING,
    COUNT_PENDING,
    PENDING_ENTRIES,
    READ_TILE,
    DELETE_TILE,
    READ_BUNDLE,
    READ_BUNDLES,
    READ_TILES,
    DELETE_BUNDLE,
    INSERT_CHECKPOINT,
    CHECKPOINT_AT,
    FIND_SUBJECT,
    ANY_PENDING,
    "delete from ledger_pending where key in ($1, $2)",
];
