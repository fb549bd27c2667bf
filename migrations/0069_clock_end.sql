-- Why a clock ended: opening a case again lets run what the closing alone had ended.
alter table clock add column ended_by text not null default '';
