using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using static Integration.Pipeline.PipelineScope;

namespace Integration.Pipeline;

public sealed class PipelineMetricsTests
{
    private const string Endpoint = "metrics.test";

    [Fact]
    public async Task Figures_AndTrace_NamePlatformEndpointAndOutcomeAndNothingOfTheAccount()
    {
        var counted = new ConcurrentQueue<(string Name, string[] Tags)>();
        var spans = new ConcurrentQueue<Activity>();
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == PipelineMetrics.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<long>(
            (instrument, _, tags, _) => counted.Enqueue((instrument.Name, Texts(tags)))
        );
        meters.Start();
        using var traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PipelineMetrics.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(traces);

        var scope = new PipelineScope();
        scope.Inner.Fails(1, Failure(Platforms.FailureKind.Permanent, Platforms.FailureReason.Gone));
        await scope.Send(Call with { Endpoint = Endpoint });
        await scope.Send(Call with { Endpoint = Endpoint });

        // Other tests may run at the same time.
        var own = counted.Where(one => one.Tags.Contains($"endpoint={Endpoint}")).ToArray();
        own.Where(one => one.Name == "integration.platform.calls")
            .Select(one => string.Join(' ', one.Tags))
            .Should()
            .Equal(
                $"platform=taobao endpoint={Endpoint} outcome=permanent reason=gone",
                $"platform=taobao endpoint={Endpoint} outcome=success"
            );
        own.Should().Contain(one => one.Name == "integration.platform.attempts");
        var span = spans.First(one => Equals(one.GetTagItem("integration.endpoint"), Endpoint));
        span.Status.Should().Be(ActivityStatusCode.Error);
        var shown = string.Join(' ', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"));
        shown.Should().Contain("integration.outcome=permanent");
        foreach (var secret in new[] { Account.AppSecret, Account.AccessToken!, Account.RefreshToken!, "as the test" })
        {
            shown.Should().NotContain(secret);
            own.SelectMany(one => one.Tags).Should().NotContain(tag => tag.Contains(secret, StringComparison.Ordinal));
        }
    }

    private static string[] Texts(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        [.. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")];
}
