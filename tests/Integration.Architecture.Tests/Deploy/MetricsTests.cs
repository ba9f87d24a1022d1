using System.Text.Json;
using System.Text.RegularExpressions;
using Integration.Problems;

namespace Integration.Deploy;

/// <summary>Boards and alert rules ask for series that the code makes, with labels and values that it gives them.</summary>
public sealed partial class MetricsTests
{
    private static readonly HashSet<string> s_series =
    [
        .. KnownSettings.Sources.Values.SelectMany(source => Instrument().Matches(source)).SelectMany(SeriesOf),
    ];

    private static readonly (string File, string Expression)[] s_asked = [.. Boards(), .. Rules()];

    [Theory]
    [InlineData("integration_intake_events_total", true)]
    [InlineData("integration_delivery_delay_seconds_bucket", true)]
    [InlineData("integration_storage_free_bytes", true)]
    [InlineData("integration_intake_events", false)]
    [InlineData("integration_made_up_total", false)]
    public void Series_AreThoseOfTheInstruments(string name, bool there) => s_series.Contains(name).Should().Be(there);

    [Fact]
    public void Expressions_AskForSeriesOfTheCode()
    {
        s_asked.Should().HaveCountGreaterThan(20);
        s_asked
            .SelectMany(asked => Ours().Matches(asked.Expression).Select(match => (asked.File, match.Value)))
            .Where(asked => !s_series.Contains(asked.Value))
            .Should()
            .BeEmpty();
    }

    [Fact]
    public void Expressions_NameReasonsThatTheCodeGives()
    {
        var reasons = s_asked
            .SelectMany(asked => Reasons().Matches(asked.Expression))
            .SelectMany(match => match.Groups["values"].Value.Split('|'))
            .ToArray();
        reasons.Should().HaveCountGreaterThan(2);
        reasons
            .Where(reason =>
                ProblemCatalogue.Find(reason) is null
                && !KnownSettings.Sources.Values.Any(source =>
                    source.Contains($"Refused(\"{reason}\")", StringComparison.Ordinal)
                )
            )
            .Should()
            .BeEmpty();
    }

    [Fact]
    public void Boards_AreWhole()
    {
        foreach (var file in BoardFiles())
        {
            var board = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
            board.GetProperty("uid").GetString().Should().NotBeNullOrEmpty();
            var panels = board.GetProperty("panels").EnumerateArray().ToArray();
            panels.Should().NotBeEmpty();
            panels.Select(panel => panel.GetProperty("id").GetInt32()).Should().OnlyHaveUniqueItems();
            panels
                .Should()
                .OnlyContain(panel => panel.GetProperty("datasource").GetProperty("uid").GetString() == DataSource());
            DeployFiles
                .Compose["services"]["grafana"]["volumes"]
                .Items.Select(volume => volume.Text)
                .Should()
                .Contain(volume => volume!.Contains($"/{Path.GetFileName(file)}:", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Alerts_SayWhatToDo() =>
        Alerts()
            .Should()
            .NotBeEmpty()
            .And.OnlyContain(rule =>
                rule["annotations"]["summary"].IsThere
                && rule["annotations"]["mend"].IsThere
                && rule["labels"]["severity"].IsThere
            );

    private static string? DataSource() =>
        DeployFiles.Yaml("deploy/grafana/datasource.yml").Single()["datasources"].Items.Single()["uid"].Text;

    private static IEnumerable<string> BoardFiles() =>
        Directory.EnumerateFiles(Path.Combine(DeployFiles.Root, "deploy", "grafana"), "*.json");

    private static IEnumerable<(string, string)> Boards() =>
        from file in BoardFiles()
        from panel in JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("panels").EnumerateArray()
        from target in panel.GetProperty("targets").EnumerateArray()
        select (Path.GetFileName(file), target.GetProperty("expr").GetString()!);

    private static IEnumerable<YamlValue> Alerts() =>
        DeployFiles
            .Yaml("deploy/prometheus/alerts.yml")
            .Single()["groups"]
            .Items.SelectMany(group => group["rules"].Items);

    private static IEnumerable<(string, string)> Rules() =>
        Alerts().Select(rule => (rule["alert"].Text!, rule["expr"].Text!));

    // As the Prometheus exporter names them: dots to underscores, the unit, _total for counters.
    private static IEnumerable<string> SeriesOf(Match match)
    {
        var unit = match.Groups["unit"].Value switch
        {
            "s" or "" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        var name = match.Groups["name"].Value.Replace('.', '_') + unit;
        return match.Groups["kind"].Value switch
        {
            "CreateCounter<long>" => [$"{name}_total"],
            "CreateObservableGauge" => [name],
            _ => [$"{name}_bucket", $"{name}_sum", $"{name}_count"],
        };
    }

    // The last kind is the helper for histograms in seconds.
    [GeneratedRegex(
        """(?<kind>CreateCounter<long>|CreateHistogram(<\w+>)?|CreateObservableGauge|Seconds)\(\s*"(?<name>integration\.[\w.]+)",\s*(\(\) => [^"]*)?("(?<unit>s|By|\{\w+\})")?""",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Instrument();

    [GeneratedRegex(@"\bintegration_\w+", RegexOptions.None, 10_000)]
    private static partial Regex Ours();

    [GeneratedRegex("""reason=~?"(?<values>[^"]+)""", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Reasons();
}
