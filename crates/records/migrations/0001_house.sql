-- What the house itself keeps: seals over every other table, what users tell us, and the views they saved.

-- A seal covers the rows of one table, tenant and stretch of the second key column: how many rows, and the sum (modulo
-- 2^128, in hexadecimal) of their hashes. SQLite keeps it in the transaction that changes the rows; PostgreSQL has page
-- checksums of its own and leaves this table empty.
create table seal (
  tenant bigint not null,
  table_name text not null,
  part text not null,
  row_count bigint not null,
  hash_sum text not null,
  primary key (tenant, table_name, part)
) /*! without rowid */;

-- The key is made by the form that sends it, so that a form sent twice counts once.
create table feedback (
  tenant bigint not null,
  feedback_key text not null,
  page text not null,
  kind text not null check (kind in ('problem', 'question', 'idea', 'praise')),
  message text not null,
  sent_at text not null,
  primary key (tenant, feedback_key)
) /*! without rowid */;

create index feedback_by_page on feedback (tenant, page, sent_at);

-- A comparison of places that somebody saved under a name. The version rises by one with each change.
create table view_saved (
  tenant bigint not null,
  view_key text not null,
  version bigint not null,
  title text not null,
  question text not null,
  note text not null,
  created_at text not null,
  changed_at text not null,
  primary key (tenant, view_key)
) /*! without rowid */;
