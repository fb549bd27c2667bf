-- A case offered by one unit to another, which accepts it or gives it back. While it is pending the case stays where it is
-- and the other unit sees it by a case grant.
create table handover (
  id bigint primary key,
  case_id bigint not null references cases (id),
  from_unit bigint not null,
  to_unit bigint not null,
  grant_id bigint not null,
  reason text not null,
  asked_by bigint not null,
  asked_at bigint not null,
  rule text not null,                -- the term of acceptance (catalog/deadlines.csv)
  due_at bigint,
  state text not null,               -- pending, accepted, returned, withdrawn
  answer text not null,
  decided_by bigint,
  decided_at bigint,
  warned bigint not null             -- the last share of the time that was told, in percent
);
create unique index handover_pending on handover (case_id) where state = 'pending';
create index handover_case on handover (case_id, id);
create index handover_to on handover (to_unit, id) where state = 'pending';
create index handover_from on handover (from_unit, id) where state = 'pending';
