-- Who takes work, and the work that waits or is in their hands. Lists are JSON that only C++ reads. A queue is a unit's.

create table routing_agent (
  account_id bigint primary key,
  availability text not null,        -- offline, paused, available
  reason text not null,
  since bigint not null,
  idle_since bigint not null,
  skills text not null,
  queues text not null,
  queues_set boolean not null,       -- by a supervisor
  limits text not null,
  version bigint not null
);
create index routing_agent_there on routing_agent (availability) where availability <> 'offline';

create table routing_availability (
  id bigint primary key,
  account_id bigint not null,
  availability text not null,
  reason text not null,
  at bigint not null,
  by_id bigint                       -- null: the router
);
create index routing_availability_of on routing_availability (account_id, id);

create table routing_work (
  id bigint primary key,
  case_id bigint not null references cases (id),
  unit_id bigint not null,
  channel text not null,
  urgency integer not null,
  language text not null,
  entered_at bigint not null,
  line bigint not null,              -- place in the line of all: emergencies first, then entry less head start
  stages text not null,
  last_holder bigint,
  cooldowns text not null,
  phase text not null,               -- waiting, offered, held, wrap_up
  agent_id bigint,
  offer_id bigint,
  until bigint,
  version bigint not null
);
create unique index routing_work_case on routing_work (case_id);
create index routing_work_line on routing_work (line, id) where phase = 'waiting';
create index routing_work_agent on routing_work (agent_id) where agent_id is not null;
create unique index routing_work_offer on routing_work (offer_id) where offer_id is not null;
create index routing_work_unit on routing_work (unit_id) where phase = 'waiting';
