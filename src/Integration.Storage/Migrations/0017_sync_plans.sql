-- The version of its shop's configuration that a plan was made for: another one is planned anew, whoever was away meanwhile.
alter table sync_states add column planned_version bigint;

-- A paused shop that goes on by itself once its account is changed.
alter table shops add column waits_for_account boolean not null default false;
