-- Who has which disclosure open now, so that two people hear of each other before one writes over the other.
create table presence (
  item text not null,
  session text not null,            -- one open window
  who text not null,
  seen_at text not null,            -- Beijing time by the clock that all clients share
  primary key (item, session)
);
