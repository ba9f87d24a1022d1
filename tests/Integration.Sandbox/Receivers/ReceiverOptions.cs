using Integration.Sandbox.Signing;

namespace Integration.Sandbox.Receivers;

/// <summary>One partner's endpoint.</summary>
internal sealed record ReceiverOptions
{
    /// <summary>Where it listens; port 0 takes a free one.</summary>
    public string Url { get; init; } = "http://127.0.0.1:0";

    /// <summary>How it behaves.</summary>
    public required ReceiverBehaviour Behaviour { get; init; }

    /// <summary>Checks signatures; null to believe everybody.</summary>
    public StandardWebhooksKey? Key { get; init; }

    /// <summary>How long the slow one takes.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The share of requests that the flaky one answers with 500.</summary>
    public double FailureShare { get; init; } = 0.3;

    /// <summary>Bytes of a body that it reads; above it 413.</summary>
    public long MaxBody { get; init; } = 16 << 20;
}
