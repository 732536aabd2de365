-- What is done to deliver the strategy: actions, pilots, barriers told, asks, consultations. Append-only: a change adds the
-- next version, so that a report of a past day can be drawn again. The body is JSON of a form that carries its number.
create table plan_record (
  tenant bigint not null,
  kind text not null check (kind in ('action', 'pilot', 'barrier', 'ask', 'consultation')),
  record_key text not null,
  version bigint not null,
  changed_at text not null,
  changed_by text not null,
  change text not null,
  note text not null,
  body text not null,
  primary key (tenant, kind, record_key, version)
) /*! without rowid */;

-- One row a tenant, raised by every change: changes that must see one another wait for it.
create table plan_head (
  tenant bigint not null,
  revision bigint not null,
  primary key (tenant)
) /*! without rowid */;

-- Strategies that a region has put before its boards. A version goes live when its approvals are recorded.
create table strategy_version (
  tenant bigint not null,
  version_no bigint not null,
  text text not null,
  added_at text not null,
  added_by text not null,
  live_from text,
  primary key (tenant, version_no)
) /*! without rowid */;

-- Approvals of a strategy version or an action plan, one a body.
create table approval (
  tenant bigint not null,
  subject text not null,
  body text not null,
  approved_at text not null,
  approved_by text not null,
  minute text not null,
  primary key (tenant, subject, body)
) /*! without rowid */;
