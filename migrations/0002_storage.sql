-- Encrypted files (src/storage). A ring's key is wrapped by the master key; wrapped_key null = forgotten for ever.
create table key_ring (
  id bigint primary key,
  wrapped_key {{blob}},
  created_at bigint not null,
  forgotten_at bigint
);

create table blob (
  id bigint primary key,
  ring bigint not null references key_ring (id),
  sha256 text not null,
  size bigint not null,
  path text not null,
  created_at bigint not null
);
create unique index blob_content on blob (ring, sha256);
create unique index blob_path on blob (path);
