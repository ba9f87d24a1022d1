-- Channels of notices that are configured over the API. The grain of a channel is the only writer; the silo that sends reads them all.
create table alert_channels (
    id text primary key,
    -- With a mask in the place of each secret.
    settings jsonb not null,
    -- The settings whole, sealed.
    sealed bytea,
    secret_changed_at timestamptz,
    enabled boolean not null,
    version bigint not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
