-- Where a platform sells by country, prices and stock are of the one that was asked for.
alter table collections add column country text;
alter table collected_products add column country text;
