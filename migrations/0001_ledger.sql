-- The ledger: acts waiting for their place, the log's tiles, and where to find an entry.
-- Owner: kaan-ledger. One text for both engines; the sequence token below is the one allowed
-- difference (see Migration in kaan-db).

-- One row for each act that is not in the log yet; the key, and so the order, comes from the store.
create table ledger_pending (
    key {{sequence}},
    count bigint not null,
    size bigint not null,
    entries bytea not null
);

-- Which entries speak of a subject; `batch` is the key that the act's pending row had.
create table ledger_subject (
    subject text not null,
    batch bigint not null,
    place bigint not null,
    primary key (subject, batch, place)
);

-- Where a batch stands in the log, once it is there: index of an entry = first + place.
create table ledger_batch (
    key bigint not null primary key,
    first bigint not null,
    count bigint not null
);

-- The end of the log; its one row is locked by whoever sequences.
create table ledger_head (
    id bigint not null primary key check (id = 1),
    size bigint not null check (size >= 0),
    checkpoint text not null
);
insert into ledger_head (id, size, checkpoint) values (1, 0, '');

-- Entry bundles of tlog-tiles: 256 entries a row, fewer in the last, which is replaced as it grows.
create table ledger_bundle (
    n bigint not null primary key,
    width bigint not null check (width between 1 and 256),
    bytes bytea not null
);

-- Hash tiles of tlog-tiles: 256 hashes of 32 bytes a row, fewer in the last of each level.
create table ledger_tile (
    level bigint not null,
    n bigint not null,
    bytes bytea not null,
    primary key (level, n)
);

-- Signed checkpoints of the past: one for each filled bundle at most.
create table ledger_checkpoint (
    size bigint not null primary key,
    note text not null
);
