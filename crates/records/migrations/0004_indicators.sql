-- Published figures: only what the disclosure engine let through. A series holds one figure a month,
-- separated by commas, in the government's shorthand ([c] confidential, [x] not available, [z] not applicable).

create table release (
  tenant bigint not null,
  release_no bigint not null,
  published_at text not null,
  first_month bigint not null,
  last_month bigint not null,
  policy text not null,
  data_version text not null,
  synthetic boolean not null,
  primary key (tenant, release_no)
);

create table series (
  tenant bigint not null,
  release_no bigint not null,
  place text not null,
  service text not null,
  size text not null,
  role text not null,
  measure text not null,
  first_month bigint not null,
  figures text not null,
  primary key (tenant, release_no, place, service, size, role, measure)
) /*! without rowid */;
