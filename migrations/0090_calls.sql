-- What the voice role told of each call, in its order. A call's contact has the call's id as its intake.

create table call_event (
  call_id bigint not null,
  number bigint not null,            -- of the event, in the journal of the voice node
  at bigint not null,
  kind text not null,                -- incoming, digit, step, waiting, ringing, answered, failed, ended, recording_ready
  target text not null,
  result text not null,
  detail text not null,              -- the event as it was told, without the caller's number
  primary key (call_id, number)
);
