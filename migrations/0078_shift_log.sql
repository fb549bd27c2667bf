-- What a shift writes down, and how it is handed to the next.
create table shift_note (
  id bigint primary key,
  unit_id bigint not null,
  author_id bigint not null,
  text text not null,
  cases text not null,               -- ids, JSON; only C++ reads it
  open_point boolean not null,       -- somebody has to do something about it
  at bigint not null,
  done_at bigint,
  done_by bigint
);
create index shift_note_unit on shift_note (unit_id, id);
create index shift_note_open on shift_note (unit_id, id) where open_point and done_at is null;

create table shift_handover (
  id bigint primary key,
  unit_id bigint not null,
  by_id bigint not null,
  summary text not null,
  at bigint not null,
  accepted_by bigint,
  accepted_at bigint
);
create index shift_handover_unit on shift_handover (unit_id, id);
