-- The sector: what was loaded, who provides care and where, and who works there.
-- Months are written as yyyymm (202609 is September 2026): they sort, and they are small.

create table import (
  tenant bigint not null,
  import_no bigint not null,
  kind text not null check (kind in ('directory', 'whole', 'changes')),
  name text not null,
  sha256 text not null,
  as_at_on text not null,
  synthetic boolean not null,
  rows_read bigint not null,
  rows_loaded bigint not null,
  rows_listed bigint not null,
  -- Tells whether the secret behind the person keys is still the same; nothing of the secret.
  key_check text,
  imported_at text not null,
  primary key (tenant, import_no),
  unique (tenant, sha256)
);

-- Every outside row that was not loaded as it stood, with the reason.
create table import_finding (
  tenant bigint not null,
  import_no bigint not null,
  finding_no bigint not null,
  file text not null,
  line bigint not null,
  column_name text not null,
  code text not null,
  value text not null,
  message text not null,
  primary key (tenant, import_no, finding_no)
) /*! without rowid */;

create table provider (
  tenant bigint not null,
  provider_id text not null,
  name text not null,
  ownership text,
  group_size text,
  company_number text,
  brand text,
  registered_on text,
  synthetic boolean not null,
  as_at_on text not null,
  import_no bigint not null,
  primary key (tenant, provider_id)
) /*! without rowid */;

create table location (
  tenant bigint not null,
  location_id text not null,
  provider_id text not null,
  name text not null,
  council_code text,
  postcode text,
  latitude double precision,
  longitude double precision,
  category text,
  service_types text not null,
  specialisms text not null,
  beds bigint,
  overall text,
  safe text,
  effective text,
  caring text,
  responsive text,
  well_led text,
  rated_on text,
  dormant boolean not null,
  registered_on text,
  ended_on text,
  synthetic boolean not null,
  as_at_on text not null,
  import_no bigint not null,
  primary key (tenant, location_id)
) /*! without rowid */;

create index location_by_provider on location (tenant, provider_id);
create index location_by_council on location (tenant, council_code);

create table workplace (
  tenant bigint not null,
  workplace_no bigint not null,
  local_id text not null,
  name text not null,
  employer_type bigint not null,
  main_service bigint not null,
  provider_id text,
  location_id text,
  postcode text not null,
  atom bigint,
  first_month bigint not null,
  closed_month bigint,
  synthetic boolean not null,
  import_no bigint not null,
  primary key (tenant, workplace_no),
  unique (tenant, local_id)
);

-- Which workplaces an upload named: an upload older than the last one of a workplace changes nothing there.
create table workplace_named (
  tenant bigint not null,
  import_no bigint not null,
  workplace_no bigint not null,
  primary key (tenant, import_no, workplace_no)
) /*! without rowid */;

-- What a workplace declared, written when it changes; of two in a month the later import holds. A null count is "not known", which is not zero.
create table workplace_return (
  tenant bigint not null,
  month bigint not null,
  workplace_no bigint not null,
  total_staff bigint,
  vacancies_care bigint,
  vacancies_managers bigint,
  vacancies_professions bigint,
  vacancies_other bigint,
  starters bigint,
  leavers bigint,
  import_no bigint not null,
  primary key (tenant, month, workplace_no, import_no)
) /*! without rowid */;

-- One employment: one staff record at one workplace. A person's sex and year of birth are what the
-- indicators need; ethnicity, nationality and disability are not kept here (see docs/decisions).
create table employment (
  tenant bigint not null,
  employment_no bigint not null,
  workplace_no bigint not null,
  worker_id text not null,
  person_key bigint,
  born_month bigint,
  sex bigint,
  started_on text,
  first_month bigint not null,
  recruited_from bigint,
  sector_since bigint,
  import_no bigint not null,
  primary key (tenant, employment_no)
) /*! without rowid */;

-- The terms of an employment from a month on, written when they change; of two in a month the later import holds.
create table employment_term (
  tenant bigint not null,
  from_month bigint not null,
  employment_no bigint not null,
  role bigint not null,
  contract bigint not null,
  zero_hours boolean,
  half_hours bigint,
  pay_pence bigint,
  sick_half_days bigint,
  care_certificate bigint,
  care_qualification bigint,
  import_no bigint not null,
  primary key (tenant, from_month, employment_no, import_no)
) /*! without rowid */;

create table departure (
  tenant bigint not null,
  left_month bigint not null,
  employment_no bigint not null,
  import_no bigint not null,
  primary key (tenant, left_month, employment_no)
) /*! without rowid */;

create table qualification (
  tenant bigint not null,
  import_no bigint not null,
  employment_no bigint not null,
  code bigint not null,
  achieved_year bigint not null,
  primary key (tenant, import_no, employment_no, code)
) /*! without rowid */;

create table training (
  tenant bigint not null,
  import_no bigint not null,
  employment_no bigint not null,
  category bigint not null,
  completed_on text not null,
  expires_on text,
  primary key (tenant, import_no, employment_no, category, completed_on)
) /*! without rowid */;
