using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Sandbox.Platforms;

/// <summary>A platform whose clock stands until a test moves it, and somebody who calls it.</summary>
internal sealed class PlatformScope : IAsyncDisposable
{
    /// <summary>Where Taobao puts the code of a refusal.</summary>
    public const string TopCode = "error_response.code";

    /// <summary>Where Pinduoduo puts the code of a refusal.</summary>
    public const string PinduoduoCode = "error_response.error_code";

    private PlatformScope(SandboxPlatform platform, PlatformCaller caller, WatchedTime time) =>
        (Platform, Caller, Time) = (platform, caller, time);

    public static TheoryData<PlatformKind> Kinds => new(Enum.GetValues<PlatformKind>());

    public SandboxPlatform Platform { get; }

    public PlatformCaller Caller { get; }

    /// <summary>The platform's time, and the caller's, unless another clock was asked for.</summary>
    public WatchedTime Time { get; }

    public static Task<PlatformScope> Start(PlatformKind kind, int products = 10) =>
        Start(kind, new PlatformOptions { Products = products });

    public static Task<PlatformScope> Start(PlatformKind kind, FaultPlan faults, int seed = 1) =>
        Start(
            kind,
            new PlatformOptions
            {
                Products = 10,
                Seed = seed,
                Faults = faults,
            }
        );

    public static Task<PlatformScope> Start(PlatformKind kind, PlatformOptions options) => Start(kind, options, null);

    /// <summary>Starts with a caller whose clock is slow by this much, or fast where it is negative.</summary>
    public static Task<PlatformScope> StartWithClockBehind(PlatformKind kind, TimeSpan behind) =>
        Start(kind, new PlatformOptions { Products = 10 }, behind);

    /// <summary>Asks for the first product and expects a refusal with this code at this path.</summary>
    public async Task Refuses(string path, string code, int status)
    {
        var answer = await Caller.Detail();

        answer[path].Should().Be(code, answer.Text);
        answer.Status.Should().Be((HttpStatusCode)status);
    }

    public async ValueTask DisposeAsync()
    {
        Caller.Dispose();
        await Platform.DisposeAsync();
    }

    private static async Task<PlatformScope> Start(PlatformKind kind, PlatformOptions options, TimeSpan? behind)
    {
        var time = new WatchedTime();
        var platform = await SandboxPlatform.Start(kind, options, time);
        TimeProvider callersTime = behind is { } by ? new FakeTimeProvider(time.GetUtcNow() - by) : time;
        return new PlatformScope(platform, new PlatformCaller(platform, callersTime), time);
    }
}
