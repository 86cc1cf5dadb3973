//! All SQL of search, and nothing but SQL.
//!
//! Used by index and find; a test prepares every statement on both engines. It never decides
//! anything, and never orders by anything but keys and folded words.

pub(crate) const ANY_DOC: &str = "select doc from search_doc limit 1";
pub(crate) const FIND_OLD: &str = "select doc, id, path, name_en, name_zh, name_ur, note, words from search_doc where kind = $1";
pub(crate) const KEYS: &str = "select doc from search_doc where true";
pub(crate) const DELETE_DOC: &str = "delete from search_doc where doc = $1";
pub(crate) const DELETE_POSTINGS: &str = "delete from search_posting where doc = $1";
pub(crate) const INSERT_WORDS: &str = "insert into search_word (word)";
pub(crate) const INSERT_WORDS_END: &str = " on conflict (word) do nothing returning word";

/// Only for PostgreSQL, which else plans the first questions after a large batch as if the tables were empty.
pub(crate) const ANALYZE_POSTGRES: [&str; 3] = ["analyze search_doc", "analyze search_posting", "analyze search_trigram"];

pub(crate) const KNOWN_WORDS: &str = "select word from search_word where true";
pub(crate) const NEAR_WORDS: &str = "select word from search_trigram where true";
pub(crate) const NEAR_WORDS_END: &str = " group by word having count(*) >= ? order by count(*) desc, word limit 96";

pub(crate) const COUNT_WORD: &str = "select count(*) from (select 1 as one from search_posting where word = $1 limit 2048) few";
pub(crate) const COUNT_RANGE: &str =
    "select count(*) from (select 1 as one from search_posting where word >= $1 and word < $2 limit 2048) few";

pub(crate) const BY_WORD: &str = "select d.doc, d.kind, d.id, d.path, d.name_en, d.name_zh, d.name_ur, d.note, d.words
    from search_posting p join search_doc d on d.doc = p.doc where p.word = $1";
pub(crate) const BY_RANGE: &str = "select d.doc, d.kind, d.id, d.path, d.name_en, d.name_zh, d.name_ur, d.note, d.words
    from (select distinct doc from search_posting where word >= $1 and word < $2) p join search_doc d on d.doc = p.doc where true";
pub(crate) const BY_SCAN: &str = "select d.doc, d.kind, d.id, d.path, d.name_en, d.name_zh, d.name_ur, d.note, d.words
    from search_doc d where true";
pub(crate) const BY_ANY: &str = "select d.doc, d.kind, d.id, d.path, d.name_en, d.name_zh, d.name_ur, d.note, d.words
    from search_doc d where d.doc in (select p.doc from search_posting p where true";

pub(crate) const AND_KIND: &str = " and d.kind = ?";
pub(crate) const AND_LIKE: &str = " and d.words like ?";
pub(crate) const AND_ANY: &str = " and exists (select 1 from search_posting q where q.doc = d.doc and q.word in";
/// Where one posting list leads, its own order is the answer's: nothing is sorted, and reading stops early.
pub(crate) const ORDER_POSTINGS: &str = " order by p.doc limit ?";
pub(crate) const ORDER: &str = " order by d.doc limit ?";

/// Every statement, for the test that prepares them; those that are put together, in one form each.
pub const STATEMENTS: &[&str] = &[
    ANY_DOC,
    FIND_OLD,
    KEYS,
    DELETE_DOC,
    "delete from search_posting where doc = $1 and word in ($2, $3)",
    "insert into search_word (word) values ($1), ($2) on conflict (word) do nothing returning word",
    KNOWN_WORDS,
    "select word from search_trigram where true and trigram in ($1, $2)
        group by word having count(*) >= $3 order by count(*) desc, word limit 96",
    COUNT_WORD,
    COUNT_RANGE,
    BY_WORD,
    BY_RANGE,
    BY_SCAN,
    "select d.doc from search_doc d where d.doc in (select p.doc from search_posting p where true and p.word in ($1, $2))
        and d.kind = $3 and d.words like $4
        and exists (select 1 from search_posting q where q.doc = d.doc and q.word in ($5, $6)) order by d.doc limit $7",
];
