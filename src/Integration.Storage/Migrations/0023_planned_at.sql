-- When the next runs were reckoned: what was reckoned later than now was, before the clock was set back, and is reckoned anew.
alter table sync_states add column planned_at timestamptz;
