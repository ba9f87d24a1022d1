using System.Text.Json.Nodes;
using Integration.EmbeddedPostgres;
using Integration.Hubs;
using Integration.Notices;
using Integration.Partners;
using Npgsql;

namespace Integration.Alerts;

/// <summary>
/// A hub with an impatient alert engine, a robot that checks signatures, a mail server, a channel that nobody answers, and a monitor
/// that hears its heartbeat.
/// </summary>
public sealed class AlertHub : IAsyncLifetime
{
    internal const string SecretOfMonitor = "secret-of-the-monitor";
    private int _ids;

    internal HubProcess Process { get; } = HubProcess.Create();

    internal RobotServer Robots { get; private set; } = null!;

    internal MailServer Mail { get; } = MailServer.Start();

    internal Partner Partner { get; private set; } = null!;

    internal Mailbox Monitor => Partner.At("monitor");

    public async ValueTask InitializeAsync()
    {
        Robots = await RobotServer.Start(TimeProvider.System.GetUtcNow);
        Partner = await Partner.Start();
        Configure(Process.Settings, Robots);
        const string Channels = "Integration:Notices:Channels";
        Process.Settings[$"{Channels}:mail:Email:Host"] = "127.0.0.1";
        Process.Settings[$"{Channels}:mail:Email:Port"] = $"{await Mail.Port}";
        Process.Settings[$"{Channels}:mail:Email:Security"] = "None";
        Process.Settings[$"{Channels}:mail:Email:From"] = "hub@example.com";
        Process.Settings[$"{Channels}:mail:Email:To:0"] = "people@example.com";
        Process.Settings[$"{Channels}:dead:DingTalk:Webhook"] =
            "http://127.0.0.1:1/robot/send?access_token=nobody-is-there";
        Process.Settings[$"{Channels}:dead:DingTalk:Secret"] = "SEC-of-nobody";
        Process.Settings["Integration:Heartbeat:Url"] = $"{Monitor.Url}?key={SecretOfMonitor}";
        Process.Settings["Integration:Heartbeat:Interval"] = "00:00:05";
        await Process.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        await Partner.DisposeAsync();
        await Robots.DisposeAsync();
        await Mail.DisposeAsync();
    }

    /// <summary>An id that no other test of the class uses.</summary>
    internal string NewId(string prefix) => $"{prefix}-{Interlocked.Increment(ref _ids)}";

    /// <summary>Seconds in the place of minutes, and the robot as channel <c>ops</c>.</summary>
    internal static void Configure(Dictionary<string, string> settings, RobotServer robots)
    {
        settings["Integration:Notices:Events"] = "true";
        settings["Integration:Alerts:StepInterval"] = "00:00:01";
        settings["Integration:Alerts:MeasureInterval"] = "00:00:01";
        settings["Integration:Alerts:Engine:GroupWait"] = "00:00:01";
        settings["Integration:Alerts:Engine:GroupInterval"] = "00:00:01";
        settings["Integration:Notices:Channels:ops:DingTalk:Webhook"] = robots.DingTalk.ToString();
        settings["Integration:Notices:Channels:ops:DingTalk:Secret"] = RobotServer.Secret;
    }

    /// <summary>Lets nobody into the hub's database, and ends those who are in.</summary>
    internal async Task CloseDatabase()
    {
        var (database, elsewhere) = Database();
        await HostFolder.Execute(elsewhere, $"alter database {database} allow_connections false");
        await HostFolder.Execute(
            elsewhere,
            $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database}'"
        );
    }

    /// <summary>Ends <see cref="CloseDatabase"/>.</summary>
    internal async Task OpenDatabase()
    {
        var (database, elsewhere) = Database();
        await HostFolder.Execute(elsewhere, $"alter database {database} allow_connections true");
    }

    /// <summary>Lets failing deliveries alert at once.</summary>
    internal static async Task TellAtOnce(HubApi api)
    {
        var answer = await api.Patch("/api/v1/alert-rules/delivery-failures", """{"for":"0s","clear_for":"0s"}""");
        answer.Status.Should().Be(System.Net.HttpStatusCode.OK, answer.Text);
    }

    /// <summary>A type of events for one mailbox alone.</summary>
    internal static string TypeOf(Mailbox box) => box.Name.Replace('-', '_');

    /// <summary>Posts events of a type.</summary>
    internal static async Task Send(HubApi api, string type, int count)
    {
        for (var n = 0; n < count; n++)
        {
            var answer = await api.Post("/api/v1/events", $$"""{"type":"{{type}}","data":{"n":{{n}} } }""");
            answer.Status.Should().Be(System.Net.HttpStatusCode.Accepted, answer.Text);
        }
    }

    /// <summary>Posts events of a type, as many at once as the hub takes.</summary>
    internal static async Task SendBatches(HubApi api, string type, int count)
    {
        const int Most = 500;
        for (var sent = 0; sent < count; sent += Most)
        {
            var events = Enumerable
                .Range(sent, Math.Min(Most, count - sent))
                .Select(n => $$"""{"type":"{{type}}","data":{"n":{{n}} } }""");
            var answer = await api.Post("/api/v1/events", $$"""{"events":[{{string.Join(',', events)}}]}""");
            answer.Status.Should().Be(System.Net.HttpStatusCode.Accepted, answer.Text);
        }
    }

    internal static async Task<JsonArray> List(HubApi api, string path) => (await api.Read(path))["data"]!.AsArray();

    /// <summary>Texts of the robot that tell of a subscriber.</summary>
    internal static string[] TextsOf(RobotServer robots, string subscriber) =>
        [.. robots.Texts.Where(text => text.Contains($"subscriber={subscriber})", StringComparison.Ordinal))];

    private (string Name, string Elsewhere) Database()
    {
        var own = new NpgsqlConnectionStringBuilder(Process.DatabaseOfItsOwn);
        var name = own.Database!;
        own.Database = "template1";
        return (name, own.ConnectionString);
    }
}
