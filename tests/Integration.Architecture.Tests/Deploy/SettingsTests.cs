using System.Text.RegularExpressions;
using Integration.Cluster;
using Integration.CommandLine;
using Integration.Hosting;

namespace Integration.Deploy;

/// <summary>Nothing in <c>deploy/</c> and in the documents names a setting that the code does not read.</summary>
public sealed partial class SettingsTests
{
    private static readonly string[] s_texts =
    [
        .. Directory.EnumerateFiles(Path.Combine(DeployFiles.Root, "deploy"), "*", SearchOption.AllDirectories),
        .. Directory.EnumerateFiles(Path.Combine(DeployFiles.Root, "docs", "howto"), "*.md"),
        .. Directory.EnumerateFiles(DeployFiles.Root, "*.md"),
        .. Directory
            .EnumerateFiles(Path.Combine(DeployFiles.Root, "src"), "README.md", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal)),
    ];

    [Theory]
    [InlineData("Integration__Delivery__WindowItems", true)]
    [InlineData("integration__diskspace__reserve", true)]
    [InlineData("Integration:Silo:GatewayPort", true)]
    [InlineData("Integration__KeysFile", true)]
    [InlineData("Integration:Platforms:Pinduoduo:GatewayUrl", true)]
    [InlineData("Integration:Platforms:Pinduoduo:MadeUp", false)]
    [InlineData("Integration__Role", true)]
    [InlineData("ConnectionStrings__Postgres", true)]
    [InlineData("PG_BINDIR", true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", true)]
    [InlineData("Integration__Notices__Channels__ops__DingTalk__Webhook", true)]
    [InlineData("Integration:Notices:Channels:ops:Email:To:0", true)]
    [InlineData("Integration__Notices__Channels__ops__Pigeon__Webhook", false)]
    [InlineData("Integration__Notices__Channels__ops__DingTalk__MadeUp", false)]
    [InlineData("Integration__Delivery", false)]
    [InlineData("Integration__Delivery__MadeUp", false)]
    [InlineData("Integration__MadeUp", false)]
    [InlineData("ConnectionStrings__MySql", false)]
    public void KnownSettings_AreThoseTheCodeReads(string name, bool known) =>
        KnownSettings.Has(name).Should().Be(known);

    [Fact]
    public void Texts_NameNoSettingThatIsMadeUp()
    {
        var named = s_texts
            .SelectMany(file =>
                Setting()
                    .Matches(File.ReadAllText(file))
                    .Select(match => (File: Path.GetRelativePath(DeployFiles.Root, file), Name: match.Value))
            )
            .ToArray();

        named.Should().HaveCountGreaterThan(30, "a rule about nothing passes silently");
        named.Where(one => !IsKnown(one.Name)).Should().BeEmpty();
    }

    [Fact]
    public void Compose_SetsWhatSilosAndGatewaysRead()
    {
        DeployFiles.HubServices.Should().HaveCount(4);
        foreach (var (name, service) in DeployFiles.HubServices)
        {
            var environment = service["environment"].Fields;
            environment.Keys.Where(key => !KnownSettings.Has(key)).Should().BeEmpty(name);
            environment.Keys.Should().Contain(["ConnectionStrings__Postgres", "Integration__Keys"]);
            RoleOf(environment["Integration__Role"].Text).ToString().ToLowerInvariant().Should().Be(name.Split('-')[0]);
        }
    }

    [Fact]
    public void Manifests_SetWhatSilosAndGatewaysRead()
    {
        DeployFiles.Containers.Should().HaveCount(2);
        foreach (var container in DeployFiles.Containers)
        {
            var names = container["env"].Items.Select(variable => variable["name"].Text!).ToArray();
            var role = RoleOf(container["args"].Items[1].Text);
            container["args"].Items[0].Text.Should().Be("--role");
            names.Should().Contain(["ConnectionStrings__Postgres", "Integration__KeysFile"]);
            names
                .Where(name => !KnownSettings.Has(name))
                .Should()
                .BeEquivalentTo(role == HostRole.Silo ? KubernetesPod.Variables : []);
        }
    }

    [Fact]
    public void Unit_SetsWhatTheHubReadsAndLeavesItTimeToStop()
    {
        var unit = DeployFiles.Text("deploy/systemd/integration-hub.service");
        var variables = Environment().Matches(unit).Select(match => match.Groups["name"].Value).ToArray();
        variables.Should().HaveCount(3).And.OnlyContain(name => KnownSettings.Has(name));
        RoleOf(Value(unit, "Environment=Integration__Role")).Should().Be(HostRole.All);
        Value(unit, "RestartPreventExitStatus").Should().Be($"{ExitCodes.Usage}");
        Value(unit, "Restart").Should().Be("always");
        // Otherwise PostgreSQL, its child, would be told to stop at the same moment and refuse what is still to be written.
        Value(unit, "KillMode").Should().Be("mixed");
        LeavesTimeToStop(Value(unit, "TimeoutStopSec"));
    }

    [Fact]
    public void Supervisors_WaitLongerThanTheHubTakesToStop()
    {
        foreach (var service in DeployFiles.HubServices.Values)
        {
            LeavesTimeToStop(service["stop_grace_period"].Text!.TrimEnd('s'));
        }

        foreach (var deployment in DeployFiles.OfKind("Deployment"))
        {
            LeavesTimeToStop(deployment["spec"]["template"]["spec"]["terminationGracePeriodSeconds"].Text!);
        }
    }

    private static void LeavesTimeToStop(string seconds) =>
        TimeSpan
            .FromSeconds(int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture))
            .Should()
            .BeGreaterThan(HubApplication.ShutdownTimeout + new ClusterTimesOptions().LeaveNotice);

    private static HostRole RoleOf(string? text) => Enum.Parse<HostRole>(text!, ignoreCase: true);

    private static string Value(string unit, string key) =>
        unit.Split('\n').Single(line => line.StartsWith(key + "=", StringComparison.Ordinal))[(key.Length + 1)..];

    // A section may stand for all of its settings, with the ellipsis behind it.
    private static bool IsKnown(string name)
    {
        var key = name.Replace("__", ":", StringComparison.Ordinal).TrimEnd(':');
        return KnownSettings.Has(key)
            || KnownSettings.Bound.Any(bound => string.Equals(bound.Section, key, StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex(
        @"\bIntegration(__[A-Z]\w*|(:[A-Z]\w*)+)|\bConnectionStrings__\w+",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Setting();

    [GeneratedRegex(@"^Environment=(?<name>\w+)=", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Environment();
}
