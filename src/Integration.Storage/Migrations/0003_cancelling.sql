-- No delivery of an epoch below this one is pending any more. While it is below the subscriber's epoch, the sweeper has
-- cancelling to do; for all others it looks at no delivery. The change that raises the epoch need not touch it, so
-- a silo of the release before sets it off too.
alter table subscribers add column cancelled_below bigint not null default 1;
create index subscribers_cancelling on subscribers (id) where cancelled_below < epoch;
