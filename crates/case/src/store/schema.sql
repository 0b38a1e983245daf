-- A case: reports, what was found in each, what a person decided, and the chronicle of them all.
-- Offsets are half-open and count Unicode code points of the report's text, as everywhere in Chancery's output.

-- What the file is and what made it.
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- The texts that offsets count in, each once.
CREATE TABLE text (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, text TEXT NOT NULL);
CREATE VIRTUAL TABLE text_search USING fts5 (text, content = 'text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');

-- Each name under which a report came in; the same bytes may come under several.
CREATE TABLE input (
    report TEXT NOT NULL, name TEXT NOT NULL, text INTEGER NOT NULL REFERENCES text (id), head TEXT NOT NULL,
    sha256 TEXT NOT NULL, PRIMARY KEY (report, name)
) WITHOUT ROWID;

-- What was found in each report. A cache: made again from the text where its key is not the program's.
CREATE TABLE finding (report TEXT PRIMARY KEY, key TEXT NOT NULL, bytes BLOB NOT NULL, sha256 TEXT NOT NULL);

-- What a person decided, apart from what was found. An undone decision stays, marked.
CREATE TABLE decision (
    id INTEGER PRIMARY KEY, verb TEXT NOT NULL, one TEXT NOT NULL, other TEXT, note TEXT, made TEXT,
    undone INTEGER NOT NULL DEFAULT 0
);

-- The chronicle. Each row keeps its object of the chronicle/1 format in `json`; the columns are for asking.
CREATE TABLE document (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, title TEXT, outlet TEXT, url TEXT,
    language TEXT NOT NULL, published TEXT, published_earliest TEXT, published_latest TEXT,
    published_basis TEXT NOT NULL, lineage TEXT NOT NULL, text INTEGER REFERENCES text (id),
    text_sha256 TEXT NOT NULL, json TEXT NOT NULL
);
CREATE TABLE time (
    n INTEGER PRIMARY KEY, doc INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    text TEXT NOT NULL, type TEXT NOT NULL, value TEXT NOT NULL, anchor TEXT NOT NULL, json TEXT NOT NULL
);
CREATE TABLE entity (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, wikidata TEXT,
    country TEXT, mentions INTEGER NOT NULL, json TEXT NOT NULL
);
CREATE TABLE mention (
    entity TEXT NOT NULL, doc INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    text TEXT NOT NULL, form TEXT NOT NULL
);
CREATE INDEX mention_entity ON mention (entity);
CREATE TABLE fact (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, earliest TEXT,
    latest TEXT, grain TEXT NOT NULL, place TEXT, medium TEXT, summary TEXT NOT NULL, plover_event TEXT,
    plover_mode TEXT, independent_sources INTEGER NOT NULL, independent_origins INTEGER NOT NULL,
    json TEXT NOT NULL
);
CREATE TABLE fact_actor (fact TEXT NOT NULL, entity TEXT NOT NULL, role TEXT NOT NULL);
CREATE INDEX fact_actor_fact ON fact_actor (fact);
CREATE INDEX fact_actor_entity ON fact_actor (entity);
CREATE TABLE passage (
    fact TEXT NOT NULL, doc INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    quote TEXT NOT NULL, attribution TEXT, speech TEXT, about TEXT, condition TEXT, status TEXT NOT NULL,
    earliest TEXT, latest TEXT, rule TEXT NOT NULL
);
CREATE INDEX passage_fact ON passage (fact);
CREATE INDEX passage_doc ON passage (doc, start);
CREATE TABLE fact_link (fact TEXT NOT NULL, to_fact TEXT NOT NULL, "as" TEXT NOT NULL);
CREATE INDEX fact_link_fact ON fact_link (fact);
CREATE TABLE position (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL, holder TEXT NOT NULL, stance TEXT NOT NULL,
    issue TEXT NOT NULL, first TEXT, last TEXT, json TEXT NOT NULL
);
CREATE TABLE position_fact (position TEXT NOT NULL, fact TEXT NOT NULL, answer INTEGER NOT NULL);
CREATE INDEX position_fact_position ON position_fact (position);
CREATE TABLE dispute (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL, about TEXT NOT NULL, kind TEXT NOT NULL, json TEXT NOT NULL
);
CREATE TABLE dispute_fact (dispute TEXT NOT NULL, fact TEXT NOT NULL);
CREATE INDEX dispute_fact_dispute ON dispute_fact (dispute);
CREATE TABLE dispute_value (
    dispute TEXT NOT NULL, value TEXT NOT NULL, doc INTEGER NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL
);
CREATE INDEX dispute_value_dispute ON dispute_value (dispute);
CREATE TABLE note (
    n INTEGER PRIMARY KEY, doc INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    level TEXT NOT NULL, text TEXT NOT NULL, json TEXT NOT NULL
);
CREATE INDEX entity_id ON entity (id);
CREATE INDEX fact_id ON fact (id);
CREATE INDEX position_id ON position (id);
CREATE INDEX dispute_id ON dispute (id);

