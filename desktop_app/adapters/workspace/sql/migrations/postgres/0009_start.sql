-- A shared office's workspace, as SQLite's has it after its step of the same number. Text is ordered by its bytes, as
-- SQLite orders it, whatever the server's language.

-- One row. `version`: of these tables; `changes`: counted up by each change, which holds the row until it is done, so
-- that changes happen one after the other and everybody can see cheaply whether others have changed something.
create table workspace (
  version bigint not null,
  changes bigint not null
);
insert into workspace (version, changes) values (0, 0);

-- The values of a JSON list of strings, under the name that SQLite has for it.
create function json_each(list text) returns table (value text) language sql immutable strict rows 10
  as $$ select json_array_elements_text(list::json) $$;

-- One disclosure. States: draft, in_review, approved, queued, published, withdrawn (core.disclosure.states).
create table item (
  id text collate "C" primary key,
  form text collate "C" not null,
  form_version bigint not null,
  title text collate "C" not null,
  state text collate "C" not null,
  answers text collate "C" not null,          -- JSON: all kept answers, also hidden ones
  openness text collate "C",                  -- active, on_request, withheld; null while not settled
  confidentiality text collate "C" not null,  -- JSON
  revision bigint not null,
  sealed text collate "C" not null,           -- digest of what was approved
  due text collate "C" not null,              -- ISO 8601 or empty
  remark text collate "C" not null,
  author text collate "C" not null,
  created_at text collate "C" not null,       -- Beijing time throughout
  updated_at text collate "C" not null,
  published_at text collate "C",
  url text collate "C" not null
);
create index item_by_state on item (state, due);

-- The attachments of a disclosure, in order; the bytes lie in `blob` by their digest.
create table attachment (
  item text collate "C" not null references item (id) on delete cascade,
  position bigint not null,
  name text collate "C" not null,
  title text collate "C" not null,
  size bigint not null,
  sha256 text collate "C" not null,
  primary key (item, name)
);
create index attachment_by_digest on attachment (sha256);

-- Content-addressed bytes, in pieces of at most 1 MiB, so that no single row grows without bound.
create table blob (
  sha256 text collate "C" not null,
  number bigint not null,
  piece bytea not null,
  primary key (sha256, number)
);

-- The story: append-only, each event chained to the one before (core.disclosure.story).
create table event (
  number bigint primary key,
  at text collate "C" not null,
  verb text collate "C" not null,
  item text collate "C" not null,
  who text collate "C" not null,
  facts text collate "C" not null,            -- JSON
  previous text collate "C" not null,
  digest text collate "C" not null
);
create index event_by_item on event (item);
create function event_refuses() returns trigger language plpgsql as $$
begin
  raise exception 'append-only' using errcode = 'restrict_violation';
end
$$;
create trigger event_stays_as_it_is before update or delete on event
  for each row execute function event_refuses();

-- The outbox. States: core.outbox.job.JobState. `submission` is frozen JSON, its files lie in `blob`.
create table job (
  id text collate "C" primary key,
  item text collate "C" not null,
  title text collate "C" not null,
  portal text collate "C" not null,
  state text collate "C" not null,
  queued_at text collate "C" not null,
  attempts bigint not null,
  next_at text collate "C",
  lease_until text collate "C",               -- while somebody sends it
  message text collate "C" not null,
  submission text collate "C" not null,
  receipt text collate "C",                   -- JSON
  kind text collate "C" not null default 'publish',  -- publish, replace, withdraw
  key text collate "C" not null default '',          -- by which the portal knows the item
  reason text collate "C" not null default '',       -- told to the public
  is_urgent bigint not null default 0,
  is_forced bigint not null default 0,  -- a person chose to overwrite what others changed
  page text collate "C" not null default ''          -- SHA-256 of the public page, kept as evidence
);
create index job_by_state on job (state, next_at);
create unique index job_by_item on job (item, portal, kind);
create index job_by_key on job (key, queued_at);

-- The forms used last are asked for at every visit of the catalogue, also with a million disclosures.
create index item_by_form on item (form, updated_at);

-- Who works here. `secret` is a salted scrypt digest (services.people); empty for a person without a password.
create table person (
  name text collate "C" primary key,
  roles text collate "C" not null,            -- joined with commas: clerk, reviewer, administrator
  steps text collate "C" not null,            -- ids of the review steps that they may sign, joined with commas; empty: any
  secret text collate "C" not null,
  is_active bigint not null
);

-- What a reviewer had before them when they last signed or sent back: the basis of "what changed since".
create table reading (
  item text collate "C" not null,
  at text collate "C" not null,
  who text collate "C" not null,
  content text collate "C" not null,          -- JSON: visible answers, openness, digests of attachments
  primary key (item, at)
);

-- What reviewers wrote at a field; gone when the disclosure is signed.
create table remark (
  item text collate "C" not null,
  path text collate "C" not null,
  words text collate "C" not null,
  who text collate "C" not null,
  at text collate "C" not null,
  primary key (item, path)
);

-- Published without a second reader: stays on the list of what is to do until somebody else has read it.
create table second_look (
  item text collate "C" primary key,
  reason text collate "C" not null,
  since text collate "C" not null
);

