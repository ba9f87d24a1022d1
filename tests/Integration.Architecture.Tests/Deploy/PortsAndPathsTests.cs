using System.Globalization;
using System.Text.RegularExpressions;
using Integration.Cluster;

namespace Integration.Deploy;

/// <summary>Ports, paths, labels and names in <c>deploy/</c> are those of the code, and fit together.</summary>
public sealed partial class PortsAndPathsTests
{
    private static readonly SiloEndpointOptions s_silo = new();
    private static readonly string s_image = DeployFiles.Text("deploy/container/Containerfile");

    private static readonly HashSet<string> s_routes =
    [
        .. KnownSettings
            .Sources.Values.SelectMany(source => Route().Matches(source))
            .Select(match => match.Groups["path"].Value),
    ];

    private static int HttpPort => int.Parse(Urls().Match(s_image).Groups["port"].Value, CultureInfo.InvariantCulture);

    [Fact]
    public void Image_ListensAndExposesWhatTheCodeUses()
    {
        Urls().IsMatch(s_image).Should().BeTrue();
        Exposed()
            .Match(s_image)
            .Groups["ports"]
            .Value.Split(' ')
            .Should()
            .BeEquivalentTo($"{HttpPort}", $"{s_silo.Port}", $"{s_silo.GatewayPort}");
        var variables = Variable().Matches(s_image).Select(match => match.Groups["name"].Value).ToArray();
        variables.Should().HaveCount(2).And.OnlyContain(name => KnownSettings.Has(name));
        s_image.Should().Contain("chiseled-extra").And.Contain("USER $APP_UID").And.Contain("\"Integration.Host.dll\"");
        Directory.Exists(Path.Combine(DeployFiles.Root, "src", "Integration.Host")).Should().BeTrue();
    }

    [Fact]
    public void Pods_ListenWhereTheCodeListens()
    {
        foreach (var container in DeployFiles.Containers)
        {
            var ports = container["ports"]
                .Items.ToDictionary(port => port["name"].Text!, port => Number(port["containerPort"]));
            ports["http"].Should().Be(HttpPort);
            if (container["name"].Text == "silo")
            {
                (ports["silo"], ports["orleans-gateway"]).Should().Be((s_silo.Port, s_silo.GatewayPort));
            }

            foreach (var probe in (string[])["startupProbe", "livenessProbe", "readinessProbe"])
            {
                var get = container[probe]["httpGet"];
                ports.Should().ContainKey(get["port"].Text!);
                s_routes.Should().Contain(get["path"].Text!);
            }

            container["readinessProbe"]["httpGet"]["path"].Text.Should().EndWith("ready");
            container["livenessProbe"]["httpGet"]["path"].Text.Should().EndWith("live");
        }
    }

    [Fact]
    public void Policy_OpensThePortsOfTheCodeAndNoOther()
    {
        var policy = DeployFiles.OfKind("NetworkPolicy").Single();
        policy["spec"]
            ["ingress"]
            .Items.SelectMany(rule => rule["ports"].Items)
            .Select(port => Number(port["port"]))
            .Should()
            .BeEquivalentTo([s_silo.Port, s_silo.GatewayPort, HttpPort]);
    }

    [Fact]
    public void Selectors_FindThePodsOfTheirRole()
    {
        var pods = DeployFiles
            .OfKind("Deployment")
            .Select(deployment => deployment["spec"]["template"]["metadata"]["labels"].Fields)
            .ToArray();
        var selectors = DeployFiles
            .OfKind("Deployment")
            .Concat(DeployFiles.OfKind("PodDisruptionBudget"))
            .Select(one => one["spec"]["selector"]["matchLabels"])
            .Concat(DeployFiles.OfKind("Service").Select(one => one["spec"]["selector"]))
            .ToArray();
        selectors.Should().HaveCount(5);
        foreach (var selector in selectors)
        {
            pods.Count(labels =>
                    selector.Fields.All(want =>
                        labels.TryGetValue(want.Key, out var has) && has.Text == want.Value.Text
                    )
                )
                .Should()
                .Be(1);
        }
    }

