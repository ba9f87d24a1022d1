using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Calls;

/// <summary>Finds what a platform's error means in the rules that its connector declares.</summary>
internal static class ErrorTable
{
    /// <summary>
    /// The failure of the first rule that matches. A code of none is judged by the status as <see cref="HttpFailures"/> does; with
    /// a status of success it is permanent.
    /// </summary>
    /// <param name="rules">In the order in which they count.</param>
    /// <param name="error">What the platform said.</param>
    /// <param name="reply">Where it said it.</param>
    public static PlatformFailure Judge(IEnumerable<ErrorRule> rules, PlatformError error, PlatformReply reply)
    {
        var rule = rules.FirstOrDefault(one => Matches(one, error));
        var byStatus = rule is null ? HttpFailures.Of(reply.HttpStatus, reply.RetryAfter) : null;
        return new(
            rule?.Kind ?? byStatus?.Kind ?? FailureKind.Permanent,
            rule?.Reason ?? byStatus?.Reason ?? FailureReason.Platform,
            Words(reply.Shown(error.Message))
        )
        {
            Code = Failures.CodeText(reply, error.Code, error.SubCode),
            RetryAfter = reply.RetryAfter,
            HttpStatus = reply.HttpStatus,
            RequestId = error.RequestId is { } id ? reply.Shown(id, 199) : null,
        };
    }

    private static string Words(string message) =>
        message.Length == 0 ? "The platform gives no reason." : $"The platform says: {message}";

    private static bool Matches(ErrorRule rule, PlatformError error) =>
        Glob(rule.Code, error.Code) && (rule.SubCode is null || (error.SubCode is { } sub && Glob(rule.SubCode, sub)));

    // The patterns are ours and short, so the plain recursion is bounded by them.
    private static bool Glob(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var star = pattern.IndexOf('*');
        if (star < 0)
        {
            return text.Equals(pattern, StringComparison.OrdinalIgnoreCase);
        }

        if (!text.StartsWith(pattern[..star], StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        for (var at = star; at <= text.Length; at++)
        {
            if (Glob(pattern[(star + 1)..], text[at..]))
            {
                return true;
            }
        }

        return false;
    }
}