-- What a person asks of.
CREATE VIEW facts AS
SELECT f.id, f.kind, f.status, f.earliest, f.latest, f.grain, p.name AS place, f.summary,
    (SELECT group_concat(e.name || ' (' || a.role || ')', '; ')
     FROM fact_actor a JOIN entity e ON e.id = a.entity WHERE a.fact = f.id) AS actors,
    f.medium, f.plover_event, f.plover_mode, f.independent_sources, f.independent_origins,
    (SELECT count(*) FROM passage s WHERE s.fact = f.id) AS passages,
    (SELECT s.quote FROM passage s WHERE s.fact = f.id ORDER BY s.doc, s.start LIMIT 1) AS quote,
    (SELECT d.name FROM passage s JOIN document d ON d.n = s.doc
     WHERE s.fact = f.id ORDER BY s.doc, s.start LIMIT 1) AS report
FROM fact f LEFT JOIN entity p ON p.id = f.place;

CREATE VIEW calendar AS
SELECT f.earliest AS day, f.latest AS until, f.grain, f.kind, f.status,
    CASE WHEN f.earliest IS NULL OR (f.latest IS NULL AND f.status <> 'happened') THEN 'no day'
         WHEN f.latest > (SELECT value FROM about WHERE key = 'as_of') THEN 'ahead'
         WHEN f.status = 'happened' THEN 'past'
         WHEN f.status IN ('scheduled', 'proposed', 'conditional') THEN 'due, outcome not reported'
         ELSE 'past' END AS stands,
    f.summary, f.place, f.actors, f.independent_sources, f.id AS fact
FROM facts f WHERE f.kind IN ('meeting', 'call', 'visit', 'deadline')
ORDER BY f.earliest IS NULL, f.earliest, f.latest, f.id;

CREATE VIEW statements AS
SELECT d.published, d.name AS report, s.start, s."end",
    (SELECT group_concat(e.name, '; ') FROM fact_actor a JOIN entity e ON e.id = a.entity
     WHERE a.fact = f.id AND a.role IN ('speaker', 'source')) AS speaker,
    f.kind, f.medium, s.about, s.speech, s.quote, s.attribution, f.id AS fact
FROM fact f JOIN passage s ON s.fact = f.id JOIN document d ON d.n = s.doc
WHERE f.kind IN ('statement', 'demand', 'offer', 'refusal', 'pledge', 'threat', 'accusation', 'denial')
ORDER BY d.published, d.n, s.start;

CREATE VIEW positions AS
SELECT p.id, h.name AS holder, p.stance, p.issue,
    (SELECT group_concat(e.name, '; ') FROM json_each(p.json, '$.toward') t JOIN entity e ON e.id = t.value)
        AS toward,
    p.first, p.last,
    (SELECT count(*) FROM position_fact x WHERE x.position = p.id AND NOT x.answer) AS facts,
    (SELECT group_concat(f.summary, '; ') FROM position_fact x JOIN fact f ON f.id = x.fact
     WHERE x.position = p.id AND x.answer) AS answers
FROM position p JOIN entity h ON h.id = p.holder;

CREATE VIEW disputes AS
SELECT d.id, d.about, d.kind, v.value, r.name AS report, r.published, v.start, v."end",
    (SELECT group_concat(f.summary, '; ') FROM dispute_fact x JOIN fact f ON f.id = x.fact
     WHERE x.dispute = d.id) AS facts
FROM dispute d JOIN dispute_value v ON v.dispute = d.id JOIN document r ON r.n = v.doc
ORDER BY d.n, v.rowid;

CREATE VIEW actors AS
SELECT e.id, e.name, e.kind, e.country AS acts_for, e.wikidata, e.mentions,
    (SELECT count(DISTINCT m.doc) FROM mention m WHERE m.entity = e.id) AS reports,
    (SELECT group_concat(t, '; ') FROM
        (SELECT DISTINCT m.text AS t FROM mention m WHERE m.entity = e.id AND m.form <> 'pronoun' ORDER BY t))
        AS spellings
FROM entity e ORDER BY e.mentions DESC, e.name, e.id;

CREATE VIEW sources AS
SELECT d.n, d.name, d.title, d.outlet, d.url, d.published, d.published_earliest, d.published_latest,
    d.published_basis, d.lineage, d.language, d.id, d.text_sha256,
    (SELECT count(*) FROM passage s WHERE s.doc = d.n) AS passages, t.text
FROM document d LEFT JOIN text t ON t.id = d.text ORDER BY d.n;
