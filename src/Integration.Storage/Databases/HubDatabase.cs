using Npgsql;

namespace Integration.Databases;

/// <summary>The product's PostgreSQL database: three pools over one connection string.</summary>
public sealed class HubDatabase : IAsyncDisposable
{
    private const string PlannedOnce =
        "-c enable_mergejoin=off -c enable_seqscan=off -c plan_cache_mode=force_generic_plan";

    // Hot statements join a handful of rows from unnest() with large partitioned tables. Without statistics (a fresh
    // partition) the planner may prefer scanning the whole table and keep that plan; index lookups are always right here.
    private const string LookUps = $"{PlannedOnce} -c enable_hashjoin=off";

    // The update names its rows itself; hashing them with the outcomes is right for one as for a thousand.
    private const string Hashes = $"{PlannedOnce} -c enable_nestloop=off";

    /// <summary>Opens nothing yet; connections are made when first used.</summary>
    /// <param name="connectionString">An Npgsql connection string.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public HubDatabase(string connectionString)
    {
        ConnectionString = connectionString;
        Writes = Build(connectionString, LookUps, "integration-writes", maxPoolSize: 20, isReset: false);
        Outcomes = Build(connectionString, Hashes, "integration-outcomes", maxPoolSize: 4, isReset: false);
        Reads = Build(connectionString, "", "integration-reads", maxPoolSize: 20, isReset: true);
    }

    /// <summary>As it was given.</summary>
    public string ConnectionString { get; }

    /// <summary>
    /// For the group writers: statements are prepared and planned once, joins are index look-ups. Sessions are not reset
    /// between uses (three statements each time): nothing here may outlive its transaction, no setting and no lock.
    /// </summary>
    public NpgsqlDataSource Writes { get; }

    /// <summary>For the writer of outcomes: as <see cref="Writes"/>, but its one join is a hash join.</summary>
    public NpgsqlDataSource Outcomes { get; }

    /// <summary>For everything else: lists, searches, configuration.</summary>
    public NpgsqlDataSource Reads { get; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Writes.DisposeAsync();
        await Outcomes.DisposeAsync();
        await Reads.DisposeAsync();
    }

    private static NpgsqlDataSource Build(
        string connectionString,
        string settings,
        string name,
        int maxPoolSize,
        bool isReset
    )
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = name };
        var options = builder.ConnectionStringBuilder;
        options.Options = $"{options.Options} -c jit=off {settings}".Trim();
        options.NoResetOnClose = !isReset;
        options.MaxAutoPrepare = 50;
        options.AutoPrepareMinUsages = 2;
        options.MaxPoolSize = Math.Min(options.MaxPoolSize, maxPoolSize);
        options.Timeout = Math.Min(options.Timeout, 5);
        options.CommandTimeout = Math.Min(options.CommandTimeout, 30);
        options.ApplicationName ??= name;
        return builder.Build();
    }
}
