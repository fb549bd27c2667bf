-- The network of units, their calendars and competence; the taxonomy of cases. Dates are text 'YYYY-MM-DD',
-- '' = no bound.

create table unit (
  id bigint primary key,
  code text not null unique,
  kind text not null,
  post text not null,
  parent_id bigint,
  name_ro text not null,
  name_en text not null,
  country text not null,
  city text not null,
  time_zone text not null,
  address text not null,
  email text not null,
  phone text not null,
  emergency_phone text not null,
  valid_from text not null,
  valid_to text not null,
  version bigint not null
);

create table unit_hours (
  unit_id bigint not null references unit(id),
  day integer not null,
  from_minute integer not null,
  to_minute integer not null,
  primary key (unit_id, day, from_minute)
);

create table closure (
  id bigint primary key,
  unit_id bigint not null references unit(id),
  from_day text not null,
  to_day text not null,
  reason_ro text not null,
  reason_en text not null
);
create index closure_unit on closure(unit_id);

create table country (
  code text primary key,
  name_ro text not null,
  name_en text not null,
  languages text not null
);

create table holiday (
  country text not null,
  day text not null,
  name_ro text not null,
  name_en text not null,
  primary key (country, day)
);

create table competence (
  id bigint primary key,
  country text not null,
  district text not null,
  places text not null,
  unit_id bigint not null references unit(id),
  service text not null,
  valid_from text not null,
  valid_to text not null,
  to_verify boolean not null,
  basis text not null,
  version bigint not null
);
create index competence_country on competence(country);

create table category (
  code text primary key,
  position integer not null,
  name_ro text not null,
  name_en text not null,
  version bigint not null
);

create table subcategory (
  code text primary key,
  category text not null references category(code),
  position integer not null,
  name_ro text not null,
  name_en text not null,
  urgency text not null,
  route text not null,
  time_text text not null,
  time_source text not null,
  valid_from text not null,
  valid_to text not null,
  version bigint not null
);
create index subcategory_category on subcategory(category);
