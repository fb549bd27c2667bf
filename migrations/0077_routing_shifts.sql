-- When agents work, and help that ends by itself: skills or accounts for a time.
create table routing_shift (
  id bigint primary key,
  account_id bigint not null,
  day integer not null,              -- 1 Monday to 7 Sunday, in `zone`
  from_minute integer not null,      -- of that day
  to_minute integer not null,        -- not after from_minute: ends on the next day
  zone text not null
);
create index routing_shift_of on routing_shift (account_id);

create table routing_surge (
  id bigint primary key,
  account_id bigint not null,
  skills text not null,
  queues text not null,
  began_at bigint not null,
  until bigint not null,
  by_id bigint not null,
  new_account boolean not null,      -- made for it: switched off at the end
  ended_at bigint
);
create index routing_surge_running on routing_surge (until) where ended_at is null;
create index routing_surge_of on routing_surge (account_id) where ended_at is null;
