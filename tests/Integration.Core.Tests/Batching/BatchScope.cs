using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Batching;

/// <summary>An optimiser whose calls the test answers, under a clock that the test moves.</summary>
internal sealed class BatchScope : IBatchOperation<string, BatchScope.Item, string>, IAsyncDisposable
{
    // A fault shows as a failure and not as a run without an end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Channel<PendingCall> _calls = Channel.CreateUnbounded<PendingCall>();
    private readonly Meters _meters = new();
    private BatchOptimizer<string, Item, string>? _optimizer;

    public FakeTimeProvider Time { get; } = new();

    public BatchOptimizerOptions Options { get; } = new() { RetryDelay = TimeSpan.FromSeconds(1) };

    public SameItemRule SameItem { get; init; } = SameItemRule.EachAlone;

    public int Limit { get; init; } = 3;

    public string Name => "test";

    public BatchOptimizer<string, Item, string> Optimizer =>
        _optimizer ??= new(this, Options, new BatchMetrics(_meters), Time, new Random(1));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public int MaxItems(string key) => Limit;

    public string IdOf(Item item) => item.Id;

    public long SizeOf(Item item) => item.Bytes;

    public string Refused(BatchRefusal refusal) => refusal.ToString();

    public async Task<BatchAnswer<string>> Call(string key, IReadOnlyList<Item> items, CancellationToken ct)
    {
        var call = new PendingCall(key, items);
        _calls.Writer.TryWrite(call);
        return await call.Reply.Task.WaitAsync(ct);
    }

    public Task<string> Send(string id, int value = 0, string key = "a") =>
        Optimizer.Send(key, new(id, value), Ct).WaitAsync(Patience, Ct);

    /// <summary>As <see cref="Send"/>, for a caller who may cancel.</summary>
    public Task<string> SendUntil(string id, int value, CancellationToken ct) =>
        Optimizer.Send("a", new(id, value), ct).WaitAsync(Patience, Ct);

    /// <summary>The next call that is made.</summary>
    public Task<PendingCall> Next() => _calls.Reader.ReadAsync(Ct).AsTask().WaitAsync(Patience, Ct);

    /// <summary>Whether a meter is this scope's.</summary>
    public bool Made(Meter meter) => _meters.Has(meter);

    /// <summary>Whether no call is made now.</summary>
    public bool IsQuiet => _calls.Reader.Count == 0;

    /// <summary>
    /// True, once a call is settled of which one item was told: all of it is settled under the lock that this takes too.
    /// </summary>
    public bool IsSettled => Optimizer.Held >= 0;

    public void Pass(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    public async ValueTask DisposeAsync()
    {
        var ending = Optimizer.DisposeAsync().AsTask();
        Pass(Options.DrainTime.TotalSeconds + 1);
        await ending.WaitAsync(Patience, Ct);
        _meters.Dispose();
    }

    internal sealed record Item(string Id, int Value, long Bytes = 10);

    internal sealed record PendingCall(string Key, IReadOnlyList<Item> Items)
    {
        public TaskCompletionSource<BatchAnswer<string>> Reply { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Ids => string.Join(' ', Items.Select(item => item.Id));

        /// <summary>Every item succeeds with its value.</summary>
        public void Succeed() => Answer(static item => new($"done {item.Value}"));

        /// <summary>Every item fails for a passing reason.</summary>
        public void FailAll(TimeSpan? pause = null) => Answer(static _ => new("busy", IsPassing: true), pause);

        public void Answer(Func<Item, BatchOutcome<string>> outcome, TimeSpan? pause = null) =>
            Reply.SetResult(new([.. Items.Select(outcome)], pause));
    }

    private sealed class Meters : IMeterFactory
    {
        private readonly List<Meter> _meters = [];

        public bool Has(Meter meter) => _meters.Contains(meter);

        public Meter Create(MeterOptions options)
        {
            var meter = new Meter(options.Name);
            _meters.Add(meter);
            return meter;
        }

        public void Dispose() => _meters.ForEach(meter => meter.Dispose());
    }
}
