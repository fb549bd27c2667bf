-- What came in by mail, before and beside the cases (src/channels/mail).

-- One received message. state: received (durable, not read yet), cased, filed (tied to a message of ours: a delivery
-- report), duplicate, held (quarantine: staff look), released, discarded. digest_id: sha256 of the Message-ID;
-- digest_body: sha256 of what follows the header. blob is null for a duplicate, whose bytes are those of duplicate_of.
create table mail_intake (
  id bigint primary key,
  route text not null,
  sender text not null,
  recipients text not null,
  peer text not null,
  trusted boolean not null,
  mailbox_id bigint,
  received_at bigint not null,
  blob_id bigint references blob (id),
  ring bigint not null,
  size bigint not null,
  digest_id text not null,
  digest_body text not null,
  state text not null,
  reason text not null,
  flags text not null,
  shown_from text not null,
  shown_to text not null,
  shown_subject text not null,
  case_id bigint,
  contact_id bigint,
  duplicate_of bigint,
  changed_at bigint not null
);
create index mail_intake_state on mail_intake (state, id);
create index mail_intake_digest on mail_intake (digest_id, received_at);
create index mail_intake_contact on mail_intake (contact_id);

-- To whom of a message's recipients it was already handed over, so that a repeat after a partial failure goes to the
-- others only. recipient: sha256 of the address.
create table mail_handed_over (
  message_id bigint not null,
  recipient text not null,
  at bigint not null,
  primary key (message_id, recipient)
);

-- Mailboxes of the missions that are fetched by IMAP. The password is sealed with DATA/keys/mail.key.
create table mailbox (
  id bigint primary key,
  name text not null,
  host text not null,
  port integer not null,
  tls text not null,
  login text not null,
  password {{blob}},
  folder text not null,
  unit_id bigint,
  enabled boolean not null,
  uid_validity bigint not null,
  last_uid bigint not null,
  state text not null,
  last_error text not null,
  last_at bigint,
  version bigint not null,
  created_at bigint not null
);
create unique index mailbox_source on mailbox (host, port, login, folder);
