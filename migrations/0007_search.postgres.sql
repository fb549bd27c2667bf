create table search_case (rowid bigint primary key, words text not null, tokens tsvector not null);
create index search_case_tokens on search_case using gin (tokens) with (fastupdate = off);
create table search_person (rowid bigint primary key, words text not null, tokens tsvector not null);
create index search_person_tokens on search_person using gin (tokens) with (fastupdate = off);
