-- The calls themselves, as far as app has heard: who waits, who speaks with whom. What happened on them is call_event.

create table phone_call (
  id bigint primary key,             -- as voice knows it; the intake of its contact
  case_id bigint not null,
  line text not null,
  dialled text not null,             -- our number
  state text not null,               -- incoming, waiting, talking, ended
  began_at bigint not null,
  state_at bigint not null,          -- when the state began
  held boolean not null,             -- the caller hears music meanwhile
  agent bigint not null,             -- who serves it by a browser; 0: nobody yet
  leg text not null                  -- the token of his browser's sound; empty: none
);
create index phone_call_case on phone_call (case_id);
create index phone_call_agent on phone_call (agent, state);
