-- The main job: what comes in, who hears of it, and what became of it.
-- Instants come from the silos' database clock as parameters, never from now(); ids are UUID v7, so that a range of ids
-- is a range of time: the tables partitioned by day are partitioned by id and have it alone as their key.

-- Configuration --------------------------------------------------------------------------------------------------------

create table sources (
    id text primary key,
    settings jsonb not null,
    -- Secrets, sealed (AES-256-GCM); null where there are none.
    sealed bytea,
    secret_changed_at timestamptz,
    enabled boolean not null,
    version bigint not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

-- A deleted subscriber stays as a tombstone: its epoch must go on rising when the id is used again.
create table subscribers (
    id text primary key,
    settings jsonb not null,
    -- Secrets and header values, sealed.
    sealed bytea not null,
    secret_changed_at timestamptz,
    enabled boolean not null,
    -- Raised when it is disabled or deleted: pending deliveries of an older epoch are cancelled.
    epoch bigint not null,
    version bigint not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz
);

-- One row, raised by every change of routing; appends compare it with the version they routed by.
create table routing_version (
    singleton boolean primary key default true check (singleton),
    version bigint not null
);
insert into routing_version (version) values (1);

create table api_keys (
    id text primary key,
    name text not null,
    role text not null,
    sources text[] not null,
    -- SHA-256 of the whole key.
    hash bytea not null,
    created_at timestamptz not null,
    revoked_at timestamptz
);
create unique index api_keys_name on api_keys (name) where revoked_at is null;

create table audit (
    id uuid primary key,
    at timestamptz not null,
    actor text not null,
    action text not null,
    target text not null,
    before jsonb,
    after jsonb,
    trace_id text
);
create index audit_target on audit (target, id);

create table idempotency_keys (
    api_key text not null,
    route text not null,
    key text not null,
    body_hash bytea not null,
    created_at timestamptz not null,
    -- For events: the ids claimed before the append, so that a repeat appends the same events.
    event_ids uuid[],
    -- The answer, null until the write has committed.
    status int,
    body bytea,
    primary key (api_key, route, key)
);
create index idempotency_keys_created on idempotency_keys using brin (created_at);

-- Events ---------------------------------------------------------------------------------------------------------------

-- Not partitioned: a unique index over partitions by time could not see a key of yesterday. Purged in small batches.
create table event_keys (
    source text not null,
    -- The first 16 bytes of the key's SHA-256.
    key_hash uuid not null,
    event_id uuid not null,
    primary key (source, key_hash)
);
create index event_keys_event on event_keys using brin (event_id) with (pages_per_range = 32);

create table nonces (
    source text not null,
    nonce text not null,
    body_hash bytea not null,
    event_id uuid not null,
    expires_at timestamptz not null,
    primary key (source, nonce)
);
create index nonces_expires on nonces (expires_at);

create table events (
    id uuid not null,
    source text not null,
    type text not null,
    subject text,
    time timestamptz,
    received timestamptz not null,
    version text,
    key text,
    fresh_from timestamptz,
    content_type text,
    payload_kind smallint not null,
    payload bytea not null,
    trace_parent text,
    primary key (id)
) partition by range (id);
create index events_type on events (type, id);
create index events_source on events (source, id);
create index events_subject on events (subject, id) where subject is not null;

-- An event with more subscribers than one transaction should insert is expanded in steps.
create table fanout_cursors (
    event_id uuid primary key,
    -- The subscribers that matched when the event was accepted, with their epochs.
    subscribers text[] not null,
    epochs bigint[] not null,
    -- So many of them have been dealt with.
    position int not null
);

-- Deliveries -----------------------------------------------------------------------------------------------------------

create table deliveries (
    id uuid not null,
    event_id uuid not null,
    subscriber_id text not null,
    epoch bigint not null,
    -- 0 pending, 1 delivered, 2 failed, 3 expired, 4 cancelled
    status smallint not null,
    attempts smallint not null,
    next_attempt_at timestamptz,
    created_at timestamptz not null,
    finished_at timestamptz,
    error_kind smallint,
    error_message text,
    http_status smallint,
    primary key (id)
) partition by range (id);
create index deliveries_event on deliveries (event_id);
create index deliveries_subscriber on deliveries (subscriber_id, id);
create index deliveries_pending on deliveries (subscriber_id, next_attempt_at) where status = 0;
create index deliveries_not_delivered on deliveries (subscriber_id, status, id) where status > 1;

create table attempts (
    delivery_id uuid not null,
    attempt smallint not null,
    started_at timestamptz not null,
    duration_ms int not null,
    http_status smallint,
    error_kind smallint,
    error_message text,
    primary key (delivery_id, attempt)
) partition by range (delivery_id);

-- Apart from the attempts because they are kept for a shorter time.
create table attempt_bodies (
    delivery_id uuid not null,
    attempt smallint not null,
    response_start bytea not null,
    primary key (delivery_id, attempt)
) partition by range (delivery_id);

-- Roll-ups -------------------------------------------------------------------------------------------------------------
-- Totals outlive rows. Two tables, because appends and outcomes commit side by side and must not wait for each other's
-- row locks; `writer` keeps silos apart for the same reason. Span: 'm' minute, kept 48 h; 'h' hour, kept for ever.

create table append_rollups (
    span char(1) not null,
    bucket timestamptz not null,
    -- 'source' counts events of a source, 'subscriber' counts deliveries made for a subscriber.
    kind text not null,
    id text not null,
    writer smallint not null,
    events bigint not null,
    primary key (span, bucket, kind, id, writer)
) with (fillfactor = 50);

create table outcome_rollups (
    span char(1) not null,
    bucket timestamptz not null,
    subscriber_id text not null,
    writer smallint not null,
    delivered bigint not null,
    failed bigint not null,
    expired bigint not null,
    cancelled bigint not null,
    attempts bigint not null,
    -- Sum and histogram of the delays from `received` to 2xx, of delivered ones only.
    delay_ms_sum bigint not null,
    delays bigint[] not null,
    last_push_at timestamptz,
    primary key (span, bucket, subscriber_id, writer)
) with (fillfactor = 50);

create function add_counts(a bigint[], b bigint[]) returns bigint[]
language sql immutable strict parallel safe
as $f$ select array_agg(coalesce(x, 0) + coalesce(y, 0) order by n) from unnest(a, b) with ordinality as t (x, y, n) $f$;
