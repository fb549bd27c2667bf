-- The clocks of cases: what runs, since when, until when. Pauses are a JSON array of [from, to|null] that only C++ reads.

create table clock (
  id bigint primary key,
  case_id bigint not null references cases (id),
  rule text not null,
  unit_id bigint,                    -- whose calendar counts
  state text not null,               -- running, paused, stopped, cancelled
  started_at bigint not null,
  due_at bigint,                     -- null while paused
  stopped_at bigint,
  pauses text not null,
  extended_by bigint,
  extended_at bigint,
  extended_reason text not null,
  warned integer not null,           -- the last share of the time that was told, in percent
  warn_at bigint                     -- when the next one is reached
);
create index clock_case on clock (case_id, id);
create index clock_warn on clock (warn_at) where warn_at is not null;
