-- What lies in a store? Two halves. *Inputs*: each source with the text it gave, and what was read from each text.
-- *Records*: nodes, names, edges and quotations over all texts, made anew from the inputs, numbered in the order of
-- their ids. A document that left the inputs stays until the records that quote it are replaced.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE documents (
    num INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    want TEXT,              -- digest of what its extraction has to be made from; null when no source gives it any more
    info TEXT               -- DocumentInfo as the records have it; null while no records were made from it
);

CREATE TABLE sources (
    origin TEXT PRIMARY KEY,
    document INTEGER NOT NULL,
    source TEXT NOT NULL,
    info TEXT NOT NULL,     -- DocumentInfo, JSON
    layout TEXT NOT NULL    -- page starts and boilerplate, JSON
) WITHOUT ROWID;
CREATE INDEX sources_document ON sources (document, source);

-- Files read to their end without a failure, with a checksum of all that went into reading them.
CREATE TABLE files (origin TEXT PRIMARY KEY, fingerprint TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE texts (document INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE extractions (document INTEGER PRIMARY KEY, made TEXT NOT NULL, body BLOB NOT NULL);

-- Spans of sentences in bytes of the text; the words are only in the index.
CREATE TABLE sentences (num INTEGER PRIMARY KEY, document INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE INDEX sentences_document ON sentences (document);
CREATE VIRTUAL TABLE words USING fts5 (
    sentence, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TABLE nodes (
    num INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    date TEXT,
    mentions INTEGER NOT NULL,
    more TEXT               -- aliases, codes, why, analyst: JSON; null where all are empty
);
CREATE TABLE names (
    folded TEXT NOT NULL,
    rank INTEGER NOT NULL,  -- 0 the name, 1 an alias, 2 a code
    node INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (folded, rank, node, name)
) WITHOUT ROWID;
-- Row ids are the node times 4096, and which of its names it is.
CREATE VIRTUAL TABLE name_words USING fts5 (
    name, content = '', tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co Sk So' tokenchars '+&'"
);
CREATE TABLE mentions (
    node INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    document INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    exact TEXT NOT NULL,
    demonym INTEGER NOT NULL,
    PRIMARY KEY (node, seq)
) WITHOUT ROWID;
CREATE TABLE edges (
    num INTEGER PRIMARY KEY,
    source INTEGER NOT NULL,
    target INTEGER NOT NULL,
    type TEXT NOT NULL,
    key TEXT NOT NULL,
    date TEXT,
    day INTEGER,            -- first day the date may mean, as yyyymmdd
    factuality TEXT NOT NULL,
    role TEXT,
    confidence REAL NOT NULL,
    documents INTEGER NOT NULL,
    quotations INTEGER NOT NULL,
    more TEXT               -- asserted_by, analyst: JSON; null where both are empty
);
CREATE TABLE evidence (
    edge INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    document INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    exact TEXT NOT NULL,
    page INTEGER,
    rule TEXT NOT NULL,
    PRIMARY KEY (edge, seq)
) WITHOUT ROWID;

-- The facts of each node as far as searches need them, packed in one value (near.rs): what paths and shared things are
-- found by. How many other nodes it is joined to, and by how many facts.
CREATE TABLE near (
    node INTEGER PRIMARY KEY,
    neighbours INTEGER NOT NULL,
    facts INTEGER NOT NULL,
    links BLOB NOT NULL
);
