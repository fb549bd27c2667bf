-- What the reports count. report_fact holds what each case contributes now, one row for each counted thing; report_count
-- the sums that a figure reads. Both are a projection of the event feed: `aproape reports rebuild` makes them anew from the
-- cases. A day is the number YYYYMMDD of the calendar of Bucharest, so that the days of all posts add up.

create table report_fact (
  case_id bigint not null,           -- 0: of no case
  kind text not null,
  item bigint not null,              -- what is counted: a contact, a person, a clock …; 0: the case itself
  day integer not null,
  hour integer not null,
  unit_id bigint not null,           -- -1: none
  channel text not null,
  category text not null,
  subcategory text not null,
  urgency text not null,
  language text not null,
  country text not null,
  topic text not null,
  person_id bigint not null,         -- member of staff; 0: nobody's
  value bigint,                      -- a time in milliseconds
  hit boolean not null,              -- counts in the numerator of a share
  primary key (case_id, kind, item)
);
create index report_fact_network on report_fact (kind, case_id);
create index report_fact_unit on report_fact (unit_id, kind, case_id);

-- unit_id 0: the whole network, the sum of all units. dimension '': all; otherwise by what `member` names.
create table report_count (
  unit_id bigint not null,
  dimension text not null,
  day integer not null,
  kind text not null,
  channel text not null,
  member text not null,
  n bigint not null,
  hits bigint not null,
  total bigint not null,             -- of the values, milliseconds
  primary key (unit_id, dimension, day, kind, channel, member)
);

-- How far a projection has read. rebuilt_to: the last case of a rebuilding that runs; null: none does.
create table report_cursor (
  name text primary key,
  seq bigint not null,
  at bigint not null,
  rebuilt_to bigint,
  version bigint not null
);
