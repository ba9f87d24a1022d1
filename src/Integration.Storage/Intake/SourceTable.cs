using Integration.Databases;
using Integration.Mapping;
using Integration.Resources;
using Npgsql;

namespace Integration.Intake;

/// <summary>The table of sources.</summary>
public sealed class SourceTable(HubDatabase database)
    : ResourceTable<SourceSettings, SourceResource>(database, "sources")
{
    /// <inheritdoc />
    public override SourceResource Show(ResourceRow<SourceSettings> row) =>
        new()
        {
            Id = row.Id,
            Name = row.Settings.Name,
            Scheme = row.Settings.Scheme!,
            Options = row.Settings.Options,
            Mapping = row.Settings.Mapping,
            Enabled = row.Settings.Enabled,
            SecretSet = row.Sealed is not null,
            SecretChangedAt = row.SecretChangedAt,
            Warning = WarningOf(row.Settings),
            Version = row.Version,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
        };

    /// <summary>
    /// Also by the hub's own events, by a shop, and by an API key's name: events posted with it carry the name as their source.
    /// </summary>
    public override async Task<bool> IsTaken(NpgsqlConnection connection, string id, CancellationToken ct)
    {
        if (InternalSources.IsReserved(id))
        {
            return true;
        }

        await using var command = new NpgsqlCommand(
            """
            select exists (select 1 from api_keys where name = $1 and revoked_at is null)
                or exists (select 1 from shops where id = $1)
            """,
            connection
        )
        {
            Parameters = { new() { Value = id } },
        };
        return await command.ExecuteScalarAsync(ct) is true;
    }

    private static string? WarningOf(SourceSettings settings) =>
        settings.Scheme == "none" ? "Requests are not verified: anybody who knows the address can send."
        : settings.Scheme != "hmac" ? null
        : IsUnsigned(settings.Options, settings.Options?.TimestampHeader, "{timestamp}")
        || IsUnsigned(settings.Options, settings.Options?.NonceHeader, "{nonce}")
            ? "Timestamp or nonce are not signed: a captured request can be sent again. Name them in the template."
        : settings.Options is { NonceHeader: not null, TimestampHeader: null }
            ? "Nonces are remembered for twice the tolerance: without a signed timestamp a captured request can be sent again after it."
        : null;

    private static bool IsUnsigned(SourceOptions? options, string? header, string placeholder) =>
        header is not null && options?.Template?.Contains(placeholder, StringComparison.Ordinal) != true;
}
