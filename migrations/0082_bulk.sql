-- One piece of work on many cases: a macro, or an answer to each. Each case is done once, whatever dies meanwhile.

create table bulk_run (
  id bigint primary key,
  account_id bigint not null,
  kind text not null,                -- macro, answer
  macro_id bigint references macro (id),
  template text not null,            -- code of the answer's template
  closing text not null,             -- what becomes of an answered case: keep, wait, close
  delay integer not null,            -- seconds before a mail leaves
  name text not null,                -- of the macro or template, as staff read it
  state text not null,               -- running, stopped, done
  created_at bigint not null,
  ended_at bigint
);
create index bulk_run_account on bulk_run (account_id, id);

create table bulk_item (
  run_id bigint not null references bulk_run (id),
  case_id bigint not null references cases (id),
  position integer not null,
  state text not null,               -- waiting, done, skipped, undone
  reason text not null,              -- why it was skipped: a key
  made_id bigint,                    -- the macro's run or the message
  receiver text not null default '', -- digest of the address that was written to
  primary key (run_id, case_id)
);
create index bulk_item_receiver on bulk_item (run_id, receiver);
create index bulk_item_waiting on bulk_item (run_id, position) where state = 'waiting';
