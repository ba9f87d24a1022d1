using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Integration.Intake;

/// <summary>Tells the API's description what a route without typed results answers.</summary>
internal sealed class Produces202 : IProducesResponseTypeMetadata
{
    public Type? Type => typeof(EventAnswer);

    public int StatusCode => StatusCodes.Status202Accepted;

    public string? Description => "The event is committed together with its deliveries.";

    public IEnumerable<string> ContentTypes => ["application/json"];
}
