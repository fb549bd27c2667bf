-- Persons, the identities by which they are recognised, organisations. A merge is a link (merged_into), never a move.

create table person (
  id bigint primary key,
  name text not null,
  name_key text not null,            -- text::name_key
  language text not null,
  nationality text not null,
  domicile text not null,
  merged_into bigint references person (id),
  created_at bigint not null,
  version bigint not null
);
create index person_merged on person (merged_into) where merged_into is not null;

-- Not unique: a family may share one address.
create table person_identity (
  id bigint primary key,
  person_id bigint not null references person (id),
  kind text not null,
  value text not null,
  value_key text not null,           -- normalised: lower case, E.164, without blanks
  proof text not null
);
create index person_identity_key on person_identity (kind, value_key, person_id);
create index person_identity_person on person_identity (person_id);

create table organisation (
  id bigint primary key,
  name text not null,
  name_folded text not null,
  kind text not null,
  country text not null,
  version bigint not null
);
create index organisation_name on organisation (name_folded);
