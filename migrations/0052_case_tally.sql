-- Counts of cases for the views: the sum of n over rows of one kind. A change adds rows (-1 of the old kind, +1 of the new)
-- and locks none, so that no change waits for another; a timer folds them together. Merged cases do not count; a closed
-- case counts without its holder.
create table case_tally (
  id bigint primary key,
  unit_id bigint,
  status text not null,
  holder_id bigint,
  answer_due boolean not null,
  n bigint not null
);
create index case_tally_unit on case_tally (unit_id);
insert into case_tally (id, unit_id, status, holder_id, answer_due, n)
  select min(id), unit_id, status, case when closed_at is null then holder_id end, answer_due, count(*) from cases
  where merged_into is null group by unit_id, status, case when closed_at is null then holder_id end, answer_due;

-- Lists in the order of the due moment, and lists of one unit.
drop index cases_open_due;
create index cases_due on cases (due_key, id);
create index cases_unit_due on cases (unit_id, due_key, id);
create index cases_unit_open on cases (unit_id, updated_at, id) where closed_at is null;
create index cases_unit_status on cases (unit_id, status, updated_at, id);
