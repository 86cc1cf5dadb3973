-- Roles, delegations, emergencies, invitations and the record of acts.
-- Owner: kaan-access. Instants are microseconds since 1970 in UTC; `*_account` columns hold ids of accounts,
-- or of clients (machines), which are given roles like people.

-- What an organisation lets an account do. A row is ended, never deleted. `salt` opens the commitment to the
-- account that stands in the ledger.
create table access_role (
    id text not null primary key,
    account text not null,
    organisation text not null,
    body text not null check (body in ('federal', 'provincial', 'foreign', 'company', 'operator')),
    role text not null,
    territory text,
    from_at bigint not null,
    until_at bigint,
    given_by text not null,
    given_at bigint not null,
    ended_at bigint,
    ended_by text,
    salt bytea not null,
    check (until_at is null or until_at > from_at)
);
create index access_role_account on access_role (account, id);
create index access_role_organisation on access_role (organisation, id);

-- A given role lent to another account until a day; it counts only while the role itself is in force.
create table access_delegation (
    id text not null primary key,
    role_id text not null references access_role (id),
    account text not null,
    to_account text not null,
    from_at bigint not null,
    until_at bigint not null,
    given_at bigint not null,
    ended_at bigint,
    ended_by text,
    salt bytea not null,
    check (until_at > from_at and account <> to_account)
);
create index access_delegation_to on access_delegation (to_account, id);
create index access_delegation_account on access_delegation (account, id);
create index access_delegation_role on access_delegation (role_id);

-- A role taken for an hour by somebody who has another one (`basis`) in the same organisation.
create table access_emergency (
    id text not null primary key,
    basis text not null references access_role (id),
    account text not null,
    organisation text not null,
    role text not null,
    reason text not null,
    from_at bigint not null,
    until_at bigint not null,
    ended_at bigint,
    ended_by text,
    salt bytea not null
);
create index access_emergency_account on access_emergency (account, id);
create index access_emergency_organisation on access_emergency (organisation, id);
create index access_emergency_basis on access_emergency (basis);

-- A role offered to whoever reads an e-mail address; the link's secret is kept as its hash only.
create table access_invitation (
    id text not null primary key,
    hash bytea not null unique,
    email text not null,
    email_folded text not null,
    organisation text not null,
    body text not null,
    own_territory text,
    role text not null,
    territory text,
    role_until bigint,
    inviter text not null,
    basis_organisation text,
    made_at bigint not null,
    until_at bigint not null,
    accepted_at bigint,
    accepted_by text,
    withdrawn_at bigint,
    withdrawn_by text
);
create index access_invitation_organisation on access_invitation (organisation, id);

-- The record of acts: rows are added and nothing else; no statement of Kaan changes or deletes one.
-- `key` is the store's own order, by which rows are sealed; `id` sorts by time and is what readers see.
-- `organisation` is for whom it was done, `on_organisation` whose it was done to.
create table access_record (
    key {{sequence}},
    id text not null,
    at bigint not null,
    account text,
    person text,
    organisation text,
    act text not null,
    rule text,
    role text,
    resource text not null,
    on_organisation text,
    territory text,
    subject_person text,
    outcome text not null check (outcome in ('allowed', 'refused', 'failed')),
    code text,
    address text not null,
    request text not null,
    detail text not null,
    salt bytea not null
);
-- Over an expression, so that PostgreSQL never walks the whole record by it in search of a few rows.
create unique index access_record_id on access_record ((id || ''));
create index access_record_organisation on access_record (organisation, id);
create index access_record_on_organisation on access_record (on_organisation, id);
create index access_record_territory on access_record (territory, id);
create index access_record_account on access_record (account, id);
create index access_record_person on access_record (person, id);
create index access_record_subject on access_record (subject_person, id);
create index access_record_resource on access_record (resource, id);
create index access_record_act on access_record (act, id);
create index access_record_refused on access_record (id) where outcome = 'refused';
create index access_record_failed on access_record (id) where outcome = 'failed';

-- Batches of the record that the ledger holds a commitment to: rows with keys after the batch before up to
-- `last_key`. `hashes` holds 48 bytes a row: the id's 16 and the 32 of its salted hash, in the order of keys.
create table access_seal (
    n bigint not null primary key,
    last_key bigint not null unique,
    count bigint not null,
    first_id text not null,
    last_id text not null,
    hash bytea not null,
    hashes bytea not null,
    sealed_at bigint not null
);
