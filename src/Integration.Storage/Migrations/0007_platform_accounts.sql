-- Accounts at platforms. The grain of an account is the only writer; every silo reads the sealed part.
create table platform_accounts (
    id text primary key,
    settings jsonb not null,
    -- App secret and tokens, sealed.
    sealed bytea,
    secret_changed_at timestamptz,
    enabled boolean not null,
    -- Raised by a renewal of the tokens too.
    version bigint not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    -- How the last test, call and renewal ended. Written by itself, without a new version.
    health jsonb
);
