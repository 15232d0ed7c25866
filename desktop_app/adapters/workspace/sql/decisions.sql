-- name: insert_decision!
insert into decision (id, item, rule, words, evidence, reason, who, at, marks)
values (:id, :item, :rule, :words, :evidence, :reason, :who, :at, :marks);

-- name: get_decisions
select * from decision where item = :item order by at, id;

-- name: delete_decision!
delete from decision where id = :id;

-- name: delete_decisions!
delete from decision where item = :item;
