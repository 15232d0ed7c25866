-- Who works here. `secret` is a salted scrypt digest (services.people); empty for a person without a password.
create table person (
  name text primary key,
  roles text not null,            -- joined with commas: clerk, reviewer, administrator
  steps text not null,            -- ids of the review steps that the person may sign, joined with commas; empty: any
  secret text not null,
  is_active integer not null
);

-- What a reviewer had before them when they last signed or sent back: the basis of "what changed since".
create table reading (
  item text not null,
  at text not null,
  who text not null,
  content text not null,          -- JSON: visible answers, openness, digests of attachments
  primary key (item, at)
);

-- What reviewers wrote at a field; gone when the disclosure is signed.
create table remark (
  item text not null,
  path text not null,
  words text not null,
  who text not null,
  at text not null,
  primary key (item, path)
);

-- Published without a second reader: stays on the list of what is to do until somebody else has read it.
create table second_look (
  item text primary key,
  reason text not null,
  since text not null
);
