-- Searches of synced orders and products, and what monitoring asks every few seconds.

-- What a search finds a record by, written with each version: words of titles, SKUs, packages, the platform's status.
alter table orders add column terms text[] not null default '{}';
alter table products add column terms text[] not null default '{}';
create index orders_terms on orders using gin (terms);
create index products_terms on products using gin (terms);

-- By bytes: whole ids and the beginnings of ids are found in the same index, whatever the database's collation is.
drop index orders_id;
drop index products_id;
create index orders_id on orders (id collate "C");
create index products_id on products (id collate "C");
-- The number of the first package is one of the terms now.
drop index orders_package;

create index orders_updated on orders (updated_at);
create index products_updated on products (updated_at);
-- Few are deleted: they would be looked for among all the others.
create index orders_deleted on orders (listed_at, shop, id) where deleted_at is not null;
create index products_deleted on products (listed_at, shop, id) where deleted_at is not null;

create index record_failures_run on record_failures (run_id, first_at, shop, key) where run_id is not null;

-- Open tasks that are due, counted from one shop to the next without those that wait for a later look.
create index enrichment_tasks_due on enrichment_tasks (shop, due_at) where status < 2;
