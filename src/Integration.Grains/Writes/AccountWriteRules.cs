using System.Globalization;
using Integration.Json;
using Integration.Platforms;
using Integration.Problems;

namespace Integration.Writes;

/// <summary>What is common to requests that write at a platform; decides only.</summary>
internal static class AccountWriteRules
{
    /// <summary>One whose result was lost to a bug.</summary>
    public static PlatformFailure Broken { get; } =
        new(
            FailureKind.Transient,
            FailureReason.Platform,
            "A fault of ours prevented the result from being read; it stands in the log. Whether the platform has done it is not known."
        );

    /// <summary>The body of a request, or everything that is wrong with its form.</summary>
    public static Outcome<T> Read<T>(byte[] body)
        where T : class
    {
        var read = StrictJson.Read<T>(body);
        return read.Succeeded
            ? read.Value
            : new Problem("validation", 422, read.Malformed?.Detail ?? "Some fields are not valid; see errors.")
            {
                Errors = read.Errors,
            };
    }

    /// <summary>A platform, or a kind of app of it, that takes none of these from here.</summary>
    /// <param name="slug">The problem's stable name.</param>
    /// <param name="what">What is not done, such as <c>Products cannot be created</c>.</param>
    /// <param name="platform">The platform.</param>
    /// <param name="account">The account.</param>
    public static Problem NotTaken(string slug, string what, string platform, AccountCredentials account) =>
        new(
            slug,
            409,
            account.AppKind is { } kind
                ? $"{what} from here at {platform} by an app of the kind {kind}."
                : $"{what} from here at {platform}."
        );

    /// <summary>One that has no result when the request's time is over.</summary>
    public static PlatformFailure TooLate(TimeSpan limit) =>
        new(
            FailureKind.Transient,
            FailureReason.Timeout,
            string.Create(
                CultureInfo.InvariantCulture,
                $"No result within {limit.TotalSeconds:0.#} s. What had not been sent by then is not sent any more; the platform may still do "
            ) + "what was under way."
        );
}
