-- What a person decided about findings: taken as it stands, with a reason. Counts only where the story tells of it too.
create table decision (
  id text primary key,
  item text not null,
  rule text not null,
  words text not null,            -- the finding's message: never the value
  evidence text not null,         -- masked
  reason text not null,
  who text not null,
  at text not null,
  marks text not null             -- JSON list: digests of rule, place and the text around; gone with the draft
);

create index decision_of_item on decision (item);
