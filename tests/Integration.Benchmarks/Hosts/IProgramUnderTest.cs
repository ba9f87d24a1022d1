namespace Integration.Benchmarks.Hosts;

/// <summary>A program that takes events on a port and pushes them to subscribers.</summary>
internal interface IProgramUnderTest : IAsyncDisposable
{
    /// <summary>What it is called in results.</summary>
    string Name { get; }

    /// <summary>Its process.</summary>
    ChildProgram Program { get; }

    /// <summary>Where it takes events.</summary>
    int Port { get; }

    /// <summary>The path it takes them on.</summary>
    string Path { get; }

    /// <summary>Starts it with one subscriber of concurrency 64.</summary>
    Task Start(string subscriberUrl, CancellationToken ct);
}
