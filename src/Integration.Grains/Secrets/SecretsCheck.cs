using Integration.Resources;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Secrets;

/// <summary>Tells at start which stored secrets do not open with the key file, so that nobody learns it from partners first.</summary>
internal sealed partial class SecretsCheck(SealedRows rows, KeyRing keys, ILogger<SecretsCheck> logger)
    : BackgroundService
{
    private const int MaxTold = 50;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Once(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogNotChecked(exception);
        }
    }

    /// <summary>Opens every stored secret and logs those that stay closed.</summary>
    internal async Task Once(CancellationToken ct)
    {
        var all = await rows.Read(ct);
        var closed = new List<string>();
        var reason = "";
        foreach (var (kind, id, blob) in all)
        {
            try
            {
                SecretEnvelope.Open(keys, blob, ResourcePlace.Of(kind, id));
            }
            catch (SecretUnreadableException unreadable)
            {
                closed.Add($"{kind}/{id}");
                reason = unreadable.Message;
            }
        }

        if (closed.Count > 0)
        {
            LogClosed(closed.Count, all.Count, reason, string.Join(", ", closed.Take(MaxTold)));
        }
    }

    [LoggerMessage(
        LogLevel.Error,
        "{Closed} of {All} stored secrets do not open: {Reason} Put the right key file back and start again, or set new secrets "
            + "with PATCH. Until then these sources refuse with 503, deliveries to these subscribers and notices in these channels "
            + "wait, and calls of these accounts fail: {Resources}"
    )]
    private partial void LogClosed(int closed, int all, string reason, string resources);

    [LoggerMessage(LogLevel.Warning, "Whether the stored secrets open was not checked")]
    private partial void LogNotChecked(Exception exception);
}
