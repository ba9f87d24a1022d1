using Npgsql;

namespace Integration.Delivery;

/// <summary>Reads the routing table.</summary>
public static class RoutingQueries
{
    private const string Sql = """
        select v.version, s.id, s.epoch,
            array(select jsonb_array_elements_text(s.settings -> 'event_types')),
            array(select jsonb_array_elements_text(coalesce(nullif(s.settings -> 'sources', 'null'), '[]')))
        from routing_version v
        left join subscribers s on s.enabled and s.deleted_at is null
        """;

    /// <summary>The table as the connection's transaction sees it, version and subscribers in one statement.</summary>
    public static async Task<RoutingTable> Load(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Sql, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        long version = 0;
        var routes = new List<SubscriberRoute>();
        while (await reader.ReadAsync(ct))
        {
            version = reader.GetInt64(0);
            if (!await reader.IsDBNullAsync(1, ct))
            {
                routes.Add(
                    new SubscriberRoute(
                        reader.GetString(1),
                        reader.GetInt64(2),
                        reader.GetFieldValue<string[]>(3),
                        reader.GetFieldValue<string[]>(4)
                    )
                );
            }
        }

        return new RoutingTable(version, routes);
    }
}
