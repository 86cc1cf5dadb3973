-- Tables that are all key, in the order of their key (see 0006).
-- Owner: kaan-search.

create table search_word_clustered (
    word text not null primary key
) {{clustered}};
insert into search_word_clustered (word) select word from search_word order by 1;
drop table search_word;
alter table search_word_clustered rename to search_word;

create table search_trigram_clustered (
    trigram text not null,
    word text not null,
    primary key (trigram, word)
) {{clustered}};
insert into search_trigram_clustered (trigram, word) select trigram, word from search_trigram order by 1, 2;
drop table search_trigram;
alter table search_trigram_clustered rename to search_trigram;

create table search_posting_clustered (
    word text not null,
    doc bigint not null,
    primary key (word, doc)
) {{clustered}};
insert into search_posting_clustered (word, doc) select word, doc from search_posting order by 1, 2;
drop table search_posting;
alter table search_posting_clustered rename to search_posting;
