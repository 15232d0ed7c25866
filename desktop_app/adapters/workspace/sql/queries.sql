-- name: insert_item!
insert into item (id, form, form_version, title, state, answers, openness, confidentiality, revision, sealed, due,
                  remark, author, created_at, updated_at, published_at, url)
values (:id, :form, :form_version, :title, :state, :answers, :openness, :confidentiality, :revision, :sealed, :due,
        :remark, :author, :created_at, :updated_at, :published_at, :url);

-- name: update_item!
-- Writes only over the revision that was read.
update item
   set form_version = :form_version, title = :title, state = :state, answers = :answers, openness = :openness,
       confidentiality = :confidentiality, revision = :revision + 1, sealed = :sealed, due = :due, remark = :remark,
       author = :author, updated_at = :updated_at, published_at = :published_at, url = :url
 where id = :id and revision = :revision;

-- name: move_due!
-- Not a change of content: somebody who is writing meanwhile goes on with the revision that they read.
update item set due = :due where id = :id;

-- name: get_item^
select * from item where id = :id;

-- name: get_items_by_state
select * from item where state in (select value from json_each(:states)) order by updated_at desc, id;

-- name: get_items_by_id
select * from item where id in (select value from json_each(:ids)) order by updated_at desc, id;

-- name: get_items_since
select * from item
 where state = 'published' and published_at >= :day and form in (select value from json_each(:forms))
 order by updated_at desc, id;

-- name: owe_line!
-- The ledger's line of a disclosure is older than it is now.
insert into ledger_owed (item) values (:id) on conflict do nothing;

-- name: get_items
select * from item order by updated_at desc, id limit :count;

-- name: get_forms_used
select form, max(updated_at) as used_at from item group by form order by used_at desc, form limit :count;

-- name: get_item_by_seal^
select * from item where sealed = :sealed and state in ('approved', 'queued', 'published') limit 1;

-- name: delete_item!
delete from item where id = :id;

-- name: get_attachments
select name, title, size, sha256 from attachment where item = :item order by position;

-- name: insert_attachment!
insert into attachment (item, position, name, title, size, sha256)
values (:item, (select coalesce(max(position), 0) + 1 from attachment where item = :item), :name, :title, :size, :sha256);

-- name: delete_attachment!
delete from attachment where item = :item and name = :name;

-- name: insert_piece!
insert into blob (sha256, number, piece) values (:sha256, :number, :piece) on conflict do nothing;

-- name: get_pieces
select piece from blob where sha256 = :sha256 order by number;

-- name: get_last_event^
select number, digest from event order by number desc limit 1;

-- name: get_first_event^
select at from event order by number limit 1;

-- name: leave_out!
insert into left_out (form, period, reason, who, at) values (:form, :period, :reason, :who, :at)
on conflict (form, period) do update set reason = excluded.reason, who = excluded.who, at = excluded.at;

-- name: get_left_out
select period, reason from left_out where form = :form;

-- name: insert_event!
insert into event (number, at, verb, item, who, facts, previous, digest)
values (:number, :at, :verb, :item, :who, :facts, :previous, :digest);

-- name: get_events
select * from event order by number;

-- name: get_events_after
select * from event where number > :number order by number limit :count;

-- name: get_events_of_verb
select * from event where verb = :verb and at >= :first and at < :before order by number;

-- name: get_events_of_item
select * from event where item = :item order by number;

-- name: insert_job!
-- A job that the portal refused makes room for the next try; its attempts count on, so the portal is asked first.
insert into job (id, item, title, portal, state, queued_at, attempts, message, submission, kind, key, reason, is_urgent)
values (:id, :item, :title, :portal, :state, :queued_at, 0, '', :submission, :kind, :key, :reason, :is_urgent)
on conflict (id) do update
   set title = excluded.title, portal = excluded.portal, state = excluded.state, queued_at = excluded.queued_at,
       message = '', submission = excluded.submission, next_at = null, lease_until = null, receipt = null,
       kind = excluded.kind, key = excluded.key, reason = excluded.reason, is_urgent = excluded.is_urgent, is_forced = 0
 where job.state in ('rejected', 'given_up');

-- name: get_jobs
select id, item, title, portal, state, queued_at, attempts, next_at, message, receipt, kind, key, reason, is_urgent,
       is_forced, page
  from job
 where state not in (select value from json_each(:done))
    or id in (select id from job where state in (select value from json_each(:done))
               order by queued_at desc limit :count)
 order by queued_at desc, id;

-- name: get_jobs_of
select id, item, title, portal, state, queued_at, attempts, next_at, message, receipt, kind, key, reason, is_urgent,
       is_forced, page
  from job where item = :item order by queued_at, id;

-- name: get_open_jobs
select id, item, title, portal, state, queued_at, attempts, next_at, message, receipt, kind, key, reason, is_urgent,
       is_forced, page
  from job where state in (select value from json_each(:states)) order by queued_at desc, id;

-- name: get_job^
select * from job where id = :id;

-- name: get_jobs_of_key
select * from job where key = :key order by queued_at, id;

-- name: get_due_jobs
-- What waits until later than anybody lets it wait was written by a clock that was wrong.
-- What concerns one page goes one after the other: a later job waits until the earlier one is done with.
select * from job
 where ((state in ('waiting', 'uncertain') and (next_at is null or next_at <= :now or next_at > :far))
    or (state = 'sending' and (lease_until <= :now or lease_until > :far)))
   and not exists (
     select 1 from job earlier
      where earlier.key = job.key and earlier.id <> job.id
        and (earlier.queued_at < job.queued_at or (earlier.queued_at = job.queued_at and earlier.id < job.id))
        and earlier.state in ('waiting', 'uncertain', 'sending', 'needs_login', 'paused', 'changed', 'by_hand'))
 order by is_urgent desc, queued_at, id
 limit :count;

-- name: count_due_jobs^
-- Those that wait for an earlier one about the same page are counted too.
select count(*) as due from job
 where (state in ('waiting', 'uncertain') and (next_at is null or next_at <= :now or next_at > :far))
    or (state = 'sending' and (lease_until <= :now or lease_until > :far));

-- name: claim_job!
-- Only one sender gets it: the state and the lease are as they were read.
update job
   set state = 'sending', attempts = attempts + 1, lease_until = :lease_until
 where id = :id and state = :state and (lease_until is null or lease_until <= :now or lease_until > :far or state <> 'sending');

-- name: get_claim^
select lease_until from job where id = :id and state = 'sending' and attempts = :attempts;

-- name: extend_claim!
update job set lease_until = :lease_until where id = :id and state = 'sending' and attempts = :attempts;

-- name: release_claim!
update job set state = :state, attempts = attempts - 1, lease_until = null
 where id = :id and state = 'sending' and attempts = :attempts;

-- name: settle_job!
update job
   set state = :state, next_at = :next_at, lease_until = null, message = :message, receipt = :receipt, page = :page,
       is_forced = :is_forced
 where id = :id;

-- name: urge_job!
update job set is_urgent = :is_urgent where id = :id;

-- name: count_rows
select 'item' as name, count(*) as rows from item
 union all select 'attachment', count(*) from attachment
 union all select 'event', count(*) from event
 union all select 'job', count(*) from job;
