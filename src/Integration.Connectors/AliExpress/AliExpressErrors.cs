using System.Text.RegularExpressions;
using Integration.AlibabaGateways;
using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.AliExpress;

/// <summary>Errors of the business calls, beside those of the gateway.</summary>
internal static partial class AliExpressErrors
{
    private const string OtherCountry = "not allowed to this country";
    private const string Fine = "200";

    /// <summary>What the codes mean; the gateway's come after them.</summary>
    public static ErrorRule[] Rules { get; } =
    [
        new("ITEM_ID_NOT_FOUND", FailureKind.Permanent, FailureReason.Gone),
        new("*", "*ITEM_ID_NOT_FOUND*", FailureKind.Permanent, FailureReason.Gone),
        .. IopErrors.Rules,
    ];

    // The documents name no other meaning of a code beside 200 than that there is no product for this query.
    private static readonly ErrorRule[] DetailRules = [.. Rules, new("*", FailureKind.Permanent, FailureReason.Gone)];

    /// <summary>The failure of a detail answer; null where it is a good one.</summary>
    /// <param name="gateway">What the gateway says.</param>
    /// <param name="reply">The answer.</param>
    public static PlatformFailure? OfDetail(PlatformFailure? gateway, PlatformReply reply)
    {
        if (gateway is not null)
        {
            return GoneFrom(gateway);
        }

        // The code stands in the result, or beside it.
        var code = AliExpressMapper.ResultOf(reply.Root)["rsp_code"] is { Exists: true } inside
            ? inside
            : AliExpressMapper.AnswerOf(reply.Root)["rsp_code"];
        if (code.Text is null or Fine)
        {
            return null;
        }

        // A status of its own goes before an unknown code: nothing is gone because the platform is busy.
        var rules = reply.HttpStatus is >= 200 and <= 299 ? DetailRules : Rules;
        return ErrorTable.Judge(rules, Told(code.Text, reply), reply);
    }

    /// <summary>The failure of a list; null where it is a good one.</summary>
    /// <param name="gateway">What the gateway says.</param>
    /// <param name="reply">The answer.</param>
    public static PlatformFailure? OfList(PlatformFailure? gateway, PlatformReply reply)
    {
        var result = AliExpressMapper.ResultOf(reply.Root);
        return gateway is null && result["success"].Flag == false
            ? ErrorTable.Judge(
                Rules,
                new(result["error_code"].Text ?? "none", null, result["error_message"].Text, null),
                reply
            )
            : gateway;
    }

    /// <summary>
    /// The failure of an order's detail; null where it is a good one, which is one with data: the documents show an error's words beside
    /// data that is there.
    /// </summary>
    /// <param name="gateway">What the gateway says.</param>
    /// <param name="reply">The answer.</param>
    public static PlatformFailure? OfOrder(PlatformFailure? gateway, PlatformReply reply)
    {
        var result = AliExpressMapper.ResultOf(reply.Root);
        if (gateway is not null || result["data"].Exists || result["error_code"].Text is not { } code)
        {
            return gateway;
        }

        var message = result["error_message"].Text;
        var failure = ErrorTable.Judge(Rules, new(code, null, message, reply.Root["request_id"].Text), reply);
        // The code for it is not published, only words.
        return message is not null && NoOrder().IsMatch(message)
            ? failure with
            {
                Kind = FailureKind.Permanent,
                Reason = FailureReason.Gone,
            }
            : failure;
    }

    [GeneratedRegex(
        "order.*(not exist|not found)|订单不存在",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex NoOrder();

    private static PlatformError Told(string code, PlatformReply reply)
    {
        var message =
            AliExpressMapper.ResultOf(reply.Root)["rsp_msg"].Text
            ?? AliExpressMapper.AnswerOf(reply.Root)["rsp_msg"].Text;
        return new(code, null, message, reply.Root["request_id"].Text);
    }

    // The platform has no code of its own for it, only these words.
    private static PlatformFailure GoneFrom(PlatformFailure failure) =>
        failure is { Kind: FailureKind.Permanent, Reason: not FailureReason.NotAllowed }
        && failure.Detail.Contains(OtherCountry, StringComparison.OrdinalIgnoreCase)
            ? failure with
            {
                Reason = FailureReason.Gone,
            }
            : failure;
}
