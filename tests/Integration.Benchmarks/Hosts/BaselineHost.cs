using System.Globalization;
using Integration.Benchmarks.Baseline;

namespace Integration.Benchmarks.Hosts;

/// <summary>
/// The hand-written relay, run as a process of its own by the verb <c>baseline</c> of this program; or two of them that share a
/// database and halve the load, as the measure of what a second process alone costs on this machine.
/// </summary>
internal sealed class BaselineHost : IProgramUnderTest
{
    private readonly string _dataFolder;
    private readonly ChildProgram[] _relays;

    /// <summary>Prepares relays in a new folder on free ports, from this one on.</summary>
    public BaselineHost(string dataFolder, int port, int relays = 1)
    {
        _dataFolder = dataFolder;
        Port = port;
        _relays = new ChildProgram[relays];
    }

    public string Name => _relays.Length == 1 ? "baseline" : "2 relays";

    public IReadOnlyList<int> Processes => [.. _relays.Select(static one => one.Id)];

    public IReadOnlyList<int> Database => ProcessFigures.Descendants(_relays[0].Id);

    public int Port { get; }

    public IReadOnlyList<int> Ports => [.. Enumerable.Range(Port, _relays.Length)];

    public IReadOnlyList<string> Paths => ["/in/bench"];

    public async Task Start(string subscriberUrl, CancellationToken ct)
    {
        for (var i = 0; i < _relays.Length; i++)
        {
            string[] shared = i == 0 ? [] : ["--database", await File.ReadAllTextAsync(ConnectionFile, ct)];
            await Start(i, subscriberUrl, shared, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The first one last: the database is below it.
        foreach (var relay in _relays.Reverse())
        {
            if (relay is not null)
            {
                await relay.DisposeAsync();
            }
        }
    }

    private string ConnectionFile => Path.Combine(FolderOf(0), BaselineCommand.ConnectionFile);

    private string FolderOf(int relay) => relay == 0 ? _dataFolder : _dataFolder + "-second";

    private Task Start(int relay, string subscriberUrl, string[] more, CancellationToken ct)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port + relay}");
        var folder = FolderOf(relay);
        _relays[relay] = new ChildProgram(
            folder,
            [
                typeof(BaselineHost).Assembly.Location,
                "baseline",
                "--data-dir",
                folder,
                "--urls",
                address,
                "--subscriber",
                subscriberUrl,
                .. more,
            ]
        );
        _relays[relay].Start();
        return _relays[relay].WaitUntilReady(new Uri(address + "/health"), ct);
    }
}
