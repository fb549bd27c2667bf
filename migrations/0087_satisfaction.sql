-- What citizens said when a case was closed: one answer an invitation, which a signed link names.
create table satisfaction (
  case_id bigint not null references cases (id),
  invitation bigint not null,        -- the moment at which the invitation ends, in seconds: names it within the case
  score bigint not null,             -- 1 to 5
  comment text not null,
  at bigint not null,
  primary key (case_id, invitation)
);
