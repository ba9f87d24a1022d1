using System.Globalization;
using Integration.Calls;
using Integration.Platforms;
using Integration.RequestSigning;

namespace Integration.Pinduoduo;

/// <summary>Calls of Pinduoduo's open platform.</summary>
internal sealed class PinduoduoClient(PinduoduoOptions options, IPlatformTransport transport, TimeProvider time)
{
    private const long LongestSeconds = 253_402_300_800;

    /// <summary>Makes a call.</summary>
    /// <param name="account">Signs it.</param>
    /// <param name="call">Its name and root key.</param>
    /// <param name="withToken">Whether the access token goes with it.</param>
    /// <param name="fields">The call's own fields; objects and lists as compact JSON text.</param>
    /// <param name="ct">Ends the call.</param>
    public Task<PlatformResult<PlatformReply>> Call(
        AccountCredentials account,
        PinduoduoCalls call,
        bool withToken,
        Dictionary<string, string> fields,
        CancellationToken ct
    ) => transport.Send(account, Made(call, withToken, fields), ct);

    /// <summary>Exchanges the refresh token; the old access token is dead from then on.</summary>
    public async Task<PlatformResult<TokenGrant>> Refresh(AccountCredentials account, CancellationToken ct)
    {
        if (account.RefreshToken is not { } refreshToken)
        {
            return Failures.NoRefreshToken();
        }

        var call = PinduoduoCalls.TokenRefresh;
        var asked = Made(call, withToken: false, FormRequest.Fields(("refresh_token", refreshToken)));
        return await Tokens(account, call, asked, refreshToken, ct);
    }

    /// <summary>Exchanges the code of an authorisation; the tokens of an earlier one are dead from then on.</summary>
    public Task<PlatformResult<TokenGrant>> Exchange(
        AccountCredentials account,
        AuthorisationCode code,
        CancellationToken ct
    )
    {
        var call = PinduoduoCalls.TokenCreate;
        var asked = Made(call, withToken: false, FormRequest.Fields(("code", code.Code)));
        return Tokens(account, call, asked with { AuthorisationCode = code.Code }, null, ct);
    }

    private async Task<PlatformResult<TokenGrant>> Tokens(
        AccountCredentials account,
        PinduoduoCalls call,
        PlatformCall asked,
        string? oldRefreshToken,
        CancellationToken ct
    )
    {
        var reply = await transport.Send(account, asked with { IsRefresh = true }, ct);
        return reply.Succeeded ? Grant(reply.Value, reply.Value.Root[call.RootKey], oldRefreshToken) : reply.Failure;
    }

    private PlatformCall Made(PinduoduoCalls call, bool withToken, Dictionary<string, string> fields) =>
        new(
            PinduoduoDeclaration.Platform,
            call.Type,
            signer => FormRequest.Post(options.GatewayUrl, Signed(signer, call, withToken, fields)),
            reply => Judge(reply, call)
        )
        {
            IsRepeatable = call.IsRepeatable,
        };

    private static PlatformResult<TokenGrant> Grant(PlatformReply reply, LooseJson told, string? oldRefreshToken)
    {
        if (told["access_token"].Text is not { } token)
        {
            return Failures.UnknownShape(reply, "an access token");
        }

        return new TokenGrant(token, told["refresh_token"].Text ?? oldRefreshToken)
        {
            // expires_in differs by kind of app; the instant does not lie.
            ExpiresAt = Instant(told["expires_at"].Whole),
            RefreshExpiresAt = Instant(told["refresh_token_expires_at"].Whole),
        };
    }

    private static DateTimeOffset? Instant(long? seconds) =>
        seconds is > 0 and < LongestSeconds ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : null;

    private static PlatformFailure? Judge(PlatformReply reply, PinduoduoCalls call)
    {
        var isFine = reply.HttpStatus is < 200 or > 299 || call.AnswerOf(reply.Root).Exists;
        return PinduoduoErrors.Of(reply) ?? (isFine ? null : Failures.UnknownShape(reply, call.RootKey));
    }

    private Dictionary<string, string> Signed(
        AccountCredentials account,
        PinduoduoCalls call,
        bool withToken,
        Dictionary<string, string> fields
    )
    {
        var all = new Dictionary<string, string>(fields, StringComparer.Ordinal)
        {
            ["type"] = call.Type,
            ["client_id"] = account.AppKey,
            ["timestamp"] = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["data_type"] = "JSON",
        };
        if (withToken && account.AccessToken is { } token)
        {
            all["access_token"] = token;
        }

        all[ParameterText.SignField] = TopSignature.Sign(TopSignMethod.Md5, all, account.AppSecret);
        return all;
    }
}
