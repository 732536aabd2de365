-- Backups made, backups restored to try them, and backups put in place. It is of the whole house, so the tenant is 0.
create table backup_event (
  tenant bigint not null,
  event_no bigint not null,
  kind text not null check (kind in ('made', 'tried', 'restored')),
  file text not null,
  digest text not null,
  schema_step text not null,
  row_count bigint not null,
  byte_count bigint not null,
  made_at text not null,
  happened_at text not null,
  primary key (tenant, event_no)
) /*! without rowid */;
