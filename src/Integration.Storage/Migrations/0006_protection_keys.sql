-- The keys of the dashboard's cookies, so that every gateway accepts what another one wrote. Sealed with the cluster's
-- shared key: who reads the table can make no cookie. Four rows a year; the framework never deletes one.
create table protection_keys (
    id text primary key,
    sealed bytea not null,
    created_at timestamptz not null
);
