-- Who is on duty: the consul and the deputy of a mission, the duty officer of the centre.
create table duty_shift (
  id bigint primary key,
  unit_id bigint not null,
  role text not null,                -- consul, deputy, officer
  account_id bigint,
  name text not null,
  address text not null,             -- the number or SIP address that rings
  from_at bigint not null,
  until_at bigint not null,
  note text not null,                -- handed over to the next
  version bigint not null
);
create index duty_shift_unit on duty_shift (unit_id, from_at);
create index duty_shift_until on duty_shift (until_at);

create table duty_plan (
  unit_id bigint primary key,
  neighbour_id bigint,               -- the mission whose consul is rung where nobody here accepts
  ring_seconds bigint not null,
  rounds bigint not null,
  deputy boolean not null            -- a deputy is expected at all times
);

-- One row: how often the above changed.
create table duty_state (
  id bigint primary key,
  revision bigint not null
);
insert into duty_state (id, revision) values (1, 0);
