-- A temporary tag that joins what a declared emergency needs: its area and time, the announcement, the template, the cases.
create table crisis (
  id bigint primary key,
  name text not null,
  countries text not null,           -- JSON array of ISO codes
  units text not null,               -- JSON array of unit codes
  categories text not null,          -- JSON array ("PRO", "TRV.lost-stolen"); empty: every category
  texts text not null,               -- JSON object, language to announcement
  template text not null,            -- code of the answer; empty: none
  from_at bigint not null,
  until_at bigint,
  ended_at bigint,                   -- by button, or when the end was reached
  created_by bigint,
  version bigint not null
);
create index crisis_live on crisis (from_at) where ended_at is null;

create table case_crisis (
  case_id bigint not null references cases (id),
  crisis_id bigint not null references crisis (id),
  by_hand boolean not null,
  removed boolean not null,          -- taken off by hand: not tagged again by itself
  at bigint not null,
  primary key (case_id, crisis_id)
);
create index case_crisis_crisis on case_crisis (crisis_id, case_id);
