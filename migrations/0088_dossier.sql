-- What a case must hold: fields of its category (catalog/fields.csv) and the documents of its service.
create table case_field (
  case_id bigint not null references cases (id),
  code text not null,
  value text not null,               -- as the field's type writes it
  changed_by bigint,
  changed_at bigint not null,
  primary key (case_id, code)
);

-- The documents as the service's article named them when the list was begun: a later version changes no running case.
create table case_document (
  id bigint primary key,
  case_id bigint not null references cases (id),
  position bigint not null,
  article text not null,             -- key of the article; empty: added by staff
  name_ro text not null,
  name_en text not null,
  state text not null,               -- missing, received, accepted, refused
  reason text not null,              -- why it was refused
  changed_by bigint,
  changed_at bigint not null
);
create index case_document_case on case_document (case_id, position, id);
