-- The outbox, acknowledgements, uploads, templates.

create table message (
  id bigint primary key,
  case_id bigint not null references cases (id),
  contact_id bigint,
  kind text not null,
  channel text not null,
  status text not null,
  message_ref text not null unique,  -- Message-ID without brackets
  in_reply_to text not null,
  refs text not null,
  token text not null,
  to_list text not null,
  cc_list text not null,
  subject text not null,
  text text not null,
  html text not null,
  language text not null,
  author_id bigint,
  attempts integer not null,
  next_at bigint not null,
  last_error text not null,
  maybe_sent boolean not null,
  holder text,
  lease_until bigint,
  draft text not null,
  created_at bigint not null,
  changed_at bigint not null
);
create index message_ready on message (channel, next_at, id) where status = 'queued' or status = 'delayed';
create index message_sending on message (lease_until) where status = 'sending';
create index message_status on message (status, id);
create index message_case on message (case_id, id);

create table message_part (
  message_id bigint not null references message (id),
  position integer not null,
  blob_id bigint not null,
  name text not null,
  type text not null,
  size bigint not null,
  sha256 text not null,
  primary key (message_id, position)
);

create table acknowledgement (
  case_id bigint primary key references cases (id),
  sender text not null,
  at bigint not null
);
create index acknowledgement_sender on acknowledgement (sender, at);

create table upload (
  id bigint primary key,
  account_id bigint not null,
  blob_id bigint not null,
  name text not null,
  type text not null,
  size bigint not null,
  sha256 text not null,
  at bigint not null
);

create table template (
  id bigint primary key,
  code text not null,
  language text not null,
  name text not null,
  subject text not null,
  text text not null,
  version bigint not null
);
create unique index template_code on template (code, language);
