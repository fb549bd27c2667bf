-- What supervisors set for work and channels, and what was done by whom, for the time that a queue takes.
alter table routing_work add column asked text not null default '';        -- skills set by a supervisor; '': those of the case
alter table routing_work add column taken_at bigint not null default 0;    -- in somebody's hands since; 0: not

create table routing_done (
  work_id bigint primary key,
  case_id bigint not null,
  unit_id bigint not null,
  channel text not null,
  agent_id bigint not null,
  entered_at bigint not null,
  taken_at bigint not null,
  done_at bigint not null,
  code text not null                 -- of the wrap-up; '': none was given
);
create index routing_done_at on routing_done (done_at);

create table routing_channel (
  channel text primary key,
  lease bigint not null,
  pause_on_miss boolean not null,
  cooldown bigint not null,
  wrap_up bigint not null,
  capacity integer not null          -- of an agent for whom nobody set another
);

create table routing_wrap_up_code (
  code text primary key,             -- one of catalog/wrap_up_codes.csv whose row this replaces, or a new one
  name_ro text not null,
  name_en text not null,
  active boolean not null
);
