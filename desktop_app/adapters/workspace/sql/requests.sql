-- name: put_request!
insert into request (id, number, answered_on, content)
values (:id, :number, :answered_on, :content)
on conflict (id) do update set answered_on = excluded.answered_on, content = excluded.content;

-- name: get_request^
select content from request where id = :id;

-- name: get_requests
select content from request order by number desc;

-- name: get_open_requests
select content from request where answered_on = '' order by number desc;

-- name: get_numbers
select number from request where number like :pattern order by number;
