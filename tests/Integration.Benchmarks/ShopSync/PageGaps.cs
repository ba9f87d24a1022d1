using System.Collections.Concurrent;
using System.Diagnostics;
using Integration.Sandbox.Platforms;

namespace Integration.Benchmarks.ShopSync;

/// <summary>Listens to a platform: how long its caller takes from the answer of a page to the request of the next.</summary>
internal sealed class PageGaps : IDisposable
{
    private readonly SandboxPlatform _platform;
    private readonly ConcurrentQueue<AnsweredCall> _pages = [];

    public PageGaps(SandboxPlatform platform)
    {
        _platform = platform;
        platform.Watcher = call =>
        {
            if (call.Name == SandboxTemu.List)
            {
                _pages.Enqueue(call);
            }
        };
    }

    /// <summary>Pages answered so far.</summary>
    public int Pages => _pages.Count;

    /// <summary>Between each two pages that followed one another.</summary>
    public IReadOnlyList<TimeSpan> Gaps =>
        [.. _pages.Zip(_pages.Skip(1), static (one, next) => Stopwatch.GetElapsedTime(one.Ended, next.Began))];

    public void Dispose() => _platform.Watcher = null;
}
