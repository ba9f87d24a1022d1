using System.Globalization;
using System.Net.Http.Headers;
using Integration.Benchmarks.Load;
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

    public int Port { get; }

    public string Path => $"/in/{Source}";

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
    public Task CreateSource(CancellationToken ct) =>
        Call(
            HttpMethod.Post,
            "/api/v1/sources",
            new
            {
                id = Source,
                scheme = "hmac",
                secrets = (string[])[BenchmarkSecrets.Source],
                options = new { signature_header = "X-Signature", encoding = "hex" },
                mapping = new { type = "type", id = "id" },
            },
            ct
        );

    /// <summary>Makes a subscriber, of all events unless told otherwise.</summary>
    public Task CreateSubscriber(
        string id,
        string url,
        int concurrency,
        CancellationToken ct,
        string timeout = "10s",
        string eventType = "*"
    ) =>
        Call(
            HttpMethod.Post,
            "/api/v1/subscribers",
            new
            {
                id,
                url,
                event_types = (string[])[eventType],
                secret = BenchmarkSecrets.Subscriber,
                concurrency,
                timeout,
            },
            ct
        );

    /// <summary>Switches a subscriber on or off.</summary>
    public Task Enable(string id, bool enabled, CancellationToken ct) =>
        Call(HttpMethod.Patch, $"/api/v1/subscribers/{id}", new { enabled }, ct);

    public ValueTask DisposeAsync() => Program.DisposeAsync();

    private async Task Call(HttpMethod method, string path, object body, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = _address };
        var key = await File.ReadAllTextAsync(System.IO.Path.Combine(Program.DataFolder, "admin.key"), ct);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Trim());
        var content = JsonContent.Create(body);
        if (method == HttpMethod.Patch)
        {
            content.Headers.ContentType = new MediaTypeHeaderValue("application/merge-patch+json");
        }

        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var answer = await http.SendAsync(request, ct);
        if (!answer.IsSuccessStatusCode)
        {
            var text = await answer.Content.ReadAsStringAsync(ct);
            throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}");
        }
    }
}
