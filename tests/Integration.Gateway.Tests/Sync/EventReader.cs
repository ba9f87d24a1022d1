using System.Text.Json;

namespace Integration.Sync;

/// <summary>Reads server-sent events as they come.</summary>
internal sealed class EventReader(StreamReader reader)
{
    /// <summary>The next event or comment; null at the end of the stream.</summary>
    public async Task<(string Name, JsonElement Data)?> Next()
    {
        var ct = TestContext.Current.CancellationToken;
        var first = await reader.ReadLineAsync(ct);
        if (first is null)
        {
            return null;
        }

        if (first.StartsWith(':'))
        {
            (await reader.ReadLineAsync(ct)).Should().BeEmpty();
            return ("comment", default);
        }

        first.Should().StartWith("event: ");
        var data = await reader.ReadLineAsync(ct);
        data.Should().StartWith("data: {");
        (await reader.ReadLineAsync(ct)).Should().BeEmpty();
        return (first["event: ".Length..], JsonDocument.Parse(data!["data: ".Length..]).RootElement);
    }
}
