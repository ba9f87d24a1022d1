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
    /// <exception cref="MigrationException">A script failed; the database is as it was before it.</exception>
    /// <exception cref="NpgsqlException">The database cannot be had.</exception>
    public static async Task Migrate(HubDatabase database, CancellationToken ct)
    {
        await using var locked = await AdvisoryLock.Take(database.Reads, LockKey, ct);
        var result = DeployChanges
            .To.PostgresqlDatabase(database.ConnectionString)
            .WithScriptsEmbeddedInAssembly(
                typeof(Migrator).Assembly,
                name => name.EndsWith(".sql", StringComparison.Ordinal)
            )
            .WithTransactionPerScript()
            // Our scripts hold Orleans' texts with their own @ and $ marks: nothing in them is a variable of ours.
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        ThrowIfFailed(result);
    }

    private static void ThrowIfFailed(DatabaseUpgradeResult result)
    {
        if (!result.Successful)
        {
            throw new MigrationException($"Migration {result.ErrorScript?.Name} failed.", result.Error);
        }
    }
}
