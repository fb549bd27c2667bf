-- Orders of the lists that had to be sorted: cases of a state by their due moment, cases of a unit by their opening.
create index cases_status_due on cases (status, due_key, id);
create index cases_unit_created on cases (unit_id, id);
