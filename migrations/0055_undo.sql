-- What an answer changed at its case and its clocks (JSON that only C++ reads): taking it back before it leaves is exact.
alter table message add column undo text not null default '';
