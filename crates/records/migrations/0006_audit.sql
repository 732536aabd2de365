-- The audit trail: who did what to whom, and why. The entries of a tenant are the leaves of a Merkle tree (RFC 6962), numbered
-- from 0 without a gap; `leaf` is the hash of the text that `docs/audit.md` describes. Nothing here is ever changed or removed.

create table audit_entry (
  tenant bigint not null,
  entry_no bigint not null,
  at text not null,
  actor text not null,
  behalf text not null,
  action text not null,
  object text not null,
  -- A name that means a person only while audit_person holds it.
  subject text not null,
  purpose text not null,
  rule text not null,
  -- HMAC-SHA-256 of the detail under the person's key; '' where there is no detail.
  commitment text not null,
  leaf text not null,
  primary key (tenant, entry_no)
) /*! without rowid */;

create index audit_by_subject on audit_entry (tenant, subject, entry_no) where subject <> '';

-- How far each tenant's tree has grown: roots of its full subtrees, the largest first, in hexadecimal.
create table audit_head (
  tenant bigint not null,
  entries bigint not null,
  frontier text not null,
  primary key (tenant)
) /*! without rowid */;

-- Signed heads, as they were given to others.
create table audit_checkpoint (
  tenant bigint not null,
  entries bigint not null,
  root text not null,
  signed_at text not null,
  note text not null,
  primary key (tenant, entries)
) /*! without rowid */;

-- Whom a subject means, and the key of its commitments. Erasing a person removes this row and the details; the entries stay,
-- and say nothing of anybody any more.
create table audit_person (
  tenant bigint not null,
  person text not null,
  subject text not null,
  secret text not null,
  primary key (tenant, person)
) /*! without rowid */;

create table audit_detail (
  tenant bigint not null,
  commitment text not null,
  person text not null,
  detail text not null,
  primary key (tenant, commitment)
) /*! without rowid */;

create index audit_detail_by_person on audit_detail (tenant, person);

/*! create trigger audit_entry_no_update before update on audit_entry
begin select raise(abort, 'the audit trail only grows'); end; */
/*! create trigger audit_entry_no_delete before delete on audit_entry
begin select raise(abort, 'the audit trail only grows'); end; */

-- Rules go with their table wherever it is moved; casting the sentence is what makes them refuse.
/*p create rule audit_entry_no_update as on update to audit_entry
do instead select cast(text 'the audit trail only grows' as bigint); */
/*p create rule audit_entry_no_delete as on delete to audit_entry
do instead select cast(text 'the audit trail only grows' as bigint); */
