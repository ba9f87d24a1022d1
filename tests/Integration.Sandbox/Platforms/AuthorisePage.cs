using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms;

/// <summary>The page on which a seller agrees. In the sandbox the seller always does, at once: it sends the browser back with a code.</summary>
internal sealed class AuthorisePage(PlatformShop shop)
{
    public PlatformReply Agree(PlatformCall call)
    {
        if (shop.FindAccount(call["client_id"]) is not { } account)
        {
            return Refused(CallOutcome.UnknownApplication, "client_id");
        }

        if (!Uri.TryCreate(call["redirect_uri"], UriKind.Absolute, out var back))
        {
            return Refused(CallOutcome.BadParameter, "redirect_uri");
        }

        var state = call["state"] is { } given ? $"&state={Uri.EscapeDataString(given)}" : "";
        var query = $"code={Uri.EscapeDataString(shop.Tokens.NewCode(account, call["redirect_uri"]))}{state}";
        var page = new UriBuilder(back) { Query = back.Query.Length > 1 ? $"{back.Query[1..]}&{query}" : query };
        return PlatformReply.Redirect(page.Uri);
    }

    private static PlatformReply Refused(CallOutcome why, string parameter) =>
        new(why, new JsonObject { ["error"] = "invalid_request", ["error_description"] = parameter })
        {
            Status = StatusCodes.Status400BadRequest,
        };
}
