-- What searches miss when ten million events are there (docs/benchmarks.md, growth). Building them locks the tables against writing
-- for about 2 s a million rows: senders are answered 503 meanwhile and come again.

-- Type and source together, where one of them has many events and both together few.
create index events_source_type on events (source, type, id);

-- By status alone. Delivered ones, which are nearly all, are not in it: an outcome costs nothing more.
create index deliveries_ended on deliveries (status, id) where status > 1;
