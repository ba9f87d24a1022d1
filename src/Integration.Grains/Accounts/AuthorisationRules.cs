using Integration.Platforms;
using Integration.Problems;

namespace Integration.Accounts;

/// <summary>What an authorisation may be given with, and what its failures mean to the person who brought the code. Pure.</summary>
internal static class AuthorisationRules
{
    private const int MaxCode = 4096;
    private const int MaxUri = 2000;
    private const string UriForm =
        "The absolute http(s) address with which the platform's page was opened, to 2000 characters.";
    private const string Again =
        "Let a person authorise the app again, and send the new code at once: one lives once, and for minutes.";
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(2);

    /// <summary>Every fault of what a person brought; null when there is none.</summary>
    public static Problem? Check(AuthorisationRequest request)
    {
        var errors = new FieldErrors();
        errors.When(
            request.Code is not { Length: > 0 and <= MaxCode } code
                || code.Any(static c => char.IsControl(c) || char.IsWhiteSpace(c)),
            "code",
            $"The code that the platform sent back, 1 to {MaxCode} characters without spaces and line ends."
        );
        errors.When(request.RedirectUri is { } uri && !IsAddress(uri), "redirect_uri", UriForm);
        return errors.Problem;
    }

    /// <summary>What is wrong with a question for the page; null when nothing is.</summary>
    public static Problem? CheckPage(string redirectUri) =>
        IsAddress(redirectUri)
            ? null
            : new Problem("bad-filter", 400, "A query parameter has no valid value; see errors.")
            {
                Errors = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["redirect_uri"] = [UriForm] },
            };

    /// <summary>Why there are no tokens.</summary>
    /// <param name="failure">What came of the exchange.</param>
    public static Problem ProblemOf(PlatformFailure failure)
    {
        var said = failure.Code is { } code ? $"{failure.Detail} ({code})" : failure.Detail;
        return failure switch
        {
            { Kind: FailureKind.Permanent, Reason: FailureReason.InvalidRequest, HttpStatus: null } => NotAsked(said),
            _ when TokenKeeping.IsUnsettled(failure) => AuthorisationProblems.Unknown(
                $"{said} The code may be spent. {Again}"
            ),
            { Kind: FailureKind.Transient or FailureKind.Throttled } => new(
                "try-later",
                503,
                $"{said} Send the code again while it lives, which is minutes; after that let a person authorise the app again."
            )
            {
                RetryAfter = failure.RetryAfter ?? s_soon,
            },
            { Reason: FailureReason.BadCredentials or FailureReason.NotAllowed } => new("account-unusable", 409, said),
            _ => new("authorisation-refused", 409, $"The platform does not take the code: {said} {Again}"),
        };
    }

    private static Problem NotAsked(string why) =>
        new("validation", 422, "Some fields are not valid; see errors.")
        {
            Errors = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["redirect_uri"] = [why] },
        };

    private static bool IsAddress(string text) =>
        text.Length <= MaxUri
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "https" or "http"
        && !text.Any(static c => char.IsControl(c) || char.IsWhiteSpace(c));
}
