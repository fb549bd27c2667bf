-- Accounts, what they may do and where, sessions, tokens; the audit's hash chain.
-- Portable subset of both databases; moments are UTC milliseconds.

-- A counter that every change of a kind raises, by which processes notice that what they keep in memory is old.
create table watched_version (
  name text primary key,
  version bigint not null
);

create table account (
  id bigint primary key,
  login text not null unique,
  name text not null,
  name_folded text not null,
  language text not null,
  theme text not null,
  density text not null,
  disabled boolean not null,
  unit_id bigint,
  password text not null,            -- Argon2id in PHC form; empty: none
  must_change boolean not null,
  password_until bigint,             -- end of a one-time password
  totp_secret text not null,         -- encrypted, hex; empty: none
  totp_offer text not null,          -- encrypted, hex: waits for its first right code
  totp_step bigint not null,         -- the last step whose code was used
  created_at bigint not null,
  version bigint not null
);

create table account_grant (
  id bigint primary key,
  account_id bigint not null references account(id),
  role text not null,
  unit_id bigint                     -- null: the whole network
);
create index account_grant_account on account_grant(account_id);

-- The tree of units as pairs, each unit also its own ancestor: kept by the network's changes.
create table unit_ancestor (
  unit_id bigint not null,
  ancestor_id bigint not null,
  primary key (unit_id, ancestor_id)
);
create index unit_ancestor_by_ancestor on unit_ancestor(ancestor_id);

-- The units of each account's grants with their subtrees: what a scope joins with.
create table account_unit (
  account_id bigint not null,
  unit_id bigint not null,
  primary key (account_id, unit_id)
);
create index account_unit_unit on account_unit(unit_id);

create table session (
  id text primary key,               -- SHA-256 of the cookie
  account_id bigint not null references account(id),
  csrf text not null,
  created_at bigint not null,
  used_at bigint not null
);
create index session_account on session(account_id);

create table access_token (
  id bigint primary key,
  account_id bigint not null references account(id),
  hash text not null unique,         -- SHA-256 of the token
  created_at bigint not null
);

-- Failed sign-ins per account and per source (both as digests), and sources that an account signed in from.
create table sign_in_delay (
  name text primary key,
  failures bigint not null,
  blocked_until bigint not null,
  last_at bigint not null
);

create table audit_entry (
  id bigint primary key,
  seq bigint unique,                 -- place in the chain; null until it joined
  at bigint not null,
  account_id bigint,
  action text not null,
  subject text not null,
  subject_id bigint not null,
  source text not null,
  detail text not null,
  hash text not null
);
create index audit_entry_waiting on audit_entry(id) where seq is null;
create index audit_entry_subject on audit_entry(subject, subject_id, seq);
create index audit_entry_account on audit_entry(account_id, seq);

-- The end of the chain: one row, locked by whoever joins entries.
create table audit_chain (
  name text primary key,
  seq bigint not null,
  hash text not null
);
insert into audit_chain (name, seq, hash) values ('main', 0, '');

create table audit_head (
  seq bigint primary key,
  at bigint not null,
  hash text not null,
  public_key text not null,
  signature text not null
);
