using Integration.Mapping;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Http;

namespace Integration.Enrichment;

/// <summary>Starts enrichment by hand, whatever the form of the request.</summary>
internal sealed class EnrichmentStarts(IGrainFactory grains)
{
    /// <summary>Asks the shop's grain.</summary>
    /// <param name="http">Who asks, under which conditions.</param>
    /// <param name="request">For what.</param>
    /// <param name="body">The request's body, by which a repeat is known.</param>
    public async Task<Outcome<EnrichmentStart>> Start(HttpContext http, EnrichmentRequest request, byte[] body)
    {
        var context = WriteRequests.Context(http, body);
        if (!context.Succeeded)
        {
            return context.Problem;
        }

        if (request.Shop is not { Length: > 0 } shop)
        {
            return new Problem("validation", 422, "Some fields are not valid; see errors.")
            {
                Errors = new Dictionary<string, string[]>(StringComparer.Ordinal)
                {
                    ["shop"] = ["The id of the shop is needed."],
                },
            };
        }

        return ResourceIds.IsValid(shop)
            ? await grains.GetGrain<IEnrichmentGrain>(shop).Start(request, context.Value, http.RequestAborted)
            : GatewayProblems.NotFound($"shop '{shop}'");
    }
}
