using Integration.Databases;
using Integration.Lists;
using Integration.Resources;

namespace Integration.Alerts;

/// <summary>The table of channels of notices that are configured over the API.</summary>
public sealed class AlertChannelTable(HubDatabase database)
    : ResourceTable<AlertChannelSettings, AlertChannelResource>(database, "alert_channels")
{
    /// <summary>All rows, by id.</summary>
    /// <param name="most">So many at most.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<IReadOnlyList<ResourceRow<AlertChannelSettings>>> All(int most, CancellationToken ct) =>
        await Rows(new SqlFilter(), most, ct);

    /// <inheritdoc />
    public override AlertChannelResource Show(ResourceRow<AlertChannelSettings> row) =>
        new()
        {
            Id = row.Id,
            MinSeverity = row.Settings.MinSeverity!,
            Enabled = row.Settings.Enabled,
            Note = row.Settings.Note,
            // Stored settings have a mask in the place of each secret.
            Email = row.Settings.Email,
            Dingtalk = row.Settings.Dingtalk,
            Feishu = row.Settings.Feishu,
            Wecom = row.Settings.Wecom,
            Sms = row.Settings.Sms,
            SecretChangedAt = row.SecretChangedAt,
            Version = row.Version,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
        };
}
