using Integration.Partners;

namespace Integration.Hubs;

/// <summary>
/// A hub with its embedded database for the tests of one class, who may stop and kill it: whoever comes next starts it
/// again. Starting takes most of the time of such tests.
/// </summary>
public sealed class OwnHub : IAsyncLifetime
{
    private int _ids;

    internal HubProcess Process { get; } = HubProcess.Create();

    internal Partner Partner { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Partner = await Partner.Start();

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        await Partner.DisposeAsync();
    }

    /// <summary>Starts it where it does not run.</summary>
    internal async Task<HubProcess> Running()
    {
        if (!Process.IsRunning)
        {
            await Process.Start();
        }

        return Process;
    }

    /// <summary>An id that no other test of the class uses.</summary>
    internal string NewId(string prefix) => $"{prefix}-{Interlocked.Increment(ref _ids)}";
}
