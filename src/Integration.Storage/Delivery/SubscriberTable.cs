using Integration.Databases;
using Integration.Resources;
using Npgsql;

namespace Integration.Delivery;

/// <summary>
/// The table of subscribers. Writes take the exclusive routing lock and raise the routing version: once committed, every
/// later append is routed by them (decision 4).
/// </summary>
public sealed class SubscriberTable(HubDatabase database)
    : ResourceTable<SubscriberSettings, SubscriberResource>(database, "subscribers", keepsDeleted: true)
{
    private const string RaiseRouting = "update routing_version set version = version + 1";

    /// <inheritdoc />
    public override SubscriberResource Show(ResourceRow<SubscriberSettings> row) =>
        new()
        {
            Id = row.Id,
            Name = row.Settings.Name,
            Url = row.Settings.Url!,
            EventTypes = row.Settings.EventTypes!,
            Sources = row.Settings.Sources ?? [],
            Format = row.Settings.Format!,
            Headers = row.Settings.Headers ?? [],
            Timeout = row.Settings.Timeout!,
            Retry = row.Settings.Retry!,
            Concurrency = row.Settings.Concurrency!.Value,
            Freshness = row.Settings.Freshness,
            Enabled = row.Settings.Enabled,
            SecretSet = true,
            SecretChangedAt = row.SecretChangedAt,
            Version = row.Version,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
        };

    /// <inheritdoc />
    public override async Task<bool> Write(
        NpgsqlConnection connection,
        ResourceRow<SubscriberSettings> row,
        CancellationToken ct
    )
    {
        await using (var exclusive = new NpgsqlCommand(RoutingLock.Exclusive, connection))
        {
            await exclusive.ExecuteNonQueryAsync(ct);
        }

        if (!await base.Write(connection, row, ct))
        {
            return false;
        }

        await using var raise = new NpgsqlCommand(RaiseRouting, connection);
        await raise.ExecuteNonQueryAsync(ct);
        return true;
    }
}
