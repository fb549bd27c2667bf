-- Following a case without an account: the number and a code sent to the known address. A row stands also for numbers and
-- addresses that fit nothing, so that the answer is the same. Dated; short-lived.
create table case_follow (
  token_digest text primary key,     -- of the token in the visitor's cookie
  asked_digest text not null,        -- of number and address as they were typed: counts, whether known or not
  case_id bigint references cases (id),  -- null: they fit nothing
  address text not null,             -- to which the code was sent; empty: to none
  code_digest text not null,
  attempts bigint not null,
  proved boolean not null,
  answer_nonce text not null,        -- ties an answer to the page: sent twice it is one
  created_at bigint not null,
  expires_at bigint not null
);
create index case_follow_asked on case_follow (asked_digest, created_at);
create index case_follow_expiry on case_follow (created_at);
