-- The pulse keeps no answers: only how many said what. Nothing here says who, when or in which order, and no row stands for
-- one person.
create table pulse_tally (
  tenant bigint not null,
  round text not null,
  place text not null,
  role text not null,
  statement text not null,
  answer text not null check (answer in ('agree', 'neither', 'disagree')),
  people bigint not null,
  primary key (tenant, round, place, role, statement, answer)
) /*! without rowid */;

-- Forms that were sent, so that one sent twice counts once. The key is made at random with the form and says nothing of the
-- place, the role or the answers.
create table pulse_form (
  tenant bigint not null,
  form_key text not null,
  primary key (tenant, form_key)
) /*! without rowid */;

-- Words given to a consultation. Who said them is not kept.
create table consultation_answer (
  tenant bigint not null,
  consultation text not null,
  form_key text not null,
  role text not null,
  words text not null,
  primary key (tenant, consultation, form_key)
) /*! without rowid */;
