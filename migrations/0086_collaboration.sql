-- Colleagues in a case: what was told to whom, who follows it, and the teams of a unit.
create table notice (
  id bigint primary key,
  account_id bigint not null,        -- whom it tells
  kind text not null,                -- mention, team, followed, handover
  detail text not null,              -- the event that it tells of, or a team's code; empty: none
  case_id bigint not null references cases (id),
  actor_id bigint,                   -- null: the program
  at bigint not null,
  read_at bigint
);
create index notice_account on notice (account_id, id);
create index notice_unread on notice (account_id, id) where read_at is null;
create index notice_case on notice (case_id);

create table case_follower (
  case_id bigint not null references cases (id),
  account_id bigint not null,
  at bigint not null,
  primary key (case_id, account_id)
);

create table team (
  id bigint primary key,
  unit_id bigint not null,
  code text not null unique,         -- lower case, as it is written after an @
  name text not null,
  closed boolean not null,
  version bigint not null
);
create index team_unit on team (unit_id);

create table team_member (
  team_id bigint not null references team (id),
  account_id bigint not null,
  primary key (team_id, account_id)
);
create index team_member_account on team_member (account_id);

create table case_team (
  case_id bigint primary key references cases (id),
  team_id bigint not null references team (id),
  at bigint not null
);
create index case_team_team on case_team (team_id);

-- How far a durable subscriber has read the feed (src/db/feed_place.hpp).
create table feed_place (
  name text primary key,
  seq bigint not null
);

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