-- Sheets on bulletin boards. `place` is JSON as the office's list had it on that day.
create table posting (
  id text collate "C" primary key,
  item text collate "C" not null,
  village text collate "C" not null,
  place text collate "C" not null,
  posted_on text collate "C" not null,          -- as the person gave it
  counted_from text collate "C" not null,       -- the day from which the clocks run
  recorded_at text collate "C" not null,
  posted_by text collate "C" not null,
  witness text collate "C" not null,
  sheet text collate "C" not null,
  notes text collate "C" not null,
  taken_down_on text collate "C" not null,      -- empty while it hangs
  taken_down_by text collate "C" not null,
  early_reason text collate "C" not null
);
create index posting_item on posting (item);

-- Photos of sheets, cleaned of place and device; the bytes are kept by their SHA-256.
create table posting_photo (
  posting text collate "C" not null,
  sha256 text collate "C" not null,
  stage text collate "C" not null,
  name text collate "C" not null,
  taken_at text collate "C" not null,           -- empty where the camera wrote none
  kept_at text collate "C" not null,
  remarks text collate "C" not null,            -- a line each
  primary key (posting, sha256)
);

-- Objections. `contact` is confidential: no output shows it.
create table objection (
  id text collate "C" primary key,
  item text collate "C" not null,
  received_at text collate "C" not null,
  way text collate "C" not null,
  summary text collate "C" not null,
  contact text collate "C" not null,
  handled text collate "C" not null,
  outcome text collate "C" not null,
  answered_on text collate "C" not null
);
create index objection_item on objection (item);

-- Requests on application. `content` is JSON with the applicant's data: confidential.
create table request (
  id text collate "C" primary key,
  number text collate "C" not null unique,
  answered_on text collate "C" not null,        -- empty while open
  content text collate "C" not null
);

-- The ledger: a line a disclosure, apart from its answers, so that a million can be leafed through and searched.
-- `place` orders the lines: 64 places a second since 2000, taken in turn (adapters.workspace.ledger).
create table ledger (
  place bigint primary key,
  item text collate "C" not null unique references item (id) on delete cascade,
  form text collate "C" not null,
  area text collate "C" not null,
  title text collate "C" not null,
  doc_no text collate "C" not null,
  state text collate "C" not null,
  at text collate "C" not null,
  published_on text collate "C",
  due text collate "C" not null,
  late bigint not null,
  openness text collate "C",
  author text collate "C" not null,
  reviewer text collate "C" not null,
  url text collate "C" not null
);
create index ledger_figures on ledger (published_on, area, form, late, state);
create index ledger_open on ledger (state, late, due);

-- Words and properties of each line under its place, as `core.grams` has made them; `found` keeps no places of words.
create table ledger_words (
  place bigint primary key references ledger (place) on delete cascade,
  facets text collate "C" not null,
  words text collate "C" not null,
  found tsvector not null generated always as (
    array_to_tsvector(array_remove(string_to_array(facets || ' ' || words, ' '), ''))
  ) stored
);
create index ledger_words_found on ledger_words using gin (found);

-- Disclosures whose line is older than they are; the ledger catches up before it is read.
create table ledger_owed (
  item text collate "C" primary key
);

-- What the first window counts must not grow with what is done.
create index item_by_publication on item (state, published_at);
create index job_by_time on job (state, queued_at);
create index item_by_change on item (updated_at);
-- Reports ask for one verb of one year.
create index event_by_verb on event (verb, at);

-- Periods of recurring duties for which nothing is to be disclosed.
create table left_out (
  form text collate "C" not null,
  period text collate "C" not null,
  reason text collate "C" not null,
  who text collate "C" not null,
  at text collate "C" not null,
  primary key (form, period)
);

-- What a person decided about findings: taken as it stands, with a reason. Counts only where the story tells of it too.
create table decision (
  id text collate "C" primary key,
  item text collate "C" not null,
  rule text collate "C" not null,
  words text collate "C" not null,            -- the finding's message: never the value
  evidence text collate "C" not null,         -- masked
  reason text collate "C" not null,
  who text collate "C" not null,
  at text collate "C" not null,
  marks text collate "C" not null             -- JSON list: digests of rule, place and the text around; gone with the draft
);

create index decision_of_item on decision (item);

-- How an office's columns were matched to a form's fields, and lists of disclosures that were made together.
create table import_match (
    office  text collate "C" not null,
    form    text collate "C" not null,
    heading text collate "C" not null, -- without blanks and marks
    target  text collate "C" not null, -- a field, or table.column; empty: not to be taken
    primary key (office, form, heading)
);

create table batch (
    id      text collate "C" primary key,
    made_at text collate "C" not null,
    content text collate "C" not null -- JSON: name, form, the file's name, ids of the disclosures in the list's order
);

-- Which disclosure takes the place of which. Kinds: correct (beside it), replace, mask (in its place).
create table succession (
  item text collate "C" primary key,
  original text collate "C" not null,
  kind text collate "C" not null,
  reason text collate "C" not null             -- told to the public
);
create index succession_by_original on succession (original);

-- Who has which disclosure open now, so that two people hear of each other before one writes over the other.
create table presence (
  item text collate "C" not null,
  session text collate "C" not null,            -- one open window
  who text collate "C" not null,
  seen_at text collate "C" not null,            -- Beijing time by the clock that all clients share
  primary key (item, session)
);
