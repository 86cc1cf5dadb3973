-- Parties: people, companies, authorities, consortia; what of them is private; registrations, changes, merges.
-- Owner: kaan-parties. What is public of a party is its fact, byte for byte as in the ledger; what is private
-- stands beside it with the salt of its commitment, and never in the ledger.

create table parties_party (
    id text not null primary key,
    kind text not null check (kind in ('person', 'company', 'authority', 'consortium')),
    -- ISO 3166-1 alpha-2; unknown for most people.
    country text,
    -- ISO 3166-2 of the office that looks after it.
    territory text,
    -- Whose an authority is: federal, provincial, foreign; company, operator for the rest.
    body text not null,
    status text not null check (status in ('registered', 'merged')),
    -- The party that it was found to be the same as.
    kept text references parties_party (id),
    public boolean not null,
    name_en text, name_zh text, name_ur text,
    -- The language of record: the name that binds.
    binding text check (binding in ('en', 'zh', 'ur')),
    -- The fact as it stands in the ledger, JSON text.
    fact text not null,
    version bigint not null,
    at bigint not null
);
create index parties_party_kept on parties_party (kept);
create index parties_party_listed on parties_party (status, id) where public;

-- What others may read of parties: public ones, by the id that they have now.
create view parties_public_party as
    select id, kind, name_en, name_zh, name_ur, country, territory, body, status, kept, binding
    from parties_party where public;

-- Every state that a party was in, oldest first.
create table parties_version (
    party text not null references parties_party (id),
    nth bigint not null,
    -- The kind of the ledger's entry.
    what text not null,
    fact text not null,
    at bigint not null,
    primary key (party, nth)
);

-- Private facts: addresses, contacts, CNIC, names of people. `until` is set when another took its place.
create table parties_private (
    party text not null references parties_party (id),
    field text not null,
    nth bigint not null,
    value text not null,
    salt bytea not null,
    until bigint,
    primary key (party, field, nth)
);

-- Identifiers that a party bears now, for finding it; CNIC only as a hash.
create table parties_identifier (
    party text not null references parties_party (id),
    scheme text not null,
    value text not null,
    primary key (scheme, value, party)
);
create index parties_identifier_party on parties_identifier (party);

-- Numbers that were ever asked for: held by an act, so that of two at once only one finds a number free.
create table parties_number (
    scheme text not null,
    value text not null,
    asked bigint not null,
    primary key (scheme, value)
);

-- Members of a consortium, in millionths of the whole.
create table parties_share (
    consortium text not null references parties_party (id),
    nth bigint not null,
    member text references parties_party (id),
    member_name text not null,
    share_ppm bigint not null,
    primary key (consortium, nth)
);

-- What makes a party or a registration look like another: folded names, their rarer words, hashes of the rest.
create table parties_key (
    key text not null,
    subject text not null,
    primary key (key, subject)
);
create index parties_key_subject on parties_key (subject);

-- A company that asks to be registered, from the first draft on. `form` is what was typed, JSON text.
create table parties_registration (
    id text not null primary key,
    -- Short enough to be said on the telephone.
    number text not null unique,
    account text not null,
    person text not null,
    territory text,
    state text not null check (state in
        ('draft', 'lodged', 'under-examination', 'examined', 'returned', 'approved', 'refused', 'withdrawn')),
    form text not null,
    made bigint not null,
    saved bigint not null,
    -- The moment of the first lodgement: the place in the queue, kept through every return.
    lodged bigint,
    examiner text,
    examined bigint,
    -- The officer's advice to the one who signs.
    advice text,
    decided_by text,
    decided bigint,
    reason text, section text, next_step text,
    party text references parties_party (id)
);
create index parties_registration_person on parties_registration (person, made);
-- In the order of the queue, with what decides who may see a row beside it.
create index parties_registration_queue on parties_registration (lodged, id, state, territory);

-- What an officer found missing, cured one by one.
create table parties_deficiency (
    registration text not null references parties_registration (id),
    nth bigint not null,
    field text not null,
    words text not null,
    found bigint not null,
    answer text,
    cured bigint,
    primary key (registration, nth)
);

-- Evidence as handed in: private, at most 5 MB each.
create table parties_evidence (
    id text not null primary key,
    registration text not null references parties_registration (id),
    name text not null,
    media_type text not null,
    size bigint not null,
    digest text not null,
    bytes bytea not null,
    at bigint not null
);
create index parties_evidence_registration on parties_evidence (registration, at);

-- A change, a merge or a split that one officer prepares and another signs.
create table parties_proposal (
    id text not null primary key,
    kind text not null check (kind in ('change', 'merge', 'split')),
    party text not null references parties_party (id),
    -- The party to keep, of a merge.
    kept text references parties_party (id),
    territory text,
    form text not null,
    reason text not null,
    prepared_by text not null,
    prepared bigint not null,
    state text not null check (state in ('prepared', 'signed', 'dropped')),
    signed_by text,
    signed bigint
);
create index parties_proposal_state on parties_proposal (state, prepared, id);
create index parties_proposal_party on parties_proposal (party);
