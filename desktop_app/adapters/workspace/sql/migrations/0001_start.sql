-- One disclosure. States: draft, in_review, approved, queued, published, withdrawn (core.disclosure.states).
create table item (
  id text primary key,
  form text not null,
  form_version integer not null,
  title text not null,
  state text not null,
  answers text not null,          -- JSON: all kept answers, also hidden ones
  openness text,                  -- active, on_request, withheld; null while not settled
  confidentiality text not null,  -- JSON
  revision integer not null,
  sealed text not null,           -- digest of what was approved
  due text not null,              -- ISO 8601 or empty
  remark text not null,
  author text not null,
  created_at text not null,       -- Beijing time throughout
  updated_at text not null,
  published_at text,
  url text not null
);
create index item_by_state on item (state, due);

-- The attachments of a disclosure, in order; the bytes lie in `blob` by their digest.
create table attachment (
  item text not null references item (id) on delete cascade,
  position integer not null,
  name text not null,
  title text not null,
  size integer not null,
  sha256 text not null,
  primary key (item, name)
);
create index attachment_by_digest on attachment (sha256);

-- Content-addressed bytes, in pieces of at most 1 MiB, so that no single row grows without bound.
create table blob (
  sha256 text not null,
  number integer not null,
  piece blob not null,
  primary key (sha256, number)
);

-- The story: append-only, each event chained to the one before (core.disclosure.story).
create table event (
  number integer primary key,
  at text not null,
  verb text not null,
  item text not null,
  who text not null,
  facts text not null,            -- JSON
  previous text not null,
  digest text not null
);
create index event_by_item on event (item);
create trigger event_stays_as_it_is before update on event begin select raise(abort, 'append-only'); end;
create trigger event_is_never_removed before delete on event begin select raise(abort, 'append-only'); end;

-- The outbox. States: core.outbox.job.JobState. `submission` is frozen JSON, its files lie in `blob`.
create table job (
  id text primary key,
  item text not null,
  title text not null,
  portal text not null,
  state text not null,
  queued_at text not null,
  attempts integer not null,
  next_at text,
  lease_until text,               -- while somebody sends it
  message text not null,
  submission text not null,
  receipt text                    -- JSON
);
create index job_by_state on job (state, next_at);
create unique index job_by_item on job (item, portal);
