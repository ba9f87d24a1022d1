using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Vendure;

/// <summary>Calls of a shop's admin API: GraphQL in a POST, the session's token in a header.</summary>
internal sealed class VendureClient(
    ConnectorDeclaration declaration,
    VendureOptions options,
    IPlatformTransport transport
)
{
    private const string TokenHeader = "vendure-auth-token";

    /// <summary>Makes a call within the account's session.</summary>
    /// <param name="account">Its kind of app chooses the shop.</param>
    /// <param name="query">The GraphQL text.</param>
    /// <param name="result">The field of <c>data</c> with the result, which is the call's name too.</param>
    /// <param name="variables">What the text leaves open.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<PlatformResult<PlatformReply>> Call(
        AccountCredentials account,
        string query,
        string result,
        JsonObject variables,
        CancellationToken ct
    )
    {
        if (UrlOf(account) is not { } url)
        {
            return UnknownShop(account);
        }

        if (account.AccessToken is null)
        {
            return Failures.NoToken();
        }

        var call = new PlatformCall(
            VendureDeclaration.Platform,
            result,
            signer => Post(url, query, variables, signer.AccessToken),
            reply => VendureErrors.Of(reply, result)
        );
        return await transport.Send(account, call, ct);
    }

    /// <summary>Begins a new session with the app key as the name and the refresh token as the password; old ones go on.</summary>
    public async Task<PlatformResult<TokenGrant>> LogIn(AccountCredentials account, CancellationToken ct)
    {
        if (UrlOf(account) is not { } url)
        {
            return UnknownShop(account);
        }

        if (account.RefreshToken is not { } password)
        {
            return Failures.NoRefreshToken();
        }

        var variables = new JsonObject { ["username"] = account.AppKey, ["password"] = password };
        var call = new PlatformCall(
            VendureDeclaration.Platform,
            VendureQueries.LoginResult,
            _ => Post(url, VendureQueries.Login, variables, token: null),
            reply => VendureErrors.Of(reply, VendureQueries.LoginResult)
        )
        {
            IsRefresh = true,
            KeptHeader = TokenHeader,
        };
        var reply = await transport.Send(account, call, ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        // How long a session lasts is the shop's setting, and each call lengthens it.
        return reply.Value.KeptHeader is { } token
            ? new TokenGrant(token, password)
            : Failures.UnknownShape(reply.Value, $"a header {TokenHeader}");
    }

    private Uri? UrlOf(AccountCredentials account) =>
        declaration.KindOf(account) is not { } kind ? null
        : kind.Name == VendureDeclaration.Shop ? options.ShopUrl
        : options.MoreShops[kind.Name];

    private PlatformFailure UnknownShop(AccountCredentials account)
    {
        var known = string.Join(", ", declaration.AppKinds.Select(static one => one.Name));
        return Failures.InvalidRequest($"'{account.AppKind}' is no shop of {declaration.Platform} here: {known}.");
    }

    private static HttpRequestMessage Post(Uri url, string query, JsonObject variables, string? token)
    {
        var body = new JsonObject { ["query"] = query, ["variables"] = variables.DeepClone() };
        var message = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body.ToJsonString())),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (token is not null)
        {
            message.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        return message;
    }
}
