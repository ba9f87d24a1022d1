using Microsoft.Extensions.Logging;

namespace Integration.Delivery;

/// <summary>
/// Tells grains what became of their attempts. A report that is lost (a process that stood still lets messages expire)
/// would keep a slot taken for ever, so it is sent again.
/// </summary>
internal sealed partial class AttemptReports(TimeProvider time, ILogger<AttemptReports> logger)
{
    private const int Tries = 8;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Sends the reports, without waiting for their arrival.</summary>
    public void Send(ISubscriberGrain owner, AttemptReport[] reports) => _ = SendUntilHeard(owner, reports);

    private async Task SendUntilHeard(ISubscriberGrain owner, AttemptReport[] reports)
    {
        for (var left = Tries; left > 0; left--)
        {
            try
            {
                await owner.Report(reports, CancellationToken.None);
                return;
            }
            catch (ObjectDisposedException)
            {
                // The silo has ended, and with it the slots.
                return;
            }
            catch (Exception exception)
            {
                // Also where the grain has moved: its new activation holds no slot and hears nothing new.
                LogNotHeard(exception, reports.Length, left - 1);
            }

            await Task.Delay(FirstPause * (1 << (Tries - left)), time);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} reports of attempts were not heard; sent {Left} times more")]
    private partial void LogNotHeard(Exception exception, int count, int left);
}
