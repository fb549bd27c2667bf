-- The rows of one figure lie together, so that a figure reads its own days and no other's. The counters are a projection:
-- without a cursor they are made anew from the cases at the next start.
drop table report_count;
create table report_count (
  unit_id bigint not null,
  dimension text not null,
  kind text not null,
  day integer not null,
  channel text not null,
  member text not null,
  n bigint not null,
  hits bigint not null,
  total bigint not null,
  primary key (unit_id, dimension, kind, day, channel, member)
);
delete from report_fact;
delete from report_cursor;
