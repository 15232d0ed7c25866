-- name: put_succession!
insert into succession (item, original, kind, reason) values (:item, :original, :kind, :reason)
on conflict (item) do update set original = excluded.original, kind = excluded.kind, reason = excluded.reason;

-- name: get_succession^
select * from succession where item = :item;

-- name: get_successors
select * from succession where original = :original order by item;
