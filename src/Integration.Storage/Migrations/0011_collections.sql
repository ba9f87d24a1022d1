-- Collections of products from platforms: what was asked for, what became of each item, and the products themselves.

create table collections (
    id uuid primary key,
    account text not null,
    platform text not null,
    shop boolean not null,
    languages text[] not null,
    currency text,
    max_age_ms bigint not null,
    -- 0 running, 1 completed, 2 cancelled, 3 failed
    state smallint not null,
    total int not null,
    collected int not null default 0,
    unchanged int not null default 0,
    fresh int not null default 0,
    failed int not null default 0,
    cancelled int not null default 0,
    calls bigint not null default 0,
    -- The checkpoint of a shop's list: pages read, and where the next one begins.
    listing_page int not null default 0,
    listing_cursor text,
    listing_done boolean not null,
    listing_attempts smallint not null default 0,
    -- Nothing of it is asked for before: the platform said "too many", or a page of the list failed.
    not_before timestamptz,
    error text,
    created_by text not null,
    created_at timestamptz not null,
    finished_at timestamptz
);
create index collections_running on collections (id) where state = 0;
create index collections_account on collections (account, id);
create index collections_finished on collections (finished_at) where state > 0;

create table collection_items (
    collection_id uuid not null,
    -- From 1, in the order they were given.
    position int not null,
    input text not null,
    is_link boolean not null,
    -- Null while a link has not been followed.
    product_id text,
    -- 0 waiting, 1 collected, 2 unchanged, 3 fresh, 4 failed, 5 cancelled
    status smallint not null,
    attempts smallint not null,
    not_before timestamptz not null,
    failure_kind smallint,
    failure_reason smallint,
    detail text,
    product_version bigint,
    finished_at timestamptz,
    primary key (collection_id, position)
);
-- The probe for work that is due, and the work itself.
create index collection_items_waiting on collection_items (collection_id, not_before) where status = 0;
create index collection_items_product on collection_items (collection_id, product_id);

create table collected_products (
    platform text not null,
    product_id text not null,
    version bigint not null,
    -- Canonical, without the raw payloads.
    product jsonb not null,
    -- What the platform sent, byte for byte; empty where it was larger than is kept.
    raw bytea[] not null,
    raw_types text[] not null,
    -- How it was asked for.
    languages text[] not null,
    currency text,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    collected_at timestamptz not null,
    primary key (platform, product_id)
);

create table collected_product_versions (
    platform text not null,
    product_id text not null,
    version bigint not null,
    -- What is new since the version before, by field; empty for the first.
    changes jsonb not null,
    collection_id uuid not null,
    changed_at timestamptz not null,
    primary key (platform, product_id, version)
);
