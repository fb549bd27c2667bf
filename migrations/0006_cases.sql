-- Cases with what belongs to them, contacts with their attachments. Lists are JSON arrays that only C++ reads.

create table cases (
  id bigint primary key,
  number text not null unique,
  subject text not null,
  status text not null,
  urgency text not null,
  family text not null,
  category text not null,
  subcategory text not null,
  unit_id bigint,
  channel text not null,
  language text not null,
  requester_id bigint references person (id),
  holder_id bigint,
  snippet text not null,
  flags text not null,
  due_at bigint,
  due_key bigint not null,           -- due_at, or the largest number: one order for all
  snoozed_until bigint,
  waiting_kind text not null,
  waiting_name text not null,
  waiting_since bigint,
  waiting_due bigint,
  answer_due boolean not null,
  placed_reason text not null,
  placed_evidence text not null,
  resolution text not null,
  merged_into bigint references cases (id),
  ring bigint not null,
  last_in_at bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  closed_at bigint,
  version bigint not null
);
-- Lists walk one of these in the order that they show, so a page costs the same at a thousand and a million cases.
create index cases_updated on cases (updated_at, id);
create index cases_open_updated on cases (updated_at, id) where closed_at is null;
create index cases_open_due on cases (due_key, id) where closed_at is null;
create index cases_unit_updated on cases (unit_id, updated_at, id);
create index cases_holder_updated on cases (holder_id, updated_at, id) where closed_at is null;
create index cases_status_updated on cases (status, updated_at, id);
create index cases_snoozed on cases (snoozed_until) where status = 'snoozed';
create index cases_merged on cases (merged_into) where merged_into is not null;

create table case_role (
  id bigint primary key,
  case_id bigint not null references cases (id),
  role text not null,
  person_id bigint references person (id),
  organisation_id bigint references organisation (id),
  consent boolean not null
);
create index case_role_case on case_role (case_id);
create index case_role_person on case_role (person_id, case_id);

create table contact (
  id bigint primary key,
  case_id bigint not null references cases (id),
  intake_id bigint,
  channel text not null,
  outgoing boolean not null,
  from_name text not null,
  from_address text not null,
  to_list text not null,
  cc_list text not null,
  subject text not null,
  text text not null,
  html text not null,
  remote_content boolean not null,
  message_ref text not null,         -- Message-ID without brackets
  in_reply_to text not null,
  refs text not null,
  raw_id bigint,
  automatic boolean not null,
  threaded_by text not null,
  flags text not null,
  person_id bigint,
  author_id bigint,
  message_id bigint,
  at bigint not null
);
create index contact_case on contact (case_id, id);
create unique index contact_intake on contact (intake_id) where intake_id is not null;
create index contact_message_ref on contact (message_ref, id);

-- Who took part in a case: folded addresses of contacts, in and out.
create table contact_party (
  case_id bigint not null,
  address text not null,
  primary key (case_id, address)
);

create table attachment (
  id bigint primary key,
  contact_id bigint not null references contact (id),
  blob_id bigint,
  name text not null,
  type text not null,
  size bigint not null,
  sha256 text not null,
  content_id text not null,
  inline_part boolean not null,
  scan text not null,
  flags text not null
);
create index attachment_contact on attachment (contact_id, id);
create index attachment_pending on attachment (id) where scan = 'pending';

create table note (
  id bigint primary key,
  case_id bigint not null references cases (id),
  author_id bigint not null,
  text text not null,
  at bigint not null
);
create index note_case on note (case_id, id);

-- The case's history as staff read it.
create table case_entry (
  id bigint primary key,
  case_id bigint not null references cases (id),
  type text not null,
  actor_id bigint,
  data text not null,
  at bigint not null
);
create index case_entry_case on case_entry (case_id, id);

create table task (
  id bigint primary key,
  case_id bigint not null references cases (id),
  kind text not null,
  title text not null,
  holder_id bigint,
  due_at bigint,
  done_at bigint,
  created_at bigint not null
);
create index task_case on task (case_id, id);

create table case_grant (
  id bigint primary key,
  case_id bigint not null references cases (id),
  unit_id bigint not null,
  until bigint not null,
  reason text not null,
  at bigint not null
);
create index case_grant_case on case_grant (case_id);
create index case_grant_unit on case_grant (unit_id, until);

create table case_link (
  case_id bigint not null references cases (id),
  other_id bigint not null references cases (id),
  reason text not null,
  primary key (case_id, other_id)
);

create table case_read (
  account_id bigint not null,
  case_id bigint not null,
  at bigint not null,
  primary key (account_id, case_id)
);

create table draft (
  account_id bigint not null,
  case_id bigint not null,
  kind text not null,
  text text not null,
  html text not null,
  to_list text not null,
  cc_list text not null,
  subject text not null,
  language text not null,
  attachments text not null,
  at bigint not null,
  primary key (account_id, case_id)
);

create table saved_view (
  id bigint primary key,
  account_id bigint not null,
  name text not null,
  query text not null
);
create index saved_view_account on saved_view (account_id);
