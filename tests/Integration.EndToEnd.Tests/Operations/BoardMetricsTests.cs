using System.Text.RegularExpressions;
using Integration.Hubs;

namespace Integration.Operations;

/// <summary>What boards and alerts ask of .NET's, ASP.NET's and Orleans' own meters is really there.</summary>
public sealed partial class BoardMetricsTests(HubFixture hub)
{
    // Labels that look like series.
    private static readonly string[] s_labels = ["http_response_status_code"];

    [Fact]
    public async Task Boards_AskForSeriesThatAHubShows()
    {
        await hub.Api.Read("/api/v1/sources");
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = hub.Hub.Url };
        var folder = Path.Combine(Repository.Folder, "deploy");
        var asked = Directory
            .EnumerateFiles(Path.Combine(folder, "grafana"), "*.json")
            .Append(Path.Combine(folder, "prometheus", "alerts.yml"))
            .SelectMany(file => Foreign().Matches(File.ReadAllText(file)).Select(match => match.Value))
            .Distinct()
            .Except(s_labels)
            .ToArray();
        asked.Should().HaveCountGreaterThan(5);

        var shown = await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

        asked
            .Where(name => !Regex.IsMatch(shown, $@"(?m)^{name}\{{", RegexOptions.None, TimeSpan.FromSeconds(5)))
            .Should()
            .BeEmpty();
    }

    [GeneratedRegex(@"\b(dotnet|http|kestrel|orleans)_\w+", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Foreign();
}
