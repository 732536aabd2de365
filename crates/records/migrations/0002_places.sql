-- Places, each with the days on which it held. An open beginning is '' and an open end '9999-12-31',
-- so that a day is inside when effective_from <= day and effective_to >= day.

create table dataset (
  tenant bigint not null,
  dataset_id text not null,
  title text not null,
  publisher text not null,
  licence text not null,
  attribution text not null,
  as_at text not null,
  limits text not null,
  fingerprint text not null,
  loaded_at text not null,
  primary key (tenant, dataset_id)
) /*! without rowid */;

create table place (
  tenant bigint not null,
  code text not null,
  kind text not null,
  name text not null,
  short_name text not null,
  effective_from text not null,
  effective_to text not null,
  is_official_code boolean not null,
  latitude double precision,
  longitude double precision,
  note text,
  dataset_id text not null,
  primary key (tenant, code)
) /*! without rowid */;

-- The share is the part of the child that lies in the parent.
create table place_link (
  tenant bigint not null,
  parent_code text not null,
  child_code text not null,
  effective_from text not null,
  effective_to text not null,
  share double precision not null,
  dataset_id text not null,
  primary key (tenant, parent_code, child_code, effective_from)
) /*! without rowid */;

create index place_link_by_child on place_link (tenant, child_code);

create table place_spelling (
  tenant bigint not null,
  spelling text not null,
  code text not null,
  primary key (tenant, spelling)
) /*! without rowid */;

-- The pieces that no boundary of the period cuts: a council and a care board of before April 2026.
create table atom (
  tenant bigint not null,
  atom_no bigint not null,
  council_code text not null,
  icb_before_code text not null,
  icb_after_code text not null,
  primary key (tenant, atom_no)
) /*! without rowid */;

-- postcode_no is the postcode in four bytes; its order keeps a sector together.
create table postcode (
  tenant bigint not null,
  postcode_no bigint not null,
  district_code text not null,
  atom_no bigint not null,
  latitude double precision not null,
  longitude double precision not null,
  is_live boolean not null,
  primary key (tenant, postcode_no)
) /*! without rowid */;

create table population (
  tenant bigint not null,
  place_code text not null,
  series text not null,
  year bigint not null,
  everyone bigint,
  age_18_64 bigint,
  age_65_plus bigint,
  age_75_plus bigint,
  age_85_plus bigint,
  primary key (tenant, place_code, series, year)
) /*! without rowid */;
