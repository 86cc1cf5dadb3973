-- Beneficial owners: declarations, the statements they are made of, checks, and which holder of a register is
-- which party. Owner: kaan-parties (owners). `body` is what is public of a statement, byte for byte as in the
-- ledger; `private` is the whole statement, to which the ledger commits with `salt`.

create table parties_owner_declaration (
    id text not null primary key,
    -- The owned party, which declares for itself.
    subject text not null references parties_party (id),
    -- Counts the declarations of a subject: a later one takes the place of all before it, from its day on.
    nth bigint not null,
    -- Civil day for which it holds, ISO 8601.
    day text not null,
    -- ISO 3166-2 of the office to which it is addressed.
    territory text,
    account text not null,
    at bigint not null,
    -- The rule of publication by which `body` was made.
    rule text not null,
    state text not null check (state in ('open', 'checked', 'discrepancies')),
    checked_by text,
    checked_at bigint,
    -- What the officer found, JSON text: statement, code and words; for the authority and the company.
    items text,
    unique (subject, nth)
);
create index parties_owner_declaration_state on parties_owner_declaration (state, at, id);

create table parties_owner_statement (
    id text not null primary key,
    declaration text not null references parties_owner_declaration (id),
    subject text not null,
    -- Counts the statements of a declaration, in the order of the form.
    place bigint not null,
    record text not null,
    status text not null check (status in ('new', 'updated', 'closed')),
    -- The owner: a party's id or one of its own; null when nobody is named.
    owner text,
    owner_kind text not null check (owner_kind in ('person', 'entity', 'unspecified')),
    -- SHA-256 of kind and identifier of the owner's papers: the same papers are the same owner.
    papers text,
    body text not null,
    private text not null,
    salt bytea not null
);
create index parties_owner_statement_declaration on parties_owner_statement (declaration, place);
create index parties_owner_statement_owner on parties_owner_statement (owner);
create index parties_owner_statement_papers on parties_owner_statement (papers);

-- Which holder of a register, as its office writes the name, is which party: prepared by one officer, signed by another.
create table parties_holder_link (
    party text not null references parties_party (id),
    -- The id in cadastre_public_holder.
    holder text not null,
    -- On what it rests, in the officer's words.
    source text not null,
    prepared_by text not null,
    prepared_at bigint not null,
    signed_by text,
    signed_at bigint,
    primary key (party, holder)
);
create index parties_holder_link_holder on parties_holder_link (holder);

-- What others may read: who stands directly above whom by the latest declaration, without shares or names;
-- persons by an id that says nothing.
create view parties_public_owner_link as
    select s.subject, s.owner, s.owner_kind, d.day, d.state
    from parties_owner_statement s join parties_owner_declaration d on d.id = s.declaration
    where s.owner is not null and s.status <> 'closed'
        and not exists (select 1 from parties_owner_declaration l where l.subject = d.subject and l.nth > d.nth);
create view parties_public_holder_link as
    select party, holder, signed_at from parties_holder_link where signed_by is not null;
