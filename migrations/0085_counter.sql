-- What staff entered at the counter: a visit, or a letter with the date that it carries. A case that came on paper counts
-- its legal terms from the day of its registration, which may lie before the day on which somebody typed it in.
alter table cases add column registered_at bigint;

create table counter_entry (
  contact_id bigint primary key references contact (id),
  case_id bigint not null references cases (id),
  channel text not null,             -- visit, letter
  unit_id bigint not null,           -- whose counter
  person_id bigint,
  written_on text not null,          -- date on the letter; empty: none
  registered_on text not null,       -- date of registration
  received_at bigint not null,
  entered_by bigint not null,
  entered_at bigint not null
);
create index counter_entry_account on counter_entry (entered_by, contact_id);
