namespace Integration.Notices;

/// <summary>What one attempt came to.</summary>
/// <param name="Failure">Null when the notice was sent.</param>
/// <param name="Text">
/// For people, without secrets: why it failed, or what is to be said of a notice that was sent; empty for nothing.
/// </param>
/// <param name="RetryAfter">How long to wait, where the other side or its rules say so; not yet bounded.</param>
public sealed record NoticeResult(NoticeFailureKind? Failure, string Text, TimeSpan? RetryAfter = null)
{
    /// <summary>It was sent, and there is nothing to say.</summary>
    public static NoticeResult Sent { get; } = new(null, "");

    /// <summary>Whether it was sent.</summary>
    public bool IsSent => Failure is null;
}
