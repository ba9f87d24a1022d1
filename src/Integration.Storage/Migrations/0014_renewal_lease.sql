-- Until when one process of the cluster may exchange the account's tokens; null or past: nobody does. Frees itself after a crash.
alter table platform_accounts add column renewal_until timestamptz;
