-- The register of titles, applications and reserved areas, as handed in. One text for SQLite and
-- PostgreSQL. Lists are answered from memory (the ground), so the
-- tables keep few indexes; the holders of a record stand in its row, in their order, as JSON text.

create table cadastre_register (
    code text not null primary key,
    name_en text, name_zh text, name_ur text,
    jurisdiction text not null,
    source text not null,
    licence text not null,
    credit text not null,
    href text,
    as_of text,
    demonstration boolean not null
);

create table cadastre_holder (
    id text not null primary key,
    register text not null references cadastre_register (code),
    name text not null,
    folded text not null,
    kind text not null check (kind in ('organisation', 'person-masked')),
    unique (register, folded)
);

create table cadastre_title (
    number text not null primary key,
    register text not null,
    type text,
    class text not null,
    standing text not null check (standing in ('registered', 'reported')),
    status text not null,
    status_text text,
    name text,
    holders text,
    commodities text,
    applied text, granted text, expires text,
    claimed_area text,
    boundary bytea,
    rule text,
    x0 bigint, y0 bigint, x1 bigint, y1 bigint,
    area_m2 double precision, perimeter_m double precision,
    faults text,
    as_handed_in text,
    crs text, operation text, accuracy_m double precision,
    source text
);

create table cadastre_application (
    number text not null primary key,
    register text not null,
    type text,
    class text not null,
    standing text not null check (standing in ('registered', 'reported')),
    status text not null,
    status_text text,
    name text,
    holders text,
    commodities text,
    applied text, granted text, expires text,
    claimed_area text,
    boundary bytea,
    rule text,
    x0 bigint, y0 bigint, x1 bigint, y1 bigint,
    area_m2 double precision, perimeter_m double precision,
    faults text,
    as_handed_in text,
    crs text, operation text, accuracy_m double precision,
    source text
);

create table cadastre_reserved_area (
    number text not null primary key,
    register text not null,
    type text,
    class text not null,
    standing text not null check (standing in ('registered', 'reported')),
    status text not null,
    status_text text,
    name text,
    holders text,
    commodities text,
    applied text, granted text, expires text,
    claimed_area text,
    boundary bytea,
    rule text,
    x0 bigint, y0 bigint, x1 bigint, y1 bigint,
    area_m2 double precision, perimeter_m double precision,
    faults text,
    as_handed_in text,
    crs text, operation text, accuracy_m double precision,
    source text
);

-- Titles of one register that met when they were brought in: not judged, recorded as inherited.
create table cadastre_overlap (
    a text not null,
    b text not null,
    relation text not null check (relation in ('overlap', 'sliver')),
    area_m2 double precision not null,
    width_mm double precision,
    inherited boolean not null,
    primary key (a, b)
);
create index cadastre_overlap_b on cadastre_overlap (b);

-- Files that were brought in; `nth` counts those that changed a collection of a register.
create table cadastre_import (
    register text not null,
    collection text not null,
    nth bigint not null,
    digest text not null,
    mapping text not null,
    file text not null,
    at bigint not null,
    read_rows bigint not null, added bigint not null, unchanged bigint not null,
    corrected bigint not null, rejected bigint not null, invalid bigint not null, pairs bigint not null,
    primary key (register, collection, nth)
);

create view cadastre_public_title as
    select number, register, type, class, standing, status, name, holders, commodities, applied, granted, expires,
        boundary, x0, y0, x1, y1, area_m2, perimeter_m, accuracy_m from cadastre_title;
create view cadastre_public_application as
    select number, register, type, class, standing, status, name, holders, commodities, applied, granted, expires,
        boundary, x0, y0, x1, y1, area_m2, perimeter_m, accuracy_m from cadastre_application;
create view cadastre_public_reserved_area as
    select number, register, type, class, standing, status, name, applied, granted, expires,
        boundary, x0, y0, x1, y1, area_m2, perimeter_m, accuracy_m from cadastre_reserved_area;
create view cadastre_public_holder as
    select id, register, name, kind from cadastre_holder;
create view cadastre_public_register as
    select code, name_en, name_zh, name_ur, jurisdiction, source, licence, credit, href, as_of, demonstration
    from cadastre_register;
