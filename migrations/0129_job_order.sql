-- Jobs are claimed by priority, then by age: in the order of an index, so that a long queue costs no more than a
-- short one.
drop index job_ready;
create index job_order on job (kind, priority desc, run_at, id) where state = 'waiting';
