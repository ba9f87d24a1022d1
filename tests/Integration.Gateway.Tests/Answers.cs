using System.Text.Json;

namespace Integration;

internal static class Answers
{
    /// <summary>The answer as JSON.</summary>
    public static async Task<JsonElement> Json(this HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

    /// <summary>Asserts that the answer is a problem of that kind, and hands its body over.</summary>
    public static async Task<JsonElement> ShouldBeProblem(this HttpResponseMessage answer, int status, string slug)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).Should().Be(status, text);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        var body = JsonDocument.Parse(text).RootElement;
        body.GetProperty("type").GetString().Should().Be($"/problems/{slug}");
        body.GetProperty("status").GetInt32().Should().Be(status);
        body.GetProperty("title").GetString().Should().NotBe(slug, "the catalogue has a title for each");
        body.GetProperty("detail").GetString().Should().NotBeNullOrEmpty();
        body.TryGetProperty("trace_id", out _).Should().BeTrue();
        return body;
    }
}
