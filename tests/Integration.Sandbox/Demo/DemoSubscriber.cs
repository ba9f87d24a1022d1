using Integration.Sandbox.Receivers;

namespace Integration.Sandbox.Demo;

/// <summary>A partner that the demo registers with the hub, and how its endpoint behaves.</summary>
internal sealed record DemoSubscriber
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required ReceiverBehaviour Behaviour { get; init; }

    public required string[] EventTypes { get; init; }

    /// <summary>Sources whose events it wants; empty for all.</summary>
    public string[] Sources { get; init; } = [];

    public string Format { get; init; } = "standard";

    public string Timeout { get; init; } = "10s";

    /// <summary>Waits before the retries.</summary>
    public string[] Retry { get; init; } = ["1s", "2s", "4s"];

    public int Concurrency { get; init; } = 8;

    public string? Freshness { get; init; }

    /// <summary>How long a slow endpoint takes.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Whether every single event must arrive.</summary>
    public bool MustReceiveAll => Behaviour is ReceiverBehaviour.Healthy;

    /// <summary>Its behaviour and its freshness limit, for people.</summary>
    public string Description =>
        Behaviour switch
        {
            ReceiverBehaviour.Slow => $"slow, {Delay.TotalMilliseconds:0} ms",
            ReceiverBehaviour.Flaky => "flaky, 30 % 500",
            ReceiverBehaviour.Dead => "dead",
            ReceiverBehaviour.Hang => "hanging",
            _ => "healthy",
        } + (Freshness is null ? "" : $", fresh {Freshness}");

    /// <summary>Whether the hub is to route events of this type to it.</summary>
    /// <param name="type">The type.</param>
    /// <param name="source">The source; null for one that no subscriber names.</param>
    public bool Wants(string type, string? source) =>
        (Sources.Length == 0 || Sources.Contains(source, StringComparer.Ordinal))
        && EventTypes.Any(pattern =>
            pattern == "*"
            || pattern == type
            || (
                pattern.EndsWith(".*", StringComparison.Ordinal)
                && type.StartsWith(pattern[..^1], StringComparison.Ordinal)
            )
        );
}
