-- Events, durable jobs, leases, gapless counters, idempotency keys.

-- A fact. Written with seq null; the leased sequencer numbers it after commit (src/db/sequencer.cpp).
create table event (
  id bigint primary key,
  seq bigint,
  at bigint not null,
  type text not null,
  subject text not null,
  subject_id bigint not null,
  unit_id bigint not null,
  actor_id bigint not null,
  data text not null
);
create unique index event_seq on event (seq);
create index event_unnumbered on event (id) where seq is null;
create index event_at on event (at);

-- state: waiting, running, failed. A finished job has no row.
create table job (
  id bigint primary key,
  kind text not null,
  unique_key text,
  payload text not null,
  priority integer not null,
  state text not null,
  run_at bigint not null,
  attempt integer not null,
  holder text,
  lease_until bigint,
  last_error text,
  created_at bigint not null,
  changed_at bigint not null
);
create unique index job_unique_key on job (kind, unique_key) where state = 'waiting';
create index job_ready on job (kind, priority, run_at) where state = 'waiting';
create index job_held on job (lease_until) where state = 'running';
create index job_failed on job (id) where state = 'failed';

create table lease (
  name text primary key,
  holder text not null,
  expires_at bigint not null
);

create table counter (
  name text primary key,
  value bigint not null
);

-- The first answer to a POST that carried an Idempotency-Key, kept 24 h. digest: of method, path and body.
create table idempotency (
  key text not null,
  account bigint not null,
  digest text not null,
  status integer not null,
  body text not null,
  at bigint not null,
  primary key (account, key)
);
create index idempotency_at on idempotency (at);
