-- Working hours, holidays, letterheads and contact officers of organisations.
-- Owner: kaan-office. An organisation is named by its party's id. `fact` columns hold the fact as it stands in the
-- ledger, JSON text. Instants are microseconds since 1970 in UTC, days are ISO 8601.

-- `week` is JSON: seven lists, Monday first, of ranges ["09:00", "17:00"] in the zone of the office.
create table office_hours (
    organisation text not null primary key,
    zone text not null check (zone in ('pakistan', 'beijing', 'utc')),
    week text not null,
    at bigint not null
);

create table office_holiday (
    organisation text not null,
    day text not null,
    name_en text,
    name_zh text,
    name_ur text,
    source text not null,
    expected boolean not null,
    at bigint not null,
    primary key (organisation, day)
);

create table office_letterhead (
    organisation text not null primary key,
    fact text not null,
    at bigint not null
);

-- Whom the public may ask. Duty and telephone are the office's; name and address are a person's: the ledger holds a
-- commitment to them, which `salt` opens, and they are taken out when the contact ends.
create table office_contact (
    id text not null primary key,
    organisation text not null,
    duty_en text,
    duty_zh text,
    duty_ur text,
    telephone text not null,
    name text,
    email text,
    salt bytea,
    at bigint not null,
    ended_at bigint
);
create index office_contact_organisation on office_contact (organisation, id);

create view office_public_hours as select organisation, zone, week, at from office_hours;
create view office_public_holiday as
    select organisation, day, name_en, name_zh, name_ur, source, expected from office_holiday;
create view office_public_letterhead as select organisation, fact from office_letterhead;
create view office_public_contact as
    select id, organisation, duty_en, duty_zh, duty_ur, telephone, name, email from office_contact where ended_at is null;
