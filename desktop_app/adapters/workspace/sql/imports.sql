-- name: put_match!
insert into import_match (office, form, heading, target)
values (:office, :form, :heading, :target)
on conflict (office, form, heading) do update set target = excluded.target;

-- name: get_matches
select heading, target from import_match where office = :office and form = :form order by heading;

-- name: put_batch!
insert into batch (id, made_at, content)
values (:id, :made_at, :content)
on conflict (id) do update set content = excluded.content;

-- name: get_batch^
select content from batch where id = :id;

-- name: get_batches
select content from batch order by made_at desc, id desc;

-- name: remove_batch!
delete from batch where id = :id;
