-- Macros: named lists of actions that staff run on a case in one step, and what each run changed.

create table macro (
  id bigint primary key,
  name text not null,
  actions text not null,             -- JSON array that only C++ reads (src/domain/automation/action.hpp)
  active boolean not null,
  version bigint not null
);
create unique index macro_name on macro (name);

create table macro_run (
  id bigint primary key,
  macro_id bigint not null references macro (id),
  case_id bigint not null references cases (id),
  account_id bigint not null,
  at bigint not null,
  undone_at bigint,
  undo text not null                 -- what it changed (JSON that only C++ reads)
);
create index macro_run_case on macro_run (case_id, id);
