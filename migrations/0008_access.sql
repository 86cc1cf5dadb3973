-- Accounts and what shows that somebody is their owner.
-- Owner: kaan-access. Instants are microseconds since 1970 in UTC. Of secrets only hashes are kept (SHA-256 of 32
-- random bytes; Argon2id of passwords); what must be read again (the secret of an authenticator app) is sealed.

-- `email_folded` is the form in which addresses are compared; `person` is the key of the person, as a party.
create table access_account (
    id text not null primary key,
    person text not null unique,
    email text not null,
    email_folded text not null unique,
    name text not null,
    name_folded text not null default '',
    lang text not null check (lang in ('en', 'zh', 'ur')),
    status text not null check (status in ('active', 'closed')),
    made bigint not null
);
create index access_account_name on access_account (name_folded, id);

create table access_password (
    account text not null primary key references access_account (id),
    hash text not null,
    set_at bigint not null
);

-- The secret of an authenticator app; it counts once a first code was typed (`confirmed_at`). `last_step` is the
-- time step of the last code that was taken: no code is taken twice.
create table access_totp (
    account text not null primary key references access_account (id),
    sealed bytea not null,
    last_step bigint not null,
    made bigint not null,
    confirmed_at bigint
);

create table access_recovery (
    account text not null references access_account (id),
    hash bytea not null,
    used_at bigint,
    primary key (account, hash)
);

-- `credential` is the public key with its counter and flags, as JSON.
create table access_passkey (
    id text not null primary key,
    account text not null references access_account (id),
    credential_id bytea not null unique,
    credential text not null,
    label text not null,
    backed_up boolean not null,
    made bigint not null,
    used bigint
);
create index access_passkey_account on access_passkey (account, id);

-- `hash` is that of the cookie's value, and changes when the person proves anew that it is them; `handle` stays.
create table access_session (
    handle text not null primary key,
    hash bytea not null unique,
    account text not null references access_account (id),
    made bigint not null,
    seen bigint not null,
    until bigint not null,
    confirmed bigint,
    address text not null,
    agent text not null
);
create index access_session_account on access_session (account, made);
create index access_session_until on access_session (until);

-- What waits for its second half, five minutes: the challenge of a passkey, a sign-in that needs a code too.
create table access_challenge (
    hash bytea not null primary key,
    purpose text not null check (purpose in ('second', 'sign-in', 'register', 'link', 'confirm')),
    account text,
    state text not null,
    tries bigint not null,
    until bigint not null
);
create index access_challenge_until on access_challenge (until);

-- Links of letters. `account` is the one that it is for, or will be.
create table access_link (
    hash bytea not null primary key,
    purpose text not null check (purpose in ('new', 'reset')),
    account text not null,
    email text not null,
    email_folded text not null,
    name text not null,
    lang text not null,
    made bigint not null,
    until bigint not null,
    used_at bigint
);
create index access_link_email on access_link (email_folded, made);
create index access_link_until on access_link (until);

-- Machines that organisations let in.
create table access_client (
    id text not null primary key,
    hash bytea not null,
    organisation text not null,
    name text not null,
    scopes text not null,
    made_by text not null,
    made bigint not null,
    used bigint,
    ended bigint
);
create index access_client_organisation on access_client (organisation, id);

-- Tokens of programs: of an account, or (for ten minutes) of a machine.
create table access_token (
    id text not null primary key,
    hash bytea not null unique,
    account text references access_account (id),
    client text references access_client (id),
    name text not null,
    scopes text not null,
    made bigint not null,
    used bigint,
    until bigint not null,
    ended bigint,
    check ((account is null) <> (client is null))
);
create index access_token_account on access_token (account, id);
create index access_token_until on access_token (until);

-- Attempts that failed, by what they were made on or from (a keyed hash), and until when the next must wait.
create table access_throttle (
    key text not null primary key,
    failures bigint not null,
    last_at bigint not null,
    next_at bigint not null
);
create index access_throttle_last on access_throttle (last_at);
