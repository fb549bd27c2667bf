-- How each wait in the line ended, for the reports: who took the work and when, or that nobody did.
create table routing_turn (
  id bigint primary key,
  case_id bigint not null references cases (id),
  channel text not null,
  urgency integer not null,
  entered_at bigint not null,
  ended_at bigint not null,
  account_id bigint                  -- who took it; null: it left the line untaken
);
create index routing_turn_case on routing_turn (case_id, id);
