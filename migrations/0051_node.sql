-- Which processes live: what a dead one held is taken over before its leases run out (src/db/node_life.hpp).
create table node (
  name text primary key,
  since bigint not null,         -- has told without a gap that it lives
  alive_until bigint not null
);
