using System.Globalization;
using System.Text.Json;
using Integration.Calls;
using Integration.Platforms;

namespace Integration.Market;

/// <summary>Calls of Market.</summary>
internal sealed class MarketClient(MarketOptions options, IPlatformTransport transport, TimeProvider time)
{
    private static readonly JsonSerializerOptions Compact = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Makes a call with the access token.</summary>
    /// <param name="account">Signs it.</param>
    /// <param name="call">Its name.</param>
    /// <param name="data">Its arguments.</param>
    /// <param name="ct">Ends the call.</param>
    public Task<PlatformResult<PlatformReply>> Call(
        AccountCredentials account,
        string call,
        object data,
        CancellationToken ct
    ) => transport.Send(account, Made(call, ("data", JsonSerializer.Serialize(data, Compact))), ct);

    /// <summary>Exchanges the refresh token.</summary>
    public async Task<PlatformResult<TokenGrant>> Refresh(AccountCredentials account, CancellationToken ct)
    {
        if (account.RefreshToken is not { } refreshToken)
        {
            return Failures.NoRefreshToken();
        }

        return await Tokens(account, Made("token.refresh", ("refresh", refreshToken)), refreshToken, ct);
    }

    /// <summary>Exchanges the code of an authorisation.</summary>
    public Task<PlatformResult<TokenGrant>> Exchange(
        AccountCredentials account,
        AuthorisationCode code,
        CancellationToken ct
    )
    {
        var call = Made("token.create", ("code", code.Code)) with { AuthorisationCode = code.Code };
        return Tokens(account, call, null, ct);
    }

    private async Task<PlatformResult<TokenGrant>> Tokens(
        AccountCredentials account,
        PlatformCall call,
        string? oldRefreshToken,
        CancellationToken ct
    )
    {
        var reply = await transport.Send(account, call with { IsRefresh = true }, ct);
        return reply.Succeeded ? Grant(reply.Value, oldRefreshToken) : reply.Failure;
    }

    private PlatformCall Made(string call, (string Name, string Value) argument) =>
        new(
            MarketDeclaration.Platform,
            call,
            signer => FormRequest.Post(options.ApiUrl, Signed(signer, call, argument)),
            MarketErrors.Of
        );

    private static PlatformResult<TokenGrant> Grant(PlatformReply reply, string? oldRefreshToken)
    {
        var told = reply.Root["data"];
        if (told["token"].Text is not { } token)
        {
            return Failures.UnknownShape(reply, "a token");
        }

        const int longest = 100_000_000;
        return new TokenGrant(token, told["refresh"].Text ?? oldRefreshToken)
        {
            ExpiresAt = told["expires_in"].Whole is > 0 and < longest and var seconds
                ? reply.ReceivedAt.AddSeconds(seconds)
                : null,
        };
    }

    private Dictionary<string, string> Signed(
        AccountCredentials account,
        string call,
        (string Name, string Value) argument
    )
    {
        var fields = FormRequest.Fields(
            ("app", account.AppKey),
            ("call", call),
            ("time", time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            // New tokens are asked for without the one that has ended.
            ("token", argument.Name == "data" ? account.AccessToken : null),
            argument
        );
        fields[MarketSignature.Field] = MarketSignature.Sign(fields, account.AppSecret);
        return fields;
    }
}
