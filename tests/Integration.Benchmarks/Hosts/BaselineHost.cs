using System.Globalization;

namespace Integration.Benchmarks.Hosts;

/// <summary>The hand-written relay, run as a process of its own by the verb <c>baseline</c> of this program.</summary>
internal sealed class BaselineHost : IProgramUnderTest
{
    private readonly string _dataFolder;

    /// <summary>Prepares a relay in a new folder on a free port.</summary>
    public BaselineHost(string dataFolder, int port)
    {
        _dataFolder = dataFolder;
        Port = port;
        Program = new ChildProgram(dataFolder);
    }

    public string Name => "baseline";

    public ChildProgram Program { get; private set; }

    public IReadOnlyList<int> Processes => [Program.Id];

    public IReadOnlyList<int> Database => ProcessFigures.Descendants(Program.Id);

    public int Port { get; }

    public IReadOnlyList<string> Paths => ["/in/bench"];

    public Task Start(string subscriberUrl, CancellationToken ct)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");
        Program = new ChildProgram(
            _dataFolder,
            typeof(BaselineHost).Assembly.Location,
            "baseline",
            "--data-dir",
            _dataFolder,
            "--urls",
            address,
            "--subscriber",
            subscriberUrl
        );
        Program.Start();
        return Program.WaitUntilReady(new Uri(address + "/health"), ct);
    }

    public ValueTask DisposeAsync() => Program.DisposeAsync();
}
