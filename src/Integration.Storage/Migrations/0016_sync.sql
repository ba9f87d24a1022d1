-- Shops, how far they are synced, and the local copy of their orders and products. JSON that nobody searches is text: it
-- holds every character that a platform may bring.

-- The grain of a shop is the only writer. It has no secrets: those are its account's; the columns are those of every resource.
create table shops (
    id text primary key,
    settings jsonb not null,
    sealed bytea,
    secret_changed_at timestamptz,
    enabled boolean not null,
    version bigint not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    -- Beside the configuration, without a new version: not synced by itself for now, and why.
    paused_at timestamptz,
    pause_reason text
);
create index shops_created on shops (created_at, id);
create index shops_account on shops ((settings ->> 'account'));

-- How far one kind of a shop's records is synced. Kind: 0 orders, 1 products.
create table sync_states (
    shop text not null,
    kind smallint not null,
    -- The last run, which may still run, and how it ended: 0 running, 1 completed, 2 failed, 3 stopped.
    run_id uuid,
    status smallint,
    last_sync_at timestamptz,
    last_full_sync_at timestamptz,
    -- Changes up to here, by the platform's clock, have been read.
    window_end timestamptz,
    -- What the walk keeps from one run to the next, in its own words.
    marks text,
    -- Full runs that saw everything within their reach.
    generation bigint not null default 0,
    next_incremental_at timestamptz,
    next_full_at timestamptz,
    primary key (shop, kind)
);

create table sync_runs (
    id uuid primary key,
    shop text not null,
    kind smallint not null,
    -- 0 incremental, 1 full, 2 backfill
    mode smallint not null,
    -- 0 running, 1 completed, 2 failed, 3 stopped
    state smallint not null,
    -- Raised by each owner that takes it over: what an older one writes finds no row.
    epoch bigint not null,
    -- Of a full run: the generation that it makes when it completes.
    generation bigint not null,
    window_from timestamptz,
    window_to timestamptz,
    -- Where the next page begins, in the words of the walk; and pages written, which the next page's write compares.
    checkpoint text,
    pages bigint not null default 0,
    seen bigint not null default 0,
    created bigint not null default 0,
    changed bigint not null default 0,
    unchanged bigint not null default 0,
    failed bigint not null default 0,
    deleted bigint not null default 0,
    calls bigint not null default 0,
    expected bigint,
    error text,
    started_by text not null,
    started_at timestamptz not null,
    progress_at timestamptz,
    finished_at timestamptz
);
-- Two syncs of one kind for one shop cannot run at once, whatever silos believe of each other.
create unique index sync_runs_running on sync_runs (shop, kind) where state = 0;
create index sync_runs_shop on sync_runs (shop, id);
create index sync_runs_state on sync_runs (state, id);
create index sync_runs_finished on sync_runs (finished_at) where state > 0;

-- What a full run has seen, one row a page: an unchanged record costs no row of its own. Gone with the run's end.
create table sync_seen (
    run_id uuid not null,
    page bigint not null,
    ids text[] not null,
    primary key (run_id, page)
);

create table orders (
    shop text not null,
    -- The platform's number of the order.
    id text not null,
    -- Raised by each real change, from 1.
    version bigint not null,
    status smallint not null,
    status_text text,
    ship_by timestamptz,
    shipped_at timestamptz,
    -- The numbers of its lines.
    line_ids text[] not null,
    -- Canonical, without packages, change time and raw payload; each of these has a column.
    content text not null,
    -- Null while no answer has told any; the number of the first.
    packages text,
    package_sn text,
    -- Of the last record from a list, by which an unchanged one is known without reading the content.
    list_hash uuid not null,
    raw bytea,
    raw_type text,
    -- When the platform last changed it; null where it does not tell.
    changed_at timestamptz,
    -- When the platform gave what is stored.
    read_at timestamptz not null,
    -- When it was placed, or first seen where the platform does not tell: by which lists are sorted; never changes.
    listed_at timestamptz not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    -- Not seen by the full run that made this generation, nor since.
    missing_since timestamptz,
    missing_generation bigint,
    deleted_at timestamptz,
    primary key (shop, id)
);
create index orders_listed on orders (listed_at, shop, id);
create index orders_shop on orders (shop, listed_at, id);
create index orders_status on orders (shop, status, listed_at, id);
create index orders_id on orders (id);
create index orders_package on orders (package_sn) where package_sn is not null;

create table products (
    shop text not null,
    -- The platform's id of the product.
    id text not null,
    version bigint not null,
    status smallint not null,
    title text,
    seller_code text,
    price numeric,
    currency text,
    stock bigint,
    content text not null,
    list_hash uuid not null,
    raw bytea,
    raw_type text,
    changed_at timestamptz,
    read_at timestamptz not null,
    -- When it was first seen: by which lists are sorted; never changes.
    listed_at timestamptz not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    missing_since timestamptz,
    missing_generation bigint,
    deleted_at timestamptz,
    primary key (shop, id)
);
create index products_listed on products (listed_at, shop, id);
create index products_shop on products (shop, listed_at, id);
create index products_id on products (id);
create index products_seller_code on products (seller_code) where seller_code is not null;

-- What one version of an order or product brought.
create table record_versions (
    shop text not null,
    kind smallint not null,
    id text not null,
    version bigint not null,
    -- The type of its event.
    event text not null,
    status smallint not null,
    -- By field, with what was there before and is there after; empty for the first version.
    changes text not null,
    changed_at timestamptz,
    at timestamptz not null,
    primary key (shop, kind, id, version)
);

-- Records that could not be read or stored, each once.
create table record_failures (
    shop text not null,
    -- Kind and id of the record, or a hash of its payload where it has none.
    key text not null,
    kind smallint not null,
    record_id text,
    run_id uuid,
    failure_kind smallint not null,
    failure_reason smallint not null,
    detail text not null,
    raw bytea,
    raw_type text,
    tries int not null,
    -- Null where nothing can be tried by itself: it has no id, or was tried as often as it may be.
    next_try_at timestamptz,
    first_at timestamptz not null,
    last_at timestamptz not null,
    primary key (shop, key)
);
create index record_failures_listed on record_failures (first_at, shop, key);
create index record_failures_due on record_failures (shop, kind, next_try_at) where next_try_at is not null;

-- Enrichment: the look for the packages of orders that are on their way.
create table enrichment_tasks (
    shop text not null,
    -- The number of the (parent) order.
    number text not null,
    -- The numbers of its lines.
    order_ids text[] not null,
    -- 0 pending, 1 processing, 2 completed, 3 failed
    status smallint not null,
    -- 0 by itself, 1 by hand
    priority smallint not null,
    -- The older, the earlier.
    shipped_at timestamptz not null,
    due_at timestamptz not null,
    -- Who has it, and until when at the longest: it frees itself where a worker died.
    claim uuid,
    locked_until timestamptz,
    retries smallint not null default 0,
    -- Times that there was no package yet, which is no failure.
    looks int not null default 0,
    package_sn text,
    error text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    finished_at timestamptz,
    primary key (shop, number)
);
create index enrichment_tasks_open on enrichment_tasks (shop, priority desc, shipped_at, number)
    include (status, due_at, locked_until) where status < 2;
create index enrichment_tasks_listed on enrichment_tasks (created_at, shop, number);
create index enrichment_tasks_finished on enrichment_tasks (finished_at) where status > 1;
