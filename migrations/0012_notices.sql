-- Notices to people and the letters that follow from them.
-- Owner: kaan-notices. Instants are microseconds since 1970 in UTC. Who the reader is stands in access_account.

-- One letter: a notice that leaves at once, or a day's notices of an account. `due_at` is when it may be taken;
-- taking it moves `due_at` on, so that a letter whose taker died is taken again. The address of somebody without
-- an account stands here until the letter is sent or given up, no longer.
create table notices_letter (
    id text not null primary key,
    account text,
    email text,
    lang text,
    urgent boolean not null,
    made_at bigint not null,
    due_at bigint not null,
    taken_at bigint,
    tries bigint not null,
    ended_at bigint,
    failure text
);
create index notices_letter_waiting on notices_letter (due_at, id) where ended_at is null;
create index notices_letter_taken on notices_letter (taken_at);

-- Something told to somebody. `letter` is empty while no letter was made of it; it is set once and never again.
-- A hidden one (secret links) is not in the inbox and is wiped when its letter ends.
create table notices_notice (
    id text not null primary key,
    account text,
    email text,
    lang text,
    code text not null,
    body text not null,
    path text not null,
    urgent boolean not null,
    hidden boolean not null,
    made_at bigint not null,
    read_at bigint,
    letter text references notices_letter (id),
    check (account is not null or hidden)
);
create index notices_notice_account on notices_notice (account, id) where not hidden;
create index notices_notice_unread on notices_notice (account) where read_at is null and not hidden;
create index notices_notice_waiting on notices_notice (made_at) where letter is null;
create index notices_notice_letter on notices_notice (letter);

-- Who wants one letter a day.
create table notices_choice (
    account text not null primary key,
    digest boolean not null
);
