-- When the person behind a session last gave the password (and code): what is hard to take back asks for it again.
alter table session add column confirmed_at bigint not null default 0;
