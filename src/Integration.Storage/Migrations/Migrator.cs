using Dapper;
using DbUp;
using DbUp.Engine;
using Integration.Databases;
using Npgsql;

namespace Integration.Migrations;

/// <summary>Brings the schema up to what this build knows: plain SQL scripts, each once, in the order of their names.</summary>
public static class Migrator
{
    // Any constant will do; this one is "integrat" in ASCII.
    private const long LockKey = 0x696E746567726174;

    /// <summary>
    /// Runs the scripts that the database has not seen, under an advisory lock, so that silos may start together.
    /// </summary>
    /// <exception cref="SchemaTooNewException">A newer build has changed the schema; nothing was done.</exception>
    /// <exception cref="MigrationException">A script failed; the database is as it was before it.</exception>
    /// <exception cref="NpgsqlException">The database cannot be had.</exception>
    public static async Task Migrate(HubDatabase database, CancellationToken ct)
    {
        await using var locked = await AdvisoryLock.Take(database.Reads, LockKey, ct);
        await RefuseNewer(locked.Connection, ct);
        var result = DeployChanges
            .To.PostgresqlDatabase(database.ConnectionString)
            .WithScriptsEmbeddedInAssembly(typeof(Migrator).Assembly, IsScript)
            .WithTransactionPerScript()
            // Our scripts hold Orleans' texts with their own @ and $ marks: nothing in them is a variable of ours.
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        ThrowIfFailed(result);
    }

    // What a newer build made of the tables is unknown here: to write into them could spoil them.
    private static async Task RefuseNewer(NpgsqlConnection connection, CancellationToken ct)
    {
        var known = typeof(Migrator).Assembly.GetManifestResourceNames().Where(IsScript);
        var unknown = (await Executed(connection, ct)).Except(known, StringComparer.Ordinal).ToArray();
        if (unknown.Length > 0)
        {
            throw new SchemaTooNewException(
                $"The database was brought up to date by a newer build: this one does not know {string.Join(", ", unknown)}. "
                    + "Start that build or a later one, or restore the back-up that was made before the upgrade."
            );
        }
    }

    private static async Task<IEnumerable<string>> Executed(NpgsqlConnection connection, CancellationToken ct) =>
        await connection.ExecuteScalarAsync<bool>("select to_regclass('schemaversions') is not null")
            ? await connection.QueryAsync<string>(
                new CommandDefinition("select scriptname from schemaversions order by 1", cancellationToken: ct)
            )
            : [];

    private static bool IsScript(string name) => name.EndsWith(".sql", StringComparison.Ordinal);

    private static void ThrowIfFailed(DatabaseUpgradeResult result)
    {
        if (!result.Successful)
        {
            throw new MigrationException($"Migration {result.ErrorScript?.Name} failed.", result.Error);
        }
    }
}
