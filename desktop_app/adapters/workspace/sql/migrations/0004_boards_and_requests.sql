-- Sheets on bulletin boards. `place` is JSON as the office's list had it on that day.
create table posting (
  id text primary key,
  item text not null,
  village text not null,
  place text not null,
  posted_on text not null,          -- as the person gave it
  counted_from text not null,       -- the day from which the clocks run
  recorded_at text not null,
  posted_by text not null,
  witness text not null,
  sheet text not null,
  notes text not null,
  taken_down_on text not null,      -- empty while it hangs
  taken_down_by text not null,
  early_reason text not null
);
create index posting_item on posting (item);

-- Photos of sheets, cleaned of place and device; the bytes are kept by their SHA-256.
create table posting_photo (
  posting text not null,
  sha256 text not null,
  stage text not null,
  name text not null,
  taken_at text not null,           -- empty where the camera wrote none
  kept_at text not null,
  remarks text not null,            -- a line each
  primary key (posting, sha256)
);

-- Objections. `contact` is confidential: no output shows it.
create table objection (
  id text primary key,
  item text not null,
  received_at text not null,
  way text not null,
  summary text not null,
  contact text not null,
  handled text not null,
  outcome text not null,
  answered_on text not null
);
create index objection_item on objection (item);

-- Requests on application. `content` is JSON with the applicant's data: confidential.
create table request (
  id text primary key,
  number text not null unique,
  answered_on text not null,        -- empty while open
  content text not null
);
