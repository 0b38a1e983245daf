-- What a reader is shown, part by part, ready to be put on a page: lists of lines, the ledger, differences, actors, reports.
-- Made from the chronicle and made anew with it. It holds words and places, never markup.
CREATE TABLE shown (
    at INTEGER PRIMARY KEY, part TEXT NOT NULL, n INTEGER NOT NULL, rank INTEGER NOT NULL, id TEXT NOT NULL,
    kind TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, json TEXT NOT NULL
);
CREATE UNIQUE INDEX shown_part ON shown (part, n);
CREATE INDEX shown_rank ON shown (part, rank, n, kind, first, last);
CREATE INDEX shown_id ON shown (id);
-- "a:NAME" an actor, "r:NUMBER" a report, "s:NUMBER" a story that the row is of.
CREATE TABLE shown_key (key TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (key, at)) WITHOUT ROWID;
CREATE VIRTUAL TABLE shown_search USING fts5 (words, content = '', tokenize = 'unicode61 remove_diacritics 2');
CREATE INDEX entity_name ON entity (name, id);
CREATE INDEX document_text ON document (text);
