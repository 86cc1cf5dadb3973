-- Projects, each with its facts. One text for SQLite and PostgreSQL. Owner: kaan-projects.
-- Lists are answered from memory, so the tables keep no index but their keys. `body` is the record as
-- its ledger entry has it; the columns beside it are for other capabilities, by the view below.

create table projects_project (
    id text not null primary key,
    dataset text not null,
    name_en text, name_zh text, name_ur text,
    minerals text,
    province text, district text,
    stage text, certainty text,
    precision text not null check (precision in ('own', 'stand-in', 'unstated', 'none')),
    x bigint, y bigint, error_km double precision,
    body text not null
);

-- What records were compiled by whom, under which licence.
create table projects_dataset (
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

create table projects_import (
    digest text not null,
    dataset text not null,
    collection text not null,
    mapping text not null,
    file text not null,
    at bigint not null,
    read_rows bigint not null, added bigint not null, unchanged bigint not null,
    corrected bigint not null, rejected bigint not null, skipped bigint not null,
    primary key (digest, dataset, collection, mapping)
);

create view projects_public_project as
    select id, dataset, name_en, name_zh, name_ur, minerals, province, district, stage, certainty, precision, x, y, error_km
    from projects_project;