    [Fact]
    public void Silos_MayDoAndSayWhatKubernetesHostingNeeds()
    {
        var silo = DeployFiles.OfKind("Deployment").Single(one => one["metadata"]["name"].Text == "integration-silo");
        var template = silo["spec"]["template"];
        template["metadata"]["labels"]["orleans/serviceId"].Text.Should().Be(ClusterNames.ServiceId);
        template["metadata"]["labels"]["orleans/clusterId"].Text.Should().Be(ClusterNames.ClusterId);
        var account = template["spec"]["serviceAccountName"].Text;
        DeployFiles.OfKind("ServiceAccount").Single()["metadata"]["name"].Text.Should().Be(account);
        var binding = DeployFiles.OfKind("RoleBinding").Single();
        binding["subjects"].Items.Single()["name"].Text.Should().Be(account);
        var role = DeployFiles.OfKind("Role").Single();
        binding["roleRef"]["name"].Text.Should().Be(role["metadata"]["name"].Text);
        var rule = role["rules"].Items.Single();
        rule["resources"].Items.Single().Text.Should().Be("pods");
        rule["verbs"].Items.Select(verb => verb.Text).Should().Contain(["get", "list", "watch", "delete", "patch"]);
    }

    [Fact]
    public void Secret_HasTheKeysThatPodsAskFor()
    {
        var secret = DeployFiles.OfKind("Secret").Single();
        var keys = secret["stringData"].Fields.Keys;
        foreach (var container in DeployFiles.Containers)
        {
            var reference = container["env"]
                .Items.Single(variable => variable["name"].Text == "ConnectionStrings__Postgres")["valueFrom"][
                "secretKeyRef"
            ];
            reference["name"].Text.Should().Be(secret["metadata"]["name"].Text);
            keys.Should().Contain(reference["key"].Text!);
            var file = container["env"]
                .Items.Single(variable => variable["name"].Text == "Integration__KeysFile")["value"]
                .Text!;
            container["volumeMounts"]
                .Items.Select(mount => mount["mountPath"].Text)
                .Should()
                .Contain(Path.GetDirectoryName(file));
            keys.Should().Contain(Path.GetFileName(file));
        }
    }

    [Fact]
    public void Compose_PublishesThePortOfTheGateways()
    {
        foreach (var (name, service) in DeployFiles.HubServices)
        {
            var ports = service["ports"].Items.Select(port => port.Text!.Split(':')[^1]).ToArray();
            ports.Should().Equal(name.StartsWith("gateway", StringComparison.Ordinal) ? [$"{HttpPort}"] : []);
        }

        var mounted = DeployFiles
            .Compose["services"]
            .Fields.Values.SelectMany(service => service["volumes"].Items)
            .Select(volume => volume.Text!.Split(':')[0])
            .Where(source => source.StartsWith('.'));
        mounted
            .Should()
            .HaveCount(6)
            .And.OnlyContain(file => File.Exists(Path.Combine(DeployFiles.Root, "deploy", "compose", file)));
    }

    [Fact]
    public void Prometheus_ScrapesEveryProcessOfTheComposeFile()
    {
        var jobs = DeployFiles.Yaml("deploy/prometheus/prometheus.yml").Single()["scrape_configs"].Items;
        jobs.Select(job => job["metrics_path"].Text).Should().OnlyContain(path => s_routes.Contains(path!));
        jobs.SelectMany(job => job["static_configs"].Items.Single()["targets"].Items)
            .Select(target => target.Text)
            .Should()
            .BeEquivalentTo(DeployFiles.HubServices.Keys.Select(name => $"{name}:{HttpPort}"));
    }

    private static int Number(YamlValue value) => int.Parse(value.Text!, CultureInfo.InvariantCulture);

    [GeneratedRegex("""Map(Get|PrometheusScrapingEndpoint)\("(?<path>/[^"]+)""", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Route();

    [GeneratedRegex(@"Integration__Urls=http://0\.0\.0\.0:(?<port>\d+)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Urls();

    [GeneratedRegex("^EXPOSE (?<ports>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Exposed();

    [GeneratedRegex(@"^(ENV|   ) ?(?<name>\w+)=", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Variable();
}
