using System.Text.Json;

namespace Integration.Hosting;

public sealed class ApiDescriptionTests
{
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

    private static async Task<Dictionary<string, JsonElement>> Operations()
    {
        await using var scope = await GatewayScope.Start();
        var document = await (await scope.Get("/openapi/v1.json")).Json();
        return document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(one => ($"{one.Name} {path.Name}", one.Value)))
            .ToDictionary(one => one.Item1, one => one.Value);
    }
}
