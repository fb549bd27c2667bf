-- Rules in plain words, and each time that one was asked to act on a citizen's message: at most once.

create table case_rule (
  id bigint primary key,
  name text not null,
  conditions text not null,          -- JSON arrays that only C++ reads (src/domain/automation/rule.hpp)
  actions text not null,
  active boolean not null,
  position integer not null,
  valid_from text not null,
  valid_to text not null,
  version bigint not null
);
create unique index case_rule_name on case_rule (name);

create table rule_firing (
  rule_id bigint not null references case_rule (id),
  contact_id bigint not null,
  case_id bigint not null references cases (id),
  outcome text not null,             -- done, or the key of why not
  at bigint not null,
  primary key (rule_id, contact_id)
);
create index rule_firing_at on rule_firing (rule_id, at);
create index rule_firing_case on rule_firing (case_id, at);
