using System.Threading.Channels;
using Integration.Access;
using Integration.Intake;
using Integration.Problems;

namespace Integration.Delivery;

/// <summary>Hears the reports of attempts; whether the pump hears them too is the test's affair.</summary>
internal sealed class RecordingOwner : ISubscriberGrain
{
    private readonly Channel<AttemptReport> _reports = Channel.CreateUnbounded<AttemptReport>();

    /// <summary>The next report; waits for it, but not for ever.</summary>
    public Task<AttemptReport> Next() =>
        _reports
            .Reader.ReadAsync(TestContext.Current.CancellationToken)
            .AsTask()
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

    public Task Report(AttemptReport[] reports, CancellationToken ct)
    {
        foreach (var report in reports)
        {
            _reports.Writer.TryWrite(report);
        }

        return Task.CompletedTask;
    }

    public Task Wake(CancellationToken ct) => throw new NotSupportedException();

    public Task<Outcome<SubscriberResource>> Create(
        SubscriberSettings settings,
        WriteContext context,
        CancellationToken ct
    ) => throw new NotSupportedException();

    public Task<Outcome<SubscriberResource>> Change(byte[] mergePatch, WriteContext context, CancellationToken ct) =>
        throw new NotSupportedException();

    public Task<Outcome<SubscriberResource>> Delete(WriteContext context, CancellationToken ct) =>
        throw new NotSupportedException();

    public Task<Outcome<AppendResult>> SendTest(string type, WriteContext context, CancellationToken ct) =>
        throw new NotSupportedException();
}
