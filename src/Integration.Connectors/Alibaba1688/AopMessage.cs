using System.Security.Cryptography;
using System.Text;
using System.Web;
using Integration.Calls;
using Integration.Mapping;
using Integration.Platforms;
using Integration.Signatures;

namespace Integration.Alibaba1688;

/// <summary>
/// A pushed message (open.1688.com/doc/messageDoc.htm): a form with <c>message</c>, JSON in text, and its signature. Delivered a few times and
/// in no certain order, so that it says which order to read and nothing else.
/// </summary>
internal static class AopMessage
{
    private const string Field = "message";

    /// <summary>Checks and reads a body.</summary>
    public static WebhookReading Read(ReadOnlySpan<byte> body, IReadOnlyList<string> secrets)
    {
        var form = HttpUtility.ParseQueryString(Encoding.UTF8.GetString(body));
        if (form[AopSignature.Field] is not { Length: > 0 } signature)
        {
            return Bad(
                "signature-missing",
                $"The signature is missing: send it in the form's field {AopSignature.Field}."
            );
        }

        if (form[Field] is not { Length: > 0 } message)
        {
            return Bad("signature-mismatch", $"Nothing is signed: the form has no field '{Field}'.");
        }

        return secrets.Any(secret => IsSigned(message, signature, secret))
            ? new(SignatureCheck.Good(), Told(message))
            : Bad("signature-mismatch", "The signature does not fit the message and any of the secrets.");
    }

    // The rule of the documents for requests without a path. They do not say it of messages, so that of the value alone counts as well: nobody
    // without the secret can make either.
    private static bool IsSigned(string message, string signature, string secret) =>
        IsSame(AopSignature.Sign("", [KeyValuePair.Create(Field, message)], secret), signature)
        | IsSame(AopSignature.Sign(message, [], secret), signature);

    private static bool IsSame(string expected, string told) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected),
            Encoding.UTF8.GetBytes(told.ToUpperInvariant())
        );

    private static MappedAttributes Told(string message)
    {
        var told = LooseJson.Parse(Encoding.UTF8.GetBytes(message));
        // An object by the samples, JSON in text by the table of fields: both are read alike.
        var data = told["data"];
        return new(
            EventTypes.Normalize(told["type"].Text),
            told["msgId"].Text,
            data["orderId"].Text ?? (data["productId"].Text is { } product ? $"product/{product}" : null),
            Born(told["gmtBorn"].Whole),
            Version: null
        );
    }

    private static DateTimeOffset? Born(long? milliseconds) =>
        milliseconds is >= 0 and < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds.Value)
            : null;

    private static WebhookReading Bad(string slug, string detail) => new(SignatureCheck.Bad(slug, detail));
}
