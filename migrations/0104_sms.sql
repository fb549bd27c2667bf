-- What the SMS gateway took from us: a message is handed over once, a number gets so many a day.
create table sms_handed_over (
  message_id bigint primary key,
  number text not null,
  at bigint not null
);
create index sms_handed_over_number on sms_handed_over (number, at);

-- What came in, by the gateway's own id: told twice it is one contact.
create table sms_received (
  gateway_ref text primary key,
  intake_id bigint not null,
  contact_id bigint,
  sender text not null,
  at bigint not null
);
create index sms_received_sender on sms_received (sender, at);
