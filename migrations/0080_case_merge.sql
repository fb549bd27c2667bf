-- Merges of cases: what each one moved, so that it is undone exactly at any time.

create table case_merge (
  id bigint primary key,
  case_id bigint not null references cases (id),   -- the alias
  into_id bigint not null references cases (id),   -- the case that took it in, itself perhaps an alias by now
  actor_id bigint,
  at bigint not null,
  undone_at bigint,
  face text not null                 -- what the merge changed at the case that took it in (JSON that only C++ reads)
);
create unique index case_merge_case on case_merge (case_id) where undone_at is null;
create index case_merge_into on case_merge (into_id) where undone_at is null;

create table case_merge_item (
  merge_id bigint not null references case_merge (id),
  kind text not null,                -- contact, arrived (a contact after the merge), note, task, role, grant, clock, entry
  item_id bigint not null,
  primary key (merge_id, kind, item_id)
);

-- Merges of before moved nothing: their contacts still lie with the alias.
insert into case_merge (id, case_id, into_id, actor_id, at, undone_at, face)
  select id, id, merged_into, null, updated_at, null, '{}' from cases where merged_into is not null;
