using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms;

/// <summary>What a platform answers.</summary>
/// <param name="Outcome">How it counts.</param>
/// <param name="Body">The answer; null with a redirection.</param>
internal sealed record PlatformReply(CallOutcome Outcome, JsonNode? Body)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Whether it is written as XML, which is TOP's default.</summary>
    public bool IsXml { get; init; }

    /// <summary>Where a redirection leads.</summary>
    public Uri? Location { get; init; }

    public static PlatformReply Served(JsonNode body) => new(CallOutcome.Served, body);

    public static PlatformReply Redirect(Uri location) =>
        new(CallOutcome.Served, null) { Status = StatusCodes.Status302Found, Location = location };
}
