namespace Integration.Benchmarks.Growth;

/// <summary>
/// The rows of one day, made by the server itself. Parameters: $1 first instant of the day, $2 how many, $3 number of the first
/// event, and of tables partitioned by day the name of a new table without indexes in place of <c>{0}</c>.
/// </summary>
internal static class FillSql
{
    // Ids are UUID v7 spread evenly over the day; the same event number always gives the same id.
    private const string Rows = """
        from (
            select n, at,
                (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5('e' || n), 1, 3)
                    || '8' || substr(md5('e' || n), 4, 15))::uuid as event_id,
                (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5('d' || n), 1, 3)
                    || '9' || substr(md5('d' || n), 4, 15))::uuid as delivery_id,
                'fill-' || lpad((n % 20)::text, 2, '0') as subscriber_id,
                n % 10000 = 0 as failed
            from (
                select $3::bigint + i as n, $1::timestamptz + (i::float8 / $2::bigint) * interval '23:59:59' as at
                from generate_series(0, $2::bigint - 1) as i
            ) as numbers
        ) as r
        """;

    public const string Events = $$"""
        insert into {0} (id, source, type, subject, time, received, version, key, content_type, payload_kind, payload)
        select event_id, 'bench-' || n % 10, (array['order.created', 'order.updated', 'inventory.changed', 'payment.received',
            'product.updated'])[1 + n % 5] || case when n % 50000 = 7 then '.rare' else '' end,
            'order/PO-' || n / 4, at, at, null, 'fill-' || n, 'application/json', 0,
            convert_to('{"id":"fill-' || n || '","state":"' || repeat('paid', 40) || '"}', 'UTF8')
        {{Rows}}
        """;

    public const string Deliveries = $$"""
        insert into {0} (id, event_id, subscriber_id, epoch, status, attempts, created_at, finished_at, error_kind,
            error_message, http_status)
        select delivery_id, event_id, subscriber_id, 1, case when failed then 2 else 1 end, case when failed then 4 else 1 end,
            at, at + interval '20 ms', case when failed then 4 end, case when failed then 'answered 500' end,
            case when failed then 500 else 200 end
        {{Rows}}
        """;

    public const string Attempts = $$"""
        insert into {0} (delivery_id, attempt, started_at, duration_ms, http_status, error_kind, error_message)
        select delivery_id, attempt, at, 15, case when failed then 500 else 200 end, case when failed then 4 end,
            case when failed then 'answered 500' end
        {{Rows}} cross join lateral generate_series(1, case when failed then 4 else 1 end) as attempt
        """;

    public const string Keys = $$"""
        insert into event_keys (source, key_hash, event_id)
        select 'bench-' || n % 10, md5('fill-' || n)::uuid, event_id {{Rows}}
        """;

    public const string Audit = $$"""
        insert into audit (id, at, actor, action, target, before, after)
        select event_id, at, 'administrator', 'subscriber.change', 'subscriber/' || subscriber_id, '{"enabled":true}', '{"enabled":false}'
        {{Rows}} where n % 1000 = 0
        """;

    public const string AppendRollups = $$"""
        insert into append_rollups (span, bucket, kind, id, writer, events)
        select 'h', date_trunc('hour', at, 'UTC'), 'source', 'bench-' || n % 10, 9, count(*) {{Rows}} group by 1, 2, 4
        union all
        select 'h', date_trunc('hour', at, 'UTC'), 'subscriber', subscriber_id, 9, count(*) {{Rows}} group by 1, 2, 4
        """;

    /// <summary>$4: bins of the histogram; all delays fall into the fourteenth (20 ms).</summary>
    public const string OutcomeRollups = $$"""
        insert into outcome_rollups (span, bucket, subscriber_id, writer, delivered, failed, expired, cancelled, attempts,
            delay_ms_sum, delays, last_push_at)
        select 'h', date_trunc('hour', at, 'UTC'), subscriber_id, 9, count(*) filter (where not failed),
            count(*) filter (where failed), 0, 0, sum(case when failed then 4 else 1 end), 20 * count(*),
            array_fill(0::bigint, array[13]) || count(*) filter (where not failed)
                || array_fill(0::bigint, array[$4::int - 14]), max(at)
        {{Rows}} group by 2, 3
        """;
}
