-- Articles of the knowledge base. A version keeps its whole article as the JSON of knowledge/document.hpp, which only C++
-- reads; what is in force is kept in memory and searched there.

create table article (
  id bigint primary key,
  key text not null unique,
  published integer,                 -- number of the version in force; null: none yet
  open integer,                      -- number of the version in work; null: none
  version bigint not null
);

create table article_version (
  id bigint primary key,
  article_id bigint not null references article (id),
  number integer not null,
  state text not null,               -- draft, submitted, approved, published, replaced, dropped
  document text not null,
  editors text not null,             -- JSON array of the accounts that wrote it; none of them may approve it
  translations text not null,        -- JSON: since which version the base text stands, which one each language follows
  note text not null,                -- what was changed, or why it was sent back
  created_at bigint not null,
  changed_at bigint not null,
  submitted_at bigint,
  approved_by bigint,
  approved_at bigint,
  publish_at bigint,                 -- when it comes into force once approved
  published_at bigint
);
create unique index article_version_number on article_version (article_id, number);
create index article_version_due on article_version (publish_at) where state = 'approved';

-- What became of an article in a case: inserted into an answer, solved the matter, failed.
create table article_mark (
  id bigint primary key,
  article_id bigint not null references article (id),
  case_id bigint not null references cases (id),
  account_id bigint not null,
  outcome text not null,
  at bigint not null
);
create unique index article_mark_one on article_mark (article_id, case_id, outcome);
create index article_mark_case on article_mark (case_id);
