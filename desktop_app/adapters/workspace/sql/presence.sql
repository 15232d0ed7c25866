-- name: put_presence!
insert into presence (item, session, who, seen_at) values (:item, :session, :who, :seen_at)
on conflict (item, session) do update set who = excluded.who, seen_at = excluded.seen_at;

-- name: get_present
select who from presence where item = :item and session <> :session and seen_at > :since order by who;

-- name: delete_presence!
-- With what windows left that were not closed.
delete from presence where session = :session or seen_at <= :since;
