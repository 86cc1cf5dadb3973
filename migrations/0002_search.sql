-- Search: documents, their words, and the distinct words with their trigrams. One text for both engines.
-- Owner: kaan-search.

-- What can be found. The key begins with the document's rank (short names first), so that the order of the
-- key is the order of the answer; `words` holds all its words between spaces, names first, then a bar.
create table search_doc (
    doc bigint not null primary key,
    kind text not null,
    id text not null,
    path text not null,
    name_en text, name_zh text, name_ur text,
    note text not null,
    words text not null,
    unique (kind, id)
);

-- Every distinct word, folded. A word stays when its last document goes: it costs nothing and finds nothing.
create table search_word (
    word text not null primary key
);

create table search_trigram (
    trigram text not null,
    word text not null,
    primary key (trigram, word)
);

create table search_posting (
    word text not null,
    doc bigint not null,
    primary key (word, doc)
);
