using Integration.CommandLine;
using Integration.Dashboard;
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
        var clock = services.GetRequiredService<DatabaseClock>();
        await Migrate(services, ct);
        if (settings.Role != HostRole.Silo)
        {
            await DashboardServices.EnsureKey(services, ct);
        }

        if (settings.Role == HostRole.Gateway)
        {
            return;
        }

        await KeyCreation.EnsureAdministrator(services, settings, ct);
        await services.GetRequiredService<PartitionMaintenance>().MakeAhead(clock.UtcNow(), ct);
        if (settings.OwnsDatabase)
        {
            // A joining silo waits for every one that the table calls alive: here they are surely dead (decision 22).
            var database = services.GetRequiredService<HubDatabase>();
            await using var command = database.Reads.CreateCommand("delete from orleans_membership");
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Brings the schema up to date and the clock in step; all that making a key needs.</summary>
    public static async Task Migrate(IServiceProvider services, CancellationToken ct)
    {
        var database = services.GetRequiredService<HubDatabase>();
        await Migrator.Migrate(database, ct);
        await DatabaseTime.Measure(database, services.GetRequiredService<DatabaseClock>(), ct);
    }
}
