-- Jobs are no longer first publications alone: what replaces and withdraws takes the same way.
alter table job add column kind text not null default 'publish';  -- publish, replace, withdraw
alter table job add column key text not null default '';          -- by which the portal knows the item
alter table job add column reason text not null default '';       -- told to the public
alter table job add column is_urgent integer not null default 0;
alter table job add column is_forced integer not null default 0;  -- a person chose to overwrite what others changed
alter table job add column page text not null default '';         -- SHA-256 of the public page, kept as evidence
update job set key = id;
drop index job_by_item;
create unique index job_by_item on job (item, portal, kind);
create index job_by_key on job (key, queued_at);

-- Which disclosure takes the place of which. Kinds: correct (beside it), replace, mask (in its place).
create table succession (
  item text primary key,
  original text not null,
  kind text not null,
  reason text not null             -- told to the public
);
create index succession_by_original on succession (original);
