using System.Net;
using System.Text.Json;
using Integration.Access;

namespace Integration.Hosting;

public sealed class ApiDescriptionTests
{
    private const string Id = "019abc00-0000-7000-8000-000000000001";

    // The fixed surface of the main job.
    private static readonly string[] Fixed =
    [
        "post /in/{source}",
        "post /api/v1/events",
        "post /api/v1/wallets",
        "post /api/v1/sources",
        "post /api/v1/subscribers",
        "get /api/v1/sources",
        "get /api/v1/sources/{id}",
        "get /api/v1/subscribers",
        "get /api/v1/subscribers/{id}",
        "get /api/v1/events",
        "get /api/v1/events/{id}",
        "get /api/v1/deliveries",
        "get /api/v1/deliveries/{id}",
        "get /api/v1/events/{id}/deliveries",
        "get /api/v1/deliveries/{id}/attempts",
        "post /api/v1/subscribers/{id}/test",
        "get /api/v1/stats",
        "get /api/v1/subscribers/{id}/stats",
        "patch /api/v1/sources/{id}",
        "patch /api/v1/subscribers/{id}",
        "delete /api/v1/sources/{id}",
        "delete /api/v1/subscribers/{id}",
    ];

    [Fact]
    public async Task Document_DescribesTheFixedSurface() => (await Operations()).Keys.Should().Contain(Fixed);

    [Fact]
    public async Task Document_OfEachOperation_HasASummaryAndATag() =>
        (await Operations())
            .Where(one => !one.Value.TryGetProperty("summary", out _) || !one.Value.TryGetProperty("tags", out _))
            .Select(one => one.Key)
            .Should()
            .BeEmpty();

    [Fact]
    public async Task Document_OfTheApi_AsksForAKeyAndNamesTheRole()
    {
        var api = (await Operations()).Where(one => one.Key.Contains("/api/v1/", StringComparison.Ordinal)).ToArray();
        api.Should().NotBeEmpty();
        api.Where(one =>
                !one.Value.TryGetProperty("security", out var security)
                || !security.GetRawText().Contains("api_key", StringComparison.Ordinal)
                || !one.Value.GetProperty("description").GetString()!.Contains("Role: ", StringComparison.Ordinal)
            )
            .Select(one => one.Key)
            .Should()
            .BeEmpty("an endpoint without a role is open to everybody");
    }

    [Fact]
    public async Task Document_OfTheDoor_AsksForNoKey() =>
        (await Operations())["post /in/{source}"].TryGetProperty("security", out _).Should().BeFalse();

    [Fact]
    public async Task Document_OfEachQuery_HasTheParametersThatAreRead()
    {
        await using var scope = await GatewayScope.Start();
        var (asked, key) = (0, scope.AddKey(Role.Administrator));
        foreach (var (operation, description) in await Operations(scope))
        {
            var parts = operation[(operation.IndexOf(' ', StringComparison.Ordinal) + 1)..].Split('/');
            var path = string.Join('/', parts.Select(static one => one.StartsWith('{') ? Id : one));
            JsonElement[] parameters = description.TryGetProperty("parameters", out var all)
                ? [.. all.EnumerateArray().Where(static one => one.GetProperty("in").GetString() == "query")]
                : [];
            var described = Array.ConvertAll(parameters, static one => one.GetProperty("name").GetString()!);
            var needed = described.Where(
                (_, n) => parameters[n].TryGetProperty("required", out var flag) && flag.GetBoolean()
            );
            if (!operation.StartsWith("get /api/", StringComparison.Ordinal))
            {
                described.Should().BeEmpty(operation);
                continue;
            }

            var answer = await scope.Get(
                $"{path}?zzzzzzzz=1{string.Concat(needed.Select(static one => $"&{one}=x"))}",
                key
            );
            if (answer.StatusCode == HttpStatusCode.BadRequest)
            {
                var problem = await answer.Json();
                var known = problem.GetProperty("errors").GetProperty("zzzzzzzz")[0].GetString()!;
                known.Should().Be($"Known are {string.Join(", ", described)}.", operation);
                asked++;
            }
            else
            {
                described.Should().BeEmpty(operation);
            }
        }

        asked.Should().BeGreaterThan(25);
    }

    private static async Task<Dictionary<string, JsonElement>> Operations()
    {
        await using var scope = await GatewayScope.Start();
        return await Operations(scope);
    }

    private static async Task<Dictionary<string, JsonElement>> Operations(GatewayScope scope)
    {
        var document = await (await scope.Get("/openapi/v1.json")).Json();
        return document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(one => ($"{one.Name} {path.Name}", one.Value)))
            .ToDictionary(one => one.Item1, one => one.Value);
    }
}
