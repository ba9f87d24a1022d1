using Npgsql;

namespace Integration.Databases;

/// <summary>The product's PostgreSQL database: two pools over one connection string.</summary>
public sealed class HubDatabase : IAsyncDisposable
{
    // Hot statements join a handful of rows from unnest() with large partitioned tables. Without statistics (a fresh
    // partition) the planner may prefer scanning the whole table and keep that plan; index lookups are always right here.
    private const string WriterSettings =
        "-c enable_hashjoin=off -c enable_mergejoin=off -c enable_seqscan=off -c jit=off "
        + "-c plan_cache_mode=force_generic_plan";

    /// <summary>Opens nothing yet; connections are made when first used.</summary>
    /// <param name="connectionString">An Npgsql connection string.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public HubDatabase(string connectionString)
    {
        ConnectionString = connectionString;
        Writes = Build(connectionString, WriterSettings, "integration-writes", maxPoolSize: 20, isReset: false);
        Reads = Build(connectionString, "-c jit=off", "integration-reads", maxPoolSize: 20, isReset: true);
    }

    /// <summary>As it was given.</summary>
    public string ConnectionString { get; }

    /// <summary>
    /// For the group writers: statements are prepared and planned once, joins are index look-ups. Sessions are not reset
    /// between uses (three statements each time): nothing here may outlive its transaction, no setting and no lock.
    /// </summary>
    public NpgsqlDataSource Writes { get; }

    /// <summary>For everything else: lists, searches, configuration.</summary>
    public NpgsqlDataSource Reads { get; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Writes.DisposeAsync();
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
        options.Options = string.IsNullOrEmpty(options.Options) ? settings : $"{options.Options} {settings}";
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
