using System.Globalization;
using Integration.EmbeddedPostgres;

namespace Integration.Benchmarks.Hosts;

/// <summary>Our host in role <c>all</c>, on its own embedded database, used through its public API alone.</summary>
internal sealed class Hub : IProgramUnderTest
{
    private const string Source = "bench";
    private readonly Uri _address;

    /// <summary>Prepares a host.</summary>
    /// <param name="hostPath"><c>Integration.Host.dll</c>.</param>
    /// <param name="dataFolder">A new folder.</param>
    /// <param name="port">A free port.</param>
    /// <param name="settings">Further settings as <c>key=value</c>.</param>
    public Hub(string hostPath, string dataFolder, int port, IEnumerable<string> settings)
    {
        Port = port;
        _address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        Program = new ChildProgram(
            dataFolder,
            [
                hostPath,
                "--role",
                "all",
                "--data-dir",
                dataFolder,
                "--urls",
                _address.ToString().TrimEnd('/'),
                .. settings.SelectMany(setting => (string[])["--set", setting]),
            ]
        );
    }

    public string Name => "host";

    public ChildProgram Program { get; }

    public IReadOnlyList<int> Processes => [Program.Id];

    public IReadOnlyList<int> Database => ProcessFigures.Descendants(Program.Id);

    public int Port { get; }

    public string Path => $"/in/{Source}";

    public IReadOnlyList<string> Paths => [Path];

    /// <summary>The administrator's key, as its file says.</summary>
    public string AdministratorKey => File.ReadAllText(System.IO.Path.Combine(Program.DataFolder, "admin.key")).Trim();

    /// <summary>The connection string of its embedded database.</summary>
    public string ConnectionString
    {
        get
        {
            var files = DataFolder.Open(Program.DataFolder);
            return PostgresConnection.To(
                int.Parse(File.ReadAllText(files.PortFile), CultureInfo.InvariantCulture),
                File.ReadAllText(files.PasswordFile).Trim()
            );
        }
    }

    /// <summary>Starts the process and waits until it is ready.</summary>
    public Task Start(CancellationToken ct)
    {
        Program.Start();
        return Program.WaitUntilReady(new Uri(_address, "/health/ready"), ct);
    }

    public async Task Start(string subscriberUrl, CancellationToken ct)
    {
        await Start(ct);
        await CreateSource(ct);
        await CreateSubscriber("partner", subscriberUrl, concurrency: 64, ct);
    }

    /// <summary>Makes the source that all events come from.</summary>
    public Task CreateSource(CancellationToken ct) => Configuration().CreateSource(Source, ct);

    /// <summary>Makes a subscriber, of all events unless told otherwise.</summary>
    public Task CreateSubscriber(
        string id,
        string url,
        int concurrency,
        CancellationToken ct,
        string timeout = "10s",
        string eventType = "*"
    ) => Configuration().CreateSubscriber(id, url, concurrency, null, ct, timeout, eventType);

    /// <summary>Switches a subscriber on or off.</summary>
    public Task Enable(string id, bool enabled, CancellationToken ct) => Configuration().Enable(id, enabled, ct);

    public ValueTask DisposeAsync() => Program.DisposeAsync();

    private HubConfiguration Configuration() =>
        new(_address, File.ReadAllText(System.IO.Path.Combine(Program.DataFolder, "admin.key")).Trim());
}
