using Integration.CommandLine;
using Integration.Databases;
using Integration.Migrations;
using Integration.Partitions;
using Integration.Time;

namespace Integration.Hosting;

/// <summary>What must be true of the database before the application starts.</summary>
internal static class HubPreparation
{
    /// <summary>Migrates, reads the clock, makes the partitions; clears dead membership of a database that is ours alone.</summary>
    public static async Task Run(IServiceProvider services, HubSettings settings, CancellationToken ct)
    {
        var database = services.GetRequiredService<HubDatabase>();
        var clock = services.GetRequiredService<DatabaseClock>();
        await Migrator.Migrate(database, ct);
        await DatabaseTime.Measure(database, clock, ct);
        if (settings.Role == HostRole.Gateway)
        {
            return;
        }

        await KeyCreation.EnsureAdministrator(services, settings, ct);
        await services.GetRequiredService<PartitionMaintenance>().MakeAhead(clock.UtcNow(), ct);
        if (settings.OwnsDatabase)
        {
            // A joining silo waits for every one that the table calls alive: here they are surely dead (decision 22).
            await using var command = database.Reads.CreateCommand("delete from orleans_membership");
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
