using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;
using Integration.RequestSigning;

namespace Integration.AlibabaGateways;

/// <summary>Calls of the international gateway: fields as a form, HMAC-SHA256, time in milliseconds (skew at most 2 h).</summary>
/// <param name="platform">The platform whose calls they are.</param>
/// <param name="errors">The platform's whole table of errors.</param>
/// <param name="time">For timestamps.</param>
internal sealed class IopGateway(string platform, ErrorRule[] errors, TimeProvider time)
{
    private const string CreatePath = "/auth/token/create";
    private const string RefreshPath = "/auth/token/refresh";

    /// <summary>A call of a system interface: its path is part of the address and of the signed text.</summary>
    /// <param name="rest">The base, <c>…/rest</c>.</param>
    /// <param name="path">Such as <c>/auth/token/refresh</c>.</param>
    /// <param name="withToken">Whether the access token goes with it.</param>
    /// <param name="fields">The interface's own fields.</param>
    public PlatformCall AtPath(Uri rest, string path, bool withToken, Dictionary<string, string> fields) =>
        new(
            platform,
            path,
            account =>
                FormRequest.Post(
                    new(rest.ToString().TrimEnd('/') + path),
                    Signed(account, path, withToken ? "access_token" : null, fields)
                ),
            Judge
        );

    /// <summary>A call of a business interface: one address, the name in the field <c>method</c>.</summary>
    /// <param name="sync">The address, <c>…/sync</c>.</param>
    /// <param name="method">The interface's dotted name.</param>
    /// <param name="tokenField">
    /// How the field of the token is called: <c>session</c> by the official SDK, <c>access_token</c> by the documents.
    /// </param>
    /// <param name="fields">The interface's own fields.</param>
    public PlatformCall Named(Uri sync, string method, string tokenField, Dictionary<string, string> fields)
    {
        var all = new Dictionary<string, string>(fields, StringComparer.Ordinal) { ["method"] = method };
        return new(platform, method, account => FormRequest.Post(sync, Signed(account, null, tokenField, all)), Judge);
    }

    /// <summary>Asks for a new token; both tokens change, and where no new refresh token comes the old one stays.</summary>
    public async Task<PlatformResult<TokenGrant>> Refresh(
        IPlatformTransport transport,
        AccountCredentials account,
        Uri rest,
        CancellationToken ct
    )
    {
        if (account.RefreshToken is not { } refreshToken)
        {
            return Failures.NoRefreshToken();
        }

        var call = AtPath(rest, RefreshPath, withToken: false, FormRequest.Fields(("refresh_token", refreshToken)));
        return await Tokens(transport, account, call, refreshToken, ct);
    }

    /// <summary>Exchanges the code of an authorisation for its first tokens.</summary>
    public Task<PlatformResult<TokenGrant>> Exchange(
        IPlatformTransport transport,
        AccountCredentials account,
        Uri rest,
        AuthorisationCode code,
        CancellationToken ct
    )
    {
        var call = AtPath(rest, CreatePath, withToken: false, FormRequest.Fields(("code", code.Code)));
        return Tokens(transport, account, call with { AuthorisationCode = code.Code }, null, ct);
    }

    private static async Task<PlatformResult<TokenGrant>> Tokens(
        IPlatformTransport transport,
        AccountCredentials account,
        PlatformCall call,
        string? oldRefreshToken,
        CancellationToken ct
    )
    {
        var reply = await transport.Send(account, call with { IsRefresh = true }, ct);
        return reply.Succeeded ? TokenAnswer.Read(reply.Value, oldRefreshToken) : reply.Failure;
    }

    private PlatformFailure? Judge(PlatformReply reply) => IopErrors.Of(reply, errors);

    private Dictionary<string, string> Signed(
        AccountCredentials account,
        string? path,
        string? tokenField,
        Dictionary<string, string> fields
    )
    {
        var all = new Dictionary<string, string>(fields, StringComparer.Ordinal)
        {
            ["app_key"] = account.AppKey,
            ["timestamp"] = AlibabaTime.Milliseconds(time.GetUtcNow()),
            ["sign_method"] = IopSignature.MethodName,
        };
        if (tokenField is not null && account.AccessToken is { } token)
        {
            all[tokenField] = token;
        }

        all[ParameterText.SignField] = IopSignature.Sign(path, all, account.AppSecret);
        return all;
    }
}
