-- name: get_owed
select item from ledger_owed order by item limit :count;

-- name: settle_owed!
delete from ledger_owed where item = :item;

-- name: owe_lately_late!
-- A deadline of a day ends with it, one of a minute with that.
insert into ledger_owed (item)
select item from ledger
 where state in ('draft', 'in_review', 'approved', 'queued') and late = 0 and due <> ''
   and due < case when length(due) = 10 then :today else :now end
on conflict do nothing;

-- name: drop_line!
delete from ledger where item = :item;

-- name: get_last_place^
select max(place) as place from ledger where place between :first and :last;

-- name: insert_line!
insert into ledger (place, item, form, area, title, doc_no, state, at, published_on, due, late, openness, author,
                    reviewer, url)
values (:place, :item, :form, :area, :title, :doc_no, :state, :at, :published_on, :due, :late, :openness, :author,
        :reviewer, :url);

-- name: get_lines
select * from ledger where place >= :first and place < :before order by place desc limit :count;

-- name: count_lines^
select count(*) as number from ledger where place >= :first and place < :before;

-- name: get_figures
-- What gave way to a corrected version counts as that alone.
select substr(published_on, 6, 2) as month, area, form, late, count(*) as number
  from ledger where published_on >= :first and published_on < :before and state <> 'replaced' group by 1, 2, 3, 4;

-- name: get_last_published
select form, max(published_on) as day from ledger where published_on is not null group by form;

-- name: get_open_late
select form, count(*) as number from ledger
 where state in ('draft', 'in_review', 'approved', 'queued') and late = 1 group by form;

-- name: get_lines_numbered
-- What gave way to a corrected version no longer bears its number.
select * from ledger where doc_no = :doc_no and state <> 'replaced' order by place;

-- name: get_doc_nos_beginning
select distinct doc_no from ledger where substr(doc_no, 1, :length) = :beginning;
