-- A table that is all key stands in the order of its key, once, instead of once as rows and once as an index:
-- an import writes half the pages. PostgreSQL has no such tables and keeps it as it was.
-- Owner: kaan-ledger.

create table ledger_subject_clustered (
    subject text not null,
    batch bigint not null,
    place bigint not null,
    primary key (subject, batch, place)
) {{clustered}};
insert into ledger_subject_clustered (subject, batch, place) select subject, batch, place from ledger_subject order by 1, 2, 3;
drop table ledger_subject;
alter table ledger_subject_clustered rename to ledger_subject;
