-- Who may see what. Every record about a person or a provider's business stands here once, with all that decides about it.
-- '' means that it belongs to none.
create table protected_record (
  tenant bigint not null,
  kind text not null,
  record_id text not null,
  person text not null,
  provider text not null,
  location text not null,
  council text not null,
  care_board text not null,
  primary key (tenant, kind, record_id)
) /*! without rowid */;

create index protected_record_by_person on protected_record (tenant, person);

-- What a person shares: which kind of record, with whom, for what, from which day until which (both included). A share that was
-- stopped stays, because it was relied on.
create table consent_share (
  tenant bigint not null,
  share_no bigint not null,
  person text not null,
  kind text not null,
  recipient text not null,
  purpose text not null,
  from_on text not null,
  until_on text not null,
  given_at text not null,
  given_by text not null,
  stopped_at text,
  primary key (tenant, share_no)
) /*! without rowid */;

create index consent_share_by_person on consent_share (tenant, person, kind, recipient);

-- Who acts for a person, and by which authority (Mental Capacity Act 2005).
create table representation (
  tenant bigint not null,
  person text not null,
  representative text not null,
  authority text not null check (authority in ('lasting power of attorney', 'deputy', 'appointee', 'nominated by the person')),
  seen_by text not null,
  from_on text not null,
  until_on text not null,
  ended_at text,
  primary key (tenant, person, representative, from_on)
) /*! without rowid */;
