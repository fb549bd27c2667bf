-- Reports that are sent by e-mail. One job "report.send" is made for each recipient when next_at has come.
create table report_schedule (
  id bigint primary key,
  account_id bigint not null,        -- whose eyes count
  content text not null,             -- morning, period
  format text not null,              -- pdf, xlsx
  rhythm text not null,              -- daily, weekly (Mondays), monthly (the first)
  minute integer not null,           -- of the day in the zone
  zone text not null,
  recipients text not null,          -- JSON array that only C++ reads
  language text not null,
  next_at bigint not null,
  created_at bigint not null
);
create index report_schedule_next on report_schedule (next_at);
create index report_schedule_account on report_schedule (account_id, id);
