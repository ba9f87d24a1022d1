-- Calls to platforms (P4), counted by minute and hour: no row for each call.
create table platform_calls (
    span char(1) not null,
    bucket timestamptz not null,
    platform text not null,
    account text not null,
    endpoint text not null,
    writer smallint not null,
    succeeded bigint not null,
    transient bigint not null,
    throttled bigint not null,
    unauthorised bigint not null,
    permanent bigint not null,
    cache_hits bigint not null,
    cache_misses bigint not null,
    -- What calls waited for the account's rate, in all.
    rate_wait_ms bigint not null,
    -- Sum and histogram of what attempts took.
    duration_ms_sum bigint not null,
    durations bigint[] not null,
    primary key (span, bucket, platform, account, endpoint, writer)
) with (fillfactor = 50);
