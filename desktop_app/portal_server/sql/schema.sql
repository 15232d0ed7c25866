-- The reference portal's own database. Times are ISO 8601 in Beijing time, so that they sort as text.

CREATE TABLE IF NOT EXISTS item (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    key               TEXT NOT NULL UNIQUE,      -- 信息编号: never two pages for one key
    digest            TEXT NOT NULL,             -- over title, text and files, as Submission.digest
    title             TEXT NOT NULL,
    column_path       TEXT NOT NULL,
    form              TEXT NOT NULL,
    issuer            TEXT NOT NULL,
    doc_no            TEXT NOT NULL,
    issued_on         TEXT,                      -- YYYY-MM-DD or NULL
    html              TEXT NOT NULL,             -- sanitised when it came in
    body_text         TEXT NOT NULL,
    metadata          TEXT NOT NULL,             -- JSON object
    replaces          TEXT REFERENCES item (key),
    published_at      TEXT NOT NULL,
    withdrawn_at      TEXT,                      -- NULL: stands
    withdrawal_reason TEXT
);

CREATE INDEX IF NOT EXISTS item_by_column ON item (column_path, id DESC);
CREATE INDEX IF NOT EXISTS item_by_original ON item (replaces);

CREATE TABLE IF NOT EXISTS item_file (
    item_id    INTEGER NOT NULL REFERENCES item (id),
    position   INTEGER NOT NULL,                 -- from 1, in page order
    sha256     TEXT NOT NULL,                    -- the bytes lie in the folder files/
    name       TEXT NOT NULL,
    title      TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size       INTEGER NOT NULL,                 -- bytes
    PRIMARY KEY (item_id, position)
) WITHOUT ROWID;

-- Words as bigrams (see grams.py): SQLite's own tokenizers miss two-character words such as 政府.
CREATE VIRTUAL TABLE IF NOT EXISTS item_grams USING fts5 (title, body);

-- Why an item corrects another, or why its content was replaced, and when: readers see it.
CREATE TABLE IF NOT EXISTS item_note (
    item_id     INTEGER PRIMARY KEY REFERENCES item (id),
    reason      TEXT NOT NULL,
    replaced_at TEXT                             -- NULL: never replaced
);

-- Which unit an item belongs to; an item without a line was sent with the administrator's token.
CREATE TABLE IF NOT EXISTS item_unit (
    item_id INTEGER PRIMARY KEY REFERENCES item (id),
    unit    TEXT NOT NULL
);

-- Keys of units. The secret itself is never kept.
CREATE TABLE IF NOT EXISTS api_key (
    id         TEXT PRIMARY KEY,                 -- part of the key that may be shown
    unit       TEXT NOT NULL,
    rights     TEXT NOT NULL,                    -- publish or read
    columns    TEXT NOT NULL,                    -- JSON list of column paths; empty for all
    digest     TEXT NOT NULL,                    -- SHA-256 of the secret
    a_minute   INTEGER NOT NULL,                 -- requests that it may make
    made_at    TEXT NOT NULL,
    used_at    TEXT,                             -- to the minute; NULL: never
    revoked_at TEXT                              -- NULL: holds
);
