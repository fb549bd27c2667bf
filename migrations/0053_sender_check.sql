-- What rspamd or a trusted relay said about a message's sender: a JSON object, empty where nobody was asked.
alter table mail_intake add column sender_check text not null default '';
