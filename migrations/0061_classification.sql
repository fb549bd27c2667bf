-- What the classifier said of each contact, what people said instead, and the models that were trained from it. Texts stay in
-- the contact alone: an erasure there takes them from the training too.

create table classification (
  contact_id bigint primary key references contact (id),
  case_id bigint not null references cases (id),
  verdict text not null,             -- JSON that only C++ reads
  at bigint not null
);
create index classification_case on classification (case_id, contact_id);
create index classification_at on classification (at);

-- One line a correction; null: not corrected.
create table classification_correction (
  id bigint primary key,
  case_id bigint not null references cases (id),
  contact_id bigint not null references contact (id),
  account_id bigint not null,
  kind text,
  subcategory text,
  urgency text,
  urgent boolean,
  language text,
  country text,
  at bigint not null
);
create index classification_correction_case on classification_correction (case_id, id);

create table classifier_model (
  id bigint primary key,
  name text not null,
  state text not null,               -- trained, active, retired (an earlier one to go back to), withdrawn
  bytes {{blob}} not null,
  report text not null,
  made_by bigint,
  made_at bigint not null,
  switched_at bigint
);
