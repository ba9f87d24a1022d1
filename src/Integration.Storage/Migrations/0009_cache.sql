-- The level of the cache that silos share. Unlogged: what is in it can be asked for again, so it costs no write-ahead log, and a crash
-- of the server empties it. Keys are ordered by their bytes, so that all of one product's are a range.
create unlogged table cache_entries (
    key text collate "C" primary key,
    value bytea not null,
    expires_at timestamptz not null
);
create index cache_entries_expiry on cache_entries (expires_at);

-- Look-ups by UTC day and kind of data; the running ones are metrics.
create table cache_statistics (
    day date not null,
    kind text not null,
    memory_hits bigint not null,
    shared_hits bigint not null,
    misses bigint not null,
    primary key (day, kind)
);

-- For which instant a daily piece of work was done last, whichever silo did it.
create table cache_upkeep (
    name text primary key,
    done_for timestamptz not null
);
