using System.Security.Cryptography;
using System.Text;

namespace Integration.Sandbox.Platforms;

/// <summary>
/// Lets calls through: application, signature, timestamp, token, rate, and then what is to go wrong on purpose. 1688 was seen
/// to check in this order, the others say nothing about it.
/// </summary>
internal sealed class PlatformGate(PlatformShop shop, RateGate rate)
{
    public PlatformReply Answer(
        IPlatformProtocol protocol,
        string name,
        PlatformRequest request,
        FaultKind? fault,
        long number
    )
    {
        var detail = new RefusalDetail(name, request) { Variant = number };
        if (protocol.Find(name) is not { } entry)
        {
            return protocol.Refuse(CallOutcome.UnknownCall, detail);
        }

        if (entry.Access == CallAccess.Open)
        {
            return fault == FaultKind.Transient
                ? protocol.Refuse(CallOutcome.Transient, detail)
                : entry.Run(new PlatformCall(name, request, null, number));
        }

        var account = shop.FindAccount(protocol.ApplicationOf(request));
        var refusal = account is null ? CallOutcome.UnknownApplication : Check(protocol, entry, request, account);
        if (refusal is { } why)
        {
            return protocol.Refuse(why, detail);
        }

        if (protocol.WrongSystemParameter(request) is { } wrong)
        {
            return protocol.Refuse(CallOutcome.BadParameter, detail with { Parameter = wrong });
        }

        if (entry.Access != CallAccess.Token && rate.Take(account!.AppKey, name) is { Allowed: false } verdict)
        {
            return protocol.Refuse(
                verdict.IsPunishment ? CallOutcome.Punished : CallOutcome.Throttled,
                detail with
                {
                    Wait = verdict.Wait,
                }
            );
        }

        return Failure(protocol, entry, detail, fault) ?? entry.Run(new PlatformCall(name, request, account, number));
    }

    private CallOutcome? Check(
        IPlatformProtocol protocol,
        CallEntry entry,
        PlatformRequest request,
        PlatformAccount account
    )
    {
        if (protocol.SignatureOf(request) is not { } signature)
        {
            return CallOutcome.MissingSignature;
        }

        if (protocol.Sign(request, account.AppSecret) is not { } expected || !Same(expected, signature))
        {
            return CallOutcome.WrongSignature;
        }

        return CheckTimestamp(protocol, request) ?? CheckToken(protocol, entry, request, account);
    }

    private CallOutcome? CheckTimestamp(IPlatformProtocol protocol, PlatformRequest request)
    {
        if (!protocol.HasTimestamp(request))
        {
            return protocol.NeedsTimestamp ? CallOutcome.MissingTimestamp : null;
        }

        if (protocol.TimestampOf(request) is not { } sent)
        {
            return CallOutcome.WrongTimestamp;
        }

        var allowed = shop.Options.MaxSkew ?? protocol.MaxSkew;
        return (shop.Time.GetUtcNow() - sent).Duration() > allowed ? CallOutcome.WrongTimestamp : null;
    }

    private CallOutcome? CheckToken(
        IPlatformProtocol protocol,
        CallEntry entry,
        PlatformRequest request,
        PlatformAccount account
    )
    {
        if (entry.Access != CallAccess.Shop)
        {
            return null;
        }

        var state = shop.Tokens.Check(protocol.TokenOf(request), account.AppKey);
        return state == CallOutcome.Served ? null : state;
    }

    private PlatformReply? Failure(IPlatformProtocol protocol, CallEntry entry, RefusalDetail detail, FaultKind? fault)
    {
        switch (fault)
        {
            case FaultKind.Transient:
                return protocol.Refuse(CallOutcome.Transient, detail);
            case FaultKind.Throttled:
                return protocol.Refuse(CallOutcome.Throttled, detail with { Wait = TimeSpan.FromSeconds(1) });
            case FaultKind.ExpiredToken when entry.Access == CallAccess.Shop:
                shop.Tokens.Expire(protocol.TokenOf(detail.Request)!);
                return protocol.Refuse(CallOutcome.ExpiredToken, detail);
            default:
                return null;
        }
    }

    private static bool Same(string expected, string signature) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature));
}
