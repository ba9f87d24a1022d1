namespace Integration.Sync;

/// <summary>Rows of shops, runs and tasks as monitoring finds them.</summary>
internal static class MonitoredShops
{
    public static Task AddShop(
        this StorageScope scope,
        string id,
        string settings = "{}",
        bool enabled = true,
        TimeSpan age = default,
        bool paused = false,
        bool waits = false
    ) =>
        scope.Execute(
            """
            insert into shops (id, settings, enabled, version, created_at, updated_at, paused_at, pause_reason, waits_for_account)
            values (@id, '{"account":"main"}'::jsonb || @settings::jsonb, @enabled, 1, @made, @made,
                case when @paused then @made end, case when @paused then 'Because.' end, @waits)
            """,
            new
            {
                id,
                settings,
                enabled,
                paused,
                waits,
                made = (scope.Now - age).UtcDateTime,
            }
        );

    /// <summary>A shop that is new now, where the test made none.</summary>
    public static Task KnowShop(this StorageScope scope, string id) =>
        scope.Execute(
            """
            insert into shops (id, settings, enabled, version, created_at, updated_at)
            values (@id, '{}', true, 1, @Now, @Now) on conflict do nothing
            """,
            new { id, Now = scope.Now.UtcDateTime }
        );

    public static Task AddState(this StorageScope scope, string shop, SyncKind kind, TimeSpan? behind) =>
        scope.Execute(
            "insert into sync_states (shop, kind, window_end) values (@shop, @kind, @end)",
            new
            {
                shop,
                kind = (short)kind,
                end = behind is { } time ? (scope.Now - time).UtcDateTime : (DateTime?)null,
            }
        );

    public static Task AddRun(
        this StorageScope scope,
        string shop,
        SyncKind kind,
        TimeSpan age,
        SyncRunState state = SyncRunState.Running
    ) =>
        scope.Execute(
            """
            insert into sync_runs (id, shop, kind, mode, state, epoch, generation, started_by, started_at)
            values (gen_random_uuid(), @shop, @kind, 0, @state, 1, 0, 'tester', @at)
            """,
            new
            {
                shop,
                kind = (short)kind,
                state = (short)state,
                at = (scope.Now - age).UtcDateTime,
            }
        );

    /// <summary>An account with the health that its last call left.</summary>
    public static Task AddAccount(this StorageScope scope, string id, string? refusedFor) =>
        scope.Execute(
            """
            insert into platform_accounts (id, settings, enabled, version, created_at, updated_at, health)
            values (@id, '{}', true, 1, @at, @at, @health::jsonb)
            """,
            new
            {
                id,
                at = scope.Now.UtcDateTime,
                health = refusedFor is null
                    ? """{"last_call":{"at":"2026-11-24T12:00:00.000Z"}}"""
                    : """{"last_call":{"at":"2026-11-24T12:00:00.000Z","failure":{"kind":"unauthorised","detail":"No.","reason":"""
                        + $"\"{refusedFor}\"}}}}}}",
            }
        );

    /// <summary>Enrichment tasks of a shop, numbered from a number on.</summary>
    /// <param name="scope">The test's.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="status">0 pending, 1 processing, 2 completed, 3 failed.</param>
    /// <param name="due">When it is or was due and when it ended, from now.</param>
    /// <param name="count">How many.</param>
    public static Task AddTasks(this StorageScope scope, string shop, int status, TimeSpan due, int count = 1) =>
        scope.Execute(
            """
            insert into enrichment_tasks (shop, number, order_ids, status, priority, shipped_at, due_at, created_at, updated_at,
                finished_at)
            select @shop, gen_random_uuid()::text, '{}', @status, 0, @at, @at, @at, @at, case when @status > 1 then @at end
            from generate_series(1, @count)
            """,
            new
            {
                shop,
                status = (short)status,
                at = (scope.Now + due).UtcDateTime,
                count,
            }
        );
}
