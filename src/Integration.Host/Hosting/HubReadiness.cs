using Integration.Cluster;
using Integration.Databases;
using Integration.Health;
using Integration.Intake;
using Integration.Partitions;
using Integration.Time;
using Npgsql;

namespace Integration.Hosting;

/// <summary>Whether a request would succeed now: database there, a day to write into, a silo that answers, not stopping.</summary>
internal sealed class HubReadiness(
    HubDatabase database,
    DatabaseClock clock,
    IClusterReadiness cluster,
    IHostApplicationLifetime lifetime,
    StorageReserve? reserve = null
) : IReadiness
{
    public async Task<IReadOnlyList<string>> Faults(CancellationToken ct)
    {
        var faults = new List<string>();
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            faults.Add("The process is stopping.");
        }

        if (reserve is { IsShort: true })
        {
            faults.Add("There is no room left to store events.");
        }

        if (await cluster.Fault(ct) is { } fault)
        {
            faults.Add(fault);
        }

        try
        {
            await using var command = database.Reads.CreateCommand("select to_regclass($1) is not null");
            command.Parameters.Add(
                new() { Value = PartitionDays.Name("events", DateOnly.FromDateTime(clock.UtcNow().UtcDateTime)) }
            );
            if (await command.ExecuteScalarAsync(ct) is not true)
            {
                faults.Add("There is no partition for today.");
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            faults.Add("The database cannot be had.");
        }

        return faults;
    }
}
