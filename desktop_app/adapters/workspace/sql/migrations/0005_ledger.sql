-- The ledger: a line a disclosure, apart from its answers, so that a million can be leafed through and searched.
-- `place` orders the lines: 64 places a second since 2000, taken in turn (adapters.workspace.ledger).
create table ledger (
  place integer primary key,
  item text not null unique references item (id) on delete cascade,
  form text not null,
  area text not null,
  title text not null,
  doc_no text not null,
  state text not null,
  at text not null,
  published_on text,
  due text not null,
  late integer not null,
  openness text,
  author text not null,
  reviewer text not null,
  url text not null
);
create index ledger_figures on ledger (published_on, area, form, late, state);
create index ledger_open on ledger (state, late, due);

-- Words and properties of each line under its place; the tokenizer splits at spaces alone, since `core.grams`
-- has made the words.
create virtual table ledger_words using fts5 (
  facets, words, tokenize = "ascii tokenchars '_.-'", columnsize = 0, prefix = '1'
);
create trigger ledger_line_gone after delete on ledger begin
  delete from ledger_words where rowid = old.place;
end;

-- Disclosures whose line is older than they are; the ledger catches up before it is read.
create table ledger_owed (
  item text primary key
);
insert into ledger_owed (item) select id from item;

-- What the first window counts must not grow with what is done.
create index item_by_publication on item (state, published_at);
create index job_by_time on job (state, queued_at);
create index item_by_change on item (updated_at);
-- Reports ask for one verb of one year.
create index event_by_verb on event (verb, at);

-- Periods of recurring duties for which nothing is to be disclosed.
create table left_out (
  form text not null,
  period text not null,
  reason text not null,
  who text not null,
  at text not null,
  primary key (form, period)
);
