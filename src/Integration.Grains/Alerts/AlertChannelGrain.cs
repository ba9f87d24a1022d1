using Integration.Access;
using Integration.Notices;
using Integration.Problems;
using Integration.Resources;
using Npgsql;

namespace Integration.Alerts;

/// <summary>One channel of notices as it is configured over the API.</summary>
internal sealed class AlertChannelGrain(
    ResourceDesk<AlertChannelSettings, AlertChannelSecrets, AlertChannelResource> desk,
    StoredChannels stored
) : Grain, IAlertChannelGrain
{
    private bool Exists => desk.HasUnreadableSecrets || desk.Configured is not null;

    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        desk.Load(this.GetPrimaryKeyString(), cancellationToken);

    public async Task<Outcome<AlertChannelResource>> Create(
        AlertChannelSettings settings,
        WriteContext context,
        CancellationToken ct
    )
    {
        try
        {
            // Several at once may pass it: it keeps the number small, not exact.
            if (!Exists && await stored.IsFull(ct))
                return AlertProblems.LimitReached("alert channels", NoticesOptions.MaxChannels);
        }
        catch (NpgsqlException exception)
        {
            return DatabaseProblems.Of(exception);
        }

        return await Changed(desk.Create(settings, context, ct));
    }

    public Task<Outcome<AlertChannelResource>> Change(byte[] mergePatch, WriteContext context, CancellationToken ct) =>
        Changed(desk.Change(mergePatch, context, ct));

    public Task<Outcome<AlertChannelResource>> Delete(WriteContext context, CancellationToken ct) =>
        Changed(desk.Delete(context, ct));

    private async Task<Outcome<AlertChannelResource>> Changed(Task<Outcome<AlertChannelResource>> change)
    {
        try
        {
            return await change;
        }
        finally
        {
            // The next activation reads the row; ids that nobody configured must not fill the memory.
            if (desk.IsStale || !Exists)
                DeactivateOnIdle();
        }
    }
}
