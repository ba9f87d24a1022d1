using Integration.Notices;
using Integration.Problems;
using Integration.Resources;
using Integration.Secrets;

namespace Integration.Alerts;

/// <summary>The channels that are configured over the API and are to be sent to.</summary>
internal sealed class StoredChannels(AlertChannelTable table, SecretVault vault, NoticeChannels channels)
{
    /// <summary>Whether there are as many as there may be.</summary>
    public async Task<bool> IsFull(CancellationToken ct) =>
        (await table.All(NoticesOptions.MaxChannels, ct)).Count == NoticesOptions.MaxChannels;

    /// <summary>Those that are enabled.</summary>
    /// <param name="known">Of the last time: what has not changed since is not made again.</param>
    /// <param name="ct">Cancels the query.</param>
    /// <exception cref="Npgsql.NpgsqlException">The database does not answer.</exception>
    public async Task<IReadOnlyList<StoredChannel>> Read(IReadOnlyList<StoredChannel> known, CancellationToken ct)
    {
        var before = known.ToDictionary(static one => one.Channel.Name, StringComparer.Ordinal);
        return
        [
            .. (await table.All(2 * NoticesOptions.MaxChannels, ct))
                .Where(static row => row.Settings.Enabled)
                .Select(row =>
                    before.GetValueOrDefault(row.Id) is { } same
                    && same.Version == row.Version
                    && same.UpdatedAt == row.UpdatedAt
                        ? same
                        : new StoredChannel(row.Version, row.UpdatedAt, Of(row))
                ),
        ];
    }

    private ConfiguredChannel Of(ResourceRow<AlertChannelSettings> row)
    {
        var place = ResourcePlace.Of(AlertChannelKind.KindName, row.Id);
        if (row.Sealed is not { } blob || vault.TryOpen<AlertChannelSecrets>(blob, place) is not { } secrets)
        {
            return Closed(
                row,
                "Its secrets do not open with the key file of this hub: put the right one back, or set them anew with PATCH."
            );
        }

        var errors = new FieldErrors();
        var options = AlertChannelWays.Read(secrets.Whole, errors);
        return errors.Problem is null
            ? channels.Make(row.Id, options)
            : Closed(
                row,
                "Its settings were taken by another release and are not valid in this one: change them with PATCH."
            );
    }

    private static ConfiguredChannel Closed(ResourceRow<AlertChannelSettings> row, string why)
    {
        var severity = AlertChannelWays.Read(row.Settings, new FieldErrors()).MinSeverity;
        return new ConfiguredChannel(row.Id, new ClosedChannel(why), severity);
    }
}
