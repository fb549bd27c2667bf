-- The form of the portal while somebody fills it in: kept here, so that a lost connection loses nothing. Dated: what is not
-- sent is deleted with the key of its files.
create table web_form_draft (
  token_digest text primary key,     -- of the token in the visitor's cookie
  answers text not null,             -- JSON; "{}" once it was sent
  ring bigint,                       -- key ring of its files, later of the case
  sent_at bigint,
  case_id bigint references cases (id),
  acknowledged boolean not null,     -- whether a mail with the number left
  created_at bigint not null,
  expires_at bigint not null
);
create index web_form_draft_expiry on web_form_draft (expires_at);

create table web_form_file (
  id bigint primary key,
  token_digest text not null references web_form_draft (token_digest),
  blob_id bigint not null,
  name text not null,
  type text not null,
  size bigint not null,
  sha256 text not null
);
create index web_form_file_draft on web_form_file (token_digest, id);
