-- name: put_person!
insert into person (name, roles, steps, secret, is_active)
values (:name, :roles, :steps, :secret, :is_active)
on conflict (name) do update
   set roles = excluded.roles, steps = excluded.steps, secret = excluded.secret, is_active = excluded.is_active;

-- name: get_people
select * from person order by name;

-- name: get_person^
select * from person where name = :name;

-- name: insert_reading!
insert into reading (item, at, who, content)
values (:item, :at, :who, :content)
on conflict (item, at) do update set who = excluded.who, content = excluded.content;

-- name: get_last_reading^
select * from reading where item = :item order by at desc limit 1;

-- name: put_remark!
insert into remark (item, path, words, who, at)
values (:item, :path, :words, :who, :at)
on conflict (item, path) do update set words = excluded.words, who = excluded.who, at = excluded.at;

-- name: get_remarks
select * from remark where item = :item order by at, path;

-- name: delete_remark!
delete from remark where item = :item and path = :path;

-- name: delete_remarks!
delete from remark where item = :item;

-- name: put_second_look!
insert into second_look (item, reason, since)
values (:item, :reason, :since)
on conflict (item) do update set reason = excluded.reason;

-- name: delete_second_look!
delete from second_look where item = :item;

-- name: get_second_looks
select item, reason, since from second_look order by since;
