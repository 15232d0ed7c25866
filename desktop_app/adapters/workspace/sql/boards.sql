-- name: put_posting!
insert into posting (id, item, village, place, posted_on, counted_from, recorded_at, posted_by, witness, sheet, notes,
                     taken_down_on, taken_down_by, early_reason)
values (:id, :item, :village, :place, :posted_on, :counted_from, :recorded_at, :posted_by, :witness, :sheet, :notes,
        :taken_down_on, :taken_down_by, :early_reason)
on conflict (id) do update
   set counted_from = excluded.counted_from, taken_down_on = excluded.taken_down_on,
       taken_down_by = excluded.taken_down_by, early_reason = excluded.early_reason;

-- name: get_posting^
select * from posting where id = :id;

-- name: get_postings
select * from posting order by counted_from, id;

-- name: get_postings_of_item
select * from posting where item = :item order by counted_from, id;

-- name: put_photo!
insert into posting_photo (posting, sha256, stage, name, taken_at, kept_at, remarks)
values (:posting, :sha256, :stage, :name, :taken_at, :kept_at, :remarks)
on conflict (posting, sha256) do update set stage = excluded.stage, remarks = excluded.remarks;

-- name: get_photos
select * from posting_photo order by kept_at, name;

-- name: get_photos_of_posting
select * from posting_photo where posting = :posting order by kept_at, name;

-- name: put_objection!
insert into objection (id, item, received_at, way, summary, contact, handled, outcome, answered_on)
values (:id, :item, :received_at, :way, :summary, :contact, :handled, :outcome, :answered_on)
on conflict (id) do update
   set handled = excluded.handled, outcome = excluded.outcome, answered_on = excluded.answered_on;

-- name: get_objection^
select * from objection where id = :id;

-- name: get_objections
select * from objection order by received_at, id;

-- name: get_objections_of_item
select * from objection where item = :item order by received_at, id;
