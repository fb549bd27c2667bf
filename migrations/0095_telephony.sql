-- Lines, menus, trunks and spoken announcements: what the voice role is configured with.

create table trunk (
  id bigint primary key,
  name text not null,
  host text not null,
  login text not null,
  secret text not null,              -- sealed with keys/telephony.key; empty: none
  registers boolean not null,
  prefixes text not null,            -- JSON array of numbers that it takes; empty: all
  allow text not null,               -- JSON array of further addresses that its calls come from
  version bigint not null
);
create unique index trunk_name on trunk (name);

create table voice_menu (
  id bigint primary key,
  code text not null,
  name text not null,
  prompt text not null,              -- JSON object, language to text
  options text not null,             -- JSON array that only C++ reads (src/domain/telephony/action_json.hpp)
  otherwise text not null,           -- the action where nothing or a wrong key came
  version bigint not null
);
create unique index voice_menu_code on voice_menu (code);

create table voice_line (
  id bigint primary key,
  number text not null,              -- as the trunk dials it
  name text not null,
  unit_id bigint not null,
  language text not null,
  emergency boolean not null,
  redirected boolean not null,       -- to the queue of the centre instead of the unit's own
  recorded boolean not null,
  operator_first boolean not null,   -- an operator asks whether it is an emergency before somebody is woken
  always_open boolean not null,      -- the day plan at all hours
  day_action text not null,
  night_action text not null,
  from_at bigint not null,
  until_at bigint,
  changed_at bigint not null,
  changed_by bigint,
  version bigint not null
);
create index voice_line_number on voice_line (number, from_at);

create table announcement (
  id bigint primary key,
  line_id bigint,                    -- one of these three, or none: for all lines
  unit_id bigint,
  country text not null,
  texts text not null,               -- JSON object, language to text
  from_at bigint not null,
  until_at bigint,
  version bigint not null
);

-- One row: how often the above changed, and the newest configuration that was made of it.
create table telephony_state (
  id bigint primary key,
  revision bigint not null,
  version bigint not null,
  digest text not null
);
insert into telephony_state (id, revision, version, digest) values (1, 0, 0, '');
