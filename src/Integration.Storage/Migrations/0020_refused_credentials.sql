-- Of a shop that a sync paused: when its account had last been changed before the credentials that were refused were read. What is
-- stored after that was not refused, even where it was stored before the pause.
alter table shops add column refused_account_at timestamptz;
