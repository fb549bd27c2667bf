-- Figures of teams, and of mail in quarantine. team_id 0: none. held_to: how far a rebuilding has come with the mail in
-- quarantine. All is counted anew at the next start.
alter table report_fact add column team_id bigint not null default 0;
create index report_fact_team on report_fact (team_id, kind, case_id) where team_id <> 0;
alter table report_cursor add column held_to bigint not null default 0;
delete from report_count;
delete from report_fact;
delete from report_cursor;
