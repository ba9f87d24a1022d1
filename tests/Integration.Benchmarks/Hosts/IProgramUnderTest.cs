namespace Integration.Benchmarks.Hosts;

/// <summary>A program that takes events on a port and pushes them to subscribers.</summary>
internal interface IProgramUnderTest : IAsyncDisposable
{
    /// <summary>What it is called in results.</summary>
    string Name { get; }

    /// <summary>Its processes that hold what it is about; of a cluster the silos.</summary>
    IReadOnlyList<int> Processes { get; }

    /// <summary>Its processes that only let requests in, where these are others.</summary>
    IReadOnlyList<int> Gateways => [];

    /// <summary>The processes of its database.</summary>
    IReadOnlyList<int> Database { get; }

    /// <summary>Where it takes events.</summary>
    int Port { get; }

    /// <summary>Where its processes take events, each an equal share; more than one where senders share them out.</summary>
    IReadOnlyList<int> Ports => [Port];

    /// <summary>The paths it takes them on.</summary>
    IReadOnlyList<string> Paths { get; }

    /// <summary>Starts it; each event goes to one subscriber of concurrency 64.</summary>
    Task Start(string subscriberUrl, CancellationToken ct);
}
