-- By what an organisation is reached and recognised, as persons are, and the words by which it is found (text::analyse of its
-- name and identities; the earlier ones by their name alone until they are changed).

create table organisation_identity (
  id bigint primary key,
  organisation_id bigint not null references organisation (id),
  kind text not null,                -- email, phone
  value text not null,
  value_key text not null,           -- normalised: lower case, E.164
  proof text not null
);
create index organisation_identity_key on organisation_identity (kind, value_key, organisation_id);
create index organisation_identity_organisation on organisation_identity (organisation_id);

create table organisation_word (
  word text not null,
  organisation_id bigint not null references organisation (id),
  primary key (word, organisation_id)
);
create index organisation_word_organisation on organisation_word (organisation_id);
insert into organisation_word (word, organisation_id) select name_folded, id from organisation;
